import type { airing } from '#shared/airing/contract.ts'
import type { StreamView } from '../core/live.ts'
import { eachTick } from './ticks.ts'

/** How often an open page says that it is there, and how long one is believed. ms */
const EVERY = 3000
const BELIEVED = 8000

/** Who else has this page open: each says so every few seconds while it can be seen, and nothing of it is stored. */
export class Conducting {
  #heard: ReadonlyMap<string, { name: string; at: number }> = $state.raw(new Map())
  #stream: Pick<StreamView<typeof airing>, 'signal'>
  #me: () => { participant: string; name: string }
  #stop: () => void
  #timer: ReturnType<typeof setInterval>

  constructor(
    stream: Pick<StreamView<typeof airing>, 'signal' | 'hear'>,
    me: () => { participant: string; name: string },
  ) {
    this.#stream = stream
    this.#me = me
    this.#stop = stream.hear(({ type, from, data }) => {
      if (type !== 'airing.conducting' || from === null || from === me().participant) return
      this.#heard = new Map([...this.#heard, [from, { name: data.name, at: performance.now() }]])
    })
    this.#timer = setInterval(this.#say, EVERY)
    document.addEventListener('visibilitychange', this.#say)
    this.#say()
  }

  /** The others' names, in the order they came. */
  get others(): string[] {
    eachTick()
    const now = performance.now()
    return [...this.#heard.values()].filter(({ at }) => now - at < BELIEVED).map(({ name }) => name)
  }

  close(): void {
    clearInterval(this.#timer)
    document.removeEventListener('visibilitychange', this.#say)
    this.#stop()
  }

  readonly #say = (): void => {
    if (document.visibilityState !== 'visible') return
    this.#stream.signal({ type: 'airing.conducting', data: { name: this.#me().name } })
  }
}
