import type { CommandOf, Contract, RecordOf } from '#shared/core/contract.ts'
import type { Answer } from '#shared/core/wire.ts'
import type { StreamView } from './live.ts'
import { Records } from './records.svelte.ts'
import type { Change } from './replica.ts'

/** What a stream needs of the line it came by. */
export interface StreamLine {
  me(): string | null
  send(stream: string, type: string, data: unknown): Promise<Answer>
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
      send: <T extends CommandOf<C>['type']>(type: T, data: Extract<CommandOf<C>, { type: T }>['data']) =>
        stream.#line.send(stream.name, type, data),
      close() {
        if (isOpen) stream.#line.close(stream.name)
        isOpen = false
      },
    }
  }
}
