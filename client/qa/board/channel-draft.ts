import type { CommandOf } from '#shared/core/contract.ts'
import type { Role } from '#shared/core/roles.ts'
import type { channels } from '#shared/qa/channels.contract.ts'
import type { Channel } from './columns.ts'

type Rules = Channel['rules']
type Edited = Extract<CommandOf<typeof channels>, { type: 'qa.addChannel' }>['data']

/** A channel as its form holds it. */
export interface ChannelDraft {
  name: string
  attendance: 'anywhere' | 'room' | 'home'
  roles: Role[]
  /** With commas between them. */
  tags: string
  membership: 'all' | 'yes' | 'no'
  rules: Rules
  weight: number
}

/** What a new channel begins with: for everyone, looked at before it is seen, with names and votes. */
const RULES: Rules = {
  isPremoderated: true,
  ask: 'segment',
  vote: 'segment',
  read: 'segment',
  names: 'own',
  votes: 'shown',
  length: 300,
  perTenMinutes: 5,
}

export function draftOf(channel: Channel | null): ChannelDraft {
  const segment = channel?.segment ?? null
  const membership = segment?.membership ?? null
  return {
    name: channel?.name ?? '',
    attendance: segment?.attendance ?? 'anywhere',
    roles: [...(segment?.roles ?? [])],
    tags: (segment?.tags ?? []).join(', '),
    membership: membership === null ? 'all' : membership ? 'yes' : 'no',
    rules: { ...RULES, ...channel?.rules },
    weight: channel?.weight ?? 1,
  }
}

/** What is sent of a draft. */
export function editedOf({ name, attendance, roles, tags, membership, rules }: ChannelDraft): Edited {
  const named = tags
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean)
  return {
    name: name.trim(),
    segment: {
      attendance: attendance === 'anywhere' ? null : attendance,
      roles,
      tags: [...new Set(named)],
      membership: membership === 'all' ? null : membership === 'yes',
    },
    rules,
  }
}
