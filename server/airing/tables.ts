import { z } from 'zod'
import { airing as contract } from '#shared/airing/contract.ts'
import { holdsStage } from '#shared/airing/rules.ts'
import { splitStream } from '#shared/core/ids.ts'
import type { Meta } from '../core/feature.ts'
import { at } from '../db/pool.ts'
import { part, type Sql } from '../db/sql.ts'
import { noteDeeds } from './audited.ts'
import type { Command, Event, State } from './domain.ts'
import { noteSilenced } from './encoders.ts'
import { isUnheard } from './state.ts'

/**
 * What `decide` needs beside the state: the stage of the airing, and the other airing that holds it. `isHushed`: whom a
 * command is about is silenced at the whole event.
 */
export type Rows = { stage: string; heldBy: string | null; isHushed: boolean } | null

const airingOf = (stream: string): string => splitStream(stream)[1]
const StageRow = z.object({ stage: z.string(), heldBy: z.string().nullable(), isHushed: z.boolean() })

/** The stage; locked when it is to be taken, so that two airings can never take it at once. */
export async function needs(sql: Sql, stream: string, command: Command): Promise<Rows> {
  const airing = airingOf(stream)
  if (command.type === 'airing.seat' || (command.type === 'airing.silence' && !command.data.silenced)) {
    const { participant } = command.data
    const row = await sql.maybe(StageRow)`select stage, null as "heldBy",
      exists (select from facts where participant = ${participant} and silenced) as "isHushed"
      from airings where id = ${airing} for share`
    return row ?? null
  }
  if (command.type !== 'airing.startCountdown') return null
  const row = await sql.maybe(
    StageRow,
  )`select s.id as stage, nullif(s.held_by, ${airing}) as "heldBy", false as "isHushed"
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

/** What may change who has a place in a media room, and what they may do there. */
const SEATS: ReadonlySet<Event['type']> = new Set([
  'airing.countdownStopped',
  'airing.paused',
  'airing.ended',
  'airing.wentOn',
  'airing.tookOff',
  'airing.leftStage',
  'airing.silenced',
  'airing.seated',
  'airing.guestLost',
])

/** What may change which of the stage's encoders is heard. */
const HEARD: ReadonlySet<Event['type']> = new Set(['airing.countdownStarted', 'airing.silenced', 'airing.leftStage'])

/** Keeps the airing's row, the hold on its stage and the seats in the media rooms in step with the log. */
export async function project(sql: Sql, stream: string, events: readonly Event[], state: State, meta: Meta) {
  const airing = airingOf(stream)
  if (events.some((event) => SHOW.has(event.type))) await projectShow(sql, airing, state)
  if (events.some((event) => SEATS.has(event.type))) await projectSeats(sql, airing, state, meta)
  if (events.some((event) => HEARD.has(event.type))) await projectSilence(sql, state)
  await noteDeeds(sql, stream, events, meta)
}

async function projectShow(sql: Sql, airing: string, state: State): Promise<void> {
  await sql`update airings set state = ${state.state}, live_at = ${moment(state.liveAt)},
    ended_at = ${moment(state.endedAt)} where id = ${airing}`
  if (holdsStage(state)) await sql`update stages set held_by = ${airing} where id = ${state.stage}`
  else await sql`update stages set held_by = null where held_by = ${airing}`
}

/** An encoder has no seat. Whom the airing that holds the stage silenced is not heard there; the next one begins anew. */
async function projectSilence(sql: Sql, state: State): Promise<void> {
  if (state.stage === null || !holdsStage(state)) return
  const silenced = Object.entries(state.presenters).filter(([, one]) => one.kind === 'source' && one.silenced)
  await noteSilenced(
    sql,
    state.stage,
    silenced.map(([encoder]) => encoder),
  )
}

/** The seats of presenters are what the state says. Whoever watches loses theirs with the end, and so does who overhears. */
async function projectSeats(sql: Sql, airing: string, state: State, meta: Meta): Promise<void> {
  const seats = Object.entries(state.presenters).flatMap(([participant, one]) =>
    one.kind === 'source'
      ? []
      : (['stage', 'backstage'] as const).flatMap((room) => {
          const { identity } = one.places[room]
          const publish = room === 'backstage' || one.state === 'on'
          return identity === null ? [] : [{ participant, identity, room, publish, ...one }]
        }),
  )
  if (state.state === 'ended')
    await sql`delete from media_seats where airing = ${airing}
      and (purpose in ('watch', 'oversee') or purpose = 'overhear' and ${seats.length === 0})`
  await sql`delete from media_seats where airing = ${airing} and purpose in ('present', 'backstage')
    and not identity = any(${seats.map((seat) => seat.identity)})`
  if (seats.length === 0) return
  await sql`insert into media_seats (identity, participant, airing, room, purpose, publish, silenced, guest, created_at)
    select seat.identity, seat.participant, ${airing}, seat.room || ':' || ${state.stage},
      case seat.room when 'stage' then 'present' else 'backstage' end, seat.publish, seat.silenced, seat.guest, ${at(meta.at)}
    from unnest(${seats.map((seat) => seat.identity)}::text[], ${seats.map((seat) => seat.participant)}::text[],
      ${seats.map((seat) => seat.room)}::text[], ${seats.map((seat) => seat.publish)}::boolean[],
      ${seats.map((seat) => isUnheard(seat) && seat.room === 'stage')}::boolean[],
      ${seats.map((seat) => seat.kind === 'guest')}::boolean[])
      as seat(identity, participant, room, publish, silenced, guest)
    on conflict (identity) do update set publish = excluded.publish, silenced = excluded.silenced`
}

const moment = (ms: number | null): Date | null => (ms === null ? null : at(ms))

const AiringRow = z.object({
  id: z.string(),
  event: z.string(),
  stage: z.string(),
  revision: z.int(),
  kind: z.enum(['live', 'replay', 'recorded', 'rehearsal']),
  startsAt: z.int(),
  endsAt: z.int(),
  doorsMinutes: z.int(),
})
export type AiringRow = z.infer<typeof AiringRow>

/** The row of an airing, or undefined when it was deleted. */
export const readAiring = (sql: Sql, airing: string): Promise<AiringRow | undefined> =>
  sql.maybe(AiringRow)`select id, event, stage, revision, kind, starts_at as "startsAt", ends_at as "endsAt",
    doors_minutes as "doorsMinutes" from airings where id = ${airing}`

/** At most this many tabs one person watches in, or overhears in; the oldest one goes first. */
const TABS = 6

/** A seat that publishes nothing. */
interface Silent {
  identity: string
  participant: string
  airing: string
  now: number
}
const Placed = z.object({ room: z.string() })

/**
 * Notes down whose `identity` is, if the airing is live; says in which room, or undefined when nothing is on. The row
 * is locked, so that an end at the same moment either refuses this or empties it.
 */
export async function seatViewer(sql: Sql, seat: Silent): Promise<string | undefined> {
  const placed = await sql.maybe(Placed)`
    insert into media_seats (identity, participant, airing, room, purpose, created_at)
    select ${seat.identity}, ${seat.participant}, a.id, 'stage:' || a.stage, 'watch', ${at(seat.now)}
    from airings a where a.id = ${seat.airing} and a.state = 'live' for share
    returning room`
  await keepNewest(sql, seat, 'watch')
  return placed?.room
}

/**
 * Notes down whose `identity` is, for staff who look after the stage from behind; says in which room, or undefined when
 * the airing is over and nobody is backstage any more. Locked like the above.
 */
export async function seatOverhear(sql: Sql, seat: Silent): Promise<string | undefined> {
  const placed = await sql.maybe(Placed)`
    insert into media_seats (identity, participant, airing, room, purpose, created_at)
    select ${seat.identity}, ${seat.participant}, a.id, 'backstage:' || a.stage, 'overhear', ${at(seat.now)}
    from airings a where a.id = ${seat.airing} and (a.state <> 'ended'
      or exists (select from media_seats where airing = a.id and purpose = 'backstage')) for share
    returning room`
  await keepNewest(sql, seat, 'overhear')
  return placed?.room
}

/** Airings (`a`) with open doors that hold their stage or may take it: staff see who is in its room, and no viewer does. */
const OVERSEEN = part`a.state in ('doors', 'live', 'paused')
  and not exists (select from stages where id = a.stage and held_by <> a.id)`

/**
 * Notes down whose `identity` is, for staff who run the show; says in which room, or undefined while the doors are closed
 * or another airing holds the stage. Locked like the above.
 */
export async function seatOversee(sql: Sql, seat: Silent): Promise<string | undefined> {
  const placed = await sql.maybe(Placed)`
    insert into media_seats (identity, participant, airing, room, purpose, created_at)
    select ${seat.identity}, ${seat.participant}, a.id, 'stage:' || a.stage, 'oversee', ${at(seat.now)}
    from airings a where a.id = ${seat.airing} and ${OVERSEEN} for share
    returning room`
  await keepNewest(sql, seat, 'oversee')
  return placed?.room
}

const keepNewest = (sql: Sql, { airing, participant }: Silent, purpose: 'watch' | 'overhear' | 'oversee') =>
  sql`delete from media_seats where identity in (select identity from media_seats
    where airing = ${airing} and participant = ${participant} and purpose = ${purpose}
    order by created_at desc, identity offset ${TABS})`

const Seat = z.object({
  identity: z.string(),
  participant: z.string(),
  airing: z.string(),
  purpose: z.enum(['watch', 'present', 'backstage', 'overhear', 'oversee']),
  sid: z.string().nullable(),
  may: z.boolean(),
  publish: z.boolean(),
  silenced: z.boolean(),
  removed: z.boolean(),
})
export type Seat = z.infer<typeof Seat>

/**
 * Every seat of a stage's room. `may`: viewers while their airing is live, presenters while they are one, guests while
 * they are invited, staff while they run it and their airing may use the stage; nobody who was removed from the event.
 */
export const readSeats = (sql: Sql, room: string): Promise<Seat[]> =>
  sql.rows(Seat)`select m.identity, m.participant, m.airing, m.purpose, m.sid, m.publish, m.silenced,
      p.removed_at is not null as removed, (p.removed_at is null and case m.purpose
        when 'watch' then a.state = 'live'
        when 'overhear' then f.roles && ${OVERHEAR}
        when 'oversee' then f.roles && ${OVERHEAR} and ${OVERSEEN}
        else m.guest or f.roles && ${contract.commands['airing.standBy'].by} end) as may
    from media_seats m join airings a on a.id = m.airing
    join participants p on p.id = m.participant join facts f on f.participant = m.participant
    where m.room = ${room}`

/** A presenter's seat; undefined when it was taken away again. */
export const readSeat = (
  sql: Sql,
  identity: string,
): Promise<(Pick<Seat, 'purpose' | 'publish' | 'silenced'> & { room: string }) | undefined> =>
  sql.maybe(Seat.pick({ purpose: true, publish: true, silenced: true }).extend({ room: z.string() }))`
    select purpose, publish, silenced, room from media_seats where identity = ${identity}`

/** Who may look after the people backstage. */
export const OVERHEAR = ['organizer', 'producer', 'moderator'] as const

/** Remembers which connection of a presenter was last reported. */
export const noteConnection = (sql: Sql, identity: string, sid: string | null) =>
  sql`update media_seats set sid = ${sid} where identity = ${identity}`

/**
 * May anyone be in this stage's rooms, or still come in: does an airing hold it, has one ended after `since`, so that its
 * tokens are still good, has anyone a place there, or does an encoder send there with an airing yet to come?
 */
export const areRoomsInUse = async (sql: Sql, stage: string, since: number): Promise<boolean> =>
  (
    await sql.one(z.object({ used: z.boolean() }))`select exists (select from stages where id = ${stage} and
      held_by is not null) or exists (select from airings where stage = ${stage} and ended_at > ${at(since)})
      or exists (select from media_seats where room in (${`stage:${stage}`}, ${`backstage:${stage}`}))
      or exists (select from encoders e join airings a on a.stage = e.stage
        where e.stage = ${stage} and e.sid is not null and a.state <> 'ended') as used`
  ).used

/** Other airings of this stage that are over, with people still backstage. */
export const endedBackstage = async (sql: Sql, stage: string, airing: string): Promise<string[]> =>
  (
    await sql.rows(z.object({ airing: z.string() }))`select distinct m.airing from media_seats m
      join airings a on a.id = m.airing where m.room = ${`backstage:${stage}`} and m.airing <> ${airing} and a.state = 'ended'`
  ).map((row) => row.airing)
