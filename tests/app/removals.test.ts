import { expect, onTestFinished, test } from 'vitest'
import type * as access from '#shared/access/routes.ts'
import type { Role } from '#shared/core/people.ts'
import type * as routes from '#shared/people/removal.routes.ts'
import type * as people from '#shared/people/routes.ts'
import type { Browser } from '../helpers/browser.ts'
import { makeHouse } from '../helpers/guests.ts'

const WHY = { reason: 'harassment', note: 'You shouted at Ana.' } as const

/** An event with an organizer and a moderator, and what both do about people. */
async function house() {
  const made = await makeHouse()
  onTestFinished(made.closeLines)
  const event = await made.world.event({ admission: 'open' })
  const base = `/api/events/${event.id}`
  const comes = async (role: Role, name: string) => {
    const visitor = await made.staff(event, [role], `${name}@example.org`)
    const { body } = await visitor.call<typeof access.participation>('GET', `${base}/participation`)
    return { visitor, participant: body.participant }
  }
  const [olga, mo] = [await comes('organizer', 'olga'), await comes('moderator', 'mo')]
  const remove = (by: Browser, who: object, why: object = WHY) =>
    by.call<typeof routes.removePerson>('POST', `${base}/removals`, { who, ...why })
  const undo = (by: Browser, removal: string) =>
    by.call<typeof routes.restorePerson>('POST', `${base}/removals/${removal}/undo`)
  const removed = async (by: Browser) =>
    (await by.call<typeof routes.removals>('GET', `${base}/removals`)).body.removals
  const door = async (visitor: Browser) =>
    (await visitor.call<typeof access.door>('GET', `/api/door/${event.slug}`)).body
  const audit = async () => (await olga.visitor.call<typeof people.audit>('GET', `${base}/audit`)).body.lines
  const line = async (mail: string) =>
    (await olga.visitor.call<typeof people.listPeople>('GET', `${base}/registrations`)).body.people.find(
      (person) => person.mail === mail,
    )
  return { ...made, event, base, comes, olga, mo, remove, undo, removed, door, audit, line }
}

test('a moderator removes someone, who is told who decided, why and how to appeal; the audit has the code alone', async () => {
  const { comes, mo, remove, door, audit, live, event, capability } = await house()
  const vera = await comes('attendee', 'vera')
  const page = await live(vera.visitor, event)
  expect((await remove(mo.visitor, { participant: vera.participant })).status).toBe(200)
  await page.until('to be cut', () => page.closing?.reason === 'removed')
  expect((await capability(vera.visitor, event)).body.refused).toBe('core.notFound')
  const told = await door(vera.visitor)
  expect(told).toMatchObject({ asks: 'removed', me: null, removal: { by: 'moderator', ...WHY } })
  expect(JSON.stringify(told)).not.toContain(mo.participant)
  const [noted] = await audit()
  expect(noted).toMatchObject({
    actor: 'mo',
    action: 'personRemoved',
    subject: 'vera',
    about: '',
    reason: 'harassment',
  })
  expect(JSON.stringify(await audit())).not.toContain('shouted')
})

test('nobody removes themselves, and a moderator nobody who runs the event', async () => {
  const { comes, olga, mo, remove, line } = await house()
  const [bo, mia, stew] = [
    await comes('producer', 'bo'),
    await comes('moderator', 'mia'),
    await comes('steward', 'stew'),
  ]
  for (const { visitor, participant } of [olga, mo])
    expect((await remove(visitor, { participant })).body.refused).toBe('people.yourself')
  for (const { participant } of [olga, bo, mia])
    expect((await remove(mo.visitor, { participant })).body.refused).toBe('people.outOfReach')
  for (const { visitor } of [bo, stew])
    expect((await remove(visitor, { participant: mo.participant })).body.refused).toBe('core.forbidden')
  expect((await remove(mo.visitor, { person: (await line('stew@example.org'))!.id })).body.refused).toBe(
    'core.notFound',
  )
  expect((await remove(mo.visitor, { participant: 'x'.repeat(24) })).body.refused).toBe('core.notFound')
  expect((await remove(mo.visitor, { participant: stew.participant }, { reason: 'nope', note: '' })).body.refused).toBe(
    'core.invalid',
  )
  expect((await remove(mo.visitor, { participant: stew.participant })).status).toBe(200)
  expect((await remove(olga.visitor, { participant: bo.participant })).status).toBe(200)
})

test('of two who remove at once the second is told, and of two who take it back', async () => {
  const { comes, olga, mo, remove, undo, audit } = await house()
  const { participant } = await comes('attendee', 'vera')
  const both = await Promise.all([olga, mo].map(({ visitor }) => remove(visitor, { participant })))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(both.find(({ status }) => status === 409)!.body.refused).toBe('people.removedAlready')
  const { removal } = both.find(({ status }) => status === 200)!.body
  const back = await Promise.all([olga, olga].map(({ visitor }) => undo(visitor, removal)))
  expect(back.map(({ body }) => body.refused ?? 'done').sort()).toEqual(['done', 'people.restoredAlready'])
  const acts = (await audit()).map(({ action }) => action)
  expect(acts.filter((action) => action.startsWith('person'))).toEqual(['personRestored', 'personRemoved'])
})

