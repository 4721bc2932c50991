/** What someone may do at one event; several per person. Apart from people.ts so that pages need no schemas for it. */
export const ROLES = ['organizer', 'producer', 'mentor', 'moderator', 'steward', 'attendee'] as const
export type Role = (typeof ROLES)[number]

/** Does this person hold one of the roles? */
export const has = (facts: { readonly roles: readonly Role[] } | null, ...roles: readonly Role[]): boolean =>
  facts?.roles.some((role) => roles.includes(role)) ?? false
