import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Db } from './pool.ts'

const FOLDER = path.join(import.meta.dirname, 'migrations')
const LOCK = 0x666f79

/**
 * Applies the numbered `.sql` files that are missing, each in its own transaction, under an advisory lock, so that
 * nodes starting at once do it once. A file that changed after it ran is an error. Returns the names it applied.
 */
export async function migrate(db: Db): Promise<string[]> {
  const applied: string[] = []
  const client = await db.pool.connect()
  try {
    await client.query('set lock_timeout = 0; set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(
      'create table if not exists migrations (name text primary key, hash text not null, at timestamptz not null default now())',
    )
    const known = new Map(
      (await client.query('select name, hash from migrations')).rows.map((row) => [
        row.name as string,
        row.hash as string,
      ]),
    )
    for (const name of fs
      .readdirSync(FOLDER)
      .filter((file) => file.endsWith('.sql'))
      .sort()) {
      const text = fs.readFileSync(path.join(FOLDER, name), 'utf8')
      const hash = createHash('sha256').update(text).digest('hex')
      const before = known.get(name)
      if (before === hash) continue
      if (before) throw new Error(`Migration ${name} was changed after it ran. Add a new one instead.`)
      await client.query('begin')
      await client.query(text)
      await client.query('insert into migrations (name, hash) values ($1, $2)', [name, hash])
      await client.query('commit')
      applied.push(name)
    }
    return applied
  } finally {
    // The connection carries the lock and changed settings: it is not given back.
    client.release(true)
  }
}
