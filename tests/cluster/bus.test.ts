import { expect, test } from 'vitest'
import { eventually } from '../helpers/eventually.ts'
import { makeCluster } from '../helpers/serve-cluster.ts'
import { busy, untrue } from '../helpers/serve-crowd.ts'
import { becomesRight } from '../helpers/serve-law.ts'

const OUTAGE = 10_000
/** Resolves once so much time has passed while `goesOn` keeps working: an outage is a length of time. */
const passed = (since: number, ms: number) =>
  eventually('the time to pass', async () => performance.now() - since > ms, ms + 5000)

test('Redis gone for 10 s: what one node stores the other shows, with no gap and no double', {
  timeout: 60_000,
}, async () => {
  const { redis, db, world, board } = await makeCluster()
  const { event, stream } = await board()
  const people = await Promise.all([0, 1, 0, 1].map((node) => world.person(event, { node })))
  await Promise.all(people.map((person) => person.joins(stream)))
  const [ana, bo] = [people[0]!, people[1]!]
  await redis.kill()
  const since = performance.now()
  const crowd = busy(stream, people)
  await crowd.answered(20)
  await ana.sends(stream, 'board.write', { item: 'i9', text: 'without Redis' })
  const sent = performance.now()
  await bo.sees<{ text: string }>(stream, 'item/i9', (item) => item?.text === 'without Redis')
  console.log(`on the other node ${Math.round(performance.now() - sent)} ms after the answer, without Redis`)
  await passed(since, OUTAGE)
  await redis.start()
  await crowd.answered(20)
  await crowd.rest()
  const log = new Map(crowd.answers)
  const extra = await db.sql<{ id: string; version: number }>`select command_id as id, version from entries
    where stream = ${stream} and events -> 0 -> 'data' ->> 'item' = 'i9'`
  expect(extra.length).toBe(1)
  log.set(extra[0]!.id, { ok: true, version: extra[0]!.version })
  expect(await untrue(db, stream, log)).toEqual([])
  await becomesRight(db, stream, people)
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
