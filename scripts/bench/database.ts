import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startEmbedded } from '#server/db/embedded.ts'
import { migrate } from '#server/db/migrate.ts'
import { openDb } from '#server/db/pool.ts'

/** An embedded PostgreSQL as the product runs it (fsync on), migrated, in a temp folder; gone after the work. */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-bench-'))
  fs.chmodSync(data, 0o755)
  const server = await startEmbedded(data)
  try {
    const db = openDb(server.url, { size: 1 })
    await migrate(db)
    await db.close()
    return await work(server.url)
  } finally {
    await server.stop()
    fs.rmSync(data, { recursive: true, force: true })
  }
}
