import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { type Embedded, startEmbedded } from '#server/db/embedded.ts'
import { migrate } from '#server/db/migrate.ts'
import { openDb } from '#server/db/pool.ts'

const TEMPLATE = 'foyer_template'
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=400']
/** Handed from the test run's main process to its workers, which share one server. */
const SHARED = 'TEST_POSTGRES_URL'

/** Starts the PostgreSQL of a test run in a temp folder, with a migrated template in it. It ends with this process. */
export async function startTestPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-test-'))
  fs.chmodSync(data, 0o755)
  let server: Embedded | undefined
  const stop = async () => {
    await server?.stop()
    fs.rmSync(data, { recursive: true, force: true })
  }
  try {
    server = await startEmbedded(
      data,
      FAST.flatMap((flag) => ['-c', flag]),
    )
    await admin(server.url, `create database ${TEMPLATE}`)
    const db = openDb(databaseAt(server.url, TEMPLATE), { size: 1 })
    await migrate(db)
    // A template with a connection open cannot be cloned.
    await db.close()
    return { url: server.url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** vitest's global set-up: one server for all workers of the run. */
export async function setup(): Promise<() => Promise<void>> {
  const { url, stop } = await startTestPostgres()
  process.env[SHARED] = url
  return stop
}

let own: Promise<{ url: string }> | undefined

/** A new migrated database of its own (20 ms). Outside vitest the first call starts a server that lives with the process. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  own ??= process.env[SHARED] ? Promise.resolve({ url: process.env[SHARED] }) : startTestPostgres()
  const { url: server } = await own
  const name = `t_${randomBytes(6).toString('hex')}`
  await admin(server, `create database ${name} template ${TEMPLATE} strategy file_copy`)
  return {
    url: databaseAt(server, name),
    drop: () => admin(server, `drop database if exists ${name} with (force)`),
  }
}

function databaseAt(url: string, database: string): string {
  const at = new URL(url)
  at.pathname = `/${database}`
  return at.href
}

async function admin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseAt(url, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
