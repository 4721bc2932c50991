import type { CommandOf } from '#shared/core/contract.ts'
import type { channels } from '#shared/qa/channels.contract.ts'
import { type SegmentDraft, segmentDraftOf, segmentOf } from '../../core/segment-draft.ts'
import type { Channel } from './columns.ts'

type Rules = Channel['rules']
type Edited = Extract<CommandOf<typeof channels>, { type: 'qa.addChannel' }>['data']

/** A channel as its form holds it. */
export interface ChannelDraft extends SegmentDraft {
  name: string
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

export const draftOf = (channel: Channel | null): ChannelDraft => ({
  ...segmentDraftOf(channel?.segment ?? null),
  name: channel?.name ?? '',
  rules: { ...RULES, ...channel?.rules },
  weight: channel?.weight ?? 1,
})

/** What is sent of a draft. */
export const editedOf = ({ name, rules, ...draft }: ChannelDraft): Edited => ({
  name: name.trim(),
  segment: segmentOf(draft),
  rules,
})
