import type { Role } from '#shared/core/roles.ts'

/** The tabs of an event's page, in their order. */
export const PARTS = ['programme', 'people', 'door', 'camera', 'screens', 'history'] as const
export type Part = (typeof PARTS)[number]

/** Those of someone: all for organizers; what stands in the room for producers, who run the show there. */
export const partsFor = (roles: readonly Role[]): readonly Part[] => {
  if (roles.includes('organizer')) return PARTS
  return roles.includes('producer') ? ['camera', 'screens'] : []
}
