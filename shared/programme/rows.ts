import { z } from 'zod'
import { Admission } from '../access/contract.ts'
import { AiringState } from '../airing/contract.ts'
import { Id } from '../core/ids.ts'
import { line, lines, Mail } from '../core/text.ts'

const At = z.int().min(0).max(4_200_000_000_000)

/** `live` now, `replay` of a live one, `recorded` beforehand, `rehearsal` for staff only. */
export const AiringKind = z.enum(['live', 'replay', 'recorded', 'rehearsal'])
export type AiringKind = z.infer<typeof AiringKind>
/** What someone does in a session. */
export const Part = z.enum(['mentor', 'host', 'guest'])
export type Part = z.infer<typeof Part>

/** What organizers write of an event. Times in ms UTC; `zone` is the IANA zone the event is in. */
export const EventForm = z.strictObject({
  name: line(120),
  startsAt: At,
  endsAt: At,
  zone: z.string().min(1).max(64),
  place: line(120, 0),
  description: lines(2000),
  admission: Admission,
})
export type EventForm = z.infer<typeof EventForm>

/** A stage or a track: a name and a place in the list. */
export const NamedForm = z.strictObject({ name: line(60), position: z.int().min(0).max(1000).default(0) })
export type NamedForm = z.infer<typeof NamedForm>

/** `line` is what stands under the name; `mail` is for organizers only and ties the person to a sign-in. */
export const PersonForm = z.strictObject({ name: line(60), line: line(120, 0), mail: Mail.nullable().default(null) })
export type PersonForm = z.infer<typeof PersonForm>

export const Casting = z.strictObject({ person: Id, part: Part })
export type Casting = z.infer<typeof Casting>

export const SessionForm = z.strictObject({
  title: line(140),
  summary: lines(2000),
  track: Id.nullable(),
  people: z.array(Casting).max(20),
})
export type SessionForm = z.infer<typeof SessionForm>

export const AiringForm = z.strictObject({
  session: Id,
  stage: Id,
  kind: AiringKind,
  startsAt: At,
  endsAt: At,
  doorsMinutes: z.int().min(0).max(240).default(15),
})
export type AiringForm = z.infer<typeof AiringForm>

const row = { id: Id, revision: z.int() }

export const EventRow = z.object({
  ...row,
  slug: z.string(),
  name: z.string(),
  startsAt: z.int(),
  endsAt: z.int(),
  zone: z.string(),
  place: z.string(),
  description: z.string(),
  admission: Admission,
  isDemo: z.boolean(),
  isClosed: z.boolean(),
})
export type EventRow = z.infer<typeof EventRow>
export const NamedRow = z.object({ ...row, name: z.string(), position: z.int() })
export type NamedRow = z.infer<typeof NamedRow>
/** `mail` is null for everyone but organizers. */
export const PersonRow = z.object({ ...row, name: z.string(), line: z.string(), mail: z.string().nullable() })
export type PersonRow = z.infer<typeof PersonRow>
export const SessionRow = z.object({
  ...row,
  title: z.string(),
  summary: z.string(),
  track: z.string().nullable(),
  people: z.array(z.object({ person: Id, part: Part })),
})
export type SessionRow = z.infer<typeof SessionRow>
export const AiringRow = z.object({
  ...row,
  session: Id,
  stage: Id,
  kind: AiringKind,
  startsAt: z.int(),
  endsAt: z.int(),
  doorsMinutes: z.int(),
  state: AiringState,
  liveAt: z.int().nullable(),
  endedAt: z.int().nullable(),
})
export type AiringRow = z.infer<typeof AiringRow>

/** The whole programme of an event, as its people see it. `version` is that of the stream `event:<id>`. */
export const Programme = z.object({
  version: z.int(),
  event: EventRow,
  stages: z.array(NamedRow),
  tracks: z.array(NamedRow),
  people: z.array(PersonRow),
  sessions: z.array(SessionRow),
  airings: z.array(AiringRow),
})
export type Programme = z.infer<typeof Programme>
