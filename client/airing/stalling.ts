import type { airing } from '#shared/airing/contract.ts'
import type { StreamView } from '../core/live.ts'

/** A device whose picture stands still says so this often, and is counted this long. ms */
export const STALL_COUNTS = 10_000
/** So many of the devices at home have to stall before it is worth a line: one of a hundred is their own line. */
const WORTH_A_LINE = 0.1

/** Stalls as they were told: how many devices, and when (a monotonic clock, ms). */
export type Stalls = readonly { at: number; devices: number }[]

/** Takes more of them in, and lets go of those that count no more. */
export const withStalls = (before: Stalls, devices: number, at: number): Stalls => [
  ...before.filter((one) => at - one.at < STALL_COUNTS),
  { at, devices },
]

/** How many devices stall, if it is worth a line; else 0. `home`: how many are at home. */
export function stalling(stalls: Stalls, home: number, at: number): number {
  const devices = stalls.reduce((sum, one) => sum + (at - one.at < STALL_COUNTS ? one.devices : 0), 0)
  return devices >= Math.max(1, home * WORTH_A_LINE) ? devices : 0
}

/** Says that this device stalls, now or as soon as it may again, and goes on saying so until what it answers is called. */
export class StallTeller {
  #stream: Pick<StreamView<typeof airing>, 'signal'>
  #toldAt = Number.NEGATIVE_INFINITY

  constructor(stream: Pick<StreamView<typeof airing>, 'signal'>) {
    this.#stream = stream
  }

  begin(): () => void {
    let timer: ReturnType<typeof setTimeout>
    const tell = () => {
      const wait = this.#toldAt + STALL_COUNTS - performance.now()
      if (wait <= 0) {
        this.#toldAt = performance.now()
        this.#stream.signal({ type: 'airing.stalled', data: { devices: 1 } })
      }
      timer = setTimeout(tell, wait > 0 ? wait : STALL_COUNTS)
    }
    tell()
    return () => clearTimeout(timer)
  }
}
