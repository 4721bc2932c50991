/** Bytes that wait for a reader before it is sent nothing more. */
const FULL = 256 * 1024
/** Whoever takes less than this in so long is as good as gone; more, and a whole board is only on its way. ms */
const LEAST = 64 * 1024
const GIVE_UP = 20_000

/** What is seen of one line. `left`: of the message that is being written, which waits as a whole until its last byte went. */
export interface Seen {
  waiting: number
  left: number
}

/** Whether one reader takes what it is sent: looked at every second or so. */
export class SlowLine {
  #since: number | null = null
  #taken = 0
  #before: Seen = { waiting: 0, left: 0 }

  /** What follows from what is seen `now`, ms: it is sent nothing more, it has drained, or it is given up. */
  look({ waiting, left }: Seen, now: number): 'pause' | 'resume' | 'cut' | null {
    const before = this.#before
    this.#before = { waiting, left }
    if (this.#since === null) {
      if (waiting <= FULL) return null
      this.#begin(now)
      return 'pause'
    }
    if (waiting === 0) {
      this.#since = null
      return 'resume'
    }
    this.#taken += Math.max(0, before.waiting - waiting) + Math.max(0, before.left - left)
    if (now - this.#since <= GIVE_UP) return null
    if (this.#taken < LEAST) return 'cut'
    this.#begin(now)
    return null
  }

  #begin(now: number): void {
    this.#since = now
    this.#taken = 0
  }
}
