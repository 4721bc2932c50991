import { z } from 'zod'
import { Id } from '../core/ids.ts'
import type { RefusalSpec } from '../core/refusals.ts'
import { route } from '../core/route.ts'
import { line } from '../core/text.ts'

/** At most this many links of one event at a time. */
export const MOST_SCREENS = 20
/** A screen that asked within this time is open now: it asks twice a minute. ms */
export const OPEN_WITHIN = 90_000

const event = z.strictObject({ event: Id })
const one = event.extend({ screen: Id })
const staff = { by: ['producer', 'organizer'], auth: 'cookie' } as const

/** A link that opens the wall of one stage on a screen. */
const Screen = z.object({
  id: Id,
  stage: Id,
  label: z.string(),
  createdAt: z.int(),
  /** When a screen last asked by it what to show; null when none ever did. */
  seenAt: z.int().nullable(),
  isOpen: z.boolean(),
})
const Given = z.object({ screen: Screen, link: z.string() })

export const listScreens = route({
  method: 'GET',
  path: '/api/events/:event/screens',
  ...staff,
  summary: 'The links that open the walls of this event, and whether a screen shows one now.',
  params: event,
  reply: z.object({ screens: z.array(Screen) }),
  refusals: [],
})

export const addScreen = route({
  method: 'POST',
  path: '/api/events/:event/screens',
  ...staff,
  summary: 'Makes the link of a screen for a stage. It is answered this once; only its hash is kept.',
  params: event,
  body: z.strictObject({ stage: Id, label: line(60) }),
  reply: Given,
  refusals: ['screens.full'],
  rate: 30,
})

export const renewScreen = route({
  method: 'POST',
  path: '/api/events/:event/screens/:screen/link',
  ...staff,
  summary: 'Makes the link of a screen anew; whoever has the one before is cut off at once.',
  params: one,
  reply: Given,
  refusals: [],
  rate: 30,
})

export const revokeScreen = route({
  method: 'DELETE',
  path: '/api/events/:event/screens/:screen',
  ...staff,
  summary: 'Takes a link back for good; the screen that shows the wall by it is cut off at once.',
  params: one,
  reply: z.object({}),
  refusals: [],
})

export const openScreen = route({
  method: 'POST',
  path: '/api/screen',
  by: ['anyone'],
  auth: 'none',
  summary: 'What a screen gets for the secret of its link: a capability like that of a tab, without account or cookie.',
  body: z.strictObject({ secret: z.string().max(100) }),
  reply: z.object({ token: z.string(), expiresAt: z.int(), participant: Id, event: Id, url: z.string() }),
  refusals: ['screens.linkOver', 'access.closed'],
  rate: 60,
})

export const wall = route({
  method: 'GET',
  path: '/api/events/:event/wall',
  by: ['screen'],
  auth: 'capability',
  summary: 'What a screen shows beside the programme and the airing: which stage, and how people join.',
  params: event,
  reply: z.object({
    screen: z.object({ id: Id, stage: Id, label: z.string() }),
    /** Null where no code lets anybody in. */
    join: z.object({ code: z.string(), url: z.string() }).nullable(),
  }),
  refusals: [],
})

export const screenRefusals = {
  'screens.full': { status: 409, when: 'This event has as many screen links as it can have; take one back first.' },
  'screens.linkOver': { status: 410, when: 'This is not the link of a screen, or it was taken back.' },
} as const satisfies Record<string, RefusalSpec>
