import { deepStrictEqual } from 'node:assert'
import { onTestFinished, test } from 'vitest'
import { ensureJob } from '#server/core/job-table.ts'
import { openDb } from '#server/db/pool.ts'
import { newId } from '#shared/core/ids.ts'
import { freshDatabase } from '../helpers/postgres.ts'

test('of nodes that start at once all start, and a standing job is there once', async () => {
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  const db = openDb(database.url, { size: 8 })
  onTestFinished(() => db.close())
  const nodes = Array.from({ length: 8 }, () => db.sql)
  // Which of the two unique columns tells of the other is a matter of moments: often enough to meet both.
  for (let i = 0; i < 300; i++) {
    const id = newId()
    await Promise.all(nodes.map((sql) => ensureJob(sql, 'standing', `standing:${i}`, id, 0)))
  }
  deepStrictEqual(await db.sql.count`select from jobs`, 300)
})
