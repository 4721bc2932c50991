import { expect, onTestFinished, test } from 'vitest'
import type * as removing from '#shared/people/removal.routes.ts'
import type * as routes from '#shared/people/routes.ts'
import type { Browser } from '../helpers/browser.ts'
import { eventually } from '../helpers/eventually.ts'
import { makeHouse } from '../helpers/guests.ts'

async function house() {
  const made = await makeHouse()
  onTestFinished(made.closeLines)
  const event = await made.world.event({ admission: 'code' })
  await made.app.context.db.sql`update events set join_code = 'K7X2MQ' where id = ${event.id}`
  const olga = await made.staff(event, ['organizer'], 'olga@example.org')
  const path = `/api/events/${event.id}/registrations`
  const list = async (query = '') => (await olga.call<typeof routes.listPeople>('GET', `${path}?${query}`)).body
  const add = (mail: string, more: Record<string, unknown> = {}) =>
    olga.call<typeof routes.addPerson>('POST', path, {
      mail,
      name: '',
      roles: ['attendee'],
      tags: [],
      member: false,
      ...more,
    })
  const change = (id: string, body: Record<string, unknown>) =>
    olga.call<typeof routes.changePerson>('PATCH', `${path}/${id}`, body)
  const remove = (id: string, why: Record<string, unknown> = { reason: 'disruption', note: '' }) =>
    olga.call<typeof removing.removePerson>('POST', `/api/events/${event.id}/removals`, { who: { person: id }, ...why })
  const byMail = async (mail: string) => (await list()).people.find((person) => person.mail === mail)!
  return { ...made, event, olga, path, list, add, change, remove, byMail }
}

test('the list holds who is on it and who came, guests without a mail address', async () => {
  const { browser, enter, event, list, add } = await house()
  await add('mila@example.org', { name: 'Mila', roles: ['mentor'], tags: ['speaker'], member: true })
  await enter(browser(), event, { code: 'K7X2MQ', name: 'Walk-in', attendance: 'room' })
  const { people, total, next } = await list()
  expect([total, next]).toEqual([3, null])
  expect(people.map((person) => [person.mail, person.name, person.shownName, person.roles])).toEqual([
    ['mila@example.org', 'Mila', null, ['mentor']],
    ['olga@example.org', 'olga@example.org', 'olga', ['organizer']],
    [null, '', 'Walk-in', ['attendee']],
  ])
  expect(people[0]).toMatchObject({ tags: ['speaker'], member: true, isHere: false, attendance: null })
  expect(people[2]).toMatchObject({ attendance: 'room', privacy: 'named' })
})

test('who chose a nickname is on the list without it, and not found by it', async () => {
  const { browser, signIn, enter, event, list } = await house()
  const shy = browser()
  await signIn(shy, 'shy@example.org')
  const { body } = await enter(shy, event, { code: 'K7X2MQ', name: 'Night Heron', privacy: 'nickname' })
  expect((await list('search=heron')).total).toBe(0)
  const everyone = await list()
  expect(everyone.people.find((person) => person.mail === 'shy@example.org')).toMatchObject({
    name: '',
    shownName: null,
    isHere: true,
    privacy: 'nickname',
  })
  expect(JSON.stringify(everyone)).not.toContain('Heron')
  expect(JSON.stringify(everyone)).not.toContain(body.participant)
})

