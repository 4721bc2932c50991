import { z } from 'zod'
import { airing as contract } from '#shared/airing/contract.ts'
import { holdsStage } from '#shared/airing/rules.ts'
import { splitStream } from '#shared/core/ids.ts'
import type { Meta } from '../core/feature.ts'
import { at } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'
import type { Command, Event, State } from './domain.ts'

/** What `decide` needs beside the state: the stage of the airing, and the other airing that holds it. */
export type Rows = { stage: string; heldBy: string | null } | null

const airingOf = (stream: string): string => splitStream(stream)[1]
const StageRow = z.object({ stage: z.string(), heldBy: z.string().nullable() })

/** Locks the stage, so that two airings can never take it at once. */
export async function needs(sql: Sql, stream: string, command: Command): Promise<Rows> {
  if (command.type !== 'airing.startCountdown') return null
  const airing = airingOf(stream)
  const row = await sql.maybe(StageRow)`select s.id as stage, nullif(s.held_by, ${airing}) as "heldBy"
    from airings a join stages s on s.id = a.stage where a.id = ${airing} for update of s`
  return row ?? null
}

const SHOW: ReadonlySet<Event['type']> = new Set([
  'airing.doorsOpened',
  'airing.countdownStarted',
  'airing.countdownStopped',
  'airing.wentLive',
  'airing.paused',
  'airing.ended',
])

/** Keeps the airing's row, the hold on its stage and the seats in the media room in step with the log. */
export async function project(sql: Sql, stream: string, events: readonly Event[], state: State, meta: Meta) {
  const airing = airingOf(stream)
  if (events.some((event) => SHOW.has(event.type))) await projectShow(sql, airing, state)
  for (const event of events) await projectSeats(sql, airing, event, state, meta)
}

async function projectShow(sql: Sql, airing: string, state: State): Promise<void> {
  await sql`update airings set state = ${state.state}, live_at = ${moment(state.liveAt)},
    ended_at = ${moment(state.endedAt)} where id = ${airing}`
  if (holdsStage(state)) await sql`update stages set held_by = ${airing} where id = ${state.stage}`
  else await sql`update stages set held_by = null where held_by = ${airing}`
}

async function projectSeats(sql: Sql, airing: string, event: Event, state: State, meta: Meta): Promise<void> {
  if (event.type === 'airing.ended') await sql`delete from media_seats where airing = ${airing}`
  if (event.type === 'airing.countdownStopped' && !holdsStage(state))
    await sql`delete from media_seats where airing = ${airing} and purpose = 'present'`
  if (event.type !== 'airing.leftStage' && event.type !== 'airing.seated') return
  const { participant } = event.data
  await sql`delete from media_seats where airing = ${airing} and participant = ${participant} and purpose = 'present'`
  if (event.type === 'airing.seated')
    await sql`insert into media_seats (identity, participant, airing, room, purpose, created_at)
      values (${event.data.identity}, ${participant}, ${airing}, ${`stage:${state.stage}`}, 'present', ${at(meta.at)})`
}

const moment = (ms: number | null): Date | null => (ms === null ? null : at(ms))

const AiringRow = z.object({
  id: z.string(),
  event: z.string(),
  revision: z.int(),
  kind: z.enum(['live', 'replay', 'recorded', 'rehearsal']),
  startsAt: z.int(),
  endsAt: z.int(),
  doorsMinutes: z.int(),
})
export type AiringRow = z.infer<typeof AiringRow>

/** The row of an airing, or undefined when it was deleted. */
export const readAiring = (sql: Sql, airing: string): Promise<AiringRow | undefined> =>
  sql.maybe(AiringRow)`select id, event, revision, kind, starts_at as "startsAt", ends_at as "endsAt",
    doors_minutes as "doorsMinutes" from airings where id = ${airing}`

/** At most this many tabs one person watches in; the oldest one goes first. */
const TABS = 6

/**
 * Notes down whose `identity` is, if the airing is live; says in which room, or undefined when nothing is on. The row
 * is locked, so that an end at the same moment either refuses this or empties it.
 */
export async function seatViewer(
  sql: Sql,
  seat: { identity: string; participant: string; airing: string; now: number },
): Promise<string | undefined> {
  const { identity, participant, airing, now } = seat
  const placed = await sql.maybe(z.object({ room: z.string() }))`
    insert into media_seats (identity, participant, airing, room, purpose, created_at)
    select ${identity}, ${participant}, a.id, 'stage:' || a.stage, 'watch', ${at(now)}
    from airings a where a.id = ${airing} and a.state = 'live' for share
    returning room`
  await sql`delete from media_seats where identity in (select identity from media_seats
    where airing = ${airing} and participant = ${participant} and purpose = 'watch'
    order by created_at desc, identity offset ${TABS})`
  return placed?.room
}

/** The media room of a presenter's seat; undefined when it was taken away again. */
export const roomOf = async (sql: Sql, identity: string): Promise<string | undefined> =>
  (await sql.maybe(z.object({ room: z.string() }))`select room from media_seats where identity = ${identity}`)?.room

const Seat = z.object({
  identity: z.string(),
  participant: z.string(),
  airing: z.string(),
  purpose: z.enum(['watch', 'present']),
  sid: z.string().nullable(),
  may: z.boolean(),
})
export type Seat = z.infer<typeof Seat>

/**
 * Every seat of a stage's room. `may`: viewers while their airing is live, presenters while they are one; nobody who
 * was removed from the event.
 */
export const readSeats = (sql: Sql, room: string): Promise<Seat[]> =>
  sql.rows(Seat)`select m.identity, m.participant, m.airing, m.purpose, m.sid, (p.removed_at is null and
      case m.purpose when 'watch' then a.state = 'live'
      else f.roles && ${contract.commands['airing.standBy'].by} end) as may
    from media_seats m join airings a on a.id = m.airing
    join participants p on p.id = m.participant join facts f on f.participant = m.participant
    where m.room = ${room}`

/** Remembers which connection of a presenter was last reported. */
export const noteConnection = (sql: Sql, identity: string, sid: string | null) =>
  sql`update media_seats set sid = ${sid} where identity = ${identity}`

/**
 * May anyone be in this stage's room, or still come in: does an airing hold it, or has one ended after `since`, so that
 * its tokens are still good? There are no seats beside those of the airing that holds it.
 */
export const isRoomInUse = async (sql: Sql, stage: string, since: number): Promise<boolean> =>
  (
    await sql.one(z.object({ used: z.boolean() }))`select exists (select from stages where id = ${stage} and
      held_by is not null) or exists (select from airings where stage = ${stage} and ended_at > ${at(since)}) as used`
  ).used
