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

/** What one socket may send: plenty for a person, too little to harm the others. */
export const SOCKET_LIMITS = { perSecond: 100, burst: 200, bytes: 64 * 1024 } as const
/** Refused messages after which a socket is cut: it does not listen. They are forgiven as fast as it may send. */
export const FLOOD = 1000
