import type { airing } from '#shared/airing/contract.ts'
import type { Layout } from '#shared/airing/people.contract.ts'
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

  openDoors = () => this.#once(() => this.#stream.send('airing.openDoors', {}))
  start = () => this.#once(() => this.#stream.send('airing.startCountdown', {}))
  stop = () => this.#once(() => this.#stream.send('airing.stopCountdown', {}))
  pause = (note: string, until: number | null) => this.#once(() => this.#stream.send('airing.pause', { note, until }))
  end = () => this.#once(() => this.#stream.send('airing.end', { sure: true }))

  bringOn = (participant: string) => this.#does(this.#stream.send('airing.bringOn', { participant }))
  takeOff = (participant: string) => this.#does(this.#stream.send('airing.takeOff', { participant }))
  spotlight = (participant: string | null) => this.#does(this.#stream.send('airing.spotlight', { participant }))
  silence = (participant: string, silenced: boolean) =>
    this.#does(this.#stream.send('airing.silence', { participant, silenced }))
  arrange = (order: string[]) => this.#does(this.#stream.send('airing.arrange', { order }))
  setLayout = (layout: Layout) => this.#does(this.#stream.send('airing.setLayout', { layout }))
  setSlate = (note: string, until: number | null) => this.#does(this.#stream.send('airing.setSlate', { note, until }))
  say = (name: string, text: string) => this.#does(this.#stream.send('airing.say', { name, text }))

  invite = (participant: string) => this.#does(this.#stream.send('airing.invite', { participant }))
  serve = (participant: string) => this.#does(this.#stream.send('airing.serveHand', { participant }))
  lower = (participant: string, note: string) =>
    this.#does(this.#stream.send('airing.lowerHandOf', { participant, note }))

  /** Answers whether it was done. Presses about different people do not wait for each other. */
  async #does(sent: Promise<Answer>): Promise<boolean> {
    const answer = await sent
    this.refusal = answer.ok ? null : answer
    return answer.ok
  }

  /** A step of the whole show is not taken twice by a double press. */
  async #once(send: () => Promise<Answer>): Promise<boolean> {
    if (this.isBusy) return false
    this.isBusy = true
    const isDone = await this.#does(send())
    this.isBusy = false
    return isDone
  }
}
