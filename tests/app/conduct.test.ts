import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { reportNames } from '#shared/conduct/routes.ts'
import type { Role } from '#shared/core/people.ts'
import { makeApp } from '../helpers/app.ts'
import type { Person } from '../helpers/person.ts'
import { Evening, evening, READY, type Stage, soon } from './airing-evening.ts'
import { show } from './airing-show.ts'

interface ReportRecord {
  name: string
  seen: { words: string }[]
  count: number
  settled: { outcome: string; by: string } | null
}
const HAND = { name: 'Ola', about: 'You are all fools', where: '' }

/** An evening with people who hold its conduct too. */
async function conducted(night: Evening) {
  const conduct = `conduct:${night.event.id}`
  const person = async (...roles: Role[]) => {
    const one = await night.person(...roles)
    ok((await one.joins(conduct)).ok)
    return one
  }
  const report = (who: Person, key: string, note = '', stream = night.stream) =>
    who.sends(conduct, 'conduct.report', { about: { stream, key }, reason: 'hurtful', note })
  return { conduct, person, report }
}
const refusedBy = (answer: Awaited<ReturnType<Person['sends']>>) => (answer.ok ? 'done' : answer.refused)
const reportOf = (who: Person, conduct: string): (ReportRecord & { id: string }) | undefined => {
  const held = Object.values(who.holds(conduct)).flatMap((records) => Object.entries(records))
  const [key, record] = held.find(([one]) => one.startsWith('report/')) ?? []
  return key ? { id: key.slice('report/'.length), ...(record as ReportRecord) } : undefined
}
const seesReport = async (who: Person, conduct: string) => {
  await who.until('to see a report', () => reportOf(who, conduct) !== undefined)
  return reportOf(who, conduct)!
}

describe('a report', () => {
  test('keeps what was seen, as the server saw it, after its author changed it and took it back', async () => {
    const night = await evening()
    const { conduct, person, report } = await conducted(night)
    const [moderator, steward, ola] = [await person('moderator'), await person('steward'), await person()]
    const producer = await night.person('producer')
    await night.does(producer, 'airing.openDoors')
    await night.does(ola, 'airing.raiseHand', HAND)
    const key = `raised/${ola.participant}`
    ok((await report(steward, key)).ok)
    await night.does(ola, 'airing.raiseHand', { ...HAND, about: 'A question on prices' })
    await night.does(ola, 'airing.lowerHand')
    const seen = await seesReport(moderator, conduct)
    deepStrictEqual(
      seen.seen.map(({ words }) => words),
      ['You are all fools'],
    )
    strictEqual(seen.name, 'Ola')
    strictEqual(refusedBy(await report(steward, key)), 'conduct.notThere')
    // What became of it is told to who reported it, and to nobody else.
    await night.does(moderator, 'conduct.settle', { report: seen.id, outcome: 'nothing' }, conduct)
    await steward.sees<{ list: { state: string }[] }>(
      conduct,
      `@${steward.participant}/receipts`,
      (own) => own?.list[0]?.state === 'nothing',
    )
    ok(!JSON.stringify(ola.holds(conduct)).includes('fools'))
    ok(!JSON.stringify(moderator.holds(conduct)).includes(steward.participant))
  })

  test('of what one may not see, or of another event, is refused like what is not there', async () => {
    const night = await evening()
    const { person, report } = await conducted(night)
    const [producer, ola, pim] = [await night.person('producer'), await person(), await person()]
    await night.does(producer, 'airing.openDoors')
    await night.does(ola, 'airing.raiseHand', HAND)
    // Raised hands are for staff.
    strictEqual(refusedBy(await report(pim, `raised/${ola.participant}`)), 'conduct.notThere')
    const other = new Evening(night.made, await night.made.world.event(), '')
    const foreign = `airing:${await night.made.world.airing(other.event)}`
    strictEqual(refusedBy(await report(pim, 'presenter/someone1', '', foreign)), 'conduct.notThere')
    strictEqual(
      refusedBy(await report(pim, `presenter/${ola.participant}`, '', 'airing:nosuchairing')),
      'conduct.notThere',
    )
  })

  test('comes in a flood, and stops with a plain no that harms nobody else', async () => {
    const night = await evening()
    const { person, conduct } = await conducted(night)
    const [ola, pim, bo] = [await person(), await person(), await person()]
    const about = { participant: bo.participant }
    const said = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        ola.sends(conduct, 'conduct.report', { about, reason: 'spam', note: `number ${i}` }),
      ),
    )
    strictEqual(said.filter((answer) => answer.ok).length, 10)
    ok(said.every((answer) => answer.ok || answer.refused === 'conduct.tooMany'))
    ok((await pim.sends(conduct, 'conduct.report', { about, reason: 'spam', note: '' })).ok)
    night.made.clock.move(600_001)
    ok((await ola.sends(conduct, 'conduct.report', { about, reason: 'spam', note: 'later' })).ok)
  })

  test('is settled once: of two moderators on two nodes who press at once the second is told', async () => {
    const made = await makeApp({ nodes: 2 })
    const event = await made.world.event()
    const conduct = `conduct:${event.id}`
    const at = async (node: number, ...roles: Role[]) => {
      const one = await made.world.person(event, { node, roles })
      ok((await one.joins(conduct)).ok)
      return one
    }
    const [mona, max] = [await at(0, 'moderator'), await at(1, 'moderator')]
    const [ola, bo] = [await at(1, 'attendee'), await at(0, 'attendee')]
    const about = { participant: bo.participant }
    ok((await ola.sends(conduct, 'conduct.report', { about, reason: 'harassing', note: '' })).ok)
    const { id } = await seesReport(mona, conduct)
    await seesReport(max, conduct)
    const answers = await Promise.all([
      mona.sends(conduct, 'conduct.settle', { report: id, outcome: 'nothing' }),
      max.sends(conduct, 'conduct.silence', { participant: bo.participant, reason: 'Enough', report: id }),
    ])
    strictEqual(answers.filter(({ ok: isDone }) => isDone).length, 1)
    ok(answers.some((answer) => !answer.ok && answer.refused === 'conduct.settledAlready'))
    const key = `report/${id}`
    const isSettled = (one: ReportRecord | undefined) => one?.settled != null
    deepStrictEqual(await mona.sees(conduct, key, isSettled), await max.sees(conduct, key, isSettled))
  })

  test('names people as they are called now, for those who look after the event alone', async () => {
    const night = await evening()
    const { person, conduct, report } = await conducted(night)
    const [moderator, ola] = [await person('moderator'), await person()]
    const ana = await night.person('mentor')
    const producer = await night.person('producer')
    await night.goesLive(producer, ana)
    ok((await report(ola, `presenter/${ana.participant}`)).ok)
    await seesReport(moderator, conduct)
    const path = `/api/events/${night.event.id}/reports/names`
    const { people, airings } = reportNames.reply.parse((await moderator.calls('GET', path)).body)
    deepStrictEqual(people, [{ participant: ana.participant, name: 'Ana', roles: ['mentor'], isRemoved: false }])
    deepStrictEqual(airings, [{ id: night.airing, title: 'The clinic' }])
    for (const other of [ola, ana, producer]) strictEqual((await other.calls('GET', path)).status, 403)
  })
})

