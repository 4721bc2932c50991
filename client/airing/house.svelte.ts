import type { airing } from '#shared/airing/contract.ts'
import type { disk } from '#shared/airing/routes.ts'
import type { Live, StreamView } from '../core/live.ts'
import { type Stalls, stalling, withStalls } from './stalling.ts'
import { eachTick } from './ticks.ts'

/** How often the server is asked for its disk. ms */
const ASK_EVERY = 60_000

/** What can be wrong with the house rather than with one person: viewers who stall, and a disk that fills. */
export class House {
  /** Bytes left where Foyer keeps its data, while that is too few; else null. */
  lowDisk: number | null = $state(null)
  #stalls: Stalls = $state.raw([])
  #stream: Pick<StreamView<typeof airing>, 'hear' | 'here'>
  #stop: () => void
  #timer: ReturnType<typeof setInterval>

  constructor(live: Pick<Live, 'call'>, event: string, stream: Pick<StreamView<typeof airing>, 'hear' | 'here'>) {
    this.#stream = stream
    this.#stop = stream.hear(({ type, data }) => {
      if (type === 'airing.stalled') this.#stalls = withStalls(this.#stalls, data.devices ?? 0, performance.now())
    })
    const ask = async () => {
      const answer = await live.call<typeof disk>('GET /api/events/:event/disk', { params: { event } })
      if (answer.ok) this.lowDisk = answer.value.isLow ? answer.value.free : null
    }
    void ask()
    this.#timer = setInterval(() => void ask(), ASK_EVERY)
  }

  /** How many devices of viewers stall; 0 when it is not worth a line. */
  get stalling(): number {
    eachTick()
    const { here } = this.#stream
    return stalling(this.#stalls, here && 'home' in here ? here.home : 0, performance.now())
  }

  close(): void {
    clearInterval(this.#timer)
    this.#stop()
  }
}
