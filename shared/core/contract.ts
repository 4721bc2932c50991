import type { z } from 'zod'
import type { HeldRole } from './people.ts'
import type { RefusalSpec } from './refusals.ts'

/** How soon a change of this event type is sent: next turn of the loop, within 50 ms, within 250 ms. */
export type Urgency = 'now' | 'fast' | 'count'

/** A command: imperative, parsed once at the edge. `by: []` means only the server itself (jobs, webhooks, policies) sends it. */
export interface CommandSpec {
  by: readonly HeldRole[]
  doc: string
  data: z.ZodType
  /** It puts one's words or oneself before others: refused to whoever is silenced at the event. */
  speaks?: true
}
/** An event type: past tense, for ever. */
export interface EventSpec {
  urgency: Urgency
  data: z.ZodType
}
/**
 * A signal is never stored: `rate` messages in 10 s a sender, `bytes` each, to the participants of these audiences (or
 * kinds of them: `moderator` of `moderator:…`), or (`own`) to the other open pages of the sender alone.
 */
export interface SignalSpec {
  by: readonly HeldRole[]
  rate: number
  bytes: number
  to: readonly string[] | 'own'
  data: z.ZodType
  speaks?: true
}

/**
 * What is counted, and neither stored nor sent on one by one (claps): `{kind: how many}` up to `most` a message, `rate`
 * messages in 10 s a sender; every 250 ms the sums go to the participants of these audiences.
 */
export interface CountSpec {
  by: readonly HeldRole[]
  kinds: readonly string[]
  rate: number
  most: number
  to: readonly string[]
  speaks?: true
}

/**
 * What a feature can say. `stream` is the kind of its streams (`airing` of `airing:<id>`).
 * Records are named by the part of their key before the first `/` (`question/q1` → `question`; `@p7/votes` → `votes`).
 */
export interface Contract {
  name: string
  stream: string
  /** Every event has one such stream, made and deleted with it: `conduct:<event>`. */
  perEvent?: true
  /** Every airing has one such stream, made and deleted with its row: `qa:<airing>`. */
  perAiring?: true
  commands: Record<string, CommandSpec>
  events: Record<string, EventSpec>
  records: Record<string, z.ZodType>
  signals?: Record<string, SignalSpec>
  counts?: Record<string, CountSpec>
  /** Which audiences are told how many are here: exactly, or in bands (`bandOf`). */
  presence?: { exact: readonly string[]; banded: readonly string[] }
  refusals: Record<string, RefusalSpec>
}

/** Keeps the literal types of a contract. */
export const defineContract = <const C extends Contract>(contract: C): C => contract

type Tagged<Specs extends Record<string, { data: z.ZodType }>> = {
  [T in keyof Specs & string]: { type: T; data: z.output<Specs[T]['data']> }
}[keyof Specs & string]

/** `{type, data}` of every command of a contract, or of a part of one. */
export type CommandOf<C extends Pick<Contract, 'commands'>> = Tagged<C['commands']>
/** `{type, data}` of every event type of a contract, or of a part of one. */
export type EventOf<C extends Pick<Contract, 'events'>> = Tagged<C['events']>
/** `{type, data}` of every signal of a contract, and of everything it counts. */
export type SignalOf<C extends Contract> =
  | (C['signals'] extends Record<string, SignalSpec> ? Tagged<C['signals']> : never)
  | (C['counts'] extends infer Counts extends Record<string, CountSpec>
      ? {
          [T in keyof Counts & string]: { type: T; data: Partial<Record<Counts[T]['kinds'][number], number>> }
        }[keyof Counts & string]
      : never)
/** The record of one name. */
export type RecordOf<C extends Contract, Name extends keyof C['records']> = z.output<C['records'][Name]>
