import { expect, test } from 'vitest'
import { Allowances, SOCKET_LIMITS } from '#server/realtime/limits.ts'
import { newId } from '#shared/core/ids.ts'
import type { Answer } from '#shared/core/wire.ts'
import { makeApp } from '../helpers/app.ts'
import type { Person } from '../helpers/person.ts'

test('what a producer does is on an attendee’s screen, and each sees what is theirs', async () => {
  const { world } = await makeApp()
  const event = await world.event()
  const airing = `airing:${await world.airing(event)}`
  const mira = await world.person(event, { roles: ['producer'] })
  const ana = await world.person(event)
  expect(await mira.joins(airing)).toMatchObject({ ok: true })
  expect(await ana.joins(airing)).toMatchObject({ ok: true })
  expect(await mira.sends(airing, 'airing.openDoors', {})).toMatchObject({ ok: true, version: 1 })
  await ana.sees(airing, 'stage', (stage) => stage?.state === 'doors')
  expect(Object.keys(ana.holds(airing))).toEqual(['everyone'])
  expect(Object.keys(mira.holds(airing))).toEqual(['staff'])
})

test('a command is answered once: the same id again is the first answer, of another person a refusal', async () => {
  const { world } = await makeApp()
  const event = await world.event()
  const airing = `airing:${await world.airing(event)}`
  const mira = await world.person(event, { roles: ['producer'] })
  const bo = await world.person(event, { roles: ['producer'] })
  const id = newId()
  const first = await mira.sends(airing, 'airing.openDoors', {}, id)
  expect(await mira.sends(airing, 'airing.openDoors', {}, id)).toEqual(first)
  expect(await bo.sends(airing, 'airing.openDoors', {}, id)).toEqual({ ok: false, refused: 'core.idTaken' })
})

test('a stream of another event and one that does not exist get the same answer', async () => {
  const { world } = await makeApp()
  const [here, there] = [await world.event(), await world.event()]
  const foreign = `airing:${await world.airing(there)}`
  const mira = await world.person(here, { roles: ['producer'] })
  for (const stream of [foreign, `airing:${newId()}`, `nothing:${newId()}`]) {
    expect(await mira.joins(stream)).toEqual({ ok: false, refused: 'core.notFound' })
    expect(await mira.sends(stream, 'airing.openDoors', {})).toEqual({ ok: false, refused: 'core.notFound' })
  }
})

test('malformed, oversized, unknown and unstorable messages are refused, and the line goes on', async () => {
  const { world } = await makeApp()
  const event = await world.event()
  const airing = `airing:${await world.airing(event)}`
  const mira = await world.person(event, { roles: ['producer'] })
  await mira.joins(airing)
  const send = (command: unknown) => mira.raw('command', { id: newId(), stream: airing, command })
  expect(await mira.raw('command', null)).toMatchObject({ refused: 'core.invalid' })
  expect(await mira.raw('command', { id: 'X', stream: airing, command: {} })).toMatchObject({ refused: 'core.invalid' })
  expect(await send({ type: 'airing.pause', data: { note: 'a\u0000b' } })).toMatchObject({ refused: 'core.invalid' })
  expect(await send({ type: 'airing.pause', data: { note: '\ud800' } })).toMatchObject({ refused: 'core.invalid' })
  expect(await send({ type: 'airing.pause', data: { note: 'x', more: 1 } })).toMatchObject({ refused: 'core.invalid' })
  expect(await send({ type: 'airing.explode', data: {} })).toMatchObject({ refused: 'core.notFound' })
  expect(await send({ type: 'constructor', data: {} })).toMatchObject({ refused: 'core.notFound' })
  expect(await send({ type: 'airing.goLive', data: { countdown: 1 } })).toMatchObject({ refused: 'core.notFound' })
  expect(await send({ type: 'airing.openDoors', data: {} })).toMatchObject({ ok: true })
})

