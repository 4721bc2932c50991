import type { CommandOf, Contract, RecordOf, SignalOf } from '#shared/core/contract.ts'
import type { Answer, Here, SignalMessage } from '#shared/core/wire.ts'
import type { HeardSignal, StreamView } from './live.ts'
import { Records } from './records.svelte.ts'
import type { Change } from './replica.ts'

/** What a stream needs of the line it came by. */
export interface StreamLine {
  me(): string | null
  send(stream: string, type: string, data: unknown, id?: string): Promise<Answer>
  signal(stream: string, signal: { type: string; data: unknown }): void
  pending(stream: string): StreamView<Contract>['pending']
  close(stream: string): void
}

/** One stream as a page sees it: the records of all its audiences, kept apart and merged on read. */
export class OpenStream {
  readonly name: string
  readonly #line: StreamLine
  #audiences = $state.raw<ReadonlyMap<string, Records>>(new Map())
  isReady = $state(false)
  isRefused = $state(false)
  #here = $state.raw<Here | null>(null)
  readonly #listeners = new Set<(signal: SignalMessage) => void>()

  constructor(name: string, line: StreamLine) {
    this.name = name
    this.#line = line
  }

  /** A change the replica accepted. */
  apply({ audience, put, drop, reset }: Change): void {
    let records = this.#audiences.get(audience)
    if (!records) {
      records = new Records()
      this.#audiences = new Map([...this.#audiences, [audience, records]])
    }
    if (reset) records.reset(put)
    else records.apply(put, drop)
    if (!audience.startsWith('person:')) this.isReady = true
  }

  /** A signal of this stream came. */
  heard(signal: SignalMessage): void {
    if (signal.type === 'here' && signal.from === null) this.#here = signal.data as Here
    else for (const listener of [...this.#listeners]) listener(signal)
  }

  read(key: string): unknown {
    for (const records of this.#audiences.values()) {
      const record = records.get(key)
      if (record !== undefined) return record
    }
    return undefined
  }

  /** What one user of this stream holds; closing it twice is closing it once. */
  view<C extends Contract>(): StreamView<C> {
    const stream = this
    let isOpen = true
    return {
      get isReady() {
        return stream.isReady
      },
      get isRefused() {
        return stream.isRefused
      },
      get pending() {
        return stream.#line.pending(stream.name)
      },
      get: <N extends keyof C['records'] & string>(name: N, id?: string) =>
        stream.read(id === undefined ? name : `${name}/${id}`) as RecordOf<C, N> | undefined,
      own: <N extends keyof C['records'] & string>(name: N, id?: string) =>
        stream.read(`@${stream.#line.me() ?? ''}/${id === undefined ? name : `${name}/${id}`}`) as
          | RecordOf<C, N>
          | undefined,
      list: <N extends keyof C['records'] & string>(name: N) =>
        [...stream.#audiences.values()].flatMap((records) =>
          records.keys(`${name}/`).map((key) => ({
            id: key.slice(name.length + 1),
            record: records.get(key) as RecordOf<C, N>,
          })),
        ),
      send: <T extends CommandOf<C>['type']>(type: T, data: Extract<CommandOf<C>, { type: T }>['data'], id?: string) =>
        stream.#line.send(stream.name, type, data, id),
      signal: (signal: SignalOf<C>) => stream.#line.signal(stream.name, signal),
      hear(listener: (signal: HeardSignal<C>) => void) {
        const own = (signal: SignalMessage) => listener(signal as unknown as HeardSignal<C>)
        stream.#listeners.add(own)
        return () => void stream.#listeners.delete(own)
      },
      get here() {
        return stream.#here
      },
      close() {
        if (isOpen) stream.#line.close(stream.name)
        isOpen = false
      },
    }
  }
}
