/** What a person may do at one event; several per person. Apart from people.ts so that pages need no schemas for it. */
export const ROLES = ['organizer', 'producer', 'mentor', 'moderator', 'steward', 'attendee'] as const
export type Role = (typeof ROLES)[number]

/** And that of a screen in the venue: no list, invitation or door gives it, and no person has it. */
export const HELD_ROLES = [...ROLES, 'screen'] as const
export type HeldRole = (typeof HELD_ROLES)[number]

/** Does this person hold one of the roles? */
export const has = (facts: { readonly roles: readonly HeldRole[] } | null, ...roles: readonly HeldRole[]): boolean =>
  facts?.roles.some((role) => roles.includes(role)) ?? false
