import type { qa } from '#shared/qa/contract.ts'
import type { StreamView } from '../../core/live.ts'
import { now } from '../../core/now.ts'

/** How often an open board says what it looks at, how soon after that changed, and how long one is believed. ms */
const EVERY = 4000
const SOON = 300
const BELIEVED = 10_000

interface Heard {
  participant: string
  name: string
  question: string | null
  at: number
}

/** Who else has the board open, and which question each looks at; nothing of it is stored. */
export class Looking {
  #heard: ReadonlyMap<string, Heard> = $state.raw(new Map())
  readonly #stream: Pick<StreamView<typeof qa>, 'signal'>
  readonly #me: () => { participant: string | null; name: string }
  readonly #stop: () => void
  readonly #timer: ReturnType<typeof setInterval>
  #soon: ReturnType<typeof setTimeout> | undefined
  #question: string | null = null

  constructor(
    stream: Pick<StreamView<typeof qa>, 'signal' | 'hear'>,
    me: () => { participant: string | null; name: string },
  ) {
    this.#stream = stream
    this.#me = me
    this.#stop = stream.hear(({ type, from, data }) => {
      if (type !== 'qa.looking' || from === null || from === me().participant) return
      this.#heard = new Map([...this.#heard, [from, { participant: from, ...data, at: performance.now() }]])
    })
    this.#timer = setInterval(this.#say, EVERY)
    document.addEventListener('visibilitychange', this.#say)
    this.#say()
  }

  /** The others, in the order they came. */
  readonly others: readonly Heard[] = $derived.by(() => {
    void now()
    const since = performance.now() - BELIEVED
    return [...this.#heard.values()].filter(({ at }) => at > since)
  })
  /** The names of those who look at this question. */
  at(question: string): string[] {
    return this.others.filter((one) => one.question === question).map(({ name }) => name)
  }

  /** I look at this now, or at the whole. */
  look(question: string | null): void {
    if (question === this.#question) return
    this.#question = question
    clearTimeout(this.#soon)
    this.#soon = setTimeout(this.#say, SOON)
  }

  close(): void {
    clearInterval(this.#timer)
    clearTimeout(this.#soon)
    document.removeEventListener('visibilitychange', this.#say)
    this.#stop()
  }

  readonly #say = (): void => {
    if (document.visibilityState !== 'visible') return
    this.#stream.signal({ type: 'qa.looking', data: { name: this.#me().name.slice(0, 60), question: this.#question } })
  }
}