test('an oversized message cuts the one who sent it, and nobody else', async () => {
  const { world } = await makeApp()
  const event = await world.event()
  const airing = `airing:${await world.airing(event)}`
  const [mallory, ana] = [await world.person(event), await world.person(event)]
  await ana.joins(airing)
  mallory.socket.io.reconnection(false)
  mallory.socket.emit('command', { id: newId(), stream: airing, command: { type: 'x', data: 'x'.repeat(200_000) } })
  await mallory.until('to be cut', () => !mallory.socket.connected)
  expect(ana.socket.connected).toBe(true)
  expect(await ana.joins(airing)).toMatchObject({ ok: true })
})

test('many pages of one person may send no more than one page, and others as much as ever', async () => {
  const { world } = await makeApp()
  const event = await world.event()
  const stream = `airing:${await world.airing(event)}`
  const [mallory, ana] = [await world.person(event), await world.person(event)]
  const pages = [mallory, ...(await Promise.all([1, 2, 3, 4, 5].map(() => world.again(mallory))))]
  const send = (page: Person, times: number) =>
    Promise.all(Array.from({ length: times }, () => page.raw('leave', { stream })))
  const isTooMany = (answer: Answer) => !answer.ok && answer.refused === 'core.tooMany'
  // Each page alone would be within what a person may send.
  const answers = await Promise.all(pages.map((page) => send(page, SOCKET_LIMITS.burst - 20)))
  expect(answers.flat().filter(isTooMany).length).toBeGreaterThan(SOCKET_LIMITS.burst)
  expect((await send(ana, SOCKET_LIMITS.burst - 20)).some(isTooMany)).toBe(false)
})

test('what one person may send is known as long as they have a page open', () => {
  const people = new Allowances()
  const [first, second] = [people.open('ana'), people.open('ana')]
  expect(second).toBe(first)
  expect(people.open('bo')).not.toBe(first)
  expect(people.close('ana')).toBe(false)
  expect(people.open('ana')).toBe(first)
  expect([people.close('ana'), people.close('ana')]).toEqual([false, true])
  expect(people.open('ana')).not.toBe(first)
})

test('a role given and taken changes what one sees, at once and without a reload', async () => {
  const { world, app } = await makeApp()
  const event = await world.event()
  const airing = `airing:${await world.airing(event)}`
  const ana = await world.person(event)
  await ana.joins(airing)
  const told: number[] = []
  ana.socket.on('facts', ({ version }: { version: number }) => void told.push(version))
  const become = async (role: string) => {
    await app.context.db
      .sql`update facts set roles = ${[role]}, version = version + 1 where participant = ${ana.participant}`
    app.core.poke(ana.participant)
    const audience = role === 'producer' ? 'staff' : 'everyone'
    await ana.until(`to be in ${audience} alone`, () => Object.keys(ana.holds(airing)).join() === audience)
  }
  const mira = await world.person(event, { roles: ['producer'] })
  expect(await mira.sends(airing, 'airing.openDoors', {})).toMatchObject({ ok: true })
  await become('producer')
  await become('attendee')
  expect(await ana.sends(airing, 'airing.openDoors', {})).toMatchObject({ refused: 'core.forbidden' })
  await ana.until('to be told that the facts are others', () => told.join() === '2,3')
})

test('a repeat gets the first answer from a node that only read the log, however long ago it was', async () => {
  const { world, app } = await makeApp()
  const event = await world.event()
  const airing = `airing:${await world.airing(event)}`
  const mira = await world.person(event, { roles: ['producer'] })
  const bo = await world.person(event, { roles: ['producer'] })
  const id = newId()
  const first = await mira.sends(airing, 'airing.openDoors', {}, id)
  // As after a restart: nothing of the stream is in memory.
  app.core.node.spoil(airing)
  expect(await mira.sends(airing, 'airing.openDoors', {}, id)).toEqual(first)
  expect(await bo.sends(airing, 'airing.openDoors', {}, id)).toEqual({ ok: false, refused: 'core.idTaken' })
  expect(await app.context.db.sql`select 1 from entries where stream = ${airing}`).toHaveLength(1)
})
