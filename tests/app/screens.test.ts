import { deepStrictEqual, notStrictEqual, ok, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { watch } from '#shared/airing/routes.ts'
import { screenProgramme } from '#shared/programme/routes.ts'
import { addScreen, listScreens, openScreen, wall } from '#shared/screens/routes.ts'
import { Person } from '../helpers/person.ts'
import { type Evening, evening, MINUTE, type Presenter, type Stage, soon } from './airing-evening.ts'

const screensOf = (night: Evening) => `/api/events/${night.event.id}/screens`

async function made(night: Evening, staff: Person, label = 'The beamer') {
  const { status, body } = await staff.calls('POST', screensOf(night), { stage: night.event.stage, label })
  strictEqual(status, 200)
  const given = addScreen.reply.parse(body)
  return { ...given, secret: given.link.split('#')[1] ?? '' }
}

/** What a screen does with its link: no account, no cookie, no Origin. */
const opens = (night: Evening, secret: string) =>
  fetch(`${night.made.url}/api/screen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret }),
  })

async function shown(night: Evening, secret: string): Promise<Person> {
  const given = openScreen.reply.parse(await (await opens(night, secret)).json())
  const screen = new Person({
    urls: night.made.urls,
    node: 0,
    event: given.event,
    participant: given.participant,
    capability: given.token,
    cookie: '',
    origin: night.made.config.url,
  })
  await screen.online()
  ok((await screen.joins(night.stream)).ok)
  return screen
}

const asksWall = (night: Evening, screen: Person, event = night.event.id) =>
  screen.calls('GET', `/api/events/${event}/wall`, undefined, 'capability')

async function withScreen() {
  const night = await evening()
  const producer = await night.person('producer')
  const link = await made(night, producer)
  return { night, producer, link, screen: await shown(night, link.secret) }
}

describe('a screen link', () => {
  test('opens the wall without account or cookie, again and again, and is answered once', async () => {
    const { night, producer, link, screen } = await withScreen()
    strictEqual(link.link, `${night.made.config.url}/screen#${link.secret}`)
    const { status, body } = await asksWall(night, screen)
    strictEqual(status, 200)
    const code = night.event.id.slice(0, 6).toUpperCase()
    deepStrictEqual(wall.reply.parse(body), {
      screen: { id: link.screen.id, stage: night.event.stage, label: 'The beamer' },
      join: { code, url: `${night.made.config.url}/join/${code}` },
    })
    strictEqual((await opens(night, link.secret)).status, 200)
    const listed = (await producer.calls('GET', screensOf(night))).body
    ok(!JSON.stringify(listed).includes(link.secret))
    deepStrictEqual(
      listScreens.reply.parse(listed).screens.map(({ id, isOpen }) => ({ id, isOpen })),
      [{ id: link.screen.id, isOpen: true }],
    )
    night.made.clock.move(2 * MINUTE)
    const later = listScreens.reply.parse((await producer.calls('GET', screensOf(night))).body)
    strictEqual(later.screens[0]?.isOpen, false)
    screen.close()
  })

  test('is for stages of its own event, and made by those who run it', async () => {
    const { night, producer, screen } = await withScreen()
    const foreign = await night.made.world.event()
    const body = { stage: foreign.stage, label: 'Theirs' }
    strictEqual((await producer.calls('POST', screensOf(night), body)).status, 404)
    const mentor = await night.person('mentor')
    strictEqual((await mentor.calls('POST', screensOf(night), { ...body, stage: night.event.stage })).status, 403)
    strictEqual((await asksWall(night, screen, foreign.id)).status, 401)
    screen.close()
  })

  test('that is wrong is refused plainly', async () => {
    const night = await evening()
    for (const secret of ['', 'wrong', 'x'.repeat(43)]) {
      const reply = await opens(night, secret)
      strictEqual(reply.status, 410)
      deepStrictEqual(await reply.json(), { refused: 'screens.linkOver' })
    }
  })

  test('that is taken back ends the line and the place in the media room at once, and opens nothing more', async () => {
    const { night, producer, link, screen } = await withScreen()
    await night.goesLive(producer, await night.person('mentor'))
    const guest = await night.enters(screen, 'watch')
    deepStrictEqual(await night.media.list(night.room).then((all) => all.map(({ identity }) => identity)), [
      guest.identity,
    ])
    strictEqual((await producer.calls('DELETE', `${screensOf(night)}/${link.screen.id}`)).status, 200)
    deepStrictEqual(await night.media.list(night.room), [])
    await screen.until('to be cut off', () => screen.closing !== null)
    deepStrictEqual(screen.closing, { reason: 'removed', retryAfter: null })
    strictEqual((await opens(night, link.secret)).status, 410)
    strictEqual((await asksWall(night, screen)).status, 401)
    strictEqual((await night.asks(screen, 'watch')).status, 401)
    strictEqual((await producer.calls('DELETE', `${screensOf(night)}/${link.screen.id}`)).status, 404)
    screen.close()
  })

  test('made anew, the one before is worth nothing', async () => {
    const { night, producer, link, screen } = await withScreen()
    const { status, body } = await producer.calls('POST', `${screensOf(night)}/${link.screen.id}/link`)
    strictEqual(status, 200)
    const again = addScreen.reply.parse(body).link.split('#')[1] ?? ''
    notStrictEqual(again, link.secret)
    await screen.until('to be cut off', () => screen.closing?.reason === 'removed')
    strictEqual((await opens(night, link.secret)).status, 410)
    const second = await shown(night, again)
    strictEqual((await asksWall(night, second)).status, 200)
    screen.close()
    second.close()
  })
})

