import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { Role } from '../core/people.ts'
import { route } from '../core/route.ts'
import { line, Mail } from '../core/text.ts'
import { CSV_BYTES, CsvLine, Person, RoleSet, Tags } from './contract.ts'

const At = z.int().min(0)
const event = z.strictObject({ event: Id })
const person = z.strictObject({ event: Id, person: Id })
const Name = line(80, 0)

export const listPeople = route({
  method: 'GET',
  path: '/api/events/:event/registrations',
  by: ['organizer'],
  auth: 'cookie',
  summary: 'The people of an event by name, 50 at a time; `after` is the `next` of the page before.',
  params: event,
  query: z.strictObject({
    search: z.string().max(80).default(''),
    role: Role.optional(),
    after: z.string().max(400).optional(),
  }),
  reply: z.object({ people: z.array(Person), next: z.string().nullable(), total: z.int() }),
  refusals: [],
})

export const addPerson = route({
  method: 'POST',
  path: '/api/events/:event/registrations',
  by: ['organizer'],
  auth: 'cookie',
  summary: 'Puts someone on the list. They enter at the door after signing in with this mail address.',
  params: event,
  body: z.strictObject({ mail: Mail, name: Name, roles: RoleSet, tags: Tags, member: z.boolean() }),
  reply: Person,
  refusals: ['people.alreadyThere'],
})

export const changePerson = route({
  method: 'PATCH',
  path: '/api/events/:event/registrations/:person',
  by: ['organizer'],
  auth: 'cookie',
  summary: 'Changes someone’s name on the list, roles, tags or membership. Works at once, also for open pages.',
  params: person,
  body: z.strictObject({
    revision: z.int().min(1),
    name: Name.optional(),
    roles: RoleSet.optional(),
    tags: Tags.optional(),
    member: z.boolean().optional(),
  }),
  reply: Person,
  refusals: ['core.stale', 'people.lastOrganizer'],
})

export const audit = route({
  method: 'GET',
  path: '/api/events/:event/audit',
  by: ['organizer'],
  auth: 'cookie',
  summary: 'Who did what to whom, the newest first, 50 at a time; `before` is the `next` of the page before.',
  params: event,
  query: z.strictObject({
    before: z.coerce.number().int().min(1).optional(),
    kind: z.enum(['people', 'show', 'conduct']).optional(),
  }),
  reply: z.object({
    lines: z.array(
      z.object({
        seq: z.int(),
        at: At,
        /** The name shown of who did it; null for the server itself. */
        actor: z.string().nullable(),
        action: z.string(),
        /** The name shown of whom it was done to. */
        subject: z.string().nullable(),
        /** A session, a name on the list, roles. */
        about: z.string(),
        /** Why, as a code. */
        reason: z.string().nullable(),
      }),
    ),
    next: z.int().nullable(),
  }),
  refusals: [],
})

export const previewCsv = route({
  method: 'POST',
  path: '/api/events/:event/registrations/preview',
  by: ['organizer'],
  auth: 'cookie',
  summary:
    'Reads a pasted or uploaded list (mail, name, roles, tags, member) and says what it would do. Changes nothing.',
  params: event,
  body: z.strictObject({ csv: z.string().max(CSV_BYTES) }),
  reply: z.object({
    lines: z.array(CsvLine),
    totals: z.object({ add: z.int(), change: z.int(), same: z.int(), bad: z.int() }),
    /** Given back on applying: the list as it was looked at. */
    digest: z.string(),
  }),
  refusals: ['people.badList', 'people.tooMany'],
  bodyLimit: CSV_BYTES + 100_000,
  rate: 20,
})

export const applyCsv = route({
  method: 'POST',
  path: '/api/events/:event/registrations/apply',
  by: ['organizer'],
  auth: 'cookie',
  summary: 'Does what the preview said: adds and changes; bad lines are left out, nobody is removed.',
  params: event,
  body: z.strictObject({ csv: z.string().max(CSV_BYTES), digest: z.string().max(100) }),
  reply: z.object({ added: z.int(), changed: z.int() }),
  refusals: ['people.badList', 'people.tooMany', 'people.listMoved'],
  bodyLimit: CSV_BYTES + 100_000,
  rate: 20,
})

export const readJoinCode = route({
  method: 'GET',
  path: '/api/events/:event/join-code',
  by: ['organizer', 'producer', 'steward'],
  auth: 'cookie',
  summary: 'The join code of the event and the address behind its QR.',
  params: event,
  reply: z.object({ code: z.string().nullable(), url: z.string().nullable() }),
  refusals: [],
})

export const rotateJoinCode = route({
  method: 'POST',
  path: '/api/events/:event/join-code',
  by: ['organizer', 'producer', 'steward'],
  auth: 'cookie',
  summary: 'Makes a new join code; the old one opens nothing any more, and nobody is thrown out.',
  params: event,
  reply: z.object({ code: z.string().nullable(), url: z.string().nullable() }),
  refusals: ['access.closed'],
  rate: 10,
})

const Invitation = z.object({
  id: Id,
  roles: z.array(Role),
  note: z.string(),
  usesLeft: z.int(),
  createdAt: At,
  expiresAt: At,
  state: z.enum(['open', 'usedUp', 'expired', 'revoked']),
})

export const listInvitations = route({
  method: 'GET',
  path: '/api/events/:event/invitations',
  by: ['organizer'],
  auth: 'cookie',
  summary: 'The invitation links of an event, newest first.',
  params: event,
  reply: z.object({ invitations: z.array(Invitation) }),
  refusals: [],
})

export const addInvitation = route({
  method: 'POST',
  path: '/api/events/:event/invitations',
  by: ['organizer'],
  auth: 'cookie',
  summary: 'Makes an invitation link for roles. The link is shown this once; only its hash is kept.',
  params: event,
  body: z.strictObject({
    roles: RoleSet,
    note: line(120, 0),
    /** How often it may be accepted. */
    uses: z.int().min(1).max(500),
    hours: z
      .int()
      .min(1)
      .max(24 * 60),
  }),
  reply: Invitation.extend({ url: z.string() }),
  refusals: ['access.closed'],
})

export const revokeInvitation = route({
  method: 'DELETE',
  path: '/api/events/:event/invitations/:invitation',
  by: ['organizer'],
  auth: 'cookie',
  summary: 'Ends an invitation link; who came by it stays.',
  params: z.strictObject({ event: Id, invitation: Id }),
  reply: z.object({}),
  refusals: [],
})
