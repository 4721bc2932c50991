import type net from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createStream } from '#server/core/log.ts'
import { features } from '#server/features.ts'
import { newId } from '#shared/core/ids.ts'
import { makeApp } from '../helpers/app.ts'
import { eventually } from '../helpers/eventually.ts'
import type { LineOptions, Person } from '../helpers/person.ts'
import { boardModule, CHORE } from '../helpers/serve-board.ts'
import { makeCluster } from '../helpers/serve-cluster.ts'
import { logged } from '../helpers/serve-crowd.ts'
import { becomesRight } from '../helpers/serve-law.ts'

const HOUR = 3_600_000

test('one hostile command in a batch of 50 fails alone', async () => {
  const { db, world, board } = await makeCluster({ nodes: 1 })
  const { event, stream } = await board()
  const ana = await world.person(event)
  await ana.joins(stream)
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      i === 23 ? ana.sends(stream, 'board.poison', {}) : ana.sends(stream, 'board.write', { item: `i${i}`, text: 'A' }),
    ),
  )
  expect(answers.filter((answer) => answer.ok).length).toBe(49)
  expect(answers[23]).toEqual({ ok: false, refused: 'core.bug' })
  expect((await logged(db, stream)).size).toBe(49)
  await becomesRight(db, stream, [ana])
})

test('a shown count never runs backwards for the voter, at whatever node they are', async () => {
  const { db, world, board } = await makeCluster()
  const { event, stream } = await board()
  const people = await Promise.all(Array.from({ length: 12 }, (_, i) => world.person(event, { node: i % 2 })))
  for (const person of people) await person.joins(stream)
  const ana = people[0]!
  await ana.sends(stream, 'board.write', { item: 'i1', text: 'A' })
  const seen: number[] = []
  const whole = ana.until('to see all votes', () => {
    seen.push(ana.record<{ votes: number }>(stream, 'item/i1')?.votes ?? 0)
    return seen.at(-1) === people.length
  })
  for (const [i, person] of people.entries()) {
    await person.keeps(stream, 'board.vote', { item: 'i1' })
    if (i % 3 === 1) await ana.moveTo(1 - ana.node)
  }
  await whole
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(ana.record(stream, `@${ana.participant}/votes`)).toEqual({ items: ['i1'] })
  await becomesRight(db, stream, people)
})

test('a laptop asleep past its capability’s life comes back with a fresh one, and is right', {
  timeout: 30_000,
}, async () => {
  const { nodes, clock, db, world, board } = await makeCluster({ nodes: 1 })
  const { event, stream } = await board()
  const [ana, bo] = [await world.person(event), await world.person(event)]
  for (const person of [ana, bo]) await person.joins(stream)
  for (const item of ['i1', 'i2']) await bo.sends(stream, 'board.write', { item, text: 'before' })
  await ana.sees(stream, 'item/i2', (item) => item !== undefined)
  ana.socket.disconnect()
  await bo.sends(stream, 'board.hide', { item: 'i1' })
  await bo.sends(stream, 'board.write', { item: 'i2', text: 'while asleep' })
  clock.step(2 * HOUR)
  await bo.until('to be cut', () => !bo.socket.connected)
  expect(bo.closing).toEqual({ reason: 'expired', retryAfter: 0 })

  for (const person of [ana, bo]) {
    const refused = new Promise<string>((resolve) =>
      person.socket.once('connect_error', (error) => {
        person.socket.disconnect()
        resolve(error.message)
      }),
    )
    person.socket.connect()
    expect(await refused).toBe('core.signedOut')
    person.options.origin = nodes[0]!.url
    const { status, body } = await person.calls('POST', `/api/events/${event.id}/capability`)
    expect(status).toBe(200)
    person.options.capability = (body as { token: string }).token
    await person.moveTo(0)
  }
  await becomesRight(db, stream, [ana, bo])
  expect(ana.record(stream, 'item/i1')).toBe(undefined)
  expect(await ana.sends(stream, 'board.write', { item: 'i3', text: 'awake' })).toMatchObject({ ok: true })
})