test('taken back, someone is there again with the roles, the line of the list and the browser they had', async () => {
  const { comes, olga, remove, undo, removed, door, line, live, event } = await house()
  const mila = await comes('mentor', 'mila')
  const before = await line('mila@example.org')
  const { body } = await remove(olga.visitor, { person: before!.id })
  expect(await line('mila@example.org')).toBeUndefined()
  expect(await removed(olga.visitor)).toMatchObject([
    { name: 'mila@example.org', by: 'organizer', reason: 'harassment' },
  ])
  expect((await undo(olga.visitor, body.removal)).status).toBe(200)
  const { revision, ...rest } = before!
  expect(await line('mila@example.org')).toMatchObject(rest)
  expect(revision).toBe(1)
  expect(await door(mila.visitor)).toMatchObject({ asks: 'inside', me: { roles: ['mentor'] }, removal: null })
  const again = await live(mila.visitor, event)
  expect(again.participant).toBe(mila.participant)
  expect(await removed(olga.visitor)).toEqual([])
})

test('a guest without an account is told and let in again in the same way', async () => {
  const { browser, enter, event, mo, remove, undo, door } = await house()
  const guest = browser()
  const { body } = await enter(guest, event, { name: 'Rude' })
  const done = await remove(mo.visitor, { participant: body.participant }, { reason: 'spam', note: '' })
  expect(await door(guest)).toMatchObject({ asks: 'removed', removal: { by: 'moderator', reason: 'spam', note: '' } })
  expect((await enter(guest, event)).body.refused).toBe('access.removed')
  await undo(mo.visitor, done.body.removal)
  expect(await door(guest)).toMatchObject({ asks: 'inside', me: { name: 'Rude', participant: body.participant } })
})

test('a moderator sees and takes back what moderators decided, an organizer all', async () => {
  const { comes, olga, mo, remove, undo, removed } = await house()
  const [vera, gil] = [await comes('attendee', 'vera'), await comes('attendee', 'gil')]
  const first = await remove(olga.visitor, { participant: vera.participant })
  const second = await remove(mo.visitor, { participant: gil.participant })
  expect((await removed(mo.visitor)).map(({ name }) => name)).toEqual(['gil'])
  expect((await removed(olga.visitor)).map(({ name }) => name).sort()).toEqual(['gil', 'vera'])
  expect((await undo(mo.visitor, first.body.removal)).body.refused).toBe('people.outOfReach')
  expect((await undo(mo.visitor, 'x'.repeat(24))).body.refused).toBe('core.notFound')
  expect((await undo(olga.visitor, second.body.removal)).status).toBe(200)
})

test('someone on the list who has not been here leaves it, and can be put back; adding them ends it too', async () => {
  const { olga, base, line, remove, undo, removed } = await house()
  const listing = { mail: 'kofi@example.org', name: 'Kofi', roles: ['mentor'], tags: ['vip'], member: true }
  const add = () => olga.visitor.call('POST', `${base}/registrations`, listing)
  await add()
  const gone = async () => remove(olga.visitor, { person: (await line('kofi@example.org'))!.id })
  const { body } = await gone()
  expect(await removed(olga.visitor)).toMatchObject([{ name: 'Kofi' }])
  await undo(olga.visitor, body.removal)
  expect(await line('kofi@example.org')).toMatchObject({ name: 'Kofi', roles: ['mentor'], tags: ['vip'], member: true })
  const again = await gone()
  await add()
  expect(await removed(olga.visitor)).toEqual([])
  expect((await undo(olga.visitor, again.body.removal)).body.refused).toBe('people.restoredAlready')
})

test('removed before they ever came, their address is not let in; on the list by mistake, they come as everyone does', async () => {
  const { olga, base, line, remove, undo, door, browser, signIn, enter, event } = await house()
  const out = async (name: string, why: object) => {
    const mail = `${name}@example.org`
    await olga.visitor.call('POST', `${base}/registrations`, {
      mail,
      name,
      roles: ['attendee'],
      tags: [],
      member: false,
    })
    const { body } = await remove(olga.visitor, { person: (await line(mail))!.id }, why)
    const visitor = browser()
    await signIn(visitor, mail)
    return { visitor, removal: body.removal }
  }
  const kofi = await out('kofi', WHY)
  expect(await door(kofi.visitor)).toMatchObject({ asks: 'removed', me: null, removal: { by: 'organizer', ...WHY } })
  expect((await enter(kofi.visitor, event)).body.refused).toBe('access.removed')
  await undo(olga.visitor, kofi.removal)
  expect((await enter(kofi.visitor, event)).status).toBe(200)
  const linh = await out('linh', { reason: 'mistake', note: '' })
  expect((await door(linh.visitor)).asks).toBe('open')
  expect((await enter(linh.visitor, event)).status).toBe(200)
})

test('their hand goes down and their lines to the others are not read; the lines come back with them', async () => {
  const { comes, olga, remove, undo, live, event, world } = await house()
  const stream = `airing:${await world.airing(event)}`
  const reader = await live(olga.visitor, event)
  await reader.joins(stream)
  const mila = await comes('mentor', 'mila')
  const page = await live(mila.visitor, event)
  const id = 'line000000000000000000001'
  expect(await page.sends(stream, 'airing.say', { name: 'Mila', text: 'Bad words' }, id)).toMatchObject({ ok: true })
  await reader.sees(stream, `said/${id}`, (record) => record?.text === 'Bad words')
  const { body } = await remove(olga.visitor, { participant: mila.participant })
  await reader.sees(stream, `said/${id}`, (record) => record === undefined)
  await undo(olga.visitor, body.removal)
  await reader.sees(stream, `said/${id}`, (record) => record?.text === 'Bad words')
})