describe('a screen', () => {
  test('sees who is on as viewers do, watches while it is live, and sees rehearsals and no mail', async () => {
    const { night, producer, screen } = await withScreen()
    const mentor = await night.person('mentor')
    await night.does(producer, 'airing.openDoors')
    strictEqual((await night.asks(screen, 'watch')).status, 409)
    await night.does(mentor, 'airing.standBy', { name: 'Ana Lind', line: 'Sound', camera: true, microphone: true })
    strictEqual(screen.record(night.stream, `presenter/${mentor.participant}`), undefined)
    await night.resumes(producer)
    await screen.sees<Stage>(night.stream, 'stage', (stage) => stage?.state === 'live')
    await screen.sees<Presenter>(night.stream, `presenter/${mentor.participant}`, (one) => one?.state === 'on')
    deepStrictEqual(Object.keys(screen.holds(night.stream)), ['screen'])
    const seat = await night.asks(screen, 'watch')
    ok(watch.reply.safeParse(seat.body).success)
    const { db } = night.made.app.context
    await db.sql`insert into people (id, event, name, mail) values ('p'||repeat('x', 23), ${night.event.id}, 'Ana', 'ana@example.org')`
    const { body } = await screen.calls(
      'GET',
      `/api/events/${night.event.id}/programme/screen`,
      undefined,
      'capability',
    )
    deepStrictEqual(
      screenProgramme.reply.parse(body).people.map(({ mail }) => mail),
      [null],
    )
    screen.close()
  })

  test('may send nothing: no command, no hand, no clap; and is no one of those who are here', async () => {
    const { night, producer, screen } = await withScreen()
    const steward = await night.person('organizer')
    await night.does(producer, 'airing.openDoors')
    for (const [type, data] of [
      ['airing.raiseHand', { name: 'A wall', about: '', where: '' }],
      ['airing.standBy', { name: 'A wall', line: '', camera: true, microphone: true }],
      ['airing.startCountdown', {}],
    ] as const)
      deepStrictEqual(await screen.sends(night.stream, type, data), { ok: false, refused: 'core.forbidden' })
    const clap = { stream: night.stream, type: 'airing.react', data: { clap: 1 } }
    deepStrictEqual(await screen.raw('signal', clap), { ok: false, refused: 'core.forbidden' })
    for (const kind of ['present', 'backstage'] as const) strictEqual((await night.asks(screen, kind)).status, 403)
    await soon(() => ok(steward.heard.some(({ type }) => type === 'here')))
    const here = steward.heard.findLast(({ type }) => type === 'here')
    deepStrictEqual(here?.data, { room: 0, home: 2 })
    const { body } = await steward.calls('GET', `/api/events/${night.event.id}/people`)
    ok(!JSON.stringify(body).includes('The beamer'))
    screen.close()
  })
})
