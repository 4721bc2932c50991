import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { type Command, decide, evolve, initial, type State } from '#server/conduct/domain.ts'
import type { Rows } from '#server/conduct/tables.ts'
import { audiences, view } from '#server/conduct/view.ts'
import type { conduct } from '#shared/conduct/contract.ts'
import type { Facts, Role } from '#shared/core/people.ts'
import { rulesOf } from '../helpers/given.ts'

const given = rulesOf<State, typeof conduct, Rows>({ initial, decide, evolve, audiences, view })

const [ola, pim, mona, oskar, bo] = ['ola11111', 'pim11111', 'mona1111', 'oskar111', 'bo111111'] as const
const someone = (participant: string, ...roles: Role[]): { by: string; facts: Facts } => ({
  by: participant,
  facts: {
    ...{ participant, event: 'event111', version: 1, roles, attendance: 'home', privacy: 'named' },
    ...{ tags: [], membership: false, silenced: false },
  },
})
const asOla = someone(ola, 'attendee')
const asPim = someone(pim, 'attendee')
const asMona = someone(mona, 'moderator')
const asMax = someone('max11111', 'moderator')
const asOskar = someone(oskar, 'organizer')

const line = { stream: 'airing:airing11', key: 'said/line1111' }
const is = (...roles: Role[]): Rows => ({ quote: null, person: { name: 'Bo', roles }, isGuest: false })
const saw = (words: string, ...roles: Role[]): Rows => ({
  quote: { participant: bo, name: 'Bo', words },
  person: { name: 'Bo', roles },
  isGuest: false,
})
const reportLine: Command = { type: 'conduct.report', data: { about: line, reason: 'hurtful', note: '' } }
const silenceBo: Command = { type: 'conduct.silence', data: { participant: bo, reason: 'Insults', report: null } }
const settle = (report: string, outcome: 'nothing' | 'silenced' = 'nothing'): Command => ({
  type: 'conduct.settle',
  data: { report, outcome },
})

const reported = () => given().after(reportLine, { ...asOla, at: 1000, rows: saw('You fools', 'mentor') })
const id = 'testcommand'
type Shown = { seen: { words: string }[]; count: number; reasons: object; notes: object[]; settled: object | null }
const shown = (telling: ReturnType<typeof given>, audience = 'moderators', report = id) =>
  telling.shows(`report/${report}`, audience) as Shown | null

