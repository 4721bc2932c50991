import type { Config } from '#server/config.ts'
import { type Embedded, startEmbedded } from '#server/db/embedded.ts'
import { migrate } from '#server/db/migrate.ts'
import { openDb } from '#server/db/pool.ts'
import { CannotStart } from '#server/local/cannot-start.ts'
import { step } from './steps.ts'

const OLDEST = 15

/** Keeps the embedded PostgreSQL running until `stop`: one that dies is started again. */
export async function keepDatabase(data: string): Promise<{ pid: number; stop(): Promise<void> }> {
  let isStopping = false
  let server: Embedded = await startEmbedded(data)
  const watch = (): void => {
    void server.whenEnded.then(async () => {
      if (isStopping) return
      const since = Date.now()
      try {
        server = await startEmbedded(data)
        step('PostgreSQL', 'had ended and was started again', since)
        watch()
      } catch (error) {
        console.error(
          `  PostgreSQL ended and cannot be started again. ${error instanceof Error ? error.message : error}`,
        )
        process.kill(process.pid, 'SIGTERM')
      }
    })
  }
  watch()
  return {
    pid: server.pid,
    stop() {
      isStopping = true
      return server.stop()
    },
  }
}

/** Brings the database up to date. Throws CannotStart when it cannot be reached or is too old. */
export async function migrateDatabase(config: Config): Promise<string[]> {
  const db = openDb(config.databaseUrl, { size: 1 })
  try {
    const [row] = await db.sql<{
      version: number
    }>`select current_setting('server_version_num')::int / 10000 as version`
    if (!row || row.version < OLDEST)
      throw new CannotStart(`DATABASE_URL is PostgreSQL ${row?.version}. Foyer needs ${OLDEST} or newer.`)
    return await migrate(db)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code && /^(E|28|3D|08)/.test(code))
      throw new CannotStart(`The database cannot be reached (${message || code}). Check DATABASE_URL and that it runs.`)
    throw error
  } finally {
    await db.close()
  }
}
