import type { airing } from '#shared/airing/contract.ts'
import { REACTIONS, type Reaction } from '#shared/airing/reactions.ts'
import type { StreamView } from '../core/live.ts'

/** Reactions leave this device as one signal in so many ms; held down, one is added every `HELD`. */
const SEND_EVERY = 250
const HELD = 100
/** At most so many of a kind rise at once: a hall that claps is a flock, not a wall. */
const MOST_OF_A_KIND = 6
const MOST = 40

/** One that rises over the stage. `at`: where it starts, 0 to 1 of the width. */
export interface Rising {
  id: number
  kind: Reaction
  at: number
  delay: number
}

/** What goes up over the stage, from everyone, and what this device sends. */
export class Reactions {
  rising: readonly Rising[] = $state.raw([])
  #stream: Pick<StreamView<typeof airing>, 'signal' | 'hear'>
  #mine: Partial<Record<Reaction, number>> = {}
  #timer: ReturnType<typeof setTimeout> | null = null
  #held: ReturnType<typeof setInterval> | null = null
  #count = 0

  constructor(stream: Pick<StreamView<typeof airing>, 'signal' | 'hear'>) {
    this.#stream = stream
  }

  /** Call in an effect: shows what comes, until what it answers is called. */
  follow(): () => void {
    const stop = this.#stream.hear((signal) => {
      if (signal.type === 'airing.react') this.#rise(signal.data)
    })
    return () => {
      stop()
      this.release()
    }
  }

  /** One more of this kind. */
  send(kind: Reaction): void {
    this.#mine[kind] = (this.#mine[kind] ?? 0) + 1
    if (this.#timer) return
    this.#say()
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#say()
    }, SEND_EVERY)
  }

  /** Held down: more and more, until `release`. */
  hold(kind: Reaction): void {
    this.release()
    this.send(kind)
    this.#held = setInterval(() => this.send(kind), HELD)
  }
  release(): void {
    if (this.#held) clearInterval(this.#held)
    this.#held = null
  }

  /** It has risen. */
  gone(id: number): void {
    this.rising = this.rising.filter((one) => one.id !== id)
  }

  #say(): void {
    const data = this.#mine
    this.#mine = {}
    if (Object.keys(data).length > 0) this.#stream.signal({ type: 'airing.react', data })
  }

  #rise(sums: Partial<Record<Reaction, number>>): void {
    // Nobody looks: a tab in the background would only pile them up.
    if (document.visibilityState === 'hidden') return
    const more = REACTIONS.flatMap((kind) =>
      Array.from({ length: Math.min(MOST_OF_A_KIND, sums[kind] ?? 0) }, () => ({
        id: ++this.#count,
        kind,
        at: Math.random(),
        delay: Math.random() * SEND_EVERY,
      })),
    )
    this.rising = [...this.rising, ...more].slice(-MOST)
  }
}
