import type { Urgency } from '#shared/core/contract.ts'

/** How long a change may wait for others, ms. */
const WAIT: Record<Urgency, number> = { now: 0, fast: 50, count: 250 }

/** What is due this soon goes along: one write to those who see both streams. ms */
const ALONG = 20

/**
 * When streams are flushed: `now` on the next turn of the loop, `fast` within 50 ms, `count` within 250 ms. The first
 * change after a silence goes at once; a flush sends all there is. Streams due together are flushed together.
 */
export class Tick {
  readonly #flush: (streams: readonly string[]) => void
  readonly #due = new Map<string, number>()
  readonly #last = new Map<string, number>()
  #timer: NodeJS.Timeout | null = null
  #timerAt = Number.POSITIVE_INFINITY

  constructor(flush: (streams: readonly string[]) => void) {
    this.#flush = flush
  }

  /** A stream has changes of this urgency. */
  touch(stream: string, urgency: Urgency): void {
    const now = performance.now()
    const wait = Math.max(0, (this.#last.get(stream) ?? Number.NEGATIVE_INFINITY) + WAIT[urgency] - now)
    const at = Math.min(now + wait, this.#due.get(stream) ?? Number.POSITIVE_INFINITY)
    this.#due.set(stream, at)
    if (at < this.#timerAt) this.#arm(at, now)
  }

  /** Flushes everything that waits. */
  flushAll(): void {
    this.#run(Number.POSITIVE_INFINITY)
  }

  forget(stream: string): void {
    this.#due.delete(stream)
    this.#last.delete(stream)
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #arm(at: number, now: number): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timerAt = at
    this.#timer = setTimeout(() => this.#run(performance.now() + ALONG), Math.max(0, at - now))
  }

  #run(until: number): void {
    const now = performance.now()
    const streams = [...this.#due].filter(([, at]) => at <= until).map(([stream]) => stream)
    for (const stream of streams) {
      this.#due.delete(stream)
      this.#last.set(stream, now)
    }
    this.#timerAt = Number.POSITIVE_INFINITY
    if (streams.length > 0) this.#flush(streams)
    const next = Math.min(...this.#due.values())
    if (next < Number.POSITIVE_INFINITY) this.#arm(next, performance.now())
  }
}
