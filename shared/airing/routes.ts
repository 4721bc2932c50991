import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { HELD_ROLES, ROLES } from '../core/people.ts'
import { route } from '../core/route.ts'

const params = z.strictObject({ event: Id, airing: Id })
const Seat = z.object({
  /** Where the media server is, as this browser can reach it. */
  url: z.string(),
  /** A token for one join, good for minutes. */
  token: z.string(),
  identity: z.string(),
})

export const watch = route({
  method: 'POST',
  path: '/api/events/:event/airings/:airing/watch',
  by: HELD_ROLES,
  auth: 'capability',
  summary: 'A seat to watch: hidden, subscribe-only, under a random identity.',
  params,
  reply: Seat,
  refusals: ['airing.notLive', 'airing.mediaNotReady'],
  rate: 60,
})

export const oversee = route({
  method: 'POST',
  path: '/api/events/:event/airings/:airing/oversee',
  by: ['moderator', 'producer', 'organizer'],
  auth: 'capability',
  summary: 'A hidden seat beside the stage for who runs the show: from open doors on, before anyone sees it.',
  params,
  reply: Seat,
  refusals: ['airing.notOpen', 'airing.mediaNotReady'],
  rate: 60,
})

export const present = route({
  method: 'POST',
  path: '/api/events/:event/airings/:airing/present',
  by: ROLES,
  auth: 'capability',
  summary:
    'A place in the room viewers see, for who is backstage or on, or an invited guest, while the airing holds it.',
  params,
  reply: Seat,
  refusals: ['airing.notPresenting', 'airing.mediaNotReady'],
  rate: 60,
})

export const backstage = route({
  method: 'POST',
  path: '/api/events/:event/airings/:airing/backstage',
  by: ['mentor', 'moderator', 'producer', 'organizer'],
  auth: 'capability',
  summary: 'A place in the private room beside the stage: to be with the others there, or to look after them.',
  params,
  reply: Seat,
  refusals: ['airing.notPresenting', 'airing.mediaNotReady'],
  rate: 60,
})

export const mediaState = route({
  method: 'GET',
  path: '/api/media',
  by: ['anyone'],
  auth: 'none',
  summary: 'Is the media server ready, and if not, how far is it?',
  reply: z.object({
    ready: z.boolean(),
    step: z.enum(['looking', 'fetching', 'building', 'starting', 'ready', 'lost', 'failed']),
    /** ms since this step began. */
    since: z.int(),
  }),
  refusals: [],
})

export const disk = route({
  method: 'GET',
  path: '/api/events/:event/disk',
  by: ['moderator', 'producer', 'organizer'],
  auth: 'capability',
  summary: 'How much room is left on the disk where Foyer keeps its data, and whether that is too little.',
  params: z.strictObject({ event: Id }),
  /** `free`: bytes. */
  reply: z.object({ free: z.number(), isLow: z.boolean() }),
  refusals: [],
})

export const livekitHook = route({
  method: 'POST',
  path: '/api/livekit',
  by: ['server'],
  auth: 'signature',
  summary: 'What the media server reports; it only wakes the comparison of wanted and actual.',
  body: z.string(),
  reply: z.object({}),
  refusals: [],
})
