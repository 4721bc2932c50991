import type { CommandOf, Contract, RecordOf, SignalOf } from '#shared/core/contract.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { RouteInput, RouteReply, RouteSpec } from '#shared/core/route.ts'
import type { Answer, Here } from '#shared/core/wire.ts'

export type HeardSignal<C extends Contract> = SignalOf<C> & { from: string | null }

/** What a page sees of one stream: whole records by key, reactive when read in a component or `$derived`. */
export interface StreamView<C extends Contract> {
  /** The first snapshot came; before that, draw the shape of what comes. */
  readonly isReady: boolean
  /** The stream does not exist or is not for this person. */
  readonly isRefused: boolean
  /** `get('stage')`, or `get('presenter', participant)`: the record of key `presenter/<participant>`. */
  get<N extends keyof C['records'] & string>(name: N, id?: string): RecordOf<C, N> | undefined
  /** One's own record (key `@<me>/<name>`). */
  own<N extends keyof C['records'] & string>(name: N, id?: string): RecordOf<C, N> | undefined
  /** All records of a name with the rest of their key, in no order. */
  list<N extends keyof C['records'] & string>(name: N): { id: string; record: RecordOf<C, N> }[]
  /** Sends a command: kept and repeated with the same id until it is answered. `id`: known before, to be taken back by. */
  send<T extends CommandOf<C>['type']>(
    type: T,
    data: Extract<CommandOf<C>, { type: T }>['data'],
    id?: string,
  ): Promise<Answer>
  /** Sends what is never stored: not repeated, and lost while the line is down. */
  signal(signal: SignalOf<C>): void
  /** Calls back for every signal of this stream, by others and by the server; returns how to stop. */
  hear(listener: (signal: HeardSignal<C>) => void): () => void
  /** How many are here, on all nodes; null until the server says so. Exact for staff, a band for everyone else. */
  readonly here: Here | null
  /** Commands whose outcome is not here yet: on their way, kept until the line is back, or done (`doneAt`) a moment ago. */
  readonly pending: readonly { id: string; type: string; data: unknown; isKept: boolean; doneAt: number | null }[]
  close(): void
}

/** The live line of one tab to one event: capability, socket, reconnecting, records. */
export interface Live {
  readonly event: string
  /** `connecting` first, `online`, `reconnecting` (what is shown may be old), `ended` with a reason. */
  readonly status: 'connecting' | 'online' | 'reconnecting' | 'ended'
  readonly endedBecause: 'signedOut' | 'removed' | 'deleted' | null
  /** The server speaks a newer protocol than this page: ask to reload, but never while it publishes. */
  readonly isOutdated: boolean
  /** `facts`: the version of what is true of this person (roles, attendance, privacy); another one says: look again. */
  readonly me: { participant: string; facts: number | null } | null
  /** The server's clock, ms UTC. */
  serverNow(): number
  /** Opens (or shares) a stream; call `close()` when the component goes. */
  open<C extends Contract>(stream: string): StreamView<C>
  /** Calls a route that asks for a capability. */
  call<R extends RouteSpec>(
    route: `${R['method']} ${R['path']}`,
    input?: Partial<RouteInput<R>>,
  ): Promise<{ ok: true; value: RouteReply<R> } | ({ ok: false } & Refusal)>
  close(): void
}
// The implementation is `client/core/live.svelte.ts`: `export function goLive(event: string): Live`.
