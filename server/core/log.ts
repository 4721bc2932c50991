import { z } from 'zod'
import { at, type Db } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'
import { actorOf, actorText } from './actor.ts'
import type { Entry, Feature } from './feature.ts'
import { Fold } from './fold.ts'

const PAGE = 5000

const Head = z.object({ name: z.string(), event: z.string(), version: z.number(), epoch: z.int() })
export type Head = z.infer<typeof Head>

// Entries are our own writing, parsed once when they were decided: here only their outer shape is looked at.
const EntryRow = z.object({
  stream: z.string(),
  version: z.number(),
  command_id: z.string(),
  actor: z.string(),
  at: z.number(),
  events: z.array(z.object({ type: z.string(), data: z.unknown() })),
})
const entryOf = (row: z.infer<typeof EntryRow>): Entry => ({
  stream: row.stream,
  version: row.version,
  commandId: row.command_id,
  actor: actorOf(row.actor),
  at: row.at,
  events: row.events,
})

/** The stream's row, locked until the transaction ends: the one truth about whose turn it is. */
export const lockHead = (sql: Sql, stream: string): Promise<Head | undefined> =>
  sql.maybe(Head)`select name, event, version, epoch from streams where name = ${stream} for update`

export const readHeads = (sql: Sql, streams: readonly string[]): Promise<Head[]> =>
  sql.rows(Head)`select name, event, version, epoch from streams where name = any(${streams})`

/** A page of entries after a version. */
export async function readEntries(sql: Sql, stream: string, after: number): Promise<Entry[]> {
  const rows = await sql.rows(EntryRow)`select stream, version, command_id, actor, at, events from entries
    where stream = ${stream} and version > ${after} order by version limit ${PAGE}`
  return rows.map(entryOf)
}

/** Appends entries and moves the stream's version, one statement. */
export async function append(sql: Sql, entries: readonly Entry[]): Promise<void> {
  const last = entries.at(-1)!
  await sql`with moved as (update streams set version = ${last.version} where name = ${last.stream})
    insert into entries (stream, version, command_id, actor, at, events)
    select ${last.stream}, * from unnest(${entries.map((entry) => entry.version)}::bigint[], ${entries.map((entry) => entry.commandId)}::text[],
      ${entries.map((entry) => actorText(entry.actor))}::text[], ${entries.map((entry) => at(entry.at))}::timestamptz[],
      ${entries.map((entry) => JSON.stringify(entry.events))}::jsonb[])`
}

/** Folds a stream from its beginning (0.6 s for 100,000 entries, outside any lock); null if there is no such stream. */
export async function foldFromLog(db: Db, feature: Feature, stream: string): Promise<Fold | null> {
  const [head] = await readHeads(db.sql, [stream])
  if (!head) return null
  const fold = new Fold(feature, stream, head.event, head.epoch)
  for (;;) {
    const page = await readEntries(db.sql, stream, fold.version)
    for (const entry of page) fold.apply(entry)
    if (page.length < PAGE) return fold
  }
}

/** Makes the stream of a new row. */
export const createStream = (sql: Sql, stream: string, event: string): Promise<unknown> =>
  sql`insert into streams (name, event) values (${stream}, ${event}) on conflict (name) do nothing`

/** Marks the stream as restored: what was folded of it before is void. */
export const raiseEpoch = (sql: Sql, stream: string): Promise<unknown> =>
  sql`update streams set epoch = epoch + 1 where name = ${stream}`
