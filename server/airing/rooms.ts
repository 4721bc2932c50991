import type { Room } from '#shared/airing/people.contract.ts'
import type { Context } from '../context.ts'
import type { JobHandler } from '../core/api.ts'
import { derivedId } from '../core/ids.ts'
import { MediaAway, type MediaGrant, type MediaParticipant } from '../media/port.ts'
import { mend, PRESENTS, SENDS, SENDS_UNHEARD, SILENCED, STANDS, WATCHES } from '../media/reconcile.ts'
import { identityOf, readSenders, type Sender } from './encoders.ts'
import { hushSources, reportSources } from './sources.ts'
import { areRoomsInUse, noteConnection, readSeats, type Seat } from './tables.ts'

/** How long a token opens the door. s */
export const TOKEN_SECONDS = 180
/** How often a room in use is compared though nothing was heard of it, and how soon a lost media server is asked again. ms */
const EVERY_MS = 5000
const AGAIN_MS = 1000

/**
 * Makes the two media rooms of a stage what the airings say: removes who may not be there, mends what people may do, and
 * tells the airing which presenters came or are gone. Comes again while anyone may be in the rooms.
 */
export async function reconcileStage(context: Context, stage: string, signal: AbortSignal): ReturnType<JobHandler> {
  const { db, clock, log } = context
  const comeAgain = async (after: number) =>
    (await areRoomsInUse(db.sql, stage, clock.now() - TOKEN_SECONDS * 1000))
      ? { again: clock.now() + after }
      : undefined
  try {
    for (const room of ['stage', 'backstage'] as const) await reconcileRoom(context, room, stage, signal)
  } catch (error) {
    if (!(error instanceof MediaAway)) throw error
    log.warn({ stage, reason: error.message }, 'media rooms not compared')
    return comeAgain(AGAIN_MS)
  }
  return comeAgain(EVERY_MS)
}

async function reconcileRoom(context: Context, kind: Room, stage: string, signal: AbortSignal): Promise<void> {
  const room = `${kind}:${stage}`
  const there = await context.media.list(room)
  const seats = await readSeats(context.db.sql, room)
  const senders = kind === 'stage' ? await readSenders(context.db.sql, stage) : []
  const wanted = new Map([...grantsOf(seats), ...sendingOf(senders, there)])
  const stayed = await mend(context.media, room, there, wanted, signal)
  for (const seat of seats)
    if (seat.purpose === 'present' || seat.purpose === 'backstage') await report(context, kind, seat, stayed)
  if (kind !== 'stage') return
  await hushSources(context, room, senders, stayed)
  await reportSources(context, stage, senders, stayed)
}

/** What someone may do in the room of their seat. */
export function grantOf({ purpose, publish, silenced }: Pick<Seat, 'purpose' | 'publish' | 'silenced'>): MediaGrant {
  if (purpose !== 'present' && purpose !== 'backstage') return WATCHES
  if (!publish) return STANDS
  return silenced ? SILENCED : PRESENTS
}

const grantsOf = (seats: readonly Seat[]): (readonly [string, MediaGrant])[] =>
  seats.filter((seat) => seat.may).map((seat) => [seat.identity, grantOf(seat)])

/** A right to be heard that comes later brings no sound: who came in without it keeps it so, and is sent to come anew. */
const sendingOf = (senders: readonly Sender[], there: readonly MediaParticipant[]): (readonly [string, MediaGrant])[] =>
  senders
    .filter((one) => one.isGood)
    .map(({ id }) => identityOf(id))
    .map((id) => [id, there.some(({ identity, silenced }) => identity === id && silenced) ? SENDS_UNHEARD : SENDS])

/**
 * Tells the airing that a presenter's connection came or went, or that they may not present any more. The ids follow
 * from the connection's own, so that a repeat after a crash changes nothing.
 */
async function report(context: Context, room: Room, seat: Seat, there: readonly MediaParticipant[]): Promise<void> {
  const { participant, identity } = seat
  if (!seat.may) return tell(context, seat, 'airing.dropPresenter', { participant, removed: seat.removed }, identity)
  const sid = there.find((one) => one.identity === identity)?.sid ?? null
  if (sid === seat.sid) return
  const connected = sid !== null
  await tell(
    context,
    seat,
    'airing.connection',
    { participant, identity, room, connected },
    `${sid ?? seat.sid} ${connected}`,
  )
  await noteConnection(context.db.sql, identity, sid)
}

async function tell(context: Context, seat: Seat, type: string, data: unknown, seen: string): Promise<void> {
  const id = derivedId(type, seat.airing, seen)
  const answer = await context.core.submit(`airing:${seat.airing}`, { id, type, data, actor: { system: 'media' } })
  if (!answer.ok) throw new Error(`The airing could not be told of its room: ${answer.refused}`)
}
