import type { Facts } from './people.ts'
import type { Segment } from './segment.ts'

/** What a segment looks at of a person. */
export type Fitting = Pick<Facts, 'attendance' | 'roles' | 'tags' | 'membership'>

/** Does this person belong to the segment? Each part must fit; of several roles or tags one is enough. */
export function fits(segment: Segment, { attendance, roles, tags, membership }: Fitting): boolean {
  return (
    (segment.attendance === null || segment.attendance === attendance) &&
    (segment.roles.length === 0 || segment.roles.some((role) => roles.includes(role))) &&
    (segment.tags.length === 0 || segment.tags.some((tag) => tags.includes(tag))) &&
    (segment.membership === null || segment.membership === membership)
  )
}

/** Does a segment ask for nothing, so that everyone belongs to it? */
export const isForAll = ({ attendance, roles, tags, membership }: Segment): boolean =>
  attendance === null && roles.length === 0 && tags.length === 0 && membership === null
