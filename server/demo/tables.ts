import { z } from 'zod'
import type { Sql } from '../db/sql.ts'

const DemoEvent = z.object({ id: z.string(), slug: z.string(), startsAt: z.int(), endsAt: z.int() })
export type DemoEvent = z.infer<typeof DemoEvent>

/** The demo evening that was made last. */
export const findLastDemo = (sql: Sql): Promise<DemoEvent | undefined> =>
  sql.maybe(
    DemoEvent,
  )`select id, slug, starts_at as "startsAt", ends_at as "endsAt" from events where is_demo order by created_at desc, id limit 1`

/** Has anyone begun to use this database for something of their own, or deleted the demo on purpose? */
export async function isInUse(sql: Sql): Promise<boolean> {
  const demos = await sql.count`select 1 from events where is_demo`
  const others = await sql.count`select 1 from events where not is_demo`
  return others > 0 || (demos === 0 && (await sql.count`select 1 from accounts limit 1`) > 0)
}

/** The join code of the demo evening that was made last, for a phone in the room. */
export async function demoCode(sql: Sql): Promise<string | undefined> {
  const [row] = await sql<{ code: string | null }>`
    select join_code as code from events where is_demo and ends_at > now() order by created_at desc, id limit 1`
  return row?.code ?? undefined
}