test('the list is read by name page after page, and searched', async () => {
  const { olga, path, list } = await house()
  const csv = Array.from({ length: 120 }, (_, i) => `p${i}@example.org,Person ${String(i).padStart(3, '0')}`).join('\n')
  const { body } = await olga.call<typeof routes.previewCsv>('POST', `${path}/preview`, { csv })
  await olga.call('POST', `${path}/apply`, { csv, digest: body.digest })
  const seen: string[] = []
  let after = ''
  for (let page = 0; page < 5; page++) {
    const { people, next, total } = await list(after && `after=${after}`)
    expect(total).toBe(121)
    seen.push(...people.map((person) => person.mail!))
    if (!next) break
    after = next
  }
  expect(seen).toHaveLength(121)
  expect(new Set(seen).size).toBe(121)
  expect((await list('search=person%20007')).people.map((person) => person.mail)).toEqual(['p7@example.org'])
  expect((await list('search=P11@')).people.map((person) => person.mail)).toEqual(['p11@example.org'])
  expect((await list('search=%25')).total).toBe(0)
  expect((await list('role=organizer')).people.map((person) => person.mail)).toEqual(['olga@example.org'])
  expect((await list('after=nonsense')).people).toHaveLength(50)
})

test('someone added enters with the roles they were given; adding twice is refused', async () => {
  const { browser, signIn, enter, event, add } = await house()
  expect((await add('Mila@Example.org', { roles: ['mentor', 'mentor'] })).body.roles).toEqual(['mentor'])
  expect((await add('mila@example.org')).body.refused).toBe('people.alreadyThere')
  const mila = browser()
  await signIn(mila, 'mila@example.org')
  expect((await enter(mila, event)).body.roles).toEqual(['mentor'])
})

test('a change works at once for who is inside, and a stale one is refused', async () => {
  const { staff, event, change, byMail, list } = await house()
  const mila = await staff(event, ['mentor'], 'mila@example.org')
  const { id, revision } = await byMail('mila@example.org')
  const changed = await change(id, { revision, roles: ['moderator'], tags: ['blue'], member: true })
  expect(changed.body).toMatchObject({ roles: ['moderator'], tags: ['blue'], member: true, revision: revision + 1 })
  const mine = await mila.call('GET', `/api/events/${event.id}/participation`)
  expect(mine.body).toMatchObject({ roles: ['moderator'] })
  expect((await change(id, { revision, roles: ['producer'] })).body).toEqual({
    refused: 'core.stale',
    detail: { revision: revision + 1 },
  })
  expect((await list()).people.find((person) => person.id === id)!.roles).toEqual(['moderator'])
})

test('a guest can be given a role; the name others see stays their own', async () => {
  const { browser, enter, event, list, change } = await house()
  const guest = browser()
  await enter(guest, event, { code: 'K7X2MQ', name: 'Walk-in' })
  const [person] = (await list('search=walk')).people
  expect((await change(person!.id, { revision: person!.revision, roles: ['steward'] })).body.roles).toEqual(['steward'])
  expect((await guest.call('GET', `/api/events/${event.id}/join-code`)).status).toBe(200)
  const fresh = (await list('search=walk')).people[0]!
  expect((await change(fresh.id, { revision: fresh.revision, name: 'Other' })).body.refused).toBe('core.invalid')
})

test('who is removed is out at once, is not let in again, and comes back when added', async () => {
  const { browser, staff, enter, live, capability, event, remove, add, byMail } = await house()
  const mila = await staff(event, ['mentor'], 'mila@example.org')
  const line = await live(mila, event)
  const { id } = await byMail('mila@example.org')

  expect((await remove(id)).status).toBe(200)
  await line.until('to be cut', () => line.closing?.reason === 'removed')
  expect((await capability(mila, event)).body.refused).toBe('core.notFound')
  expect((await enter(mila, event, { code: 'K7X2MQ' })).body.refused).toBe('access.removed')
  expect((await mila.call('GET', `/api/door/${event.slug}`)).body).toMatchObject({ asks: 'removed', me: null })
  expect(await byMail('mila@example.org')).toBeUndefined()
  expect((await remove(id)).body.refused).toBe('people.removedAlready')

  await add('mila@example.org', { roles: ['attendee'] })
  expect((await capability(mila, event)).status).toBe(200)
  expect((await mila.call('GET', `/api/events/${event.id}/participation`)).body).toMatchObject({ roles: ['attendee'] })
  expect((await enter(browser(), event, { code: 'K7X2MQ' })).status).toBe(200)
})

