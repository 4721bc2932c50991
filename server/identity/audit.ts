import { z } from 'zod'
import { at } from '../db/pool.ts'
import { nothing, part, type Sql } from '../db/sql.ts'

/** Of each page of the list. */
const PAGE = 50

/** One line: who (a participant; null for the server itself) did what, to whom, and about what in words. */
export interface Noted {
  event: string
  at: number
  actor: string | null
  action: string
  subject?: string | null
  about?: string
  /** Why, as a code; never in anyone's own words. */
  reason?: string | null
}

/** Notes down what was done, in the transaction that does it. */
export const noteAudit = (
  sql: Sql,
  { event, at: moment, actor, action, subject = null, about = '', reason = null }: Noted,
) =>
  sql`insert into audit (event, at, actor, action, subject, about, reason)
    values (${event}, ${at(moment)}, ${actor}, ${action}, ${subject}, ${about}, ${reason})`

const Line = z.object({
  seq: z.number(),
  at: z.number(),
  actor: z.string().nullable(),
  action: z.string(),
  subject: z.string().nullable(),
  about: z.string(),
  reason: z.string().nullable(),
})
export type AuditLine = z.infer<typeof Line>

/** A page of an event's audit, the newest first, from before a line; only these actions if any are named. Names as shown. */
export async function auditOf(
  sql: Sql,
  event: string,
  { before, actions }: { before?: number | undefined; actions?: readonly string[] | undefined },
): Promise<{ lines: AuditLine[]; next: number | null }> {
  const earlier = before === undefined ? nothing : part`and a.seq < ${before}`
  const chosen = actions ? part`and a.action = any(${actions})` : nothing
  const rows = await sql.rows(Line)`
    select a.seq, a.at, doer.shown_name as actor, a.action, them.shown_name as subject, a.about, a.reason from audit a
    left join participants doer on doer.id = a.actor left join participants them on them.id = a.subject
    where a.event = ${event} ${earlier} ${chosen} order by a.seq desc limit ${PAGE + 1}`
  const lines = rows.slice(0, PAGE)
  return { lines, next: rows.length > PAGE ? lines.at(-1)!.seq : null }
}
