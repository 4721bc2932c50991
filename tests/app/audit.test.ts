import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { expect, test } from 'vitest'
import * as routes from '#shared/people/routes.ts'
import type { Person } from '../helpers/person.ts'
import { type Evening, evening, READY } from './airing-evening.ts'

async function audit(night: Evening, who: Person, query = '') {
  const { status, body } = await who.calls('GET', `/api/events/${night.event.id}/audit${query}`)
  strictEqual(status, 200, JSON.stringify(body))
  return routes.audit.reply.parse(body)
}
const said = (lines: Awaited<ReturnType<typeof audit>>['lines']) =>
  lines.map(({ actor, action, subject, about }) => [actor, action, subject, about])

test('who did what to whom is noted down: the show’s and the list’s, and nothing one does oneself', async () => {
  const night = await evening()
  const { world } = night.made
  const organizer = await world.person(night.event, { roles: ['organizer'], name: 'Mira' })
  const producer = await world.person(night.event, { roles: ['producer'], name: 'Bo' })
  const mentor = await world.person(night.event, { roles: ['mentor'], name: 'Amara' })
  for (const person of [organizer, producer, mentor]) await person.joins(night.stream)
  await night.goesLive(producer, mentor)
  await night.does(producer, 'airing.silence', { participant: mentor.participant, silenced: true })
  await night.does(mentor, 'airing.leaveStage')
  const people = `/api/events/${night.event.id}/registrations`
  const listing = { mail: 'ola@example.org', name: 'Ola Adeyemi', roles: ['attendee'], tags: [], member: false }
  strictEqual((await organizer.calls('POST', people, listing)).status, 200)

  const { lines, next } = await audit(night, organizer)
  strictEqual(next, null)
  deepStrictEqual(said(lines), [
    ['Mira', 'personAdded', null, 'Ola Adeyemi'],
    ['Bo', 'silenced', 'Amara', 'The clinic'],
    ['Bo', 'countdownStarted', null, 'The clinic'],
    ['Bo', 'doorsOpened', null, 'The clinic'],
  ])
  deepStrictEqual(said((await audit(night, organizer, '?kind=people')).lines), [
    ['Mira', 'personAdded', null, 'Ola Adeyemi'],
  ])
  for (const stranger of [producer, mentor]) {
    const { status } = await stranger.calls('GET', `/api/events/${night.event.id}/audit`)
    strictEqual(status, 403)
  }
})

test('a command that comes again is noted once, and a line is never changed', async () => {
  const night = await evening()
  const { world, app } = night.made
  const organizer = await world.person(night.event, { roles: ['organizer'], name: 'Mira' })
  await organizer.joins(night.stream)
  const id = 'onecommand1'
  for (let i = 0; i < 3; i++) ok((await organizer.sends(night.stream, 'airing.openDoors', {}, id)).ok)
  strictEqual((await audit(night, organizer)).lines.length, 1)
  const { sql } = app.context.db
  await expect(sql`update audit set action = 'nothing'`).rejects.toThrow('never changed')
})

test('the list comes in pages, none of them twice', async () => {
  const night = await evening()
  const organizer = await night.made.world.person(night.event, { roles: ['organizer'] })
  await organizer.joins(night.stream)
  const mentor = await night.person('mentor')
  await night.does(mentor, 'airing.standBy', READY)
  for (let i = 0; i < 60; i++)
    await night.does(organizer, 'airing.silence', { participant: mentor.participant, silenced: i % 2 === 0 })
  const first = await audit(night, organizer)
  strictEqual(first.lines.length, 50)
  const second = await audit(night, organizer, `?before=${first.next}`)
  strictEqual(second.lines.length, 10)
  strictEqual(new Set([...first.lines, ...second.lines].map(({ seq }) => seq)).size, 60)
})
