import type { Context } from '../context.ts'
import { derivedId } from '../core/ids.ts'
import type { MediaParticipant } from '../media/port.ts'
import {
  forgetSighting,
  identityOf,
  noteSender,
  noteSighting,
  readSightings,
  type Sender,
  type Sighting,
} from './encoders.ts'

/**
 * Tells the airings of a stage which encoders send there, also one whose doors opened after the encoder came. The ids
 * follow from the connections, so that a repeat after a crash changes nothing.
 */
export async function reportSources(
  context: Context,
  stage: string,
  senders: readonly Sender[],
  there: readonly MediaParticipant[],
): Promise<void> {
  const { sql } = context.db
  for (const { id, sid } of senders) {
    const now = there.find((one) => one.identity === identityOf(id))?.sid ?? null
    if (now !== sid) await noteSender(sql, id, now)
  }
  for (const sighting of await readSightings(sql, stage)) await reportOne(context, sighting)
}

/**
 * Has those not heard who are silenced, and the others again. A sender cannot be asked to send its sound anew, so it is
 * muted and keeps its right; it has no way to undo that. One that came while it was silenced has no sound there at all.
 */
export async function hushSources(
  { media }: Context,
  room: string,
  senders: readonly Sender[],
  there: readonly MediaParticipant[],
): Promise<void> {
  for (const { id, silenced } of senders) {
    const identity = identityOf(id)
    const one = there.find((other) => other.identity === identity)
    if (!one) continue
    const isOtherwise = one.tracks.some(({ kind, muted }) => kind === 'audio' && muted !== silenced)
    // Where the media server lets nobody be heard again from outside, the encoder has to come back by itself.
    const comesAnew = one.silenced ? !silenced : isOtherwise && !(await media.hush(room, identity, silenced))
    if (comesAnew) await media.remove(room, identity)
  }
}

async function reportOne(context: Context, seen: Sighting): Promise<void> {
  const { sql } = context.db
  const { encoder: source, label, isGood, isOver, isKnown, sid, told } = seen
  if (isKnown && !isGood) {
    await tell(context, seen, 'airing.dropPresenter', { participant: source, removed: true }, 'revoked')
    await forgetSighting(sql, seen)
  } else if (isOver) {
    await tell(context, seen, 'airing.seeSource', { source, label, connected: false }, 'over')
    await forgetSighting(sql, seen)
  } else if (sid !== told) {
    await tell(context, seen, 'airing.seeSource', { source, label, connected: sid !== null }, sid ?? `no ${told}`)
    await noteSighting(sql, seen, sid)
  }
}

async function tell(context: Context, seen: Sighting, type: string, data: unknown, what: string): Promise<void> {
  const { airing, encoder } = seen
  const id = derivedId(type, airing, encoder, what)
  const answer = await context.core.submit(`airing:${airing}`, { id, type, data, actor: { system: 'media' } })
  if (!answer.ok) throw new Error(`The airing could not be told of an encoder: ${answer.refused}`)
}
