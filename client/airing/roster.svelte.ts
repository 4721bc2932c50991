import { untrack } from 'svelte'
import type { roster as route } from '#shared/airing/roster.routes.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { RouteReply } from '#shared/core/route.ts'

type Answer = RouteReply<typeof route>
export type AskRoster = (search: string) => Promise<{ ok: true; value: Answer } | ({ ok: false } & Refusal)>

/** The list is looked at again this often while it is open, not all at the same moment; and a pause in typing asks. ms */
const AGAIN = 4000
const SPREAD = 1000
const TYPING = 250

/** Who is here by name, while someone looks: asked for when it is opened, and again every few seconds. */
export class Roster {
  isOpen = $state(false)
  search = $state('')
  #answer = $state.raw<Answer | null>(null)
  refusal: Refusal | null = $state.raw(null)
  readonly #ask: AskRoster
  readonly #isBlocked: (participant: string) => boolean
  #asked = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(ask: AskRoster, isBlocked: (participant: string) => boolean) {
    this.#ask = ask
    this.#isBlocked = isBlocked
  }

  /** Null until the first answer. */
  readonly people = $derived.by(
    () => this.#answer?.people.filter(({ participant }) => !this.#isBlocked(participant)) ?? null,
  )
  /** How many were found beyond those listed. */
  readonly unlisted = $derived(this.#answer ? this.#answer.found - this.#answer.people.length : 0)
  /** How many are here without a name. */
  readonly others = $derived(this.#answer?.others ?? null)
  /** So many that looking for one of them takes a search. */
  readonly isLong = $derived(this.search !== '' || (this.#answer?.found ?? 0) > 8)

  /** Call in an effect: is kept fresh while it is open in a tab that is looked at. */
  follow(): (() => void) | undefined {
    if (!this.isOpen) return
    const look = () => void this.look()
    untrack(look)
    const timer = setInterval(() => document.visibilityState === 'visible' && look(), AGAIN + Math.random() * SPREAD)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      clearTimeout(this.#timer)
      document.removeEventListener('visibilitychange', look)
    }
  }

  /** Looks once the typing pauses. */
  lookSoon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.look(), TYPING)
  }

  async look(): Promise<void> {
    const mine = ++this.#asked
    const asked = await this.#ask(this.search)
    // Only the latest question counts: an answer that was overtaken says nothing any more.
    if (mine !== this.#asked) return
    this.refusal = asked.ok ? null : asked
    if (asked.ok) this.#answer = asked.value
  }
}
