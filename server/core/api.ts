import type { Attendance } from '#shared/core/people.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { Answer } from '#shared/core/wire.ts'
import type { Sql } from '../db/sql.ts'
import type { Actor, JobRequest } from './feature.ts'

/** The app's time, ms UTC. Tests move it; nothing in server code reads `Date.now()` for decisions. */
export interface Clock {
  now(): number
}

/**
 * What runs a job. `id` is the job's: a one-shot job derives its commands' ids from it (`derivedId`). Throwing retries
 * later. A job that answers `again` (ms UTC) comes back then, unless it was asked for meanwhile: that comes first.
 */
export type JobHandler = (job: {
  id: string
  payload: Record<string, string | number | null>
  attempts: number
  /** Aborted when the job's deadline passes or the node stops. */
  signal: AbortSignal
}) => Promise<{ again: number } | undefined>

/** A change of a catalogue row, made in the inbox of `event:<id>`. */
export interface Save<T> {
  event: string
  /** Id of the request: a repeat is answered from the log. */
  id: string
  actor: Actor
  /**
   * Writes the row in the transaction (the stream of the event is locked). Returns what was written with the row
   * that changed, or a refusal (`core.stale` with what changed); then nothing is written.
   */
  write(sql: Sql): Promise<
    | {
        saved: T
        row: { table: string; id: string; revision: number }
        jobs?: readonly JobRequest[]
        streams?: readonly string[]
      }
    | Refusal
  >
}

/** What features' handlers, jobs and policies use of the core. */
export interface Core {
  clock: Clock
  /** The one way in: sockets, REST, webhooks, jobs and scripts. Answers after the commit. */
  submit(stream: string, command: { id: string; type: string; data: unknown; actor: Actor }): Promise<Answer>
  /** Writes a catalogue row and appends `event.rowChanged` in one transaction. `streams`: new streams of the event. */
  save<T>(save: Save<T>): Promise<{ saved: T } | Refusal>
  /** The state of a stream as of now, for reading only; null if there is no such stream. */
  peek<S>(stream: string): Promise<S | null>
  /** Who is at this stream now, over all nodes, each once, and where they sit; never logged. */
  present(stream: string): ReadonlyMap<string, Attendance>
  /** Facts of this participant changed (after the commit): every node looks. */
  poke(participant: string): void
  /** These capabilities ended (after the commit): their sockets close at once on every node. */
  revoke(
    what: { participants?: readonly string[]; devices?: readonly string[] },
    reason: 'signedOut' | 'removed' | 'deleted' | 'expired',
  ): void
  jobs: {
    /** Inserts jobs in this transaction. */
    add(sql: Sql, jobs: readonly JobRequest[]): Promise<void>
    /** Forgets the waiting job of this key. */
    drop(sql: Sql, key: string): Promise<void>
    /** Looks for due jobs now (after the commit). */
    wake(): void
  }
}
