import { type HeldRole, has } from '../core/roles.ts'

type Roles = { readonly roles: readonly HeldRole[] }

/** As what someone decides about others: the highest of their roles that may. */
export const decidesAs = (by: Roles): 'organizer' | 'moderator' | null =>
  has(by, 'organizer') ? 'organizer' : has(by, 'moderator') ? 'moderator' : null

/** May the one remove the other? A moderator is there for the audience and those who speak, not for who runs the event. */
export function mayRemove(by: Roles, whom: Roles): boolean {
  const as = decidesAs(by)
  return as === 'organizer' || (as === 'moderator' && !has(whom, 'organizer', 'producer', 'moderator'))
}

/** May someone take back what was decided by this role? What a moderator decided, either may; an organizer's, organizers. */
export const mayUndo = (by: Roles, decidedBy: 'organizer' | 'moderator'): boolean => {
  const as = decidesAs(by)
  return as === 'organizer' || as === decidedBy
}
