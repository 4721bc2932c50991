import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startEmbedded } from '#server/db/embedded.ts'
import { migrate } from '#server/db/migrate.ts'
import { openDb } from '#server/db/pool.ts'
import { newId } from '#shared/core/ids.ts'
import { eventually } from '../helpers/eventually.ts'
import { freshDatabase } from '../helpers/postgres.ts'
import { FREEZE } from '../helpers/serve-board.ts'
import { makeCluster } from '../helpers/serve-cluster.ts'
import { busy, logged, untrue } from '../helpers/serve-crowd.ts'
import { becomesRight } from '../helpers/serve-law.ts'
import { openDatabaseProxy } from '../helpers/serve-proxy.ts'

const OUTAGE = 10_000
/** The client's own timer: it would give up on an answer then. */
const CLIENT = 5000

test('PostgreSQL gone for 10 s: people are told in time, and nothing that was answered is lost', {
  timeout: 60_000,
}, async () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-test-'))
  fs.chmodSync(data, 0o755)
  let store = await startEmbedded(data)
  onTestFinished(async () => {
    await store.stop()
    fs.rmSync(data, { recursive: true })
  })
  const first = openDb(store.url)
  await migrate(first)
  await first.close()
  const { db, world, board } = await makeCluster({ nodes: 1, database: store })
  const { event, stream } = await board()
  const people = await Promise.all(Array.from({ length: 8 }, () => world.person(event)))
  await Promise.all(people.map((person) => person.joins(stream)))
  const crowd = busy(stream, people.slice(1))
  await crowd.answered(50)

  await store.stop()
  const since = performance.now()
  const id = newId()
  const answer = await people[0]!.sends(stream, 'board.write', { item: 'i9', text: 'kept' }, id)
  const told = performance.now() - since
  console.log(`told after ${Math.round(told)} ms`)
  expect(answer).toEqual({ ok: false, refused: 'core.unavailable' })
  expect(told).toBeLessThan(CLIENT)
  await eventually('the outage to pass', async () => performance.now() - since > OUTAGE, OUTAGE + 5000)
  expect(people.map((person) => person.socket.connected)).toEqual(people.map(() => true))
  store = await startEmbedded(data)
  const back = performance.now()
  crowd.answers.set(id, await people[0]!.keeps(stream, 'board.write', { item: 'i9', text: 'kept' }, id))
  console.log(`answered ${Math.round(performance.now() - back)} ms after it was back`)
  await crowd.answered(50)
  await crowd.rest()
  expect(await untrue(db, stream, crowd.answers)).toEqual([])
  await becomesRight(db, stream, people)
})

test('a commit whose fate is unknown is looked up, stored once and answered', { timeout: 40_000 }, async () => {
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  const proxy = await openDatabaseProxy(database.url)
  const { db, world, board } = await makeCluster({ nodes: 1, database, nodeDatabaseUrl: proxy.url })
  const { event, stream } = await board()
  const [ana, bo] = [await world.person(event), await world.person(event)]
  for (const person of [ana, bo]) await person.joins(stream)
  for (let nr = 1; nr <= 20; nr++) {
    proxy.cutNext(nr % 2 === 0 ? 'before' : 'after')
    const id = newId()
    const answer = await ana.sends(stream, 'board.vote', { item: 'i1' }, id)
    expect(answer).toMatchObject({ ok: true, version: nr })
    expect((await logged(db, stream)).get(id)).toBe(nr)
    expect(proxy.cuts).toBe(nr)
  }
  expect((await logged(db, stream)).size).toBe(20)
  await becomesRight(db, stream, [ana, bo])
})

test('a PostgreSQL that says nothing any more: people are told in time, and it goes on where it stopped', {
  timeout: 40_000,
}, async () => {
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  const proxy = await openDatabaseProxy(database.url)
  const { db, world, board } = await makeCluster({ nodes: 1, database, nodeDatabaseUrl: proxy.url })
  const { event, stream } = await board()
  const people = await Promise.all(Array.from({ length: 5 }, () => world.person(event)))
  await Promise.all(people.map((person) => person.joins(stream)))
  const crowd = busy(stream, people.slice(1))
  await crowd.answered(20)
  proxy.stall(true)
  for (const item of ['i8', 'i9']) {
    const since = performance.now()
    const answer = await people[0]!.sends(stream, 'board.write', { item, text: 'A' }, `told${item}00`)
    const told = performance.now() - since
    console.log(`told after ${Math.round(told)} ms`)
    expect(answer).toEqual({ ok: false, refused: 'core.unavailable' })
    expect(told).toBeLessThan(CLIENT)
  }
  proxy.stall(false)
  for (const item of ['i8', 'i9']) {
    const id = `told${item}00`
    crowd.answers.set(id, await people[0]!.keeps(stream, 'board.write', { item, text: 'A' }, id))
  }
  await crowd.answered(20)
  await crowd.rest()
  expect(await untrue(db, stream, crowd.answers)).toEqual([])
  await becomesRight(db, stream, people)
})

test('a node frozen while it holds a stream’s lock: the other answers again within 4 s', {
  timeout: 40_000,
}, async () => {
  const { nodes, db, world, board } = await makeCluster()
  const { event, stream } = await board()
  const [ana, bo] = [await world.person(event, { node: 0 }), await world.person(event, { node: 1 })]
  for (const person of [ana, bo]) await person.joins(stream)
  await bo.sends(stream, 'board.write', { item: 'i1', text: 'A' })
  const id = newId()
  const frozen = ana.keeps(stream, 'board.write', { item: 'i2', text: FREEZE }, id)
  await eventually('the lock to be held', async () => {
    const held = await db.sql`select 1 from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction'`
    return held.length > 0
  })
  const since = performance.now()
  const answer = await bo.keeps(stream, 'board.write', { item: 'i1', text: 'B' })
  const took = performance.now() - since
  console.log(`answered by the other node after ${Math.round(took)} ms`)
  expect(answer).toMatchObject({ ok: true })
  expect(took).toBeLessThan(4000)
  expect((await logged(db, stream)).has(id)).toBe(false)

  nodes[0]!.thaw()
  expect(await frozen).toMatchObject({ ok: true })
  expect((await logged(db, stream)).size).toBe(3)
  await becomesRight(db, stream, [ana, bo])
})
