/** A bucket that holds `burst` and refills `perSecond`. */
export class Bucket {
  readonly #perSecond: number
  readonly #burst: number
  #left: number
  #at = performance.now()

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#left = burst
  }

  /** Takes one; false when there is none left. */
  take(): boolean {
    const now = performance.now()
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1000) * this.#perSecond)
    this.#at = now
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}

/** What each person may send to a node, over all the pages they have open; forgotten with the last of these. */
export class Allowances {
  readonly #people = new Map<string, { bucket: Bucket; pages: number }>()

  /** A page opened; take from the bucket for each of its messages. */
  open(participant: string): Bucket {
    const one = this.#people.get(participant) ?? {
      bucket: new Bucket(SOCKET_LIMITS.perSecond, SOCKET_LIMITS.burst),
      pages: 0,
    }
    this.#people.set(participant, one)
    one.pages++
    return one.bucket
  }

  /** A page closed. Answers whether it was the last one. */
  close(participant: string): boolean {
    const one = this.#people.get(participant)
    if (one && --one.pages > 0) return false
    return this.#people.delete(participant)
  }
}

/** What one person may send, and how long a message of theirs may be: plenty for them, too little to harm the others. */
export const SOCKET_LIMITS = { perSecond: 100, burst: 200, bytes: 64 * 1024 } as const
/** Refused messages after which a socket is cut: it does not listen. They are forgiven as fast as it may send. */
export const FLOOD = 1000
