import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startEmbedded } from '#server/db/embedded.ts'
import { migrate } from '#server/db/migrate.ts'
import { openDb } from '#server/db/pool.ts'
import { freshDatabase } from '../helpers/postgres.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

function dataFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-ground-'))
  fs.chmodSync(folder, 0o755)
  cleanups.push(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('fresh databases are migrated and apart from each other', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()])
  cleanups.push(one.drop, two.drop)
  const [a, b] = [openDb(one.url), openDb(two.url)]
  await a.sql`insert into streams (name, event) values ('qa:1', 'e1')`
  expect(await a.sql`select name from streams`).toEqual([{ name: 'qa:1' }])
  expect(await b.sql`select name from streams`).toEqual([])
  await Promise.all([a.close(), b.close()])
})

test('an event from before there was conduct gets its stream', async () => {
  const { url, drop } = await freshDatabase()
  cleanups.push(drop)
  const db = openDb(url)
  cleanups.push(() => db.close())
  // As it was before the migration ran: it alone runs again.
  await db.sql`alter table facts drop column silenced`
  await db.sql`delete from migrations where name = '011-conduct.sql'`
  await db.sql`insert into events (id, slug, name, starts_at, ends_at, zone, created_at)
    values ('old11111', 'old', 'Old', now(), now(), 'UTC', now())`
  expect(await migrate(db)).toEqual(['011-conduct.sql'])
  expect(await db.sql`select name, event from streams`).toEqual([{ name: 'conduct:old11111', event: 'old11111' }])
  expect(await migrate(db)).toEqual([])
})

test('the embedded database keeps what it acknowledged over a restart', async () => {
  const data = dataFolder()
  const first = await startEmbedded(data)
  cleanups.push(() => first.stop())
  const db = openDb(first.url)
  await db.sql`create table kept (word text)`
  await db.sql`insert into kept values ('hello')`
  await db.close()
  await first.stop()

  const second = await startEmbedded(data)
  cleanups.push(() => second.stop())
  const again = openDb(second.url)
  expect(await again.sql`select word from kept`).toEqual([{ word: 'hello' }])
  await again.close()
})

test('a second start on the same folder is refused with the owner’s pid', async () => {
  const data = dataFolder()
  const first = await startEmbedded(data)
  cleanups.push(() => first.stop())
  await expect(startEmbedded(data)).rejects.toThrow(`${data} is in use by another Foyer (pid ${process.pid})`)
})

test('a pid file that names another program does not stop a start', async () => {
  const data = dataFolder()
  await (await startEmbedded(data)).stop()
  fs.writeFileSync(path.join(data, 'postgres', 'postmaster.pid'), `${process.pid}\n${data}\n`)
  const second = await startEmbedded(data)
  cleanups.push(() => second.stop())
  expect(second.pid).not.toBe(process.pid)
})