test('who loses the stage’s roles, or is removed, leaves the stage at once', async () => {
  const { staff, live, olga, event, world, change, remove, byMail } = await house()
  const stream = `airing:${await world.airing(event)}`
  const watching = await live(olga, event)
  await watching.joins(stream)
  const device = { name: 'On', line: '', camera: true, microphone: true }
  const standBy = async (mail: string) => {
    const line = await live(await staff(event, ['mentor'], mail), event)
    expect(await line.sends(stream, 'airing.standBy', device)).toMatchObject({ ok: true })
    const key = `presenter/${line.participant}`
    await watching.sees(stream, key, (record) => record !== undefined)
    return key
  }
  const demoted = await standBy('mila@example.org')
  const { id, revision } = await byMail('mila@example.org')
  await change(id, { revision, roles: ['attendee'] })
  await watching.sees(stream, demoted, (record) => record === undefined)

  const removed = await standBy('bo@example.org')
  await remove((await byMail('bo@example.org')).id)
  await watching.sees(stream, removed, (record) => record === undefined)
})

test('a guest on stage stays when a role of theirs changes; who is removed leaves it, and a hand goes down', async () => {
  const { staff, live, olga, event, world, change, remove, byMail, app } = await house()
  const stream = `airing:${await world.airing(event)}`
  const producer = await live(olga, event)
  await producer.joins(stream)
  const device = { name: 'On', line: '', camera: true, microphone: true }
  const does = async (line: typeof producer, type: string, data: unknown = {}) =>
    expect(await line.sends(stream, `airing.${type}`, data)).toMatchObject({ ok: true })
  const comes = async (role: 'mentor' | 'attendee', mail: string) => live(await staff(event, [role], mail), event)
  const [mila, vera, gil] = [
    await comes('mentor', 'mila@example.org'),
    await comes('attendee', 'vera@example.org'),
    await comes('attendee', 'gil@example.org'),
  ]
  await does(producer, 'openDoors')
  await does(mila, 'standBy', device)
  await does(producer, 'startCountdown')
  for (const line of [vera, gil]) await does(line, 'raiseHand', { name: 'Hand', about: '', where: '' })
  await does(producer, 'invite', { participant: vera.participant })
  await does(vera, 'acceptInvite', device)
  const guest = `presenter/${vera.participant}`
  await producer.sees(stream, guest, (record) => record?.state === 'on')

  const { id, revision } = await byMail('vera@example.org')
  await change(id, { revision, roles: ['attendee'], tags: ['blue'] })
  const { sql } = app.context.db
  await eventually('every look at who may be on stage to be over', async () => {
    return (await sql`select 1 from jobs where kind = 'people.offStage'`).length === 0
  })
  expect(producer.record(stream, guest)).toMatchObject({ state: 'on' })

  await remove(id)
  await producer.sees(stream, guest, (record) => record === undefined)
  await remove((await byMail('gil@example.org')).id)
  await producer.sees(stream, `raised/${gil.participant}`, (record) => record === undefined)
})

test('a removed guest is not let in again with this browser', async () => {
  const { browser, enter, event, list, remove } = await house()
  const guest = browser()
  await enter(guest, event, { code: 'K7X2MQ', name: 'Rude' })
  await remove((await list('search=rude')).people[0]!.id)
  expect((await enter(guest, event, { code: 'K7X2MQ' })).body.refused).toBe('access.removed')
  expect((await list()).total).toBe(1)
})

