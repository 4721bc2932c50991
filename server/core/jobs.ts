import type pg from 'pg'
import type { Db } from '../db/pool.ts'
import { type Sql, sqlOn } from '../db/sql.ts'
import type { Clock, JobHandler } from './api.ts'
import { dueJobs, finishJob, type JobRow, postponeJob, repeatJob, rereadJob } from './job-table.ts'

const POLL = 250
const SLOTS = 8
const DEADLINE = 30_000
const LOCK_CLASS = 0x6a6f62
const MAX_WAIT = 5 * 60_000

export interface JobsOptions {
  db: Db
  clock: Clock
  /** A connection of the node's own, without the idle time-out, which holds the claims. */
  connect(): Promise<pg.Client>
  onError(error: unknown, kind: string): void
}

/**
 * Runs due jobs. A claim is a session advisory lock on one connection of this node: a killed node loses it at once, and
 * no transaction is open while a job runs (an open one stops pruning for the whole database). Such locks are
 * re-entrant, so the node also knows what it runs.
 */
export class Jobs {
  readonly #options: JobsOptions
  readonly #handlers = new Map<string, JobHandler>()
  readonly #running = new Map<string, { abort: AbortController; done: Promise<void> }>()
  #claims: { client: pg.Client; sql: Sql } | null = null
  /** The last question on the claims' connection: it takes one at a time. */
  #asked: Promise<unknown> = Promise.resolve()
  #timer: NodeJS.Timeout | null = null
  #look: Promise<void> | null = null
  #isWoken = false
  #isStopped = true

  constructor(options: JobsOptions) {
    this.#options = options
  }

  handle(kind: string, handler: JobHandler): void {
    if (this.#handlers.has(kind)) throw new Error(`Two handlers for job ${kind}`)
    this.#handlers.set(kind, handler)
  }

  start(): void {
    this.#isStopped = false
    this.wake()
  }

  /** Looks for due jobs now. */
  wake(): void {
    if (this.#isStopped) return
    if (this.#look) {
      this.#isWoken = true
      return
    }
    if (this.#timer) clearTimeout(this.#timer)
    this.#look = this.#poll()
      .catch((error: unknown) => this.#options.onError(error, 'poll'))
      .finally(() => {
        this.#look = null
        if (this.#isStopped) return
        if (this.#isWoken) {
          this.#isWoken = false
          setImmediate(() => this.wake())
        } else this.#timer = setTimeout(() => this.wake(), POLL)
      })
  }

  /** Takes no more jobs, tells those that run to stop, and waits for them. */
  async stop(): Promise<void> {
    this.#isStopped = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#look
    for (const { abort } of this.#running.values()) abort.abort()
    await Promise.allSettled([...this.#running.values()].map(({ done }) => done))
    await this.#claims?.client.end().catch((error: unknown) => this.#options.onError(error, 'stop'))
    this.#claims = null
  }

  async #poll(): Promise<void> {
    const free = SLOTS - this.#running.size
    if (free <= 0) return
    const { db, clock } = this.#options
    const due = await dueJobs(db.sql, clock.now(), [...this.#handlers.keys()], free + this.#running.size)
    for (const job of due) {
      const lock = job.lane ?? `job:${job.seq}`
      if (this.#running.size >= SLOTS || this.#running.has(lock) || !(await this.#claim(lock))) continue
      const fresh = await rereadJob(db.sql, job.seq, clock.now())
      if (fresh) this.#start(lock, fresh)
      else await this.#release(lock)
    }
  }

  #start(lock: string, job: JobRow): void {
    const abort = new AbortController()
    const deadline = setTimeout(() => abort.abort(new Error('deadline')), DEADLINE)
    const done = this.#run(job, abort.signal)
      .catch((error: unknown) => this.#options.onError(error, job.kind))
      .then(() => {
        clearTimeout(deadline)
        this.#running.delete(lock)
        return this.#release(lock)
      })
      .catch((error: unknown) => this.#options.onError(error, job.kind))
      .then(() => this.wake())
    this.#running.set(lock, { abort, done })
  }

  async #run(job: JobRow, signal: AbortSignal): Promise<void> {
    const { db, clock, onError } = this.#options
    try {
      const handler = this.#handlers.get(job.kind)!
      const task = { id: job.id, payload: job.payload, attempts: job.attempts, signal }
      const result = await Promise.race([handler(task), aborted(signal)])
      await (result ? repeatJob(db.sql, job, result.again) : finishJob(db.sql, job))
    } catch (error) {
      // A stopping node leaves the job to the next one, as it is.
      if (this.#isStopped) return
      onError(error, job.kind)
      await postponeJob(db.sql, job, clock.now() + Math.min(MAX_WAIT, 500 * 2 ** Math.min(job.attempts, 12)))
    }
  }

  async #claim(lock: string): Promise<boolean> {
    return this.#inTurn(async () => {
      this.#claims ??= await this.#open()
      const { sql } = this.#claims
      const rows = await sql<{ ok: boolean }>`select pg_try_advisory_lock(${LOCK_CLASS}, hashtext(${lock})) ok`
      return rows[0]!.ok
    })
  }
  async #release(lock: string): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#claims) await this.#claims.sql`select pg_advisory_unlock(${LOCK_CLASS}, hashtext(${lock}))`
    })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#asked.then(work, work)
    this.#asked = turn.catch(() => undefined)
    return turn
  }

  async #open(): Promise<{ client: pg.Client; sql: Sql }> {
    const client = await this.#options.connect()
    client.on('end', () => {
      // The claims went with the connection: another node may run these jobs now.
      if (this.#claims?.client !== client) return
      this.#claims = null
      for (const { abort } of this.#running.values()) abort.abort(new Error('claims lost'))
    })
    return { client, sql: sqlOn(client) }
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason ?? new Error('aborted')), { once: true })
  })
