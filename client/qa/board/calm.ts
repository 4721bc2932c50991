/** A sound, or a word read aloud, at most this often: at fifty questions a minute that is three times a minute. ms */
const QUIET_MS = 20_000

/**
 * Tells of what came without a din: at once after a silence, else once it was quiet for long enough, with all that came
 * meanwhile in one. Begins with `count` that are known already.
 */
export class Calm {
  #toldAt: number
  #told: number

  constructor(count: number, now: number) {
    this.#told = count
    this.#toldAt = now
  }

  /** `count`: how many there are now. Answers ms until that may be told (0: now), or null where nothing came. */
  due(count: number, now: number): number | null {
    // Some were dealt with: what comes from here on is news again.
    if (count < this.#told) this.#told = count
    return count === this.#told ? null : Math.max(0, this.#toldAt + QUIET_MS - now)
  }
  told(count: number, now: number): void {
    this.#told = count
    this.#toldAt = now
  }
}
