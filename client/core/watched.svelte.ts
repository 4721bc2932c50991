import type { Refusal } from '#shared/core/refusals.ts'
import type { Outcome } from './outbox.ts'

/** Who sets something up looks here whether it came. ms */
const AGAIN = 3000

/** What the server answers to one question, asked again every few seconds while the page is seen. Made in a component. */
export class Watched<T> {
  /** The last answer; null before the first. */
  value = $state.raw<T | null>(null)
  /** Why there is none. A later refusal leaves the last answer standing. */
  refusal = $state.raw<Refusal | null>(null)
  readonly #ask: () => Promise<Outcome<T>>

  constructor(ask: () => Promise<Outcome<T>>) {
    this.#ask = ask
    $effect(() => {
      void this.look()
      const timer = setInterval(() => document.visibilityState === 'visible' && void this.look(), AGAIN)
      return () => clearInterval(timer)
    })
  }

  /** Asks now. */
  async look(): Promise<void> {
    const asked = await this.#ask()
    if (asked.ok) this.value = asked.value
    this.refusal = asked.ok || this.value ? null : asked
  }
}
