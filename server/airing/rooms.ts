import type { Context } from '../context.ts'
import type { JobHandler } from '../core/api.ts'
import { derivedId } from '../core/ids.ts'
import { MediaAway, type MediaGrant, type MediaParticipant } from '../media/port.ts'
import { mend, PRESENTS, WATCHES } from '../media/reconcile.ts'
import { isRoomInUse, noteConnection, readSeats, type Seat } from './tables.ts'

/** How long a token opens the door. s */
export const TOKEN_SECONDS = 180
/** How often a room in use is compared though nothing was heard of it, and how soon a lost media server is asked again. ms */
const EVERY_MS = 5000
const AGAIN_MS = 1000

/**
 * Makes the media room of a stage what the airing that holds it says: removes who may not be there, mends what people
 * may do, and tells the airing which presenters came or are gone. Comes again while anyone may be in the room.
 */
export async function reconcileStage(context: Context, stage: string, signal: AbortSignal): ReturnType<JobHandler> {
  const { db, clock, media, log } = context
  const room = `stage:${stage}`
  const comeAgain = async (after: number) =>
    (await isRoomInUse(db.sql, stage, clock.now() - TOKEN_SECONDS * 1000)) ? { again: clock.now() + after } : undefined
  try {
    const there = await media.list(room)
    const seats = await readSeats(db.sql, room)
    const stayed = await mend(media, room, there, grantsOf(seats), signal)
    for (const seat of seats) if (seat.purpose === 'present') await report(context, seat, stayed)
  } catch (error) {
    if (!(error instanceof MediaAway)) throw error
    log.warn({ room, reason: error.message }, 'media room not compared')
    return comeAgain(AGAIN_MS)
  }
  return comeAgain(EVERY_MS)
}

const grantsOf = (seats: readonly Seat[]): ReadonlyMap<string, MediaGrant> =>
  new Map(
    seats.filter((seat) => seat.may).map((seat) => [seat.identity, seat.purpose === 'watch' ? WATCHES : PRESENTS]),
  )

/**
 * Tells the airing that a presenter's connection came or went, or that they may not present any more. The ids follow
 * from the connection's own, so that a repeat after a crash changes nothing.
 */
async function report(context: Context, seat: Seat, there: readonly MediaParticipant[]): Promise<void> {
  const { participant, identity } = seat
  if (!seat.may) return tell(context, seat, 'airing.takeOff', { participant }, identity)
  const sid = there.find((one) => one.identity === identity)?.sid ?? null
  if (sid === seat.sid) return
  const connected = sid !== null
  await tell(
    context,
    seat,
    'airing.connection',
    { participant, identity, connected },
    `${sid ?? seat.sid} ${connected}`,
  )
  await noteConnection(context.db.sql, identity, sid)
}

async function tell(context: Context, seat: Seat, type: string, data: unknown, seen: string): Promise<void> {
  const id = derivedId(type, seat.airing, seen)
  const answer = await context.core.submit(`airing:${seat.airing}`, { id, type, data, actor: { system: 'media' } })
  if (!answer.ok) throw new Error(`The airing could not be told of its room: ${answer.refused}`)
}
