import { z } from 'zod'
import { CLOSES_AFTER_MS } from '#shared/access/contract.ts'
import type { Context } from '../context.ts'
import type { JobRequest } from '../core/feature.ts'
import { at } from '../db/pool.ts'
import { part, type Sql } from '../db/sql.ts'
import { lockEvent } from './event-rows.ts'

const HOUR = 3600_000

const Closing = z.object({ event: z.string(), lastEnd: z.number(), isOn: z.boolean() })

// The last airing's end, or the event's own where nothing is aired; an airing that runs over keeps it open.
const CLOSINGS = part`select e.id as event, coalesce(max(coalesce(a.ended_at, a.ends_at)), e.ends_at) as "lastEnd",
    coalesce(bool_or(a.state in ('live', 'paused')), false) as "isOn"
  from events e left join airings a on a.event = e.id where e.closed_at is null`

const closingOf = (sql: Sql, event: string) => sql.maybe(Closing)`${CLOSINGS} and e.id = ${event} group by e.id`

/** The job that closes an event; asked for again it moves. It looks for itself whether it is time. */
export const closeEventJob = (event: string, due: number): JobRequest => ({
  kind: 'access.closeEvent',
  key: `close:${event}`,
  payload: { event },
  due,
})

/** Jobs for the events whose closing falls into the next hour, so that it comes to the minute. */
export async function closingsAhead(sql: Sql, now: number): Promise<JobRequest[]> {
  const open = await sql.rows(Closing)`${CLOSINGS} group by e.id
    having coalesce(max(coalesce(a.ended_at, a.ends_at)), e.ends_at) < ${at(now + HOUR - CLOSES_AFTER_MS)}`
  return open.map(({ event, lastEnd }) => closeEventJob(event, Math.max(now, lastEnd + CLOSES_AFTER_MS)))
}

/**
 * Closes an event 12 h after its last airing: its join code, invitations, capabilities and guest sign-ins end. People
 * with an account still read its lobby. Answers when to look again if it is not time yet.
 */
export async function closeEvent(
  { db, clock, core }: Pick<Context, 'db' | 'clock' | 'core'>,
  event: string,
): Promise<{ again: number } | undefined> {
  const now = clock.now()
  const outcome = await db.transaction(async (sql) => {
    if (!(await lockEvent(sql, event))) return {}
    const closing = await closingOf(sql, event)
    if (!closing) return {}
    if (closing.isOn) return { again: now + HOUR }
    if (closing.lastEnd + CLOSES_AFTER_MS > now) return { again: closing.lastEnd + CLOSES_AFTER_MS }
    // The event's row is part of the programme that lobbies hold.
    await core.jobs.add(sql, [{ kind: 'event.note', payload: { event }, due: now }])
    return { ended: await end(sql, event, now) }
  })
  if (outcome.ended) {
    core.jobs.wake()
    core.revoke({ participants: outcome.ended }, 'expired')
  }
  return outcome.again === undefined ? undefined : { again: outcome.again }
}

const Ended = z.object({ participant: z.string() })

async function end(sql: Sql, event: string, now: number): Promise<string[]> {
  await sql`update events set closed_at = ${at(now)}, join_code = null where id = ${event}`
  await sql`update invitations set expires_at = ${at(now)} where event = ${event} and expires_at > ${at(now)}`
  const ended = await sql.rows(Ended)`update capabilities set revoked_at = ${at(now)}
    where event = ${event} and revoked_at is null returning participant`
  // A guest's browser that takes part in another open event stays signed in for that one.
  await sql`update devices d set expires_at = ${at(now)}
    where d.account is null and d.expires_at > ${at(now)}
      and exists (select 1 from participants p where p.device = d.id and p.event = ${event})
      and not exists (select 1 from participants p join events e on e.id = p.event
        where p.device = d.id and e.id <> ${event} and e.closed_at is null)`
  await sql`update participants set device = null where event = ${event}`
  await sql`delete from media_seats s using participants p where p.id = s.participant and p.event = ${event}`
  return [...new Set(ended.map((row) => row.participant))]
}
