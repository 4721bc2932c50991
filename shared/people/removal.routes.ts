import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { DecidingRole, RemovalNote, RemovalReason } from '../core/removal.ts'
import { route } from '../core/route.ts'

export const removals = route({
  method: 'GET',
  path: '/api/events/:event/removals',
  by: ['organizer', 'moderator'],
  auth: 'cookie',
  summary: 'Who is removed now and can be let in again, the latest first; to a moderator, whom moderators removed.',
  params: z.strictObject({ event: Id }),
  reply: z.object({
    removals: z.array(
      z.object({
        id: Id,
        name: z.string(),
        by: DecidingRole,
        reason: RemovalReason,
        at: z.int().min(0),
      }),
    ),
  }),
  refusals: [],
})

export const removePerson = route({
  method: 'POST',
  path: '/api/events/:event/removals',
  by: ['organizer', 'moderator'],
  auth: 'cookie',
  summary:
    'Removes someone: off the stage, out of the event and off the list at once, told why, and not let in again until taken back or added.',
  params: z.strictObject({ event: Id }),
  body: z.strictObject({
    /** Whom: who takes part, or for organizers a line of the list. */
    who: z.union([z.strictObject({ participant: Id }), z.strictObject({ person: Id })]),
    reason: RemovalReason,
    note: RemovalNote,
  }),
  reply: z.object({ removal: Id }),
  refusals: ['people.yourself', 'people.outOfReach', 'people.removedAlready', 'people.lastOrganizer'],
})

export const restorePerson = route({
  method: 'POST',
  path: '/api/events/:event/removals/:removal/undo',
  by: ['organizer', 'moderator'],
  auth: 'cookie',
  summary: 'Lets someone in again as they were, with their roles; their open pages come back by themselves.',
  params: z.strictObject({ event: Id, removal: Id }),
  reply: z.object({}),
  refusals: ['people.outOfReach', 'people.restoredAlready'],
})
