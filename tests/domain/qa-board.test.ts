import { describe, expect, test } from 'vitest'
import { can, firstActs, suited } from '../../client/qa/board/acts.ts'
import { Calm } from '../../client/qa/board/calm.ts'
import { draftOf, editedOf } from '../../client/qa/board/channel-draft.ts'
import {
  arrange,
  claimOf,
  type Filter,
  labelsOf,
  NO_FILTER,
  passes,
  type Question,
} from '../../client/qa/board/columns.ts'
import { type Hold, hold, nextTo } from '../../client/qa/board/held.ts'

const MINUTE = 60_000
const NOW = 100 * MINUTE

function question(
  id: string,
  parts: Partial<Question> = {},
  triage: Partial<NonNullable<Question['triage']>> = {},
): Question {
  return {
    ...{ id, channel: 'everyone1', text: `What of ${id}?`, state: 'pending', name: 'Ola', participant: 'ola11111' },
    ...{ side: 'home', at: NOW, since: NOW, votes: 0, merged: 0, isPinned: false },
    ...{ startedAt: null, answeredAt: null, answer: null, ...parts },
    triage: {
      ...{ votes: 0, labels: [], notes: [], claim: null, escalated: null, offer: null, calledAt: null },
      ...{ reason: null, reasonNote: '', into: null, changes: [], ...triage },
    },
  }
}
const change = (at: number) => ({ change: 'change11', what: 'approved', name: 'Mira', at })

describe('the columns of the board', () => {
  test('a question stands where its state says', () => {
    const states = ['pending', 'visible', 'answering', 'answered', 'dismissed', 'merged', 'archived'] as const
    const columns = arrange(
      states.map((state) => question(state, { state })),
      [],
    )
    expect(columns.incoming).toEqual(['pending'])
    expect(columns.visible).toEqual(['visible'])
    expect(columns.answering).toEqual(['answering'])
    expect([...columns.done].sort()).toEqual(['answered', 'archived', 'dismissed', 'merged'])
  })
  test('incoming: whoever asked first is looked at first', () => {
    const { incoming } = arrange([question('b', { at: 2 }), question('c', { at: 3 }), question('a', { at: 1 })], [])
    expect(incoming).toEqual(['a', 'b', 'c'])
  })
  test('visible: in the order of turns, and what has no turn yet by its age behind them', () => {
    const visible = (id: string, since: number) => question(id, { state: 'visible', since })
    const columns = arrange([visible('a', 1), visible('b', 2), visible('late', 4), visible('early', 3)], ['b', 'a'])
    expect(columns.visible).toEqual(['b', 'a', 'early', 'late'])
  })
  test('done: what was done last is first, whatever was done', () => {
    const columns = arrange(
      [
        question('old', { state: 'answered', answeredAt: 5 }, { changes: [change(5)] }),
        question('new', { state: 'dismissed' }, { changes: [change(9)] }),
        question('mid', { state: 'archived' }, { changes: [change(7)] }),
      ],
      [],
    )
    expect(columns.done).toEqual(['new', 'mid', 'old'])
  })
})

