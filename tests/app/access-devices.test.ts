import { expect, onTestFinished, test } from 'vitest'
import type * as routes from '#shared/access/routes.ts'
import { eventually } from '../helpers/eventually.ts'
import { makeHouse } from '../helpers/guests.ts'

const HOUR = 3_600_000

async function house() {
  const made = await makeHouse()
  onTestFinished(made.closeLines)
  return made
}
type Visitor = ReturnType<Awaited<ReturnType<typeof house>>['browser']>
const devices = async (visitor: Visitor) =>
  (await visitor.call<typeof routes.devices>('GET', '/api/devices')).body.devices

test('signing out ends the cookie, the capability and the open pages of this browser alone', async () => {
  const { browser, signIn, enter, live, capability, world } = await house()
  const event = await world.event()
  const [laptop, phone] = [browser(), browser()]
  for (const visitor of [laptop, phone]) await signIn(visitor, 'ana@example.org')
  await enter(laptop, event)
  const [atLaptop, atPhone] = [await live(laptop, event), await live(phone, event)]
  const stolen = laptop.cookie

  expect((await laptop.call('POST', '/api/sign-out', { everywhere: false })).status).toBe(200)
  expect(laptop.cookies.has('foyer')).toBe(false)
  await atLaptop.until('to be cut', () => atLaptop.closing?.reason === 'signedOut')
  expect(atPhone.socket.connected).toBe(true)
  laptop.headers = { cookie: stolen }
  expect((await capability(laptop, event)).body.refused).toBe('core.signedOut')
  expect((await capability(phone, event)).status).toBe(200)
})

test('signing out everywhere ends every browser of the account', async () => {
  const { browser, signIn, enter, live, world } = await house()
  const event = await world.event()
  const [laptop, phone, other] = [browser(), browser(), browser()]
  for (const visitor of [laptop, phone]) await signIn(visitor, 'ana@example.org')
  await signIn(other, 'bo@example.org')
  await enter(laptop, event)
  await enter(other, event)
  const lines = [await live(laptop, event), await live(phone, event)]
  const kept = await live(other, event)
  await laptop.call('POST', '/api/sign-out', { everywhere: true })
  for (const line of lines) await line.until('to be cut', () => line.closing?.reason === 'signedOut')
  expect((await phone.call('GET', '/api/devices')).body).toEqual({ refused: 'core.signedOut' })
  expect(kept.socket.connected).toBe(true)
})

test('one browser of the list can be signed out from another; nobody else’s can', async () => {
  const { browser, signIn } = await house()
  const [laptop, phone, stranger] = [browser(), browser(), browser()]
  phone.headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }
  for (const visitor of [laptop, phone]) await signIn(visitor, 'ana@example.org')
  await signIn(stranger, 'bo@example.org')
  const list = await devices(laptop)
  expect(list).toHaveLength(2)
  const other = list.find((device) => !device.isThis)!
  expect(other.label).toBe('Firefox on Linux')
  const revoke = (visitor: Visitor, id: string) => visitor.call('DELETE', `/api/devices/${id}`)
  expect((await revoke(stranger, other.id)).body).toEqual({ refused: 'core.notFound' })
  expect((await revoke(laptop, other.id)).status).toBe(200)
  expect((await phone.call<typeof routes.me>('GET', '/api/me')).body.state).toBe('out')
  expect(await devices(laptop)).toHaveLength(1)
})

test('a capability ends after an hour, and a forged one opens nothing', async () => {
  const { browser, enter, capability, world, clock, url, config } = await house()
  const event = await world.event()
  const guest = browser()
  await enter(guest, event)
  const { body } = await capability(guest, event)
  expect(body.expiresAt).toBe(clock.now() + HOUR)
  const airing = await world.airing(event)
  const watch = async (token: string, origin: string | null = config.url) => {
    const response = await fetch(`${url}/api/events/${event.id}/airings/${airing}/watch`, {
      method: 'POST',
      headers: { authorization: `Capability ${token}`, ...(origin && { origin }) },
    })
    return ((await response.json()) as { refused?: string }).refused
  }
  expect(await watch(body.token)).toMatch(/^airing\./)
  expect(await watch('A'.repeat(43))).toBe('core.signedOut')
  expect(await watch('')).toBe('core.signedOut')
  expect(await watch(body.token, null)).toBe('core.badOrigin')
  expect(await watch(body.token, 'https://evil.example')).toBe('core.badOrigin')
  clock.move(HOUR)
  expect(await watch(body.token)).toBe('core.signedOut')
})

test('an event closes 12 hours after its last airing, and with it code, links, capabilities and guests', async () => {
  const { browser, signIn, enter, live, capability, world, clock, app } = await house()
  const event = await world.event({ admission: 'code' })
  await app.context.db.sql`update events set join_code = 'K7X2MQ' where id = ${event.id}`
  await world.airing(event)
  const [guest, account] = [browser(), browser()]
  await enter(guest, event, { code: 'K7X2MQ' })
  await signIn(account, 'ana@example.org')
  await enter(account, event, { code: 'K7X2MQ' })
  const line = await live(guest, event)

  const isClosed = async () => {
    const [row] = await app.context.db.sql`select 1 from events where id = ${event.id} and closed_at is not null`
    return row
  }
  clock.move(12 * HOUR + 30 * 60_000)
  app.core.jobs.wake()
  expect(await isClosed()).toBeUndefined()
  clock.move(HOUR)
  app.core.jobs.wake()
  await eventually('the event to close', isClosed)

  await line.until('to be cut', () => line.closing?.reason === 'expired')
  expect((await browser().call('GET', '/api/join/K7X2MQ')).body).toEqual({ refused: 'access.joinCodeUnknown' })
  expect((await guest.call<typeof routes.me>('GET', '/api/me')).body.state).toBe('out')
  expect((await capability(account, event)).body.refused).toBe('access.closed')
  expect((await account.call('GET', `/api/events/${event.id}/participation`)).status).toBe(200)
  expect((await enter(browser(), event, { code: 'K7X2MQ' })).body.refused).toBe('access.closed')
})
