import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { FramesMessage } from '#shared/core/wire.ts'
import { makeCluster } from '../helpers/serve-cluster.ts'
import { becomesRight } from '../helpers/serve-law.ts'

test('Redis gone for 10 s: the other node follows by the log, nothing is missed or shown twice', {
  timeout: 60_000,
}, async () => {
  const { redis, world, db, board } = await makeCluster()
  const { event, stream } = await board()
  /** When each item came to the one who looks on at the other node; every time. */
  const seen = new Map<string, number[]>()
  const arrives = (message: FramesMessage) => {
    for (const { put } of message.frames ?? [])
      for (const key of Object.keys(put)) seen.set(key, [...(seen.get(key) ?? []), performance.now()])
    return [message]
  }
  const ana = await world.person(event, { node: 0 })
  const bo = await world.person(event, { node: 1, line: { arrives } })
  await Promise.all([ana.joins(stream), bo.joins(stream)])

  const written: { key: string; at: number }[] = []
  let isOver = false
  const writing = (async () => {
    for (let n = 0; !isOver; n++) {
      expect(await ana.keeps(stream, 'board.write', { item: `n${n}`, text: 'A' })).toMatchObject({ ok: true })
      written.push({ key: `item/n${n}`, at: performance.now() })
      // As fast as a socket may.
      await wait(15)
    }
  })()
  await bo.until('some to be written', () => seen.size > 10)
  await redis.kill()
  const before = written.length
  await wait(10_000)
  const during = written.length - before
  await redis.start()
  const back = written.length
  await bo.until('news to be fast again', () => seen.has(`item/n${back + 50}`))
  isOver = true
  await writing
  await becomesRight(db, stream, [ana, bo])

  expect(written.filter(({ key }) => seen.get(key)?.length !== 1)).toEqual([])
  const slowest = Math.max(...written.map(({ key, at }) => seen.get(key)![0]! - at))
  // The look into the database every 2 s, and some room for a busy machine.
  expect(slowest).toBeLessThan(3000)
  expect(during).toBeGreaterThan(100)
  console.log(
    `Redis away 10 s: ${during} written meanwhile, the slowest seen elsewhere after ${Math.round(slowest)} ms`,
  )
})

test('a role change is seen on the other node within a second, both directions, both ways', async () => {
  const { nodes, world, board } = await makeCluster()
  const { event, stream } = await board()
  for (const there of [0, 1]) {
    const ana = await world.person(event, { node: there })
    await ana.joins(stream)
    for (const roles of [['moderator'], ['attendee']] as const) {
      const start = performance.now()
      await nodes[1 - there]!.giveRoles(ana.participant, roles)
      const is = roles[0] === 'moderator' ? 'staff' : 'everyone'
      await ana.until(`to see as ${is}`, () => ana.audiences(stream).includes(is))
      const took = performance.now() - start
      expect(ana.audiences(stream)).not.toContain(is === 'staff' ? 'everyone' : 'staff')
      expect(took).toBeLessThan(1000)
      console.log(`role change to ${roles[0]}, seen at node ${there} after ${Math.round(took)} ms`)
    }
  }
})

test('who is removed while Redis is down is obeyed and served by no node after 3 s', async () => {
  const { nodes, redis, world, db, board } = await makeCluster()
  const { event, stream } = await board()
  const ana = await world.person(event, { node: 1, line: { comesBack: true } })
  const bo = await world.person(event, { node: 1 })
  await Promise.all([ana.joins(stream), bo.joins(stream)])
  await redis.kill()
  const start = performance.now()
  await nodes[0]!.remove(ana.participant)
  // The transaction knows at once.
  const refused = await ana.sends(stream, 'board.write', { item: 'after', text: 'A' }).catch(() => null)
  if (refused) expect(refused).toEqual({ ok: false, refused: 'core.notFound' })
  await ana.until('to be cut', () => !ana.isOnline)
  const took = performance.now() - start
  expect(took).toBeLessThan(3000)
  await bo.sends(stream, 'board.write', { item: 'secret', text: 'A' })
  // She tries both nodes again and again; neither lets her in.
  await ana.until('to be refused by both nodes', () => ana.refusals.size === 2)
  expect([...ana.refusals.values()]).toEqual(['core.signedOut', 'core.signedOut'])
  expect(ana.record(stream, 'item/secret')).toBeUndefined()
  const rows = await db.sql`select 1 from entries where actor = ${ana.participant}`
  expect(rows).toEqual([])
  console.log(`removed without Redis: cut after ${Math.round(took)} ms`)
})
