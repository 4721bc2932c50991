import { expect, onTestFinished, test } from 'vitest'
import { openDb, RolledBack } from '#server/db/pool.ts'
import { freshDatabase } from '../helpers/postgres.ts'

async function database() {
  const fresh = await freshDatabase()
  // One connection: what a transaction leaves behind on it is seen by the next.
  const db = openDb(fresh.url, { size: 1 })
  onTestFinished(async () => {
    await db.close()
    await fresh.drop()
  })
  const names = async () => (await db.sql`select name from streams order by name`).map((row) => row.name)
  return { db, names }
}

test('what is begun in one turn happens in that order, and COMMIT after the last', async () => {
  const { db, names } = await database()
  await db.transaction(async (sql, last) => {
    const [, seen] = await Promise.all([
      sql`insert into streams (name, event) values ('qa:1', 'e')`,
      sql`select name from streams`,
    ])
    expect(seen).toEqual([{ name: 'qa:1' }])
    last(sql`insert into streams (name, event) values ('qa:2', 'e')`)
  })
  expect(await names()).toEqual(['qa:1', 'qa:2'])
})

test('a last statement that fails takes everything back, says its own error, and leaves the connection whole', async () => {
  const { db, names } = await database()
  const work = db.transaction(async (sql, last) => {
    await sql`insert into streams (name, event) values ('qa:1', 'e')`
    last(sql`insert into streams (name, event) values ('qa:1', 'e')`)
  })
  await expect(work).rejects.toMatchObject({ code: '23505' })
  expect(await names()).toEqual([])
  await db.transaction(async (sql) => void (await sql`insert into streams (name, event) values ('qa:3', 'e')`))
  expect(await names()).toEqual(['qa:3'])
})

test('a failure the work swallowed does not pass for a commit', async () => {
  const { db, names } = await database()
  const work = db.transaction(async (sql) => {
    await sql`insert into streams (name, event) values ('qa:1', 'e')`
    await sql`select 1 / 0`.catch(() => undefined)
  })
  await expect(work).rejects.toBeInstanceOf(RolledBack)
  expect(await names()).toEqual([])
})
