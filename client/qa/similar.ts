import { type FindAnswer, type FindAsk, finding } from './finding.ts'

interface Options {
  /** At most this many. */
  most?: number
  /** Not this one: the one that is asked about. */
  except?: string
}

const startWorker = (): Worker => new Worker(new URL('./similar.worker.ts', import.meta.url), { type: 'module' })

/**
 * Which questions ask the same as a text. The texts are kept and searched in a worker, so that nobody's typing waits; it
 * starts with the first search. Where none can start, or it breaks, it is done here: a few ms for a full channel.
 */
export class SimilarQuestions {
  readonly #start: () => Worker
  #worker: Worker | null = null
  /** What takes the asks: the worker, or this page. Null before the first. */
  #send: ((ask: FindAsk) => void) | null = null
  /** What it was given so far. */
  #given = new Map<string, string>()
  readonly #waiting = new Map<number, { ask: FindAsk; resolve(found: readonly string[]): void }>()
  #asked = 0

  constructor(start = startWorker) {
    this.#start = start
  }

  /** Of these questions the ones like the text, ids, the likest first. Only what differs from the last search is handed on. */
  find(text: string, among: readonly { id: string; text: string }[], { most = 3, except = '' }: Options = {}) {
    this.#send ??= this.#begin()
    const now = new Map(among.map((one) => [one.id, one.text]))
    const put = among.filter((one) => this.#given.get(one.id) !== one.text).map(({ id, text }) => ({ id, text }))
    const drop = [...this.#given.keys()].filter((id) => !now.has(id))
    this.#given = now
    const ask: FindAsk = { number: ++this.#asked, put, drop, text, most, except }
    return new Promise<readonly string[]>((resolve) => {
      this.#waiting.set(ask.number, { ask, resolve })
      this.#send?.(ask)
    })
  }

  /** Ends the worker. What was asked for stays unanswered; a later search begins anew. */
  close(): void {
    this.#worker?.terminate()
    this.#worker = null
    this.#send = null
    this.#given = new Map()
    this.#waiting.clear()
  }

  #begin(): (ask: FindAsk) => void {
    try {
      const worker = this.#start()
      worker.addEventListener('message', ({ data }: MessageEvent<FindAnswer>) => this.#answered(data))
      worker.addEventListener('error', () => worker === this.#worker && this.#goOnHere())
      this.#worker = worker
      return (ask) => worker.postMessage(ask)
    } catch {
      return this.#here()
    }
  }

  /** The worker did not load or broke: all it had is taken in here, and what it owes is answered. */
  #goOnHere(): void {
    this.#worker?.terminate()
    this.#worker = null
    this.#send = this.#here()
    const put = [...this.#given].map(([id, text]) => ({ id, text }))
    for (const { ask } of [...this.#waiting.values()]) this.#send({ ...ask, put, drop: [] })
    if (this.#waiting.size === 0) this.#given = new Map()
  }

  #here(): (ask: FindAsk) => void {
    const answer = finding()
    return (ask) => this.#answered(answer(ask))
  }

  #answered({ number, found }: FindAnswer): void {
    this.#waiting.get(number)?.resolve(found)
    this.#waiting.delete(number)
  }
}