describe('the filters', () => {
  const around = { now: NOW, me: 'mira1111', reported: new Set(['bad']) }
  const fits = (one: Question, filter: Partial<Filter>) => passes(one, { ...NO_FILTER, ...filter }, around)
  const claimed = (participant: string, until: number) =>
    question('q', {}, { claim: { participant, name: 'Someone', until } })

  test('by channel and by label', () => {
    expect(fits(question('q'), { channel: 'everyone1' })).toBe(true)
    expect(fits(question('q'), { channel: 'home1111' })).toBe(false)
    expect(fits(question('q', {}, { labels: ['law'] }), { label: 'law' })).toBe(true)
    expect(fits(question('q'), { label: 'law' })).toBe(false)
  })
  test('a claim holds until its time has passed, and then it is nobody’s', () => {
    expect(fits(claimed('mira1111', NOW + 1), { only: ['mine'] })).toBe(true)
    expect(fits(claimed('bo111111', NOW + 1), { only: ['mine'] })).toBe(false)
    expect(fits(claimed('bo111111', NOW + 1), { only: ['unclaimed'] })).toBe(false)
    expect(fits(claimed('bo111111', NOW), { only: ['unclaimed'] })).toBe(true)
    expect(claimOf(claimed('bo111111', NOW), NOW)).toBeNull()
  })
  test('old is what still waits after five minutes', () => {
    const old = (state: Question['state'], minutes: number) => question('q', { state, since: NOW - minutes * MINUTE })
    expect(fits(old('pending', 5), { only: ['old'] })).toBe(true)
    expect(fits(old('visible', 4.9), { only: ['old'] })).toBe(false)
    expect(fits(old('answered', 50), { only: ['old'] })).toBe(false)
  })
  test('wants to ask aloud, is with the mentors, was reported; of several wishes all count', () => {
    const aloud = question('bad', {}, { offer: { where: 'row 3' } })
    expect(fits(aloud, { only: ['aloud', 'reported'] })).toBe(true)
    expect(fits(aloud, { only: ['aloud', 'escalated'] })).toBe(false)
    expect(fits(question('good'), { only: ['reported'] })).toBe(false)
  })
  test('the search finds every word, in text, name and labels, without accents and capitals', () => {
    const zoe = question('q', { text: 'Où est le café?', name: 'Zoë' }, { labels: ['Paris'] })
    expect(fits(zoe, { search: ' CAFE  zoe paris ' })).toBe(true)
    expect(fits(zoe, { search: 'cafe rome' })).toBe(false)
  })
  test('labels in use come with their counts, the most used first', () => {
    const labelled = (id: string, ...labels: string[]) => question(id, {}, { labels })
    expect(labelsOf([labelled('a', 'law', 'tax'), labelled('b', 'tax'), labelled('c')])).toEqual([
      { label: 'tax', count: 2 },
      { label: 'law', count: 1 },
    ])
  })
})

describe('nothing moves under the hand', () => {
  const none: Hold = { keepsNew: false, keepsPlace: false, mine: new Set() }
  test('where nobody’s hand is, a column is as it is', () => {
    expect(hold(['a', 'b'], ['c', 'b'], none)).toEqual({ shown: ['c', 'b'], waiting: 0, isReordered: false })
  })
  test('new ones wait and are counted', () => {
    const held = hold(['a', 'b'], ['a', 'b', 'c', 'd'], { ...none, keepsNew: true })
    expect(held).toEqual({ shown: ['a', 'b'], waiting: 2, isReordered: false })
  })
  test('a column that shows nothing any more takes in all that is new', () => {
    expect(hold([], ['a'], { ...none, keepsNew: true }).shown).toEqual(['a'])
    expect(hold(['gone'], ['a', 'b'], { ...none, keepsNew: true, keepsPlace: true }).shown).toEqual(['a', 'b'])
  })
  test('what others took away goes at once, unless the hand is in the column: then it keeps its place', () => {
    expect(hold(['a', 'b'], ['b'], { ...none, keepsNew: true }).shown).toEqual(['b'])
    expect(hold(['a', 'b'], ['b'], { ...none, keepsPlace: true }).shown).toEqual(['a', 'b'])
  })
  test('what one took away oneself goes at once', () => {
    expect(hold(['a', 'b'], ['b'], { ...none, keepsPlace: true, mine: new Set(['a']) }).shown).toEqual(['b'])
  })
  test('what one brought back oneself comes at once, in its place', () => {
    const mine = new Set(['b'])
    expect(hold(['a', 'c'], ['a', 'b', 'c', 'new'], { keepsNew: true, keepsPlace: true, mine })).toEqual({
      shown: ['a', 'b', 'c'],
      waiting: 1,
      isReordered: false,
    })
    expect(hold(['a', 'c'], ['b', 'a', 'c'], { keepsNew: true, keepsPlace: false, mine }).shown).toEqual([
      'b',
      'a',
      'c',
    ])
  })
  test('another order is said and not made', () => {
    const held = hold(['a', 'b', 'c'], ['c', 'a', 'b'], { ...none, keepsPlace: true })
    expect(held).toEqual({ shown: ['a', 'b', 'c'], waiting: 0, isReordered: true })
  })
  test('holding again what was held changes nothing, not even the list itself', () => {
    const how: Hold = { keepsNew: true, keepsPlace: true, mine: new Set(['x']) }
    const first = hold(['a', 'gone', 'b'], ['x', 'b', 'a', 'n'], how)
    const again = hold(first.shown, ['x', 'b', 'a', 'n'], how)
    expect(again).toEqual(first)
    expect(again.shown).toBe(first.shown)
  })
  test('the hand goes to what stands in the place now, and at the end to the one above', () => {
    expect(nextTo('b', ['a', 'b', 'c'], ['a', 'c'])).toBe('c')
    expect(nextTo('b', ['a', 'b', 'c', 'd'], ['a', 'd'])).toBe('d')
    expect(nextTo('c', ['a', 'b', 'c'], ['a', 'b'])).toBe('b')
    expect(nextTo('a', ['a'], [])).toBeNull()
  })
})

