/**
 * The server's clock as seen from here. Every message carries its time and arrives a little late, so the greatest
 * difference seen is the truest; it is measured anew on every connection, as this device's clock may have been set.
 */
export class ServerTime {
  #offset: number | null = null

  restart(): void {
    this.#offset = null
  }
  note(at: number): void {
    this.#offset = Math.max(this.#offset ?? Number.NEGATIVE_INFINITY, at - Date.now())
  }
  now(): number {
    return Date.now() + (this.#offset ?? 0)
  }
}
