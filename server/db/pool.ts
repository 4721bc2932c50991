import type { Socket as NetSocket } from 'node:net'
import pg from 'pg'
import { type Queries, type Sql, sqlOn } from './sql.ts'

// timestamptz ↔ ms UTC, bigint → number: everything the code sees is an integer.
pg.types.setTypeParser(1184, (text) => Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')))
pg.types.setTypeParser(20, Number)

/** One statement, the last, whose answer the work does not need: COMMIT goes out right behind it. If it fails, so does all. */
export type Last = (statement: Promise<unknown>) => void

/**
 * `sql` for single statements, `transaction` for several, `pool` for what needs a client of its own. Statements begun in
 * one turn travel together, in order (docs/decisions/008): what need not wait for an answer should not.
 */
export interface Db {
  sql: Sql
  pool: pg.Pool
  transaction<T>(work: (sql: Sql, last: Last) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** ms UTC as a value for a timestamptz column. */
export const at = (ms: number): Date => new Date(ms)

/** Raised when COMMIT was answered but the server had rolled back (an aborted transaction says so only by its tag). */
export class RolledBack extends Error {}

/** True for errors that mean: the server or the way to it is gone; the fate of what was under way is unknown. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as { code?: string }).code ?? ''
  return (
    /^(08|57P)/.test(code) || // connection exceptions, shutdown
    code === '25P03' || // idle-in-transaction time-out: the server dropped us
    /^(ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH)/.test(code) ||
    /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|not queryable/i.test(
      error.message,
    )
  )
}

/**
 * The client, holding what is written to it until the end of the turn, so that it is one write. The connection is private
 * in pg's types only.
 */
function together(client: pg.PoolClient): Queries {
  const { stream } = (client as unknown as { connection: { stream: NetSocket } }).connection
  return {
    query(statement) {
      stream.cork()
      process.nextTick(() => stream.uncork())
      return client.query(statement)
    },
  }
}

/**
 * A pool whose clients survive a lost server (an unheard error event would end Node) and hold no lock when frozen:
 * `idle_in_transaction_session_timeout` is the one setting that frees the lock of a stopped process (measured).
 */
export function openDb(url: string, options: { size?: number; onError?: (error: Error) => void } = {}): Db {
  const onError = options.onError ?? (() => undefined)
  const pool = new pg.Pool({
    connectionString: url,
    max: options.size ?? 20,
    pipeline: true,
    connectionTimeoutMillis: 3000,
    idle_in_transaction_session_timeout: 1000,
    lock_timeout: 5000,
    statement_timeout: 15000,
    application_name: 'foyer',
    // A list as a value ($1::text[]) looks cheaper when its length is known, so PostgreSQL would plan such a statement
    // anew each time (docs/decisions/008).
    options: '-c plan_cache_mode=force_generic_plan',
  })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return {
    pool,
    sql: sqlOn(pool),
    async transaction(work) {
      const client = await pool.connect()
      let broken: Error | undefined
      const queries = together(client)
      let ending: Promise<unknown> = Promise.resolve()
      try {
        const begun = queries.query({ text: 'begin' })
        // What failed is thrown where it is awaited, below.
        begun.catch(() => undefined)
        const result = await work(sqlOn(queries), (statement) => {
          statement.catch(() => undefined)
          ending = statement
        })
        await begun
        const [, done] = await Promise.all([ending, queries.query({ text: 'commit' })])
        if (done.command !== 'COMMIT') throw new RolledBack('the transaction was rolled back')
        return result
      } catch (error) {
        if (isConnectionLoss(error)) broken = error as Error
        else await client.query('rollback').catch((lost: Error) => (broken = lost))
        throw error
      } finally {
        client.release(broken)
      }
    },
    close: () => pool.end(),
  }
}
