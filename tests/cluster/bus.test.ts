import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { FramesMessage } from '#shared/core/wire.ts'
import { makeCluster } from '../helpers/serve-cluster.ts'
import { becomesRight } from '../helpers/serve-law.ts'

const OUTAGE = 10_000

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
  await wait(OUTAGE)
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

test('a role given or taken at one node is seen at the other within a second, both ways', async () => {
  const { nodes, world, board } = await makeCluster()
  const { event, stream } = await board()
  for (const [at, from] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const ana = await world.person(event, { node: at })
    await ana.joins(stream)
    await ana.sends(stream, 'board.write', { item: 'i1', text: 'A' })
    for (const role of ['moderator', 'attendee'] as const) {
      const audience = role === 'moderator' ? 'staff' : 'everyone'
      await nodes[from]!.giveRoles(ana.participant, [role])
      const since = performance.now()
      await ana.until(`to see as ${audience}`, () => Object.keys(ana.holds(stream)).includes(audience))
      const took = performance.now() - since
      console.log(`${role} of node ${from} seen at node ${at} after ${Math.round(took)} ms`)
      expect(took).toBeLessThan(1000)
      expect(Object.keys(ana.holds(stream)).filter((name) => !name.startsWith('person:'))).toEqual([audience])
    }
  }
})

test('someone removed while Redis is down is obeyed and served by no node after 3 s', {
  timeout: 40_000,
}, async () => {
  const { nodes, redis, world, board } = await makeCluster()
  const { event, stream } = await board()
  const ana = await world.person(event, { node: 0 })
  const tabs = [ana, await world.again(ana, { node: 1 })]
  const bo = await world.person(event, { node: 1 })
  for (const person of [...tabs, bo]) await person.joins(stream)
  await redis.kill()
  await nodes[0]!.remove(ana.participant)
  const since = performance.now()
  await Promise.all(tabs.map((tab) => tab.until('to be cut', () => tab.closing !== null && !tab.socket.connected)))
  const took = performance.now() - since
  console.log(`cut at both nodes after ${Math.round(took)} ms`)
  expect(took).toBeLessThan(3000)
  // Nor does either node let them in again, whatever they hold.
  for (const [node, tab] of tabs.entries()) {
    tab.socket.connect()
    const refused = await new Promise<string>((resolve) =>
      tab.socket.once('connect_error', (error) => resolve(error.message)),
    )
    expect([node, refused]).toEqual([node, 'core.signedOut'])
  }
  expect(await bo.sends(stream, 'board.write', { item: 'i1', text: 'B' })).toMatchObject({ ok: true })
  expect(tabs.map((tab) => tab.record<{ text: string }>(stream, 'item/i1')?.text)).toEqual([undefined, undefined])
})
