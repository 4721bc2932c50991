import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { ROLES } from '../core/people.ts'
import { type RouteSpec, route } from '../core/route.ts'
import { line } from '../core/text.ts'
import { AiringForm, EventForm, NamedForm, PersonForm, Programme, SessionForm } from './rows.ts'

const ofEvent = z.strictObject({ event: Id })
const ofRow = z.strictObject({ event: Id, row: Id })
/** `revision`: of the row as the writer last saw it; an older one is refused as `core.stale`, with the row as it is now. */
const revision = z.int().min(1)
const Written = z.object({ id: Id, revision: z.int() })

export const programme = route({
  method: 'GET',
  path: '/api/events/:event/programme',
  by: ROLES,
  auth: 'cookie',
  summary: 'The programme for its people, with an ETag; rehearsals for staff, mail addresses for organizers only.',
  params: ofEvent,
  reply: Programme,
  refusals: ['core.notFound'],
  rate: 300,
})

export const screenProgramme = route({
  method: 'GET',
  path: '/api/events/:event/programme/screen',
  by: ['screen'],
  auth: 'capability',
  summary: 'The programme for a screen in the venue, with an ETag: rehearsals too, mail addresses never.',
  params: ofEvent,
  reply: Programme,
  refusals: ['core.notFound'],
  rate: 300,
})

export const createEvent = route({
  method: 'POST',
  path: '/api/events',
  by: ['owner'],
  auth: 'cookie',
  summary:
    'Makes an event with one stage; the caller becomes its organizer. `id`: made once per intent, repeated on retries.',
  /** `shownName`: how the organizer is named to others. */
  body: z.strictObject({ id: Id, event: EventForm, shownName: line(60) }),
  reply: z.object({ id: Id, slug: z.string() }),
  refusals: [
    'core.idTaken',
    'programme.endsBeforeStart',
    'programme.tooLong',
    'programme.notNow',
    'programme.unknownZone',
  ],
  rate: 20,
})

export const changeEvent = route({
  method: 'PUT',
  path: '/api/events/:event',
  by: ['organizer'],
  auth: 'cookie',
  summary: 'Changes the details of an event. Its address stays.',
  params: ofEvent,
  body: z.strictObject({ request: Id, revision, event: EventForm }),
  reply: Written,
  refusals: [
    'core.stale',
    'programme.endsBeforeStart',
    'programme.tooLong',
    'programme.notNow',
    'programme.unknownZone',
  ],
})

export const deleteEvent = route({
  method: 'DELETE',
  path: '/api/events/:event',
  by: ['organizer'],
  auth: 'cookie',
  summary: 'Deletes an event with its programme, its people and its log. Refused while an airing is on.',
  params: ofEvent,
  query: z.strictObject({ revision: z.coerce.number().pipe(revision) }),
  reply: z.object({}),
  refusals: ['core.stale', 'programme.onAir'],
})

const dates = ['programme.endsBeforeStart', 'programme.tooLong', 'programme.notNow'] as const

/** The three routes every kind of row has: `POST …/stages`, `PUT` and `DELETE …/stages/:row`. */
function rowRoutes<const Kind extends string, Form extends z.ZodType>(
  kind: Kind,
  form: Form,
  refusals: { write?: readonly string[]; remove?: readonly string[] } = {},
) {
  const organizer = { by: ['organizer'], auth: 'cookie', reply: Written } as const
  return {
    create: {
      ...organizer,
      method: 'POST',
      path: `/api/events/:event/programme/${kind}`,
      summary: `Adds to the ${kind}. \`id\`: made once per intent; the row's.`,
      params: ofEvent,
      body: z.strictObject({ id: Id, row: form }),
      refusals: ['core.idTaken', 'programme.full', ...(refusals.write ?? [])],
    },
    change: {
      ...organizer,
      method: 'PUT',
      path: `/api/events/:event/programme/${kind}/:row`,
      summary: `Changes one of the ${kind}.`,
      params: ofRow,
      body: z.strictObject({ request: Id, revision, row: form }),
      refusals: ['core.stale', ...(refusals.write ?? [])],
    },
    remove: {
      ...organizer,
      method: 'DELETE',
      path: `/api/events/:event/programme/${kind}/:row`,
      summary: `Deletes one of the ${kind}.`,
      params: ofRow,
      query: z.strictObject({ request: Id, revision: z.coerce.number().pipe(revision) }),
      refusals: ['core.stale', ...(refusals.remove ?? [])],
    },
  } as const satisfies Record<string, RouteSpec>
}

/** The routes of some kind of row, whatever its form. */
export type RowRoutes = ReturnType<typeof rowRoutes<string, z.ZodType>>

export const stages = rowRoutes('stages', NamedForm, { remove: ['programme.inUse'] })
export const tracks = rowRoutes('tracks', NamedForm)
export const people = rowRoutes('people', PersonForm)
export const sessions = rowRoutes('sessions', SessionForm, {
  write: ['programme.unknownRow'],
  remove: ['programme.onAir'],
})
export const airings = rowRoutes('airings', AiringForm, {
  write: ['programme.unknownRow', 'programme.airingBegun', ...dates],
  remove: ['programme.onAir'],
})
