import type { airing } from '#shared/airing/contract.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { Answer } from '#shared/core/wire.ts'
import type { StreamView } from '../core/live.ts'

/** What a producer presses, each answered by the server; the last refusal stays until the next press. */
export class Show {
  refusal: Refusal | null = $state.raw(null)
  isBusy: boolean = $state(false)
  #stream: StreamView<typeof airing>

  constructor(stream: StreamView<typeof airing>) {
    this.#stream = stream
  }

  openDoors = () => this.#press(() => this.#stream.send('airing.openDoors', {}))
  start = () => this.#press(() => this.#stream.send('airing.startCountdown', {}))
  stop = () => this.#press(() => this.#stream.send('airing.stopCountdown', {}))
  pause = (note: string) => this.#press(() => this.#stream.send('airing.pause', { note }))
  end = () => this.#press(() => this.#stream.send('airing.end', { sure: true }))

  /** Answers whether it was done. */
  async #press(send: () => Promise<Answer>): Promise<boolean> {
    if (this.isBusy) return false
    this.isBusy = true
    const answer = await send()
    this.isBusy = false
    this.refusal = answer.ok ? null : answer
    return answer.ok
  }
}
