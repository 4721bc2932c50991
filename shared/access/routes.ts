import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { Attendance, Privacy, ROLES, Role } from '../core/people.ts'
import { DecidingRole, RemovalReason } from '../core/removal.ts'
import { route } from '../core/route.ts'
import { Mail } from '../core/text.ts'
import { CodeVersion } from './code-of-conduct.ts'
import { Admission, JoinCode, LinkToken, ShownName } from './contract.ts'

const At = z.int().min(0)
export const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/)
/** A path of our own to go to after signing in: `/e/…`, never another origin. */
const Next = z
  .string()
  .max(300)
  .regex(/^\/(?![/\\])[\w\-./~%]*$/)

/** What may be said of an event to someone at its door. */
export const EventCard = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  startsAt: At,
  endsAt: At,
  zone: z.string(),
  place: z.string(),
})

/** How to appeal, as the organizer set it; both may be empty. */
export const Appeal = z.object({ mail: z.string(), words: z.string() })

/** What coming in says yes to; an empty text is Foyer's own. */
const Conduct = z.object({ version: CodeVersion, text: z.string() })

/** How someone takes part. */
export const Participation = z.object({
  participant: Id,
  event: Id,
  slug: z.string(),
  name: z.string(),
  privacy: Privacy,
  attendance: Attendance,
  roles: z.array(Role),
})
/** The version of the code of conduct that is accepted with it; who comes in for the first time says it. */
const Accepting = { accepts: CodeVersion.optional() }
const Entering = { name: ShownName, privacy: Privacy, attendance: Attendance }

/** Someone came as a guest and then signed in to an account that takes part already: which of the two goes on? */
const Doubled = z.object({ event: EventCard, guest: z.string(), account: z.string() })

const SignedIn = z.object({ next: z.string(), mail: z.string(), doubled: z.array(Doubled) })

export const welcome = route({
  method: 'GET',
  path: '/api/welcome',
  by: ['anyone'],
  auth: 'cookie',
  summary: 'What the first page says: tonight, how one gets in, and whether the house has an owner yet.',
  reply: z.object({
    /** The next (or running) event one may know of without being asked in: not one by list. */
    tonight: EventCard.extend({ admission: Admission }).nullable(),
    mail: z.enum(['on', 'kept', 'off']),
    hasOwner: z.boolean(),
  }),
  refusals: [],
})

export const me = route({
  method: 'GET',
  path: '/api/me',
  by: ['anyone'],
  auth: 'cookie',
  summary: 'Who this browser is signed in as, and the events it may enter.',
  reply: z.object({
    /** `out`: no cookie; `guest`: a browser that entered an event without signing in. */
    state: z.enum(['out', 'guest', 'account']),
    mail: z.string().nullable(),
    isOwner: z.boolean(),
    events: z.array(
      EventCard.extend({
        roles: z.array(Role),
        /** Has been through the door. */
        isInside: z.boolean(),
        isClosed: z.boolean(),
      }),
    ),
    doubled: z.array(Doubled),
  }),
  refusals: [],
})

export const signIn = route({
  method: 'POST',
  path: '/api/sign-in',
  by: ['anyone'],
  auth: 'cookie',
  summary: 'Mails a link and a six-digit code. The answer is the same whether or not the address is known.',
  body: z.strictObject({ mail: Mail, next: Next.optional() }),
  reply: z.object({ id: Id, expiresAt: At }),
  refusals: ['access.mailOff'],
  rate: 10,
})

export const signInByCode = route({
  method: 'POST',
  path: '/api/sign-in/code',
  by: ['anyone'],
  auth: 'cookie',
  summary: 'Signs in by the six digits, only in the browser where sign-in began; five tries.',
  body: z.strictObject({
    id: Id,
    code: z
      .string()
      .max(20)
      .transform((text) => text.replace(/\s/gu, ''))
      .pipe(z.string().regex(/^\d{6}$/)),
  }),
  reply: SignedIn,
  refusals: ['access.codeWrong', 'access.codeOver'],
  rate: 20,
})

export const signInByLink = route({
  method: 'POST',
  path: '/api/sign-in/link',
  by: ['anyone'],
  auth: 'cookie',
  summary:
    'Signs in by the secret of a mailed link. Asked for by the page behind the link, because mail scanners open links.',
  body: z.strictObject({ token: LinkToken }),
  reply: SignedIn,
  refusals: ['access.linkOver'],
  rate: 20,
})

export const signOut = route({
  method: 'POST',
  path: '/api/sign-out',
  by: ['device'],
  auth: 'cookie',
  summary: 'Signs this browser out, or every browser of the account. Their live lines end at once.',
  body: z.strictObject({ everywhere: z.boolean() }),
  reply: z.object({}),
  refusals: [],
})

export const devices = route({
  method: 'GET',
  path: '/api/devices',
  by: ['device'],
  auth: 'cookie',
  summary: 'Where the account is signed in; of a guest, this browser alone.',
  reply: z.object({
    devices: z.array(z.object({ id: Id, label: z.string(), isThis: z.boolean(), since: At, seenAt: At })),
  }),
  refusals: [],
})

