import { expect, onTestFinished, test } from 'vitest'
import type * as code from '#shared/access/code.routes.ts'
import type * as routes from '#shared/access/routes.ts'
import type * as people from '#shared/people/routes.ts'
import type { Browser } from '../helpers/browser.ts'
import { makeHouse } from '../helpers/guests.ts'

const OWN = {
  text: '# Be kind\n- To all',
  appeal: { mail: 'Olga@Example.org', words: 'Ring twice.' },
  asksAgain: false,
}
const UNASKED = { accepts: undefined }

async function house(admission: 'open' | 'code' | 'list' = 'open') {
  const made = await makeHouse()
  onTestFinished(made.closeLines)
  const event = await made.world.event({ admission })
  const base = `/api/events/${event.id}`
  const olga = await made.staff(event, ['organizer'], 'olga@example.org')
  const change = (version: number, more: object = {}, by = olga) =>
    by.call<typeof code.changeCode>('PUT', `${base}/conduct`, { version, ...OWN, ...more })
  const read = (by: Browser) => by.call<typeof code.readCode>('GET', `/api/door/${event.slug}/conduct`)
  const accept = (by: Browser, version: number) =>
    by.call<typeof code.acceptCode>('POST', `${base}/conduct/acceptance`, { version })
  const door = async (by: Browser) => (await by.call<typeof routes.door>('GET', `/api/door/${event.slug}`)).body
  return { ...made, event, base, olga, change, read, accept, door }
}

test('whoever comes in for the first time accepts it, by every way, before anything is given', async () => {
  const { browser, enter, event, base, olga, signIn, capability } = await house()
  const guest = browser()
  for (const accepts of [undefined, 2])
    expect((await enter(guest, event, { accepts })).body.refused).toBe('access.conductFirst')
  expect(guest.cookies.has('foyer')).toBe(false)
  expect((await enter(guest, event)).status).toBe(200)
  expect((await capability(guest, event)).status).toBe(200)

  const listing = { name: '', roles: ['mentor'], tags: [], member: false }
  await olga.call('POST', `${base}/registrations`, { mail: 'mila@example.org', ...listing })
  const mila = browser()
  await signIn(mila, 'mila@example.org')
  expect((await enter(mila, event, UNASKED)).body.refused).toBe('access.conductFirst')
  expect((await enter(mila, event)).body.roles).toEqual(['mentor'])

  const link = { roles: ['steward'], note: '', uses: 1, hours: 24 }
  const { body } = await olga.call<typeof people.addInvitation>('POST', `${base}/invitations`, link)
  const wish = { token: body.url.split('#')[1], name: 'Ana', privacy: 'named', attendance: 'home' }
  const invited = browser()
  const take = (more: object) => invited.call<typeof routes.acceptInvitation>('POST', '/api/invitation/accept', more)
  expect((await take(wish)).body.refused).toBe('access.conductFirst')
  // The use was not lost by asking.
  expect((await take({ ...wish, accepts: 1 })).body.roles).toEqual(['steward'])
})

test('it is asked once: not in another browser of the account, nor for changing one’s name', async () => {
  const { browser, enter, event, signIn, door } = await house()
  const [first, second] = [browser(), browser()]
  await signIn(first, 'ana@example.org')
  await enter(first, event)
  await signIn(second, 'ana@example.org')
  expect(await door(second)).toMatchObject({ asks: 'inside', me: { name: 'Ana' } })
  expect((await enter(second, event, { ...UNASKED, name: 'Ana B' })).body.name).toBe('Ana B')
})

test('a changed text is for newcomers; everyone is asked again only where the organizer says so', async () => {
  const { browser, enter, event, change, accept, door, capability, olga } = await house()
  const [ana, ben] = [browser(), browser()]
  await enter(ana, event)
  expect((await change(1)).body).toEqual({ version: 2 })
  expect(await door(ana)).toMatchObject({ asks: 'inside', conduct: { version: 2, text: OWN.text } })
  // One who had the door open with the former text may still come in under it.
  expect((await enter(ben, event)).status).toBe(200)

  await change(2, { asksAgain: true })
  expect((await enter(browser(), event)).body.refused).toBe('access.conductFirst')
  for (const one of [ana, ben]) {
    expect(await door(one)).toMatchObject({ asks: 'conduct', me: { name: 'Ana' } })
    expect((await capability(one, event)).body.refused).toBe('access.conductFirst')
  }
  for (const version of [2, 4]) expect((await accept(ana, version)).body.refused).toBe('access.conductFirst')
  expect((await accept(ana, 3)).status).toBe(200)
  expect((await capability(ana, event)).status).toBe(200)
  expect((await enter(ben, event, { accepts: 3 })).status).toBe(200)
  expect(await door(ben)).toMatchObject({ asks: 'inside' })
  expect(await door(olga)).toMatchObject({ asks: 'inside' })
})

test('a page that is open is not torn away by it: its token is renewed', async () => {
  const { browser, enter, event, change, capability } = await house()
  const ana = browser()
  await enter(ana, event)
  expect((await capability(ana, event)).status).toBe(200)
  await change(1, { asksAgain: true })
  expect((await capability(ana, event)).status).toBe(200)
})

test('only an organizer changes it, not over another’s change, within its sizes; it is noted down', async () => {
  const { staff, event, base, olga, change, read } = await house()
  const mo = await staff(event, ['moderator'], 'mo@example.org')
  expect((await change(1, {}, mo)).body.refused).toBe('core.forbidden')
  for (const more of [
    { text: 'x'.repeat(6001) },
    { appeal: { mail: 'nobody', words: '' } },
    { appeal: { mail: '', words: 'x'.repeat(301) } },
  ])
    expect((await change(1, more)).body.refused).toBe('core.invalid')
  const both = await Promise.all([change(1), change(1, { text: 'Mine' })])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(both.find(({ status }) => status === 409)!.body).toEqual({ refused: 'core.stale', detail: { version: 2 } })
  expect((await read(mo)).body).toMatchObject({
    version: 2,
    appeal: { mail: 'olga@example.org', words: 'Ring twice.' },
  })
  const { body } = await olga.call<typeof people.audit>('GET', `${base}/audit`)
  expect(body.lines.map(({ action }) => action)).toEqual(['conductChanged'])
})

test('whoever may see the door reads it; who was removed reads there how to appeal', async () => {
  const open = await house()
  expect((await open.read(open.browser())).body).toMatchObject({
    version: 1,
    text: '',
    appeal: { mail: '', words: '' },
  })
  const ana = open.browser()
  const { body } = await open.enter(ana, open.event)
  await open.change(1)
  const who = { participant: body.participant }
  await open.olga.call('POST', `${open.base}/removals`, { who, reason: 'other', note: '' })
  expect(await open.door(ana)).toMatchObject({
    asks: 'removed',
    appeal: { mail: 'olga@example.org', words: 'Ring twice.' },
  })
  expect((await open.read(ana)).status).toBe(200)

  const listed = await house('list')
  const stranger = listed.browser()
  expect((await listed.read(stranger)).body.refused).toBe('core.notFound')
  // Whether there is such an event is not told by what it asks.
  for (const more of [{}, UNASKED])
    expect((await listed.enter(stranger, listed.event, more)).body.refused).toBe('core.notFound')
  expect((await listed.read(listed.olga)).status).toBe(200)
})
