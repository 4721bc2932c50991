import { expect, test } from 'vitest'
import { newId } from '#shared/core/ids.ts'
import { CHORE } from '../helpers/serve-board.ts'
import { makeCluster } from '../helpers/serve-cluster.ts'
import { becomesRight, versionsOf } from '../helpers/serve-law.ts'

const COMES_BACK = { comesBack: true, patience: 20_000 }

test('a server killed while twenty people send: what was acknowledged is stored once, the rest lands at most once', {
  timeout: 60_000,
}, async () => {
  const { nodes, world, db, board } = await makeCluster({ nodes: 1 })
  const [node] = nodes as [(typeof nodes)[number]]
  const { event, stream } = await board()
  const people = await Promise.all(Array.from({ length: 20 }, () => world.person(event, { line: COMES_BACK })))
  await Promise.all(people.map((person) => person.joins(stream)))

  let isOver = false
  let acknowledged = 0
  const sent: { id: string; version: number }[] = []
  const sending = people.map(async (person, p) => {
    for (let n = 0; !isOver; n++) {
      const id = newId()
      const answer = await person.keeps(stream, 'board.write', { item: `${p}-${n}`, text: 'A' }, id)
      expect(answer).toMatchObject({ ok: true })
      if (!answer.ok) return
      acknowledged++
      sent.push({ id, version: answer.version })
    }
  })
  for (let kill = 1; kill <= 3; kill++) {
    const goal = acknowledged + 100
    await people[0]!.until('commands to be answered', () => acknowledged > goal)
    await node.kill()
    await node.start()
  }
  isOver = true
  await Promise.all(sending)

  for (const { id, version } of sent) expect(await versionsOf(db, stream, id)).toEqual([version])
  const rows = await db.sql<{ n: number }>`select count(*) n from entries where stream = ${stream}`
  expect(rows[0]!.n).toBe(sent.length)
  await becomesRight(db, stream, people, 10_000)
  console.log(`kill -9 three times: ${sent.length} commands, each stored once`)
})

test('a job that ran and a timer that was due when the server was killed both complete within 5 s of its restart', {
  timeout: 40_000,
}, async () => {
  const { nodes, world, clock, db, board } = await makeCluster({ nodes: 1, settings: { holdsChores: true } })
  const [node] = nodes as [(typeof nodes)[number]]
  const { event, stream } = await board()
  const ana = await world.person(event, { line: COMES_BACK })
  await ana.joins(stream)
  await ana.keeps(stream, 'board.write', { item: `${CHORE}timer`, text: String(600_000) })
  await ana.keeps(stream, 'board.write', { item: `${CHORE}running`, text: '0' })
  await node.hears((message) => message.type === 'chore' && message.item === `${CHORE}running`)
  await node.kill()
  // Its time comes while nobody is there.
  clock.step(600_000)
  await node.start({ holdsChores: false })
  const start = performance.now()
  const done = (name: string) => ana.record(stream, `item/done-${CHORE}${name}`) !== undefined
  await ana.until('both to be done', () => done('timer') && done('running'))
  const took = performance.now() - start
  expect(took).toBeLessThan(5000)
  const rows = await db.sql<{ n: number }>`
    select count(*) n from entries where stream = ${stream} and actor = '~job'`
  expect(rows[0]!.n).toBe(2)
  console.log(`job and timer done ${Math.round(took)} ms after the restart`)
})
