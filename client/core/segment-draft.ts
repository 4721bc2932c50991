import type { Role } from '#shared/core/roles.ts'
import type { Segment } from '#shared/core/segment.ts'

/** Whom something is for, as a form holds it. */
export interface SegmentDraft {
  attendance: 'anywhere' | 'room' | 'home'
  /** Only those of them with one of these roles, tags, or membership. */
  isSome: boolean
  roles: Role[]
  /** With commas between them. */
  tags: string
  membership: 'anyone' | 'members' | 'others'
}

const MEMBERSHIP = { anyone: null, members: true, others: false } as const

/** What a form begins with; null: everyone. */
export function segmentDraftOf(segment: Segment | null): SegmentDraft {
  const { attendance = null, roles = [], tags = [], membership = null } = segment ?? {}
  return {
    attendance: attendance ?? 'anywhere',
    isSome: roles.length > 0 || tags.length > 0 || membership !== null,
    roles: [...roles],
    tags: tags.join(', '),
    membership: membership === null ? 'anyone' : membership ? 'members' : 'others',
  }
}

/** What is sent of it. */
export const segmentOf = ({ attendance, isSome, roles, tags, membership }: SegmentDraft): Segment => ({
  attendance: attendance === 'anywhere' ? null : attendance,
  roles: isSome ? [...roles] : [],
  tags: isSome ? tagsOf(tags) : [],
  membership: isSome ? MEMBERSHIP[membership] : null,
})

/** Does it ask for nothing? */
export const isForEveryone = ({ attendance, roles, tags, membership }: Segment): boolean =>
  attendance === null && roles.length === 0 && tags.length === 0 && membership === null

/** Of a text with commas, each once. */
const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
]
