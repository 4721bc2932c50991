import type { airing } from '#shared/airing/contract.ts'
import type { StreamView } from '../core/live.ts'
import { type AskSeat, StageRoom } from './room.svelte.ts'
import type { Outgoing } from './sender.ts'
import { SOURCES } from './sources.ts'
import type { Source } from './stall.ts'

/** One's own place in one of the two media rooms, and whether another window of the same person took it. */
export class OwnPlace {
  readonly room: StageRoom
  #given = new Set<string>()
  /** The log may name a new seat before the answer that gives it. */
  #isAsking: boolean = $state(false)

  constructor(askSeat: AskSeat) {
    this.room = new StageRoom(async () => {
      this.#isAsking = true
      const seat = await askSeat()
      if ('identity' in seat) this.#given.add(seat.identity)
      this.#isAsking = false
      return seat
    })
  }

  /** The log names a seat that was not given to this window: another one asked for it later. */
  isTaken(identity: string | null | undefined): boolean {
    return Boolean(identity) && !this.#isAsking && this.#given.size > 0 && !this.#given.has(identity ?? '')
  }

  /** Is there, or is not; and sees and hears these people. */
  keep(isThere: boolean, others: readonly string[]): void {
    this.room.want(others, 'auto')
    if (isThere) this.room.open()
    else this.room.close()
  }

  /** Gives the place up to the window that took it. */
  giveUp(): void {
    this.#given.clear()
    this.room.close()
  }
}

/** Sends exactly this from `here`, and lets go of each track in the `other` room once it is out here. */
export function move(
  tracks: ReadonlyMap<Source, Outgoing>,
  here: StageRoom,
  other: StageRoom,
  sentHere: ReadonlySet<Source>,
): void {
  for (const source of SOURCES) {
    const one = tracks.get(source)
    if (one) void here.send(source, one.track, one.isMuted)
    else void here.stopSending(source)
    if (!one || sentHere.has(source)) void other.stopSending(source)
  }
}

/** A leave is on its way, or was taken in and the log's word of it is not here yet. */
export const isLeaving = ({ pending }: StreamView<typeof airing>): boolean =>
  pending.some(({ type }) => type === 'airing.leaveStage')
