import type { CommandOf, RecordOf } from '#shared/core/contract.ts'
import type { Role } from '#shared/core/roles.ts'
import type { polls } from '#shared/polls/contract.ts'
import { LEAST_OPTIONS } from '#shared/polls/rules.ts'

export type DeskPoll = RecordOf<typeof polls, 'desk'>
export type Asked = Extract<CommandOf<typeof polls>, { type: 'polls.prepare' }>['data']
type Segment = NonNullable<Asked['segment']>

/** A poll as it is written in the form: fields of every kind, whichever is chosen. */
export interface Draft {
  question: string
  kind: Asked['kind']
  options: string[]
  /** 0: as many as one likes. */
  most: number
  low: string
  high: string
  results: Asked['results']
  attendance: 'room' | 'home' | 'anywhere'
  isSome: boolean
  roles: Role[]
  tags: string
  membership: 'anyone' | 'members' | 'others'
}

const MEMBERSHIP = { anyone: null, members: true, others: false } as const

/** What the form begins with: a poll that is changed or used again, or nothing. */
export function draftOf(poll: DeskPoll | null): Draft {
  const segment = poll?.segment ?? null
  const isMember = segment?.membership ?? null
  return {
    question: poll?.question ?? '',
    kind: poll?.kind ?? 'single',
    options: poll && poll.options.length > 0 ? [...poll.options] : Array.from({ length: LEAST_OPTIONS }, () => ''),
    most: poll?.kind === 'multiple' && poll.most < poll.size ? poll.most : 0,
    low: poll?.low ?? '',
    high: poll?.high ?? '',
    results: poll?.results ?? 'voted',
    attendance: segment?.attendance ?? 'anywhere',
    isSome: segment !== null && (segment.roles.length > 0 || segment.tags.length > 0 || isMember !== null),
    roles: [...(segment?.roles ?? [])],
    tags: segment?.tags.join(', ') ?? '',
    membership: isMember === null ? 'anyone' : isMember ? 'members' : 'others',
  }
}

/** What is sent of it. Answers that stayed empty are none. */
export function askedOf(draft: Draft): Asked {
  const options = draft.kind === 'scale' ? [] : draft.options.map((option) => option.trim()).filter(Boolean)
  const { question, kind, low, high, results } = draft
  return {
    question: question.trim(),
    kind,
    options,
    most: kind === 'multiple' ? draft.most || Math.max(1, options.length) : 1,
    low: kind === 'scale' ? low.trim() : '',
    high: kind === 'scale' ? high.trim() : '',
    results,
    segment: segmentOf(draft),
  }
}

function segmentOf({ attendance, isSome, roles, tags, membership }: Draft): Segment | null {
  const segment: Segment = {
    attendance: attendance === 'anywhere' ? null : attendance,
    roles: isSome ? [...roles] : [],
    tags: isSome ? tagsOf(tags) : [],
    membership: isSome ? MEMBERSHIP[membership] : null,
  }
  const isEveryone =
    segment.attendance === null &&
    segment.roles.length === 0 &&
    segment.tags.length === 0 &&
    segment.membership === null
  return isEveryone ? null : segment
}

const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
]