describe('a report', () => {
  test('keeps what was seen as the server saw it', () => {
    given()
      .when(reportLine, { ...asOla, rows: saw('You fools', 'mentor') })
      .gives({
        type: 'conduct.reported',
        data: {
          ...{
            report: id,
            by: ola,
            isGuest: false,
            isKeeper: false,
            participant: bo,
            thing: line,
            name: 'Bo',
            words: 'You fools',
          },
          ...{ reason: 'hurtful', note: '' },
        },
      })
  })
  test('of what one cannot see, of someone who is not here, or of oneself, is none', () => {
    const nothing: Rows = { quote: null, person: null, isGuest: false }
    given()
      .when(reportLine, { ...asOla, rows: nothing })
      .refuses('conduct.notThere')
    const person: Command = { type: 'conduct.report', data: { about: { participant: bo }, reason: 'spam', note: '' } }
    given()
      .when(person, { ...asOla, rows: nothing })
      .refuses('conduct.gone')
    given()
      .when(reportLine, { ...someone(bo, 'attendee'), rows: saw('You fools') })
      .refuses('conduct.yourself')
  })
  test('said again by the same person is one, by another counts up, and other words are kept beside the first', () => {
    reported()
      .when(reportLine, { ...asOla, rows: saw('You fools') })
      .changesNothing()
    const both = reported().after(reportLine, { ...asPim, at: 2000, rows: saw('Never mind') })
    const one = shown(both)
    strictEqual(one?.count, 2)
    deepStrictEqual(one.reasons, { hurtful: 2 })
    deepStrictEqual(
      one.seen.map(({ words }) => words),
      ['You fools', 'Never mind'],
    )
  })
  test('is limited: ten in ten minutes, then a plain no until the first is ten minutes old', () => {
    let telling = given()
    for (let i = 0; i < 10; i++)
      telling = telling.after(
        { ...reportLine, data: { ...reportLine.data, note: `sentence ${i}` } },
        { ...asOla, at: 1000 * i, rows: saw('You fools') },
      )
    const again = { ...asOla, rows: saw('You fools') }
    telling.when(reportLine, { ...again, at: 20_000 }).refuses('conduct.tooMany')
    telling.when(reportLine, { ...asPim, at: 20_000, rows: saw('You fools') }).gives({
      type: 'conduct.reported',
      data: {
        ...{
          report: id,
          by: pim,
          isGuest: false,
          isKeeper: false,
          participant: bo,
          thing: line,
          name: 'Bo',
          words: 'You fools',
        },
        ...{ reason: 'hurtful', note: '' },
      },
    })
    strictEqual(telling.after(reportLine, { ...again, at: 601_000 }).state.made[ola]?.length, 10)
  })
  /** So many people report so many things each, one every minute. */
  const flood = (people: number, each: number, isGuest: boolean, telling = given()) => {
    let longer = telling
    for (let who = 0; who < people; who++)
      for (let i = 0; i < each; i++) {
        const about = { stream: line.stream, key: `said/line${who}x${i}${isGuest}` }
        const report: Command = { type: 'conduct.report', data: { about, reason: 'spam', note: '' } }
        const as = someone(`person${who}${isGuest}`, 'attendee')
        const at = 60_000 * (who * each + i)
        longer = longer.after(report, {
          ...as,
          at,
          command: `report${who}x${i}${isGuest}`,
          rows: { ...saw('Buy'), isGuest },
        })
      }
    return longer
  }
  const late = { at: 100_000_000, command: 'another' }
  test('is made first by one person only so often as others have looked at the ones before', () => {
    const many = flood(1, 15, false)
    const again = { ...someone('person0false', 'attendee'), ...late, rows: saw('Buy') }
    many.when(reportLine, again).refuses('conduct.tooManyOpen')
    const looked = many.after(settle('report0x3false'), asMona)
    strictEqual(Object.keys(looked.after(reportLine, again).state.open).length, 15)
    // What another one reported already only counts up.
    const known = many.after(reportLine, { ...asOla, ...late, rows: saw('Buy') })
    strictEqual(shown(known.after(reportLine, again), 'moderators', 'another')?.count, 2)
  })
  test('by guests leaves room for people who are known by mail, and there is an end for them too', () => {
    const guests = flood(20, 10, true)
    guests.when(reportLine, { ...asOla, ...late, rows: { ...saw('Buy'), isGuest: true } }).refuses('conduct.full')
    const full = flood(10, 10, false, guests)
    full.when(reportLine, { ...asOla, ...late, rows: saw('Buy') }).refuses('conduct.full')
  })
  test('about someone who looks after the event later is no longer theirs to read, to settle or to open', () => {
    const about = someone(bo, 'moderator')
    const feed = (telling: ReturnType<typeof given>) => audiences(telling.state, about.facts)
    deepStrictEqual(feed(given()), ['moderators'])
    const [mine] = feed(reported())
    strictEqual(shown(reported(), mine), null)
    strictEqual(shown(reported())?.count, 1)
    const other = { stream: line.stream, key: 'said/line2222' }
    const ofPim = reported().after(
      { type: 'conduct.report', data: { about: other, reason: 'spam', note: '' } },
      { ...asOla, command: 'another', rows: { ...saw('Buy'), quote: { participant: pim, name: 'Pim', words: 'Buy' } } },
    )
    strictEqual(shown(ofPim, mine, 'another')?.count, 1)
    reported()
      .after(settle(id), asMona)
      .when({ type: 'conduct.reopen', data: { report: id } }, about)
      .refuses('conduct.noReport')
  })
  test('is for those who look after the event; about one of them for organizers alone; by whom for nobody', () => {
    strictEqual(shown(reported(), 'everyone'), null)
    strictEqual(JSON.stringify(shown(reported())).includes(ola), false)
    const ofMona = given().after(reportLine, { ...asOla, rows: saw('You fools', 'moderator') })
    strictEqual(shown(ofMona), null)
    strictEqual(shown(ofMona, 'organizers')?.count, 1)
    ofMona.when(settle(id), asMax).refuses('conduct.noReport')
  })
})

describe('what becomes of it', () => {
  test('of two who press at once the second is told', () => {
    const done = reported().after(settle(id), asMona)
    done.when(settle(id, 'silenced'), asMax).refuses('conduct.settledAlready')
  })
  test('nobody settles what is about themselves', () => {
    reported().when(settle(id), someone(bo, 'organizer')).refuses('conduct.yourself')
    reported().when(settle(id), someone(bo, 'moderator')).refuses('conduct.noReport')
  })
  test('who reported it is told, and never more than what came of it', () => {
    const receipt = (telling: ReturnType<typeof given>) =>
      (telling.shows(`@${ola}/receipts`, `person:${ola}`) as { list: { state: string }[] }).list[0]?.state
    strictEqual(receipt(reported()), 'open')
    strictEqual(receipt(reported().after(settle(id), asMona)), 'nothing')
    strictEqual(receipt(reported().after(settle(id, 'silenced'), asMona)), 'dealtWith')
  })
  test('it can be opened again, and the same thing reported after that is a new one', () => {
    const again = reported()
      .after(settle(id), asMona)
      .after({ type: 'conduct.reopen', data: { report: id } }, asMax)
    strictEqual(shown(again)?.settled, null)
    strictEqual(again.state.settled.length, 0)
    again.when({ type: 'conduct.reopen', data: { report: id } }, asMona).refuses('conduct.notSettled')
  })
})

