import type { CommandOf, Contract, EventOf } from '#shared/core/contract.ts'
import type { Facts } from '#shared/core/people.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { Sql } from '../db/sql.ts'

/** Who sends a command: a participant, or the server itself (`job`, `webhook`, `policy`, `script`). */
export type Actor = { participant: string } | { system: string }

/** All that `decide` may use beside state and command. Made once per command. */
export interface Ctx<Rows = unknown> {
  actor: Actor
  /** Facts of the actor, read inside the transaction; null for the server itself. */
  facts: Facts | null
  rows: Rows
  /** ms UTC; never earlier than the stream's last entry. */
  now: number
  /** The id of the command: the id of whatever it creates. */
  command: string
  /** Further ids, derived from the command's id: the same on every run. */
  id(): string
  /** 0 ≤ n < 1, derived from the command's id. */
  random(): number
}

/** What `evolve` knows of the entry beside the event. */
export interface Meta {
  at: number
  actor: Actor
  version: number
}

/** Keys an event touched; `members` names the participants whose audiences may have changed (`all`: everyone's). */
export type Touched = readonly string[] | { keys: readonly string[]; members: readonly string[] | 'all' }

/** What someone saw, in the words of the feature it belongs to: who stands behind it, as which name, and what it says. */
export interface Quote {
  /** Null for what no participant stands behind. */
  participant: string | null
  name: string
  words: string
}

/** One row of the log: one accepted command with all its events. */
export interface Entry {
  stream: string
  version: number
  commandId: string
  actor: Actor
  at: number
  events: readonly { type: string; data: unknown }[]
}

/** A job asked for in the transaction that makes it necessary. `key`: at most one waits; asking again moves it. */
export interface JobRequest {
  kind: string
  payload: Record<string, string | number | null>
  /** ms UTC on the app's clock. */
  due: number
  key?: string
  /** Jobs of one lane run in order; none of a lane runs beside another. */
  lane?: string
}

/** What `needs` is told beside the command. `seen`: what the command looks at, as its sender sees it. */
export type NeedsCtx = Pick<Ctx, 'actor' | 'now'> & { seen: Quote | null }

/**
 * One feature on the server: four pure functions, and what binds them to the rest.
 * `evolve` changes the state it owns in place; the others only read.
 */
export interface Feature<S = unknown, C extends Contract = Contract, Rows = unknown> {
  contract: C
  initial(): S
  /** Keys of what `initial` has already: they show something before anything happened. */
  keys?: readonly string[]
  decide(state: S, command: CommandOf<C>, ctx: Ctx<Rows>): readonly EventOf<C>[] | Refusal
  evolve(state: S, event: EventOf<C>, meta: Meta): Touched
  /** Shared audiences of this person, without their own (`person:`), which core adds for everyone who has any. */
  audiences(state: S, facts: Facts): readonly string[]
  /** What this audience may see of a key, whole, or null. The only place that reveals. */
  view(state: S, key: string, audience: string): unknown
  /**
   * Of a record as it was shown: who stands behind it, and what it says. Null for what nobody wrote. `state`: where the
   * record does not say whose it is.
   */
  quotes?(key: string, record: unknown, state: S): Quote | null
  /**
   * What fell out of what `view` shows, and is still read by pages: its row by its key (`tables.ts`), and what this audience
   * may see of it now, whole, or null (`view.ts`). So it can be quoted like what is live.
   */
  older?: {
    read(sql: Sql, stream: string, key: string): Promise<unknown>
    view(state: S, row: unknown, audience: string): unknown
  }
  /**
   * The key of another stream that a command is about, or null. What its sender may see of it is looked up before the
   * stream is locked and given to `needs`: never quoted by the sender.
   */
  looks?(command: CommandOf<C>): { stream: string; key: string } | null
  /** Rows `decide` needs, read and locked in the command's transaction (`tables.ts`). */
  needs?(sql: Sql, stream: string, command: CommandOf<C>, ctx: NeedsCtx): Promise<Rows>
  /** Keeps rows that are derived from the log in step, in the same transaction (`tables.ts`). */
  project?(sql: Sql, stream: string, events: readonly EventOf<C>[], state: S, meta: Meta): Promise<void>
  /** Event → jobs (`policies.ts`), inserted in the same transaction. `dropKeys` forgets waiting jobs. */
  policies?(stream: string, event: EventOf<C>, state: S, meta: Meta): readonly (JobRequest | { dropKey: string })[]
}

/** Keeps a feature's own types inside and shows the list one shape. */
export function feature<S, C extends Contract, Rows>(f: Feature<S, C, Rows>): Feature {
  return f as unknown as Feature
}