test('an event keeps an organizer, whichever way the last one would go', async () => {
  const { olga, path, byMail, change, remove, staff, event } = await house()
  const { id, revision } = await byMail('olga@example.org')
  expect((await remove(id)).body.refused).toBe('people.yourself')
  expect((await change(id, { revision, roles: ['attendee'] })).body.refused).toBe('people.lastOrganizer')
  const csv = 'olga@example.org,Olga,attendee'
  const { body } = await olga.call<typeof routes.previewCsv>('POST', `${path}/preview`, { csv })
  expect(body.lines).toMatchObject([{ effect: 'bad', problem: 'lastOrganizer' }])
  const oz = await staff(event, ['attendee'], 'oz@example.org')
  const line = await byMail('oz@example.org')
  await change(line.id, { revision: line.revision, roles: ['organizer'] })
  const who = { person: id }
  const gone = await oz.call('POST', `/api/events/${event.id}/removals`, { who, reason: 'other', note: '' })
  expect(gone.status).toBe(200)
})

test('a pasted list says what it would do, and then does that and no more', async () => {
  const { staff, event, olga, path, add, list, byMail } = await house()
  await staff(event, ['mentor'], 'mila@example.org')
  await add('bo@example.org', { name: 'Bo' })
  const csv =
    'mail;name;roles\r\nmila@example.org;Mila;producer\r\nbo@example.org;Bo;attendee\r\nnew@example.org;Neu;\r\nbad;;\r\n'
  const preview = async () => (await olga.call<typeof routes.previewCsv>('POST', `${path}/preview`, { csv })).body
  const { lines, totals, digest } = await preview()
  expect(lines.map((line) => [line.line, line.effect, line.changes])).toEqual([
    [2, 'change', ['name', 'roles']],
    [3, 'same', []],
    [4, 'add', []],
    [5, 'bad', []],
  ])
  expect(totals).toEqual({ add: 1, change: 1, same: 1, bad: 1 })
  expect((await list()).total).toBe(3)

  const apply = (token: string) => olga.call<typeof routes.applyCsv>('POST', `${path}/apply`, { csv, digest: token })
  expect((await apply('0'.repeat(64))).body.refused).toBe('people.listMoved')
  expect((await apply(digest)).body).toEqual({ added: 1, changed: 1 })
  expect(await byMail('mila@example.org')).toMatchObject({ name: 'Mila', roles: ['producer'] })
  expect(await byMail('new@example.org')).toMatchObject({ name: 'Neu', roles: ['attendee'] })
  expect((await apply(digest)).body.refused).toBe('people.listMoved')
  expect((await preview()).totals).toEqual({ add: 0, change: 0, same: 3, bad: 1 })
})

test('a list of a megabyte is the most; ten are refused before they are read', async () => {
  const { olga, path } = await house()
  const preview = async (csv: string) =>
    olga.raw('POST', `${path}/preview`, JSON.stringify({ csv }), { 'content-type': 'application/json' })
  expect((await preview('x'.repeat(10_000_000))).status).toBe(413)
  const unclosed = await preview('mail\n"ana@example.org')
  expect([unclosed.status, await unclosed.json()]).toEqual([422, { refused: 'people.badList', detail: { line: 2 } }])
})

test('invitation links are made, listed without their secret, and ended', async () => {
  const { olga, event, browser } = await house()
  const path = `/api/events/${event.id}/invitations`
  const made = await olga.call<typeof routes.addInvitation>('POST', path, {
    roles: ['mentor'],
    note: 'Speakers',
    uses: 2,
    hours: 24,
  })
  const token = made.body.url.split('#')[1]!
  expect(made.body).toMatchObject({ state: 'open', usesLeft: 2, note: 'Speakers' })
  const list = async () => (await olga.call<typeof routes.listInvitations>('GET', path)).body
  expect(JSON.stringify(await list())).not.toContain(token)
  expect((await olga.call('DELETE', `${path}/${made.body.id}`)).status).toBe(200)
  expect((await list()).invitations).toMatchObject([{ id: made.body.id, state: 'revoked' }])
  const guest: Browser = browser()
  expect((await guest.call('POST', '/api/invitation', { token })).body).toEqual({ refused: 'access.invitationOver' })
})
