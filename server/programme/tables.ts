import { z } from 'zod'
import { Table } from '#shared/programme/contract.ts'
import type { EventForm } from '#shared/programme/rows.ts'
import { AiringRow, EventRow, NamedRow, PersonRow, type Programme, SessionRow } from '#shared/programme/rows.ts'
import { streamsOf } from '#shared/protocol.ts'
import { at } from '../db/pool.ts'
import { part, type Sql } from '../db/sql.ts'

/** The name of an event's own stream. */
export const eventStream = (event: string): string => `event:${event}`

const eventColumns = part`id, revision, slug, name, starts_at as "startsAt", ends_at as "endsAt", zone, place, description,
  admission, is_demo as "isDemo", closed_at is not null as "isClosed"`
const airingColumns = part`id, revision, session, stage, kind, starts_at as "startsAt", ends_at as "endsAt",
  doors_minutes as "doorsMinutes", state, live_at as "liveAt", ended_at as "endedAt"`
const sessionColumns = part`s.id, s.revision, s.title, s.summary, s.track, coalesce((select json_agg(json_build_object(
  'person', c.person, 'part', c.part) order by c.position) from session_people c where c.session = s.id), '[]') as people`

/** The version of the event's stream, or undefined when there is no such event. */
export async function readVersion(sql: Sql, event: string): Promise<number | undefined> {
  const row = await sql.maybe(
    z.object({ version: z.int() }),
  )`select version from streams where name = ${eventStream(event)}`
  return row?.version
}

export const readEvent = (sql: Sql, event: string): Promise<EventRow | undefined> =>
  sql.maybe(EventRow)`select ${eventColumns} from events where id = ${event}`

export const findStage = (sql: Sql, event: string, id: string): Promise<NamedRow | undefined> =>
  sql.maybe(NamedRow)`select id, revision, name, position from stages where event = ${event} and id = ${id}`

export const findTrack = (sql: Sql, event: string, id: string): Promise<NamedRow | undefined> =>
  sql.maybe(NamedRow)`select id, revision, name, position from tracks where event = ${event} and id = ${id}`

export const findPerson = (sql: Sql, event: string, id: string): Promise<PersonRow | undefined> =>
  sql.maybe(PersonRow)`select id, revision, name, line, mail from people where event = ${event} and id = ${id}`

export const findSession = (sql: Sql, event: string, id: string): Promise<SessionRow | undefined> =>
  sql.maybe(SessionRow)`select ${sessionColumns} from sessions s where s.event = ${event} and s.id = ${id}`

/** Locks the row: its state is written by the airing's own log. */
export const findAiring = (sql: Sql, event: string, id: string): Promise<AiringRow | undefined> =>
  sql.maybe(AiringRow)`select ${airingColumns} from airings where event = ${event} and id = ${id} for update`

export const readStages = (sql: Sql, event: string): Promise<NamedRow[]> =>
  sql.rows(NamedRow)`select id, revision, name, position from stages where event = ${event} order by position, name`

export const readAirings = (sql: Sql, event: string): Promise<AiringRow[]> =>
  sql.rows(AiringRow)`select ${airingColumns} from airings where event = ${event} order by starts_at, id`

/** All rows of an event's programme, or undefined when there is no such event. */
export async function readProgramme(sql: Sql, event: string): Promise<Omit<Programme, 'version'> | undefined> {
  const row = await readEvent(sql, event)
  if (!row) return undefined
  return {
    event: row,
    stages: await sql.rows(
      NamedRow,
    )`select id, revision, name, position from stages where event = ${event} order by position, name`,
    tracks: await sql.rows(
      NamedRow,
    )`select id, revision, name, position from tracks where event = ${event} order by position, name`,
    people: await sql.rows(
      PersonRow,
    )`select id, revision, name, line, mail from people where event = ${event} order by name, id`,
    sessions: await sql.rows(
      SessionRow,
    )`select ${sessionColumns} from sessions s where s.event = ${event} order by s.title, s.id`,
    airings: await readAirings(sql, event),
  }
}

