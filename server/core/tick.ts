import type { Urgency } from '#shared/core/contract.ts'

/** How long a change may wait for others, ms. */
const WAIT: Record<Urgency, number> = { now: 0, fast: 50, count: 250 }

/** What is due this soon goes along: one write to those who see both streams. ms */
const ALONG = 20

/**
 * When streams are flushed: `now` on the next turn of the loop, `fast` within 50 ms, `count` within 250 ms. The first
 * change after a silence goes at once; a flush sends all there is. Streams due together are flushed together. One that
 * could not be read when it was due goes out with its next touch, which is when it can.
 */
export class Tick {
  readonly #flush: (streams: readonly string[]) => ReadonlySet<string>
  readonly #due = new Map<string, number>()
  readonly #last = new Map<string, number>()
  #disarm: () => void = () => undefined
  #timerAt = Number.POSITIVE_INFINITY

  /** `flush` answers which of the streams it could not read. */
  constructor(flush: (streams: readonly string[]) => ReadonlySet<string>) {
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
    this.#disarm()
  }

  #arm(at: number, now: number): void {
    this.#disarm()
    this.#timerAt = at
    const run = () => this.#run(performance.now() + ALONG)
    if (at <= now) {
      // Before the loop looks at the database again: the next batch cannot have closed the stream by then.
      const next = setImmediate(run)
      this.#disarm = () => clearImmediate(next)
    } else {
      const timer = setTimeout(run, at - now)
      this.#disarm = () => clearTimeout(timer)
    }
  }

  #run(until: number): void {
    const now = performance.now()
    const streams = [...this.#due].filter(([, at]) => at <= until).map(([stream]) => stream)
    for (const stream of streams) this.#due.delete(stream)
    this.#timerAt = Number.POSITIVE_INFINITY
    const missed = this.#flush(streams)
    for (const stream of streams) if (!missed.has(stream)) this.#last.set(stream, now)
    const next = Math.min(...this.#due.values())
    if (next < Number.POSITIVE_INFINITY) this.#arm(next, performance.now())
  }
}
