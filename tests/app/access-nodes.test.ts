import { expect, onTestFinished, test } from 'vitest'
import type * as routes from '#shared/people/routes.ts'
import { makeApp } from '../helpers/app.ts'
import { visitors } from '../helpers/guests.ts'
import type { Person } from '../helpers/person.ts'

/** Two nodes on one line; REST goes to the first, the live line to the second. */
async function twoNodes() {
  const made = await makeApp({ nodes: 2 })
  const house = visitors(made)
  onTestFinished(house.closeLines)
  const event = await made.world.event()
  const olga = await house.staff(event, ['organizer'], 'olga@example.org')
  const mila = await house.staff(event, ['mentor'], 'mila@example.org')
  const line: Person = await house.live(mila, event)
  await line.moveTo(1)
  return { ...made, ...house, event, olga, mila, line }
}

test('signing out at one node cuts the pages at the other', async () => {
  const { mila, line } = await twoNodes()
  await mila.call('POST', '/api/sign-out', { everywhere: false })
  await line.until('to be cut', () => line.closing?.reason === 'signedOut')
  expect(line.socket.connected).toBe(false)
})

test('who is removed at one node is cut at the other', async () => {
  const { olga, event, line } = await twoNodes()
  const path = `/api/events/${event.id}/registrations`
  const { body } = await olga.call<typeof routes.listPeople>('GET', `${path}?search=mila`)
  const { status } = await olga.call('POST', `/api/events/${event.id}/removals`, {
    who: { person: body.people[0]!.id },
    reason: 'other',
    note: '',
  })
  expect(status).toBe(200)
  await line.until('to be cut', () => line.closing?.reason === 'removed')
})

test('a role taken at one node is gone at the other', async () => {
  const { olga, event, line, world } = await twoNodes()
  const airing = await world.airing(event)
  const path = `/api/events/${event.id}/registrations`
  const stream = `airing:${airing}`
  await line.joins(stream)
  const device = { name: 'Mila', line: '', camera: true, microphone: true }
  expect(await line.sends(stream, 'airing.standBy', device)).toMatchObject({ ok: true })
  await line.until('to see as staff do', () => 'staff' in line.holds(stream))
  const { body } = await olga.call<typeof routes.listPeople>('GET', `${path}?search=mila`)
  const { id, revision } = body.people[0]!
  await olga.call('PATCH', `${path}/${id}`, { revision, roles: ['attendee'] })
  await line.until('to see no more than everyone', () => !('staff' in line.holds(stream)))
  expect(await line.sends(stream, 'airing.standBy', device)).toMatchObject({ ok: false, refused: 'core.forbidden' })
})