test('a clock stepped by an hour, back and forth: the log’s times never do, and timers fire', {
  timeout: 30_000,
}, async () => {
  const { clock, db, world, board } = await makeCluster({ nodes: 1 })
  const { event, stream } = await board()
  const ana = await world.person(event)
  await ana.joins(stream)
  await ana.sends(stream, 'board.write', { item: 'i1', text: 'A' })
  clock.step(-HOUR)
  await ana.sends(stream, 'board.write', { item: `${CHORE}half`, text: `${HOUR / 2}` })
  clock.step(HOUR + HOUR / 2 + 60_000)
  const rows = () => db.sql<{ at: number; actor: string }>`
    select at, actor from entries where stream = ${stream} order by version`
  await eventually('the chore', async () => (await rows()).some((row) => row.actor === '~job'))
  const times = (await rows()).map((row) => row.at)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(ana.socket.connected).toBe(true)
  await becomesRight(db, stream, [ana])
})

test('10,000 messages in a second from one socket: it is cut with a reason, others go on', async () => {
  const { world, board } = await makeCluster({ nodes: 1 })
  const { event, stream } = await board()
  const [ana, bo] = [await world.person(event), await world.person(event)]
  for (const person of [ana, bo]) await person.joins(stream)
  for (let i = 0; i < 10_000; i++)
    ana.socket.emit('command', { id: newId(), stream, command: { type: 'board.vote', data: { item: 'i1' } } })
  const since = performance.now()
  expect(await bo.sends(stream, 'board.write', { item: 'i1', text: 'calm' })).toMatchObject({ ok: true })
  console.log(`another was answered after ${Math.round(performance.now() - since)} ms`)
  await ana.until('to be cut', () => !ana.socket.connected)
  expect(ana.closing).toEqual({ reason: 'flood', retryAfter: 10_000 })
  expect(bo.socket.connected).toBe(true)
})

/** The TCP socket under a person's line; paused, nothing is taken from the kernel any more. */
const tcpOf = (person: Person): net.Socket =>
  (person.socket.io.engine.transport as unknown as { ws: { _socket: net.Socket } }).ws._socket

test('a reader that takes nothing is told what it lacks when it does, and cut when it never does', {
  timeout: 60_000,
}, async () => {
  let over = 0
  // Runs last, when its node has stopped: one that takes nothing does not hold that up.
  onTestFinished(() => expect(performance.now() - over).toBeLessThan(8000))
  const { app, world } = await makeApp({ features: [...features, boardModule()] })
  const { db } = app.context
  const event = await world.event()
  const stream = `board:${newId()}`
  await createStream(db.sql, stream, event.id)
  let wholes = 0
  const line: LineOptions = {
    arrives: (message) => {
      wholes += message.frames?.filter(({ from }) => from === null).length ?? 0
      return [message]
    },
  }
  const [ana, bo, writer] = [await world.person(event, { line }), await world.person(event), await world.person(event)]
  for (const person of [ana, bo, writer]) await person.joins(stream)
  const before = wholes
  for (const person of [ana, bo]) tcpOf(person).pause()
  const since = performance.now()
  const text = 'x'.repeat(50_000)
  // More than the kernel takes for them, and longer than the server takes to look.
  for (let i = 0; i < 200 || performance.now() - since < 2500; i++)
    await writer.keeps(stream, 'board.write', { item: `i${i % 15}`, text: `${i} ${text}` })
  tcpOf(ana).resume()
  await becomesRight(db, stream, [ana, writer])
  expect(wholes - before).toBe(0)
  const isHere = (person: Person) => app.core.node.hub.readersOf(person.participant).length > 0
  await eventually('the one who takes nothing to be cut', async () => !isHere(bo), 25_000)
  console.log(`cut ${Math.round(performance.now() - since)} ms after it stalled`)
  expect([ana, writer].map(isHere)).toEqual([true, true])
  over = performance.now()
})
