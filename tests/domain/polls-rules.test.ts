import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { cellOf } from '#server/polls/csv.ts'
import { averageOf, shareOf, wrongChoices } from '#shared/polls/rules.ts'
import { answersOf } from '../../client/polls/answers.ts'
import { askedOf, type DeskPoll, draftOf } from '../../client/polls/draft.ts'

describe('figures', () => {
  test('a share is in whole percent of those who voted, of nobody nothing', () => {
    deepStrictEqual([shareOf(1, 3), shareOf(2, 3), shareOf(3, 3), shareOf(0, 0)], [33, 67, 100, 0])
  })
  test('a vote that was taken back a moment ago makes no share above the whole', () => {
    strictEqual(shareOf(3, 2), 100)
  })
  test('the average of a scale counts from 1', () => {
    strictEqual(averageOf([1, 0, 0, 0, 1]), 3)
    strictEqual(averageOf([0, 0, 0, 1, 3]), 4.75)
    strictEqual(averageOf([0, 0, 0, 0, 0]), null)
  })
})

test('a vote names answers that are there, each once, and no more than may be', () => {
  strictEqual(wrongChoices(3, 2, [0, 2]), null)
  strictEqual(wrongChoices(3, 2, []), null)
  strictEqual(wrongChoices(3, 2, [3]), 'polls.noSuchOption')
  strictEqual(wrongChoices(3, 2, [1, 1]), 'polls.noSuchOption')
  strictEqual(wrongChoices(3, 2, [0, 1, 2]), 'polls.tooMany')
})

test.each([
  ['plain', 'plain'],
  [12, '12'],
  [null, ''],
  ['a, b', '"a, b"'],
  ['say "no"', '"say ""no"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['-2', "'-2"],
  ['@sum', "'@sum"],
  ['\tx', "'\tx"],
  ['=a,b', `"'=a,b"`],
])('%j stands in a table as %s', (value, cell) => {
  strictEqual(cellOf(value), cell)
})

describe('the form of a poll', () => {
  const draft = draftOf(null)
  test('begins with two empty answers, for everyone, hidden until voted', () => {
    deepStrictEqual(draft.options, ['', ''])
    deepStrictEqual(askedOf({ ...draft, question: ' Tea? ', options: [' Yes', '', 'No '] }), {
      ...{ question: 'Tea?', kind: 'single', options: ['Yes', 'No'], most: 1, low: '', high: '' },
      ...{ results: 'voted', segment: null },
    })
  })
  test('says as many as there are where one may choose as many as one likes', () => {
    strictEqual(askedOf({ ...draft, kind: 'multiple', options: ['a', 'b', 'c'] }).most, 3)
    strictEqual(askedOf({ ...draft, kind: 'multiple', options: ['a', 'b', 'c'], most: 2 }).most, 2)
  })
  test('leaves answers out of a scale, and ends out of everything else', () => {
    const written = { ...draft, options: ['a', 'b'], low: 'bad', high: 'good' }
    const scale = askedOf({ ...written, kind: 'scale' })
    deepStrictEqual([scale.options, scale.low, scale.high], [[], 'bad', 'good'])
    deepStrictEqual([askedOf(written).low, askedOf(written).high], ['', ''])
  })
  test('asks some only where that is ticked, and gives back what it was given', () => {
    const some = { ...draft, question: 'Q', options: ['a', 'b'], tags: 'pilot, , pilot', isSome: true }
    const { segment } = askedOf({ ...some, membership: 'members' })
    deepStrictEqual(segment, { attendance: null, roles: [], tags: ['pilot'], membership: true })
    strictEqual(askedOf({ ...some, isSome: false }).segment, null)
    const asked = askedOf({
      ...some,
      kind: 'multiple',
      options: ['a', 'b', 'c'],
      most: 2,
      attendance: 'room',
      roles: ['mentor'],
    })
    const desk: DeskPoll = {
      ...{ ...asked, id: 'poll1111', size: 3, openedAt: null, closedAt: null, isPinned: false },
      ...{ state: 'prepared', revision: 1, preparedAt: 0 },
    }
    deepStrictEqual(askedOf(draftOf(desk)), asked)
  })
})

test('the answers of a scale are its numbers, with what the ends mean', () => {
  const scale = { kind: 'scale', options: [], size: 5, most: 1, low: 'not at all', high: '' } as const
  deepStrictEqual(answersOf(scale), ['1 · not at all', '2', '3', '4', '5'])
})