describe('someone who is silenced', () => {
  test('is refused whatever puts words or themselves before others, told why, and heard again once it is lifted', async () => {
    const night = await evening()
    const { person, conduct } = await conducted(night)
    const [moderator, ola] = [await person('moderator'), await person()]
    const producer = await night.person('producer')
    await night.does(producer, 'airing.openDoors')
    await night.does(ola, 'airing.raiseHand', HAND)
    const silence = { participant: ola.participant, reason: 'Insults', report: null }
    await night.does(moderator, 'conduct.silence', silence, conduct)
    await ola.sees<{ role: string; reason: string }>(
      conduct,
      `@${ola.participant}/silenced`,
      (own) => own?.role === 'moderator' && own.reason === 'Insults',
    )
    await ola.sees<{ isUp: boolean }>(night.stream, `@${ola.participant}/hand`, (hand) => hand?.isUp === false)
    strictEqual(refusedBy(await ola.sends(night.stream, 'airing.raiseHand', HAND)), 'core.silenced')
    // All else stays open to them, and reporting above all.
    const about = { participant: producer.participant }
    ok((await ola.sends(conduct, 'conduct.report', { about, reason: 'hurtful', note: '' })).ok)
    await soon(async () =>
      strictEqual(
        refusedBy(await ola.raw('signal', { stream: night.stream, type: 'airing.react', data: { heart: 1 } })),
        'core.silenced',
      ),
    )
    const lift = { participant: ola.participant, report: null }
    await night.does(moderator, 'conduct.lift', lift, conduct)
    ok((await ola.sends(night.stream, 'airing.raiseHand', HAND)).ok)
    const organizer = await night.person('organizer')
    const { body } = await organizer.calls('GET', `/api/events/${night.event.id}/audit?kind=conduct`)
    const { lines } = body as { lines: { action: string; subject: string; about: string }[] }
    deepStrictEqual(
      lines.map(({ action, about: words }) => [action, words]),
      [
        ['speechGiven', ''],
        ['speechTaken', ''],
      ],
    )
  })

  test('is not heard on stage, and shows no other words there', async () => {
    const { night, ana, producer, on } = await show()
    const { person, conduct } = await conducted(night)
    const moderator = await person('moderator')
    const stageKey = `presenter/${ana.participant}`
    const silence = { participant: ana.participant, reason: 'Insults', report: null }
    await night.does(moderator, 'conduct.silence', silence, conduct)
    await producer.sees<{ silenced: boolean }>(night.stream, stageKey, (one) => one?.silenced === true)
    await soon(() => strictEqual(on.ana.publish('microphone'), false))
    // That her camera is off is noted; other words beside it are not.
    await night.does(ana, 'airing.standBy', { ...READY, line: 'You are all fools', camera: false })
    await producer.sees<{ camera: boolean; line: string }>(
      night.stream,
      stageKey,
      (one) => one?.camera === false && one.line === READY.line,
    )
    const heard = { participant: ana.participant, silenced: false }
    strictEqual(refusedBy(await producer.sends(night.stream, 'airing.silence', heard)), 'airing.hushed')
    strictEqual(producer.record<Stage>(night.stream, 'stage')?.state, 'live')
    await night.does(moderator, 'conduct.lift', { participant: ana.participant, report: null }, conduct)
    await producer.sees<{ silenced: boolean }>(night.stream, stageKey, (one) => one?.silenced === false)
    await soon(() => ok(on.ana.publish('microphone')))
    // What the producer took, the end of the event's silence does not give back.
    await night.does(producer, 'airing.silence', { participant: ana.participant, silenced: true })
    await night.does(moderator, 'conduct.silence', silence, conduct)
    await soon(async () =>
      strictEqual(refusedBy(await producer.sends(night.stream, 'airing.silence', heard)), 'airing.hushed'),
    )
    await night.does(moderator, 'conduct.lift', { participant: ana.participant, report: null }, conduct)
    const waiting = () => night.made.app.context.db.sql`select 1 from jobs where kind = 'conduct.hush'`
    await soon(async () => strictEqual((await waiting()).length, 0))
    strictEqual(producer.record<{ silenced: boolean }>(night.stream, stageKey)?.silenced, true)
    await night.does(producer, 'airing.silence', heard)
    await soon(() => ok(on.ana.publish('microphone')))
  })

  test('keeps the name others know them by, over every way in, and may change all else', async () => {
    const night = await evening()
    const { person, conduct } = await conducted(night)
    const [moderator, ola] = [await person('moderator'), await person()]
    await night.does(
      moderator,
      'conduct.silence',
      { participant: ola.participant, reason: 'No', report: null },
      conduct,
    )
    const change = (body: object) => ola.calls('PATCH', `/api/events/${night.event.id}/participation`, body)
    strictEqual(((await change({ name: 'You fools' })).body as { refused?: string }).refused, 'core.silenced')
    const again = { name: 'You fools', privacy: 'named', attendance: 'home' }
    const enter = await ola.calls('POST', `/api/events/${night.event.id}/enter`, again)
    strictEqual((enter.body as { refused?: string }).refused, 'core.silenced')
    strictEqual((await change({ attendance: 'room' })).status, 200)
  })

  test('cannot be one who stands beside or above whoever would silence them', async () => {
    const night = await evening()
    const { person, conduct } = await conducted(night)
    const [moderator, organizer, producer] = [
      await person('moderator'),
      await person('organizer'),
      await person('producer'),
    ]
    const silence = (who: Person, whom: Person) =>
      who.sends(conduct, 'conduct.silence', { participant: whom.participant, reason: 'No', report: null })
    for (const whom of [organizer, producer]) strictEqual(refusedBy(await silence(moderator, whom)), 'conduct.above')
    strictEqual(refusedBy(await silence(producer, moderator)), 'core.forbidden')
    ok((await silence(organizer, producer)).ok)
  })
})

test('a block is mine alone, in all my tabs at once and after a new start of the page', async () => {
  const night = await evening()
  const { person, conduct } = await conducted(night)
  const [ola, bo, moderator] = [await person(), await person(), await person('moderator')]
  const other = await night.made.world.again(ola)
  ok((await other.joins(conduct)).ok)
  await night.does(ola, 'conduct.block', { participant: bo.participant, name: 'Bo' }, conduct)
  const key = `@${ola.participant}/blocks`
  const has = (own: { list: { participant: string }[] } | undefined) => own?.list[0]?.participant === bo.participant
  await ola.sees(conduct, key, has)
  await other.sees(conduct, key, has)
  const later = await night.made.world.again(ola)
  ok((await later.joins(conduct)).ok)
  await later.sees(conduct, key, has)
  for (const who of [bo, moderator]) ok(!JSON.stringify(who.holds(conduct)).includes('Bo'))
})
