import { expect, onTestFinished, test } from 'vitest'
import { addInvitation } from '#server/identity/invitations.ts'
import type * as routes from '#shared/access/routes.ts'
import type * as peopleRoutes from '#shared/people/routes.ts'
import { makeHouse } from '../helpers/guests.ts'

const HOUR = 3_600_000

async function house() {
  const made = await makeHouse()
  onTestFinished(made.closeLines)
  const door = (visitor: ReturnType<typeof made.browser>, slug: string) =>
    visitor.call<typeof routes.door>('GET', `/api/door/${slug}`)
  const codeOf = async (event: { id: string }) => {
    const [row] = await made.app.context.db.sql<{
      code: string
    }>`select join_code code from events where id = ${event.id}`
    return row!.code
  }
  return { ...made, door, codeOf }
}

test('an open event lets in whoever has its address, as a guest', async () => {
  const { browser, enter, door, world } = await house()
  const event = await world.event({ admission: 'open' })
  const guest = browser()
  expect((await door(guest, event.slug)).body).toMatchObject({ asks: 'open', me: null, suggestedPrivacy: 'named' })
  const inside = await enter(guest, event, { name: '  Ana  Maria ', attendance: 'room' })
  expect(inside.body).toMatchObject({ name: 'Ana Maria', attendance: 'room', privacy: 'named', roles: ['attendee'] })
  expect((await door(guest, event.slug)).body).toMatchObject({ asks: 'inside', me: { name: 'Ana Maria' } })
  const me = await guest.call<typeof routes.me>('GET', '/api/me')
  expect(me.body).toMatchObject({ state: 'guest', mail: null, events: [{ id: event.id, isInside: true }] })
})

test('a browser that asks not to be followed is offered the nickname', async () => {
  const { browser, door, world } = await house()
  const event = await world.event()
  for (const header of ['sec-gpc', 'dnt']) {
    const shy = browser()
    shy.headers = { [header]: '1' }
    expect((await door(shy, event.slug)).body.suggestedPrivacy).toBe('nickname')
  }
})

test('an event by code wants the code, in any spelling of it', async () => {
  const { browser, enter, door, world, codeOf, app } = await house()
  const event = await world.event({ admission: 'code' })
  await app.context.db.sql`update events set join_code = 'K7X2MQ' where id = ${event.id}`
  expect(await codeOf(event)).toBe('K7X2MQ')
  const guest = browser()
  expect((await door(guest, event.slug)).body.asks).toBe('code')
  expect((await enter(guest, event)).body.refused).toBe('access.joinCodeNeeded')
  expect((await enter(guest, event, { code: 'AAAAAA' })).body.refused).toBe('access.joinCodeUnknown')
  expect(guest.cookies.has('foyer')).toBe(false)
  const preview = await guest.call<typeof routes.joinPreview>('GET', '/api/join/k7x%202mq')
  expect(preview.body.event.slug).toBe(event.slug)
  expect((await enter(guest, event, { code: 'k7x-2mq' })).status).toBe(200)
  expect((await guest.call('GET', '/api/join/K7X2M0')).body).toEqual({ refused: 'core.invalid' })
})

test('rotating the join code ends the old one and throws nobody out', async () => {
  const { browser, enter, staff, live, world, codeOf, app } = await house()
  const event = await world.event({ admission: 'code' })
  await app.context.db.sql`update events set join_code = 'K7X2MQ' where id = ${event.id}`
  const organizer = await staff(event, ['organizer'], 'olga@example.org')
  const guest = browser()
  await enter(guest, event, { code: 'K7X2MQ' })
  const line = await live(guest, event)

  const rotated = await organizer.call<typeof peopleRoutes.rotateJoinCode>('POST', `/api/events/${event.id}/join-code`)
  expect(rotated.body.code).toMatch(/^[A-HJKMNP-Z2-9]{6}$/)
  expect(rotated.body.url).toBe(`${app.context.config.url}/join/${rotated.body.code}`)
  expect(await codeOf(event)).toBe(rotated.body.code)
  const late = browser()
  expect((await late.call('GET', '/api/join/K7X2MQ')).body).toEqual({ refused: 'access.joinCodeUnknown' })
  expect((await enter(late, event, { code: 'K7X2MQ' })).body.refused).toBe('access.joinCodeUnknown')
  expect((await enter(late, event, { code: rotated.body.code })).status).toBe(200)

  expect((await guest.call('GET', `/api/events/${event.id}/participation`)).status).toBe(200)
  expect(line.socket.connected).toBe(true)
  expect((await enter(guest, event, { attendance: 'room' })).body).toMatchObject({ attendance: 'room' })
})

test('an event by list is not there for who is not on it', async () => {
  const { browser, signIn, enter, door, staff, world } = await house()
  const event = await world.event({ admission: 'list' })
  const nowhere = await browser().call('GET', '/api/door/no-such-event')
  const stranger = browser()
  expect(await door(stranger, event.slug)).toEqual(nowhere)
  await signIn(stranger, 'stranger@example.org')
  expect(await door(stranger, event.slug)).toEqual(nowhere)
  expect((await enter(stranger, event)).body).toEqual({ refused: 'core.notFound' })
  expect((await stranger.call('GET', `/api/events/${event.id}/participation`)).body).toEqual({
    refused: 'core.notFound',
  })

  const listed = await staff(event, ['mentor'], 'mila@example.org')
  expect((await door(listed, event.slug)).body).toMatchObject({ asks: 'inside', me: { roles: ['mentor'] } })
})