describe('silence', () => {
  test('comes with a reason and the role it came from, and settles the report it answers', () => {
    const data = { participant: bo, reason: 'Insults', report: id }
    reported()
      .when({ type: 'conduct.silence', data }, { ...asMona, rows: is('mentor') })
      .gives(
        { type: 'conduct.silenced', data: { participant: bo, by: mona, role: 'moderator', reason: 'Insults' } },
        { type: 'conduct.settled', data: { report: id, outcome: 'silenced', by: mona } },
      )
  })
  test('never reaches those beside or above', () => {
    for (const role of ['moderator', 'producer', 'organizer'] as const)
      given()
        .when(silenceBo, { ...asMona, rows: is(role) })
        .refuses('conduct.above')
    given()
      .when(silenceBo, { ...asOskar, rows: is('organizer') })
      .refuses('conduct.above')
    given()
      .when(silenceBo, { ...asOskar, rows: is('moderator') })
      .gives({ type: 'conduct.silenced', data: { participant: bo, by: oskar, role: 'organizer', reason: 'Insults' } })
  })
  test('is told to the one it is about, until it is lifted; the second who presses is told', () => {
    const silent = given().after(silenceBo, { ...asMona, at: 5000, rows: is('attendee') })
    deepStrictEqual(silent.shows(`@${bo}/silenced`, `person:${bo}`), { role: 'moderator', reason: 'Insults', at: 5000 })
    silent.when(silenceBo, { ...asMax, rows: is('attendee') }).refuses('conduct.silencedAlready')
    const lift: Command = { type: 'conduct.lift', data: { participant: bo, report: null } }
    const free = silent.after(lift, asMax)
    strictEqual(free.shows(`@${bo}/silenced`, `person:${bo}`), null)
    free.when(lift, asMona).refuses('conduct.notSilenced')
    silent.when(lift, someone(bo, 'moderator')).refuses('conduct.yourself')
  })
  test('by an organizer is lifted by organizers alone', () => {
    const silent = given().after(silenceBo, { ...asOskar, rows: is('moderator') })
    const lift: Command = { type: 'conduct.lift', data: { participant: bo, report: null } }
    silent.when(lift, asMona).refuses('conduct.above')
    silent.when(lift, asOskar).gives({ type: 'conduct.lifted', data: { participant: bo } })
  })
  test('taken back as a mistake, the report is open again', () => {
    const data = { participant: bo, reason: 'Insults', report: id }
    const back = reported()
      .after({ type: 'conduct.silence', data }, { ...asMona, rows: is('mentor') })
      .after({ type: 'conduct.lift', data: { participant: bo, report: id } }, asMona)
    strictEqual(shown(back)?.settled, null)
  })
})

describe('a block', () => {
  const blockBo: Command = { type: 'conduct.block', data: { participant: bo, name: 'Bo' } }
  test('is mine alone to know and to end', () => {
    const blocked = given().after(blockBo, { ...asOla, at: 3000, rows: is('mentor') })
    deepStrictEqual(blocked.shows(`@${ola}/blocks`, `person:${ola}`), {
      list: [{ participant: bo, name: 'Bo', at: 3000 }],
    })
    strictEqual(blocked.shows(`@${bo}/blocks`, `person:${bo}`), null)
    blocked.when(blockBo, { ...asOla, rows: is('mentor') }).changesNothing()
    const free = blocked.after({ type: 'conduct.unblock', data: { participant: bo } }, asOla)
    deepStrictEqual(free.shows(`@${ola}/blocks`, `person:${ola}`), { list: [] })
  })
  test('is of someone who is here, of nobody else and not of oneself, and there is an end to the list', () => {
    given()
      .when(blockBo, { ...asOla, rows: { quote: null, person: null, isGuest: false } })
      .refuses('conduct.gone')
    given()
      .when(blockBo, { ...someone(bo, 'attendee'), rows: is('attendee') })
      .refuses('conduct.yourself')
    let telling = given()
    for (let i = 0; i < 200; i++)
      telling = telling.after(
        { type: 'conduct.block', data: { participant: `person${i + 100}`, name: 'X' } },
        { ...asOla, at: 20_000 * i, rows: is('attendee') },
      )
    telling.when(blockBo, { ...asOla, at: 20_000_000, rows: is('attendee') }).refuses('conduct.blocksFull')
  })
  test('begins and ends sixty times in ten minutes, then waits; what was chosen stays', () => {
    let telling = given()
    for (let i = 0; i < 30; i++)
      telling = telling
        .after(blockBo, { ...asOla, at: 1000 * i, rows: is('mentor') })
        .after({ type: 'conduct.unblock', data: { participant: bo } }, { ...asOla, at: 1000 * i })
    telling.when(blockBo, { ...asOla, at: 40_000, rows: is('mentor') }).refuses('conduct.blocksTooFast')
    const later = telling.after(blockBo, { ...asOla, at: 601_000, rows: is('mentor') })
    strictEqual(later.state.blocks[ola]?.length, 1)
    // Another one is not held up by it.
    strictEqual(telling.after(blockBo, { ...asPim, at: 40_000, rows: is('mentor') }).state.blocks[pim]?.length, 1)
  })
})