export const revokeDevice = route({
  method: 'DELETE',
  path: '/api/devices/:device',
  by: ['device'],
  auth: 'cookie',
  summary: 'Signs one browser of the account out.',
  params: z.strictObject({ device: Id }),
  reply: z.object({}),
  refusals: [],
})

export const keepOne = route({
  method: 'POST',
  path: '/api/doubled/:event',
  by: ['account'],
  auth: 'cookie',
  summary: 'After signing in as someone who takes part already: go on as the account’s participant, or as the guest’s.',
  params: z.strictObject({ event: Id }),
  body: z.strictObject({ keep: z.enum(['account', 'guest']) }),
  reply: z.object({}),
  refusals: ['access.removed', 'core.silenced'],
})

export const joinPreview = route({
  method: 'GET',
  path: '/api/join/:code',
  by: ['anyone'],
  auth: 'none',
  summary: 'Which event a join code opens.',
  params: z.strictObject({ code: JoinCode }),
  reply: z.object({ event: EventCard }),
  refusals: ['access.joinCodeUnknown', 'access.closed'],
  rate: 30,
})

export const door = route({
  method: 'GET',
  path: '/api/door/:slug',
  by: ['anyone'],
  auth: 'cookie',
  summary: 'What the door of an event asks of this caller. An event by list is not there for someone who is not on it.',
  params: z.strictObject({ slug: Slug }),
  reply: z.object({
    event: EventCard,
    /**
     * `inside`: nothing to ask; `conduct`: inside, but the code of conduct changed; `open`: just enter; `code`: the join
     * code is needed; `removed`, `closed`: no way in.
     */
    asks: z.enum(['inside', 'conduct', 'open', 'code', 'removed', 'closed']),
    /** The code of conduct that is accepted by coming in. */
    conduct: Conduct,
    me: Participation.nullable(),
    /** Of someone removed: who decided, why, and what they say. Null if they only left by signing in as someone else. */
    removal: z.object({ by: DecidingRole, reason: RemovalReason, note: z.string(), at: At }).nullable(),
    appeal: Appeal,
    /** What to put into the name field. */
    suggestedName: z.string(),
    /** The browser asks not to be followed (GPC, DNT): preselect `nickname`. */
    suggestedPrivacy: Privacy,
  }),
  refusals: [],
})

export const enter = route({
  method: 'POST',
  path: '/api/events/:event/enter',
  by: ['anyone'],
  auth: 'cookie',
  summary:
    'Goes through the door. Without a cookie this makes a guest; who is inside already changes how they take part.',
  params: z.strictObject({ event: Id }),
  body: z.strictObject({ ...Entering, ...Accepting, code: JoinCode.optional() }),
  reply: Participation,
  refusals: [
    'access.joinCodeNeeded',
    'access.joinCodeUnknown',
    'access.conductFirst',
    'access.removed',
    'access.closed',
  ],
  rate: 100,
})

export const participation = route({
  method: 'GET',
  path: '/api/events/:event/participation',
  by: ROLES,
  auth: 'cookie',
  summary: 'How I take part.',
  params: z.strictObject({ event: Id }),
  reply: Participation,
  refusals: [],
})

export const changeParticipation = route({
  method: 'PATCH',
  path: '/api/events/:event/participation',
  by: ROLES,
  auth: 'cookie',
  summary: 'Changes my shown name, my privacy, or whether I am in the room or at home.',
  params: z.strictObject({ event: Id }),
  body: z.strictObject({ name: ShownName.optional(), privacy: Privacy.optional(), attendance: Attendance.optional() }),
  reply: Participation,
  refusals: [],
})

export const capability = route({
  method: 'POST',
  path: '/api/events/:event/capability',
  by: ROLES,
  auth: 'cookie',
  summary: 'A token for the live line of one tab at one event, good for an hour. Ask again before it ends.',
  params: z.strictObject({ event: Id }),
  reply: z.object({
    token: z.string(),
    participant: Id,
    event: Id,
    expiresAt: At,
    /** Where the live line is: an origin. */
    url: z.string(),
  }),
  refusals: ['access.conductFirst', 'access.closed'],
})

export const invitationPreview = route({
  method: 'POST',
  path: '/api/invitation',
  by: ['anyone'],
  auth: 'cookie',
  summary: 'What an invitation link gives, before it is accepted.',
  body: z.strictObject({ token: LinkToken }),
  reply: z.object({
    event: EventCard,
    roles: z.array(Role),
    note: z.string(),
    expiresAt: At,
    /** The code of conduct that is accepted with it. */
    conduct: Conduct,
    /** The caller takes part already: accepting adds the roles. */
    me: Participation.nullable(),
    suggestedName: z.string(),
    suggestedPrivacy: Privacy,
  }),
  refusals: ['access.invitationOver', 'access.closed'],
  rate: 30,
})

export const acceptInvitation = route({
  method: 'POST',
  path: '/api/invitation/accept',
  by: ['anyone'],
  auth: 'cookie',
  summary: 'Enters the event with the roles of an invitation; each acceptance uses it once.',
  body: z.strictObject({ token: LinkToken, ...Entering, ...Accepting }),
  reply: Participation,
  refusals: ['access.invitationOver', 'access.conductFirst', 'access.removed', 'access.closed'],
  rate: 30,
})
