import { type Facts, type HeldRole, has } from '#shared/core/people.ts'
import type { Programme } from '#shared/programme/rows.ts'
import type { State } from './domain.ts'

const isStaff = (roles: readonly HeldRole[]): boolean => has({ roles }, 'organizer', 'producer', 'mentor', 'moderator')

/** Everyone is in exactly one of the two. */
export const audiences = (_: State, facts: Facts): readonly string[] => [isStaff(facts.roles) ? 'staff' : 'everyone']

/** That something changed is no secret; what it is, each reads for themselves. */
export const view = (state: State, key: string, audience: string): unknown =>
  key === 'programme' && (audience === 'staff' || audience === 'everyone') ? { version: state.version } : null

/** Who reads the programme: what they see of it differs, and so does its ETag. */
export type Reader = 'organizer' | 'staff' | 'everyone'

export function readerOf(roles: readonly HeldRole[]): Reader {
  if (roles.includes('organizer')) return 'organizer'
  // A screen stands over the stage that is rehearsed on.
  return isStaff(roles) || roles.includes('screen') ? 'staff' : 'everyone'
}

/** What a reader may see: rehearsals are for staff, mail addresses for organizers. */
export function programmeFor(programme: Programme, reader: Reader): Programme {
  if (reader === 'organizer') return programme
  const people = programme.people.map((person) => ({ ...person, mail: null }))
  if (reader === 'staff') return { ...programme, people }
  return { ...programme, people, airings: programme.airings.filter((airing) => airing.kind !== 'rehearsal') }
}
