import { partsFor } from '../../client/programme/manage/parts.ts'
import 'temporal-polyfill/global'
import { describe, expect, it } from 'vitest'
import type { AiringRow, SessionRow } from '#shared/programme/rows.ts'
import {
  closesAt,
  isZone,
  LONGEST_AIRING,
  mayChange,
  momentsPassed,
  overlapping,
  phase,
  sections,
  wrongEvent,
  wrongSpan,
} from '#shared/programme/rules.ts'
import { instantOf, wallOf } from '#shared/programme/times.ts'

const MINUTE = 60_000
const NOON = Date.UTC(2026, 10, 24, 12)
const at = (minutes: number): number => NOON + minutes * MINUTE

const airing = (id: string, from: number, to: number, more: Partial<AiringRow> = {}): AiringRow => ({
  id,
  revision: 1,
  session: `session${id}`,
  stage: 'mainstage',
  kind: 'live',
  startsAt: at(from),
  endsAt: at(to),
  doorsMinutes: 15,
  state: 'scheduled',
  liveAt: null,
  endedAt: null,
  ...more,
})
const session = (id: string): SessionRow => ({ id, revision: 1, title: id, summary: '', track: null, people: [] })

describe('where an airing stands', () => {
  it('is on from its doors until its planned end', () => {
    const one = airing('a', 30, 60)
    expect(phase(one, at(15) - 1)).toBe('ahead')
    expect(phase(one, at(15))).toBe('on')
    expect(phase(one, at(60) - 1)).toBe('on')
    expect(phase(one, at(60))).toBe('over')
  })
  it('believes the log over the plan: late shows are on, ended ones are over', () => {
    expect(phase(airing('a', 30, 60, { state: 'live' }), at(90))).toBe('on')
    expect(phase(airing('a', 30, 60, { state: 'paused' }), at(90))).toBe('on')
    expect(phase(airing('a', 30, 60, { state: 'doors' }), at(0))).toBe('on')
    expect(phase(airing('a', 30, 60, { state: 'ended' }), at(40))).toBe('over')
  })
})

describe('now, next, later', () => {
  const titles = (items: readonly { session: SessionRow }[]): string[] => items.map((item) => item.session.id)

  it('gives every session one place, by the airing that speaks for it', () => {
    const airings = [
      airing('a', -10, 30, { session: 'clinic', state: 'live' }),
      airing('b', 600, 660, { session: 'clinic', kind: 'replay' }),
      airing('c', 45, 90, { session: 'rooms' }),
      airing('d', 120, 180, { session: 'invoices' }),
      airing('e', -180, -120, { session: 'opening', state: 'ended' }),
    ]
    const found = sections(
      { sessions: ['invoices', 'rooms', 'clinic', 'opening', 'unplanned'].map(session), airings },
      NOON,
    )
    expect(titles(found.now)).toEqual(['clinic'])
    expect(titles(found.next)).toEqual(['rooms'])
    expect(titles(found.later)).toEqual(['invoices'])
    expect(titles(found.over)).toEqual(['opening'])
    expect(found.now[0]?.airings.map((one) => one.id)).toEqual(['a', 'b'])
  })
  it('moves a session to its replay once the live airing is over', () => {
    const airings = [
      airing('a', -60, -30, { session: 'clinic', state: 'ended' }),
      airing('b', 600, 660, { session: 'clinic', kind: 'replay' }),
    ]
    expect(sections({ sessions: [session('clinic')], airings }, NOON).next[0]?.airing.id).toBe('b')
  })
  it('lists all that begins first as next', () => {
    const airings = [airing('a', 60, 90, { stage: 'one' }), airing('b', 60, 90, { stage: 'two' }), airing('c', 61, 90)]
    const found = sections({ sessions: airings.map((one) => session(one.session)), airings }, NOON)
    expect(titles(found.next)).toEqual(['sessiona', 'sessionb'])
    expect(titles(found.later)).toEqual(['sessionc'])
  })
  it('knows when it changes by itself', () => {
    const airings = [airing('a', 30, 60), airing('b', 10, 20)]
    expect(momentsPassed(airings, at(-5) - 1)).toBe(0)
    expect(momentsPassed(airings, at(-5))).toBe(1)
    expect(momentsPassed(airings, at(19))).toBe(2)
    expect(momentsPassed(airings, at(60))).toBe(4)
  })
})