describe('what a press can be about', () => {
  const may = (act: Parameters<typeof can>[0], one: Question) => can(act, one, 'mira1111', NOW)
  test('only what can be done from where the question stands', () => {
    expect(may('approve', question('q'))).toBe(true)
    expect(may('approve', question('q', { state: 'visible' }))).toBe(false)
    expect(may('start', question('q'))).toBe(false)
    expect(may('finish', question('q', { state: 'answering' }))).toBe(true)
    expect(may('unmerge', question('q', { state: 'merged' }))).toBe(true)
  })
  test('of several the ones it suits; what is for one is not done with several', () => {
    const two = [question('a'), question('b', { state: 'answered' })]
    expect(suited('approve', two, null, NOW).map(({ id }) => id)).toEqual(['a'])
    expect(suited('claim', two, null, NOW)).toEqual([])
  })
  test('one takes what nobody has, and lets go what one has oneself', () => {
    const bos = question('q', {}, { claim: { participant: 'bo111111', name: 'Bo', until: NOW + 1 } })
    expect([may('claim', bos), may('release', bos)]).toEqual([false, false])
    const own = question('q', {}, { claim: { participant: 'mira1111', name: 'Mira', until: NOW + 1 } })
    expect([may('claim', own), may('release', own)]).toEqual([false, true])
  })
  test('only who offered it is called on, and once', () => {
    const offered = question('q', { state: 'visible' }, { offer: { where: '' } })
    expect(may('callOn', offered)).toBe(true)
    expect(may('callOn', question('q', { state: 'visible' }))).toBe(false)
    expect(may('callOn', question('q', { state: 'visible' }, { offer: { where: '' }, calledAt: NOW }))).toBe(false)
  })
  test('the first verb of what looks like another is to merge it', () => {
    expect(firstActs(question('q'), true)[0]).toBe('merge')
    expect(firstActs(question('q'), false)[0]).toBe('approve')
  })
})

describe('fifty new questions a minute are told calmly', () => {
  test('at once after a silence, then at most every 20 s with all that came', () => {
    const calm = new Calm(3, 0)
    expect(calm.due(3, 1000)).toBeNull()
    expect(calm.due(4, 60_000)).toBe(0)
    calm.told(4, 60_000)
    expect(calm.due(5, 61_200)).toBe(18_800)
    expect(calm.due(20, 80_000)).toBe(0)
  })
  test('what was dealt with meanwhile is no news; the next one is', () => {
    const calm = new Calm(10, 0)
    expect(calm.due(2, 30_000)).toBeNull()
    expect(calm.due(3, 31_000)).toBe(0)
  })
})

test('a channel goes through its form unchanged, and tags are taken apart once', () => {
  const rules = { ...draftOf(null).rules, isPremoderated: false }
  const channel = {
    ...{ id: 'first111', name: 'First-timers', place: 1, state: 'open' as const, rules, weight: 2 },
    ...{ segment: { attendance: 'home' as const, roles: ['attendee' as const], tags: ['first'], membership: false } },
    ...{ visible: 0, answered: 0, pending: 0 },
  }
  const { name, segment } = channel
  expect(editedOf(draftOf(channel))).toEqual({ name, segment, rules })
  const some = { ...draftOf(null), name: ' A ', tags: 'x, y,,x ', isSome: true }
  expect(editedOf(some).segment.tags).toEqual(['x', 'y'])
  expect(editedOf({ ...some, isSome: false }).segment.tags).toEqual([])
})
