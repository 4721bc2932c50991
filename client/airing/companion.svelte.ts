import { untrack } from 'svelte'
import type { airing } from '#shared/airing/contract.ts'
import { newId } from '#shared/core/new-id.ts'
import type { StreamView } from '../core/live.ts'
import { type Claim, outranks } from './claims.ts'
import type { Viewing } from './viewing.svelte.ts'

/** A silent page asks so often whether the other still plays, and believes it for so long. ms */
const ASK_EVERY = 5000
const BELIEVE = 12_000
/** A word that matters is said twice. ms */
const SAY_AGAIN = 2000

interface Around {
  stream: Pick<StreamView<typeof airing>, 'isReady' | 'signal' | 'hear'>
  live: { readonly status: string; serverNow(): number }
  viewing: Viewing
  /** Viewers see and hear this person by this page. */
  isOnStage(): boolean
}

/**
 * Of all pages on which one person watches, in whatever tab or device, one is heard; the others are its silent
 * companions, with hand and reactions. They agree by signals to each other: a page that plays says why, one that is
 * outranked falls silent. Nobody who watches on one page alone says it more than twice.
 */
export class Companion {
  /** Another page of mine is heard, as far as is known. */
  other: Claim | null = $state.raw(null)
  readonly #around: Around
  readonly #page = newId()
  #claim: Claim | null = null
  #heardAt = 0
  #hasBegun = false

  constructor(around: Around) {
    this.#around = around
  }

  /** Call in an effect: tells the other pages whether this one is to be heard, at first and whenever that changes. */
  tell(): (() => void) | undefined {
    const { stream, live, viewing } = this.#around
    if (live.status !== 'online' || !stream.isReady) return
    const isOnStage = this.#around.isOnStage()
    const isHeard = isOnStage || (viewing.isOn && !viewing.isMuted)
    untrack(() => {
      if (isOnStage) viewing.hush(false)
      this.#claim = isHeard ? this.#claimAs(isOnStage) : null
      this.#hasBegun = true
      this.#say()
    })
    // A line that was just mended may not take it yet.
    const timer = setTimeout(() => this.#say(), SAY_AGAIN)
    return () => clearTimeout(timer)
  }

  /** Call in an effect: hears what the other pages say. */
  listen(): () => void {
    return this.#around.stream.hear(({ type, data }) => {
      if (type !== 'airing.sounding' || data.page === this.#page) return
      const theirs = data.claim && { ...data.claim, page: data.page }
      if (!theirs) {
        if (this.other?.page === data.page) this.other = null
        if (this.#claim) this.#say()
      } else if (this.#claim && outranks(this.#claim, theirs)) this.#say()
      else this.#give(theirs)
    })
  }

  /** Call in an effect: while silent, finds out when the other one is gone. */
  ask(): (() => void) | undefined {
    if (!this.#around.viewing.isHushed) return
    const timer = setInterval(() => {
      if (performance.now() - this.#heardAt > BELIEVE) this.other = null
      this.#say()
    }, ASK_EVERY)
    return () => clearInterval(timer)
  }

  #claimAs(isOnStage: boolean): Claim {
    const held = this.#claim
    // The line came back: what was claimed goes on.
    if (held && (held.because === 'onStage') === isOnStage) return held
    const isPressed = held !== null || this.#hasBegun || this.#around.viewing.isInRoom
    const because = isOnStage ? 'onStage' : isPressed ? 'pressed' : 'opened'
    return { because, at: this.#around.live.serverNow(), page: this.#page }
  }

  #give(theirs: Claim): void {
    this.other = theirs
    this.#heardAt = performance.now()
    if (!this.#claim) return
    this.#claim = null
    this.#around.viewing.hush(true)
  }

  #say(): void {
    const claim = this.#claim && { because: this.#claim.because, at: this.#claim.at }
    this.#around.stream.signal({ type: 'airing.sounding', data: { page: this.#page, claim } })
  }
}
