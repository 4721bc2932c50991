import { expect, onTestFinished, test } from 'vitest'
import { eventually } from '../helpers/eventually.ts'
import { freshDatabase } from '../helpers/postgres.ts'
import { CHORE } from '../helpers/serve-board.ts'
import { makeCluster } from '../helpers/serve-cluster.ts'
import { busy, untrue } from '../helpers/serve-crowd.ts'
import { becomesRight } from '../helpers/serve-law.ts'
import { openDatabaseProxy } from '../helpers/serve-proxy.ts'

test('kill -9 while twenty people send: what was answered is stored once, the rest lands at most once', {
  timeout: 60_000,
}, async () => {
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  const proxy = await openDatabaseProxy(database.url)
  const { nodes, db, world, board } = await makeCluster({ nodes: 1, database, nodeDatabaseUrl: proxy.url })
  const { event, stream } = await board()
  const people = await Promise.all(Array.from({ length: 20 }, () => world.person(event)))
  await Promise.all(people.map((person) => person.joins(stream)))
  const crowd = busy(stream, people)
  // At any moment; and at the worst: all is stored, and nobody was told.
  const anyhow = () => nodes[0]!.kill()
  const untold = () => new Promise<void>((resolve) => proxy.cutNext('after', () => resolve(nodes[0]!.kill())))
  for (const kill of [anyhow, untold, anyhow, untold]) {
    await crowd.answered(100)
    await kill()
    const since = performance.now()
    await nodes[0]!.start()
    await crowd.answered(1)
    console.log(`answered again ${Math.round(performance.now() - since)} ms after the kill`)
  }
  await crowd.answered(100)
  await crowd.rest()
  expect(await untrue(db, stream, crowd.answers)).toEqual([])
  await becomesRight(db, stream, people)
})

test('a job that ran and a timer that came due while the node was dead are both done within 5 s of its restart', {
  timeout: 40_000,
}, async () => {
  const { nodes, db, world, board } = await makeCluster({ nodes: 1, settings: { holdsChores: true } })
  const { event, stream } = await board()
  const ana = await world.person(event)
  await ana.joins(stream)
  await ana.sends(stream, 'board.write', { item: `${CHORE}now`, text: '0' })
  await ana.sends(stream, 'board.write', { item: `${CHORE}later`, text: '60000' })
  await nodes[0]!.hears((message) => message.type === 'chore' && message.item === `${CHORE}now`)
  await nodes[0]!.kill()
  const since = performance.now()
  await nodes[0]!.start({ holdsChores: false, offset: 60_000 })
  const done = () => db.sql<{ item: string }>`select events -> 0 -> 'data' ->> 'item' as item from entries
    where stream = ${stream} and actor = '~job' order by 1`
  await eventually('both chores', async () => (await done()).length === 2)
  const took = performance.now() - since
  console.log(`both done ${Math.round(took)} ms after the restart began`)
  expect((await done()).map((row) => row.item)).toEqual([`done-${CHORE}later`, `done-${CHORE}now`])
  expect(took).toBeLessThan(5000)
  await eventually('no job to be left', async () => {
    const left = await db.sql`select 1 from jobs where kind = 'board.chore'`
    return left.length === 0
  })
})

test('a node that is stopped finishes what it took, and its people go on at the other', {
  timeout: 40_000,
}, async () => {
  const { nodes, db, world, board } = await makeCluster()
  const { event, stream } = await board()
  const line = { comesBack: true }
  const people = await Promise.all(Array.from({ length: 10 }, () => world.person(event, { line })))
  await Promise.all(people.map((person) => person.joins(stream)))
  const crowd = busy(stream, people)
  await crowd.answered(100)
  await nodes[0]!.stop()
  await crowd.answered(100)
  await crowd.rest()
  expect(people.map((person) => person.node)).toEqual(people.map(() => 1))
  expect(people.map((person) => person.closing?.reason)).toEqual(people.map(() => 'restart'))
  expect(await untrue(db, stream, crowd.answers)).toEqual([])
  await becomesRight(db, stream, people)
})
