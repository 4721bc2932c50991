import type { mediaState } from '#shared/airing/routes.ts'
import type { RouteReply } from '#shared/core/route.ts'
import { call } from '../core/outbox.ts'

export type MediaState = RouteReply<typeof mediaState>

/** How often is asked while the media server is not there. ms */
const ASK_EVERY = 1500

/** How far the media server is; asked until it is ready, and again by `ask()` when something hints that it left. */
export class MediaWatch {
  #heard: { state: MediaState; heardAt: number } | null = $state.raw(null)
  #timer: ReturnType<typeof setTimeout> | undefined
  #isClosed = false

  /** How far it is, and when we heard it (ms by this device); null while it is ready, or nothing is known. */
  get notReady(): { state: MediaState; heardAt: number } | null {
    return this.#heard && !this.#heard.state.ready ? this.#heard : null
  }

  get isReady(): boolean {
    return this.#heard?.state.ready === true
  }

  ask(): void {
    clearTimeout(this.#timer)
    void this.#ask()
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  async #ask(): Promise<void> {
    const answer = await call<typeof mediaState>('GET /api/media')
    if (this.#isClosed) return
    if (answer.ok) this.#heard = { state: answer.value, heardAt: Date.now() }
    if (!this.#heard?.state.ready) this.#timer = setTimeout(() => this.ask(), ASK_EVERY)
  }
}