describe('what is warned of and what is refused', () => {
  it('warns of airings that need one stage at the same time, not of those that meet', () => {
    const all = [airing('a', 0, 30), airing('b', 30, 60), airing('c', 20, 40, { stage: 'other' })]
    expect(overlapping({ stage: 'mainstage', startsAt: at(10), endsAt: at(31) }, all).map((one) => one.id)).toEqual([
      'a',
      'b',
    ])
    expect(overlapping({ stage: 'mainstage', startsAt: at(30), endsAt: at(60), id: 'b' }, all)).toEqual([])
    expect(overlapping(all[0]!, [airing('x', 0, 30, { state: 'ended' })])).toEqual([])
  })
  it('refuses spans that end before they start, last too long or are out of this century', () => {
    expect(wrongSpan({ startsAt: at(0), endsAt: at(0) }, LONGEST_AIRING)).toBe('programme.endsBeforeStart')
    expect(wrongSpan({ startsAt: at(0), endsAt: at(12 * 60 + 1) }, LONGEST_AIRING)).toBe('programme.tooLong')
    expect(wrongSpan({ startsAt: 0, endsAt: 1 }, LONGEST_AIRING)).toBe('programme.notNow')
    expect(wrongSpan({ startsAt: at(0), endsAt: at(60) }, LONGEST_AIRING)).toBeNull()
  })
  it('knows IANA zones', () => {
    expect(isZone('Europe/Berlin')).toBe(true)
    expect(isZone('Europe/Atlantis')).toBe(false)
    expect(isZone('+02:00')).toBe(false)
    expect(wrongEvent({ startsAt: at(0), endsAt: at(60), zone: 'Nowhere' })).toBe('programme.unknownZone')
  })
  it('lets only the planned end of an airing move once its doors are open, and nothing once it is over', () => {
    const open = airing('a', 0, 30, { state: 'doors' })
    expect(mayChange(open, { ...open })).toBe(true)
    expect(mayChange(open, { ...open, startsAt: at(5) })).toBe(false)
    expect(mayChange({ ...open, state: 'ended' }, open)).toBe(false)
    expect(mayChange({ ...open, state: 'scheduled' }, { ...open, stage: 'other' })).toBe(true)
  })
  it('closes an event 12 h after its last airing', () => {
    expect(closesAt({ endsAt: at(0) }, [airing('a', 0, 30), airing('b', 600, 660)])).toBe(at(660 + 720))
    expect(closesAt({ endsAt: at(0) }, [])).toBe(at(720))
  })
})

describe('wall clocks', () => {
  it('reads a time in its zone, and back', () => {
    const found = instantOf({ date: '2026-11-24', time: '19:30' }, 'Europe/Berlin')
    expect(found).toEqual({ at: Date.UTC(2026, 10, 24, 18, 30), isTwice: false })
    expect(wallOf(Date.UTC(2026, 10, 24, 18, 30), 'Asia/Kathmandu')).toEqual({ date: '2026-11-25', time: '00:15' })
  })
  it('refuses a time that spring skips, and says when autumn has it twice', () => {
    expect(instantOf({ date: '2026-03-29', time: '02:30' }, 'Europe/Berlin')).toEqual({ refused: 'skipped' })
    expect(instantOf({ date: '2026-10-25', time: '02:30' }, 'Europe/Berlin')).toEqual({
      at: Date.UTC(2026, 9, 25, 0, 30),
      isTwice: true,
    })
    expect(instantOf({ date: '2011-12-30', time: '12:00' }, 'Pacific/Apia')).toEqual({ refused: 'skipped' })
  })
  it('refuses what is no date', () => {
    expect(instantOf({ date: '2026-02-30', time: '12:00' }, 'Europe/Berlin')).toEqual({ refused: 'unreadable' })
    expect(instantOf({ date: '', time: '12:00' }, 'Europe/Berlin')).toEqual({ refused: 'unreadable' })
  })
})

describe('who finds what on the page of an event', () => {
  it('an organizer all of it, a producer what stands in the room, others nothing', () => {
    expect(partsFor(['mentor', 'organizer'])).toContain('people')
    expect(partsFor(['producer'])).toEqual(['camera', 'screens'])
    expect(partsFor(['attendee', 'moderator', 'steward'])).toEqual([])
  })
})
