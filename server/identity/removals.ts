import { z } from 'zod'
import { newId } from '#shared/core/ids.ts'
import { Role } from '#shared/core/people.ts'
import { DecidingRole, RemovalReason } from '#shared/core/removal.ts'
import { at } from '../db/pool.ts'
import { nothing, part, type Sql } from '../db/sql.ts'

/** A line of the list, kept while its person is removed. */
export const Listed = z.object({
  id: z.string(),
  mail: z.string(),
  name: z.string(),
  roles: z.array(Role),
  tags: z.array(z.string()),
  membership: z.boolean(),
  createdAt: z.string(),
})
export type Listed = z.infer<typeof Listed>

const Removal = z.object({
  id: z.string(),
  participant: z.string().nullable(),
  listed: Listed.nullable(),
  name: z.string(),
  by: DecidingRole,
  reason: RemovalReason,
  note: z.string(),
  at: z.number(),
  isUndone: z.boolean(),
})
export type Removal = z.infer<typeof Removal>
const ROW = part`select id, participant, listed, name, by_role as by, reason, note, at, undone_at is not null as "isUndone"
  from removals`

/** Notes that someone was removed, and why. Returns the removal's id. */
export async function addRemoval(
  sql: Sql,
  event: string,
  removal: Pick<Removal, 'participant' | 'listed' | 'name' | 'by' | 'reason' | 'note' | 'at'>,
): Promise<string> {
  const id = newId()
  const { participant, listed, name, by, reason, note } = removal
  await sql`insert into removals (id, event, participant, listed, name, by_role, reason, note, at)
    values (${id}, ${event}, ${participant}, ${listed && JSON.stringify(listed)}::jsonb, ${name}, ${by}, ${reason},
      ${note}, ${at(removal.at)})`
  return id
}

/** A removal by its id, taken back or not. */
export const findRemoval = (sql: Sql, event: string, id: string): Promise<Removal | undefined> =>
  sql.maybe(Removal)`${ROW} where event = ${event} and id = ${id}`

/** Why this participant is out now; nothing for one who left by signing in as someone else. */
export const removalOf = (sql: Sql, participant: string): Promise<Removal | undefined> =>
  sql.maybe(Removal)`${ROW} where participant = ${participant} and undone_at is null`

/**
 * Why whoever has this address is out though they were never here; nothing when they were only on the list by mistake:
 * then they come in as everyone does.
 */
export const removalByMail = (sql: Sql, event: string, mail: string): Promise<Removal | undefined> =>
  sql.maybe(Removal)`${ROW} where event = ${event} and undone_at is null and participant is null
    and reason <> 'mistake' and listed->>'mail' = ${mail} order by at desc limit 1`

/** Was this line of the list, or this participant, removed and not taken back? */
export async function isRemovedNow(sql: Sql, event: string, id: string): Promise<boolean> {
  const rows = await sql`select 1 from removals
    where event = ${event} and undone_at is null and (participant = ${id} or listed->>'id' = ${id}) limit 1`
  return rows.length > 0
}

/** Who is removed now, the latest first; of one deciding role, or all. */
export const removalsOf = (sql: Sql, event: string, by: Removal['by'] | null): Promise<Removal[]> =>
  sql.rows(Removal)`${ROW} where event = ${event} and undone_at is null
    ${by ? part`and by_role = ${by}` : nothing} order by at desc, id limit 200`

/** Takes a removal back. */
export const endRemoval = (sql: Sql, id: string, now: number) =>
  sql`update removals set undone_at = ${at(now)} where id = ${id} and undone_at is null`

/** Who is put on the list again is removed no longer, whoever of the two they were known by. */
export const endRemovalsOf = (sql: Sql, event: string, mail: string, participant: string | null, now: number) =>
  sql`update removals set undone_at = ${at(now)}
    where event = ${event} and undone_at is null and (participant = ${participant} or listed->>'mail' = ${mail})`
