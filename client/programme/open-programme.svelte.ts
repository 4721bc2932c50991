import type { Refusal } from '#shared/core/refusals.ts'
import type { programme as contract } from '#shared/programme/contract.ts'
import type * as routes from '#shared/programme/routes.ts'
import type { Programme } from '#shared/programme/rows.ts'
import type { Live } from '../core/live.ts'
import { call, type Outcome } from '../core/outbox.ts'

/** Everyone is told at once of a change; asking at once too would be a stampede. ms */
const SPREAD = 500
/** After a fetch that failed, the next one. ms */
const AGAIN = 3000

/** The programme of one event, fetched once and again whenever the live line says that it changed. */
export class OpenProgramme {
  readonly event: string
  /** The newest programme that was read; stays shown while a newer one is on its way. */
  held = $state.raw<Programme | null>(null)
  /** Why the last fetch failed, or null. */
  refusal = $state.raw<Refusal | null>(null)
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  readonly #ask: () => Promise<Outcome<Programme>>

  /** `ask`: how it is read, if not by this browser's cookie. */
  constructor(event: string, ask?: () => Promise<Outcome<Programme>>) {
    this.event = event
    this.#ask = ask ?? (() => call<typeof routes.programme>('GET /api/events/:event/programme', { params: { event } }))
  }

  /** Fetches now; the browser sends the ETag it holds, so an unchanged programme costs nothing. */
  async load(): Promise<void> {
    clearTimeout(this.#timer)
    const mine = ++this.#turn
    const asked = await this.#ask()
    if (mine !== this.#turn) return
    this.refusal = asked.ok ? null : asked
    if (asked.ok) this.held = asked.value
    else if (asked.refused === 'core.unavailable' || asked.refused === 'core.tooMany') this.#loadIn(AGAIN)
  }

  /** Loads, and follows the event's stream until the component that calls this in an effect goes. */
  follow(live: Live): void {
    const view = live.open<typeof contract>(`event:${this.event}`)
    const newest = $derived(view.get('programme')?.version ?? 0)
    $effect(() => {
      void this.load()
      return () => {
        this.#turn++
        clearTimeout(this.#timer)
        view.close()
      }
    })
    $effect(() => {
      if (this.held && newest > this.held.version) this.#loadIn(Math.random() * SPREAD)
    })
  }

  #loadIn(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.load(), ms)
  }
}