/** What identifies a new event beside its form. `createdBy` is an account, null for the demo. */
export interface NewEvent {
  id: string
  slug: string
  joinCode: string
  createdBy: string | null
  isDemo: boolean
  now: number
}

/** Makes the event's row, its streams and its first stage. */
export async function insertEvent(
  sql: Sql,
  made: NewEvent,
  form: EventForm,
  stage: { id: string; name: string },
): Promise<void> {
  await sql`insert into events (id, slug, name, starts_at, ends_at, zone, place, description, admission, join_code, is_demo,
    created_by, created_at) values (${made.id}, ${made.slug}, ${form.name}, ${at(form.startsAt)}, ${at(form.endsAt)}, ${form.zone},
    ${form.place}, ${form.description}, ${form.admission}, ${made.joinCode}, ${made.isDemo}, ${made.createdBy}, ${at(made.now)})`
  await sql`insert into streams (name, event) select name, ${made.id} from unnest(${streamsOf(made.id)}::text[]) as name`
  await sql`insert into stages (id, event, name) values (${stage.id}, ${made.id}, ${stage.name})`
}

export const isSlugTaken = async (sql: Sql, slug: string): Promise<boolean> =>
  (await sql.count`select 1 from events where slug = ${slug}`) > 0

/** Who made this event, and its address; undefined when the id is free. */
export const findMaker = (sql: Sql, event: string): Promise<{ slug: string; createdBy: string | null } | undefined> =>
  sql.maybe(z.object({ slug: z.string(), createdBy: z.string().nullable() }))`
    select slug, created_by as "createdBy" from events where id = ${event}`

export async function updateEvent(sql: Sql, event: string, form: EventForm): Promise<void> {
  await sql`update events set revision = revision + 1, name = ${form.name}, starts_at = ${at(form.startsAt)},
    ends_at = ${at(form.endsAt)}, zone = ${form.zone}, place = ${form.place}, description = ${form.description},
    admission = ${form.admission} where id = ${event}`
}

/** An event that has something ahead of it again is no longer closed. */
export async function reopenEvent(sql: Sql, event: string): Promise<void> {
  await sql`update events set closed_at = null where id = ${event} and closed_at is not null`
}

/** Locks every stream of the event, in one order, so that nothing is decided while it is deleted. */
export async function lockStreams(sql: Sql, event: string): Promise<void> {
  await sql`select name from streams where event = ${event} order by name for update`
}

/** Deletes the event and all that hangs on it: logs, jobs, people’s places, rows. Returns its participants. */
export async function deleteEvent(sql: Sql, event: string): Promise<string[]> {
  const people = await sql.rows(z.object({ id: z.string() }))`select id from participants where event = ${event}`
  await sql`delete from jobs where payload ->> 'event' = ${event}
    or payload ->> 'airing' in (select id from airings where event = ${event})`
  await sql`delete from entries where stream in (select name from streams where event = ${event})`
  await sql`delete from streams where event = ${event}`
  await sql`delete from events where id = ${event}`
  return people.map((person) => person.id)
}

export const isJoinCodeTaken = async (sql: Sql, code: string): Promise<boolean> =>
  (await sql.count`select 1 from events where join_code = ${code}`) > 0

const Noted = z.object({ table: Table, id: z.string(), revision: z.int() })
/** The row that a request to this event's stream wrote, as its log has it. */
export const findNoted = (sql: Sql, stream: string, request: string): Promise<z.infer<typeof Noted> | undefined> =>
  sql.maybe(Noted)`select events -> 0 -> 'data' ->> 'table' as table, events -> 0 -> 'data' ->> 'id' as id,
    (events -> 0 -> 'data' ->> 'revision')::int as revision from entries where command_id = ${request} and stream = ${stream}`
