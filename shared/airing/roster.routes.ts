import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { ROLES } from '../core/people.ts'
import { route } from '../core/route.ts'

/** The most names one answer holds; the others are found by searching. */
export const ROSTER_MOST = 200

export const roster = route({
  method: 'GET',
  path: '/api/events/:event/airings/:airing/roster',
  by: ROLES,
  auth: 'capability',
  summary: 'Who is here now under their own name; everyone else only as a number, banded for attendees.',
  params: z.strictObject({ event: Id, airing: Id }),
  query: z.strictObject({ search: z.string().max(80).default('') }),
  reply: z.object({
    /** By name, at most 200. */
    people: z.array(z.object({ participant: Id, name: z.string() })),
    /** How many of those who show their name are found. */
    found: z.int(),
    /** How many more are here who do not: exactly for staff, a band for everyone else. */
    others: z.union([z.object({ exactly: z.int() }), z.object({ atLeast: z.int() })]),
  }),
  refusals: [],
})