test('name, privacy and place can be changed, and the live line knows at once', async () => {
  const { browser, enter, live, world, app } = await house()
  const event = await world.event()
  const guest = browser()
  await enter(guest, event)
  const { participant } = await live(guest, event)
  const changed = await guest.call<typeof routes.changeParticipation>(
    'PATCH',
    `/api/events/${event.id}/participation`,
    {
      name: 'A.',
      privacy: 'nickname',
      attendance: 'room',
    },
  )
  expect(changed.body).toMatchObject({ participant, name: 'A.', privacy: 'nickname', attendance: 'room' })
  const [facts] = await app.context.db
    .sql`select version, privacy, attendance from facts where participant = ${participant}`
  expect(facts).toEqual({ version: 2, privacy: 'nickname', attendance: 'room' })
})

test('a guest who signs in stays who they are, and the account has them from then on', async () => {
  const { browser, signIn, enter, live, world } = await house()
  const event = await world.event()
  const guest = browser()
  const { body: before } = await enter(guest, event, { name: 'Walk-in' })
  const line = await live(guest, event)
  const oldCookie = guest.cookie
  const signed = await signIn(guest, 'ana@example.org')
  expect(signed.body.doubled).toEqual([])
  expect(guest.cookie).not.toBe(oldCookie)
  expect(line.socket.connected).toBe(true)

  const laptop = browser()
  await signIn(laptop, 'ana@example.org')
  const there = await laptop.call<typeof routes.participation>('GET', `/api/events/${event.id}/participation`)
  expect(there.body).toMatchObject({ participant: before.participant, name: 'Walk-in' })
})

test('who is there twice after signing in says which of the two goes on', async () => {
  const { browser, signIn, enter, live, staff, world } = await house()
  const event = await world.event()
  await staff(event, ['mentor'], 'mila@example.org')
  for (const keep of ['guest', 'account'] as const) {
    const phone = browser()
    const { body: guest } = await enter(phone, event, { name: `Phone ${keep}` })
    const line = await live(phone, event)
    const signed = await signIn(phone, 'mila@example.org')
    expect(signed.body.doubled).toMatchObject([{ guest: `Phone ${keep}`, event: { id: event.id } }])
    const kept = await phone.call<typeof routes.keepOne>('POST', `/api/doubled/${event.id}`, { keep })
    expect(kept.status).toBe(200)
    const mine = await phone.call<typeof routes.participation>('GET', `/api/events/${event.id}/participation`)
    expect(mine.body.roles).toContain('mentor')
    expect(mine.body.participant === guest.participant).toBe(keep === 'guest')
    if (keep === 'account') await line.until('to be cut', () => line.closing !== null)
    expect((await phone.call<typeof routes.me>('GET', '/api/me')).body.doubled).toEqual([])
  }
})

test('who was silenced cannot go on as the other of the two', async () => {
  const { browser, signIn, enter, staff, world, app } = await house()
  const event = await world.event()
  await staff(event, ['mentor'], 'mila@example.org')
  const phone = browser()
  const { body: guest } = await enter(phone, event, { name: 'Loud' })
  await signIn(phone, 'mila@example.org')
  await app.context.db.sql`update facts set silenced = true where participant = ${guest.participant}`
  for (const keep of ['guest', 'account'] as const) {
    const kept = await phone.call<typeof routes.keepOne>('POST', `/api/doubled/${event.id}`, { keep })
    expect(kept.body).toMatchObject({ refused: 'core.silenced' })
  }
})

test('an invitation gives its roles until it is used up, is revoked or is over', async () => {
  const { browser, signIn, enter, world, app, clock } = await house()
  const event = await world.event({ admission: 'list' })
  const { sql } = app.context.db
  const invite = (uses: number, roles: readonly ['producer'] | readonly ['mentor'] = ['producer']) =>
    addInvitation(sql, event.id, { roles, note: '', uses, expiresAt: clock.now() + HOUR, now: clock.now() })
  const accept = (visitor: ReturnType<typeof browser>, token: string) =>
    visitor.call<typeof routes.acceptInvitation>('POST', '/api/invitation/accept', {
      token,
      name: 'Pia',
      privacy: 'named',
      attendance: 'home',
      accepts: 1,
    })
  const once = await invite(1)
  const pia = browser()
  const preview = await pia.call<typeof routes.invitationPreview>('POST', '/api/invitation', { token: once.token })
  expect(preview.body).toMatchObject({ roles: ['producer'], event: { id: event.id }, me: null })
  expect((await accept(pia, once.token)).body.roles).toEqual(['producer'])
  expect((await accept(browser(), once.token)).body.refused).toBe('access.invitationOver')

  const mentor = await invite(2, ['mentor'])
  expect((await accept(pia, mentor.token)).body.roles).toEqual(['producer', 'mentor'])
  expect((await accept(pia, mentor.token)).body.roles).toEqual(['producer', 'mentor'])
  const second = browser()
  await signIn(second, 'second@example.org')
  expect((await accept(second, mentor.token)).body.roles).toEqual(['mentor'])
  expect((await enter(second, event)).body.roles).toEqual(['mentor'])

  const late = await invite(5)
  clock.move(HOUR)
  expect((await accept(browser(), late.token)).body.refused).toBe('access.invitationOver')
  expect((await accept(browser(), 'A'.repeat(43))).body.refused).toBe('access.invitationOver')
})

test('the last use of an invitation goes to one of those who press at once', async () => {
  const { browser, world, app, clock } = await house()
  const event = await world.event()
  const { token } = await addInvitation(app.context.db.sql, event.id, {
    roles: ['mentor'],
    note: '',
    uses: 1,
    expiresAt: clock.now() + HOUR,
    now: clock.now(),
  })
  const body = { token, name: 'Pia', privacy: 'named', attendance: 'home', accepts: 1 }
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => browser().call('POST', '/api/invitation/accept', body)),
  )
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410, 410])
})
