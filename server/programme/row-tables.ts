import { z } from 'zod'
import { AiringState } from '#shared/airing/contract.ts'
import type { AiringForm, AiringRow, Casting, NamedForm, PersonForm, SessionForm } from '#shared/programme/rows.ts'
import { streamsOfAiring } from '#shared/protocol.ts'
import { at } from '../db/pool.ts'
import { part, type Sql } from '../db/sql.ts'

const NAMES = {
  stages: part`stages`,
  tracks: part`tracks`,
  people: part`people`,
  sessions: part`sessions`,
  airings: part`airings`,
}
export type RowTable = keyof typeof NAMES

export const countRows = (sql: Sql, table: RowTable, event: string): Promise<number> =>
  sql.count`select 1 from ${NAMES[table]} where event = ${event}`

/** Is the id used in this table, at whatever event? */
export const isIdUsed = async (sql: Sql, table: RowTable, id: string): Promise<boolean> =>
  (await sql.count`select 1 from ${NAMES[table]} where id = ${id}`) > 0

/** Do all these rows belong to the event? */
export async function areOfEvent(sql: Sql, table: RowTable, event: string, ids: readonly string[]): Promise<boolean> {
  const wanted = [...new Set(ids)]
  return (
    (await sql.count`select 1 from ${NAMES[table]} where event = ${event} and id = any(${wanted})`) === wanted.length
  )
}

export async function deleteRow(sql: Sql, table: RowTable, id: string): Promise<void> {
  await sql`delete from ${NAMES[table]} where id = ${id}`
}

type Named = 'stages' | 'tracks'
export async function insertNamed(sql: Sql, table: Named, event: string, id: string, form: NamedForm): Promise<void> {
  await sql`insert into ${NAMES[table]} (id, event, name, position) values (${id}, ${event}, ${form.name}, ${form.position})`
}
export async function updateNamed(sql: Sql, table: Named, id: string, form: NamedForm): Promise<void> {
  await sql`update ${NAMES[table]} set revision = revision + 1, name = ${form.name}, position = ${form.position} where id = ${id}`
}

export const countAiringsOn = (sql: Sql, stage: string): Promise<number> =>
  sql.count`select 1 from airings where stage = ${stage}`

export async function insertPerson(sql: Sql, event: string, id: string, form: PersonForm): Promise<void> {
  await sql`insert into people (id, event, name, line, mail) values (${id}, ${event}, ${form.name}, ${form.line}, ${form.mail})`
}
export async function updatePerson(sql: Sql, id: string, form: PersonForm): Promise<void> {
  await sql`update people set revision = revision + 1, name = ${form.name}, line = ${form.line}, mail = ${form.mail} where id = ${id}`
}

export async function insertSession(sql: Sql, event: string, id: string, form: SessionForm): Promise<void> {
  await sql`insert into sessions (id, event, title, summary, track) values (${id}, ${event}, ${form.title}, ${form.summary}, ${form.track})`
  await cast(sql, id, form.people)
}
export async function updateSession(sql: Sql, id: string, form: SessionForm): Promise<void> {
  await sql`update sessions set revision = revision + 1, title = ${form.title}, summary = ${form.summary}, track = ${form.track}
    where id = ${id}`
  await sql`delete from session_people where session = ${id}`
  await cast(sql, id, form.people)
}

/** Who is in a session, in this order. */
async function cast(sql: Sql, session: string, people: readonly Casting[]): Promise<void> {
  for (const [position, { person, part }] of people.entries())
    await sql`insert into session_people (session, person, part, position) values (${session}, ${person}, ${part}, ${position})`
}

export async function insertAiring(sql: Sql, event: string, id: string, form: AiringForm): Promise<void> {
  await sql`insert into airings (id, event, session, stage, kind, starts_at, ends_at, doors_minutes) values (${id}, ${event},
    ${form.session}, ${form.stage}, ${form.kind}, ${at(form.startsAt)}, ${at(form.endsAt)}, ${form.doorsMinutes})`
}
export async function updateAiring(sql: Sql, id: string, form: AiringForm): Promise<void> {
  await sql`update airings set revision = revision + 1, session = ${form.session}, stage = ${form.stage}, kind = ${form.kind},
    starts_at = ${at(form.startsAt)}, ends_at = ${at(form.endsAt)}, doors_minutes = ${form.doorsMinutes} where id = ${id}`
}

const Shown = z.object({ id: z.string(), state: AiringState })
/** The airings of a session, locked: their states are written by their own logs. */
export const lockAiringsOf = (sql: Sql, session: string): Promise<Pick<AiringRow, 'id' | 'state'>[]> =>
  sql.rows(Shown)`select id, state from airings where session = ${session} order by id for update`

/** Deletes the logs of an airing that is deleted. Its streams are locked first: nothing is decided meanwhile. */
export async function deleteAiringLogs(sql: Sql, airing: string): Promise<void> {
  const streams = streamsOfAiring(airing)
  await sql`select name from streams where name = any(${streams}::text[]) order by name for update`
  await sql`delete from entries where stream = any(${streams}::text[])`
  await sql`delete from streams where name = any(${streams}::text[])`
}
