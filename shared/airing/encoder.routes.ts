import { z } from 'zod'
import { Id } from '../core/ids.ts'
import type { RefusalSpec } from '../core/refusals.ts'
import { route } from '../core/route.ts'
import { ShownName } from './words.contract.ts'

/** At most this many of one event at a time. */
export const MOST_ENCODERS = 20
/** An SDP offer of a browser with every codec has some 8 kB. Bytes. */
const SDP_BYTES = 48 * 1024

const event = z.strictObject({ event: Id })
const staff = { by: ['producer', 'organizer'], auth: 'cookie' } as const

/** A sender in the venue that may send to one stage. */
const Encoder = z.object({
  id: Id,
  stage: Id,
  label: z.string(),
  createdAt: z.int(),
  /** It sends now. */
  connected: z.boolean(),
})

export const listEncoders = route({
  method: 'GET',
  path: '/api/events/:event/encoders',
  ...staff,
  summary: 'The encoders that may send to the stages of this event.',
  params: event,
  reply: z.object({ encoders: z.array(Encoder) }),
  refusals: [],
})

export const addEncoder = route({
  method: 'POST',
  path: '/api/events/:event/encoders',
  ...staff,
  summary: 'Lets an encoder send to a stage. Its key is answered this once; only its hash is kept.',
  params: event,
  body: z.strictObject({ stage: Id, label: ShownName }),
  reply: z.object({ encoder: Encoder, address: z.string(), key: z.string() }),
  refusals: ['airing.encodersFull'],
  rate: 30,
})

export const revokeEncoder = route({
  method: 'DELETE',
  path: '/api/events/:event/encoders/:encoder',
  ...staff,
  summary: 'Ends a key for good; who sends with it is cut off at once.',
  params: event.extend({ encoder: Id }),
  reply: z.object({}),
  refusals: [],
})

const sender = { by: ['encoder'], auth: 'bearer', reply: z.string(), rate: 60 } as const
const session = z.strictObject({ resource: z.string().regex(/^\w{1,80}$/) })

export const beginWhip = route({
  method: 'POST',
  path: '/whip/v1',
  ...sender,
  summary: 'A sender begins (WHIP): an SDP offer, answered with 201. The later of two with one key takes over.',
  text: 'application/sdp',
  body: z.string(),
  bodyLimit: SDP_BYTES,
  refusals: ['airing.wrongEncoderKey', 'airing.badOffer', 'airing.mediaNotReady'],
})

export const changeWhip = route({
  method: 'PATCH',
  path: '/whip/v1/:resource',
  ...sender,
  summary: 'A sender tells more of its line, or starts it anew (WHIP).',
  text: 'application/trickle-ice-sdpfrag',
  params: session,
  body: z.string(),
  bodyLimit: SDP_BYTES,
  refusals: ['airing.wrongEncoderKey', 'airing.mediaNotReady'],
})

export const endWhip = route({
  method: 'DELETE',
  path: '/whip/v1/:resource',
  ...sender,
  summary: 'A sender ends (WHIP).',
  text: 'text/plain',
  params: session,
  refusals: ['airing.wrongEncoderKey', 'airing.mediaNotReady'],
})

/** What encoders and those who give them keys may be told. A sender shows the sentence as it stands here. */
export const encoderRefusals = {
  'airing.encodersFull': { status: 409, when: 'This event has as many encoders as it can have; revoke one first.' },
  'airing.wrongEncoderKey': {
    status: 401,
    when: 'This is not the key of an encoder, or it was revoked. Copy a new one from the event in Foyer.',
  },
  'airing.badOffer': { status: 400, when: 'This is not an offer of picture or sound that can be answered.' },
} as const satisfies Record<string, RefusalSpec>
