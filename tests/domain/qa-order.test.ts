import { deepStrictEqual, ok } from 'node:assert'
import fc from 'fast-check'
import { describe, test } from 'vitest'
import type { Sides } from '#shared/core/turns.ts'
import { nextUp, type Ordered, votesOf } from '#shared/qa/order.ts'

type Side = Ordered['side']
const MINUTE = 60_000
const NOW = 100 * MINUTE
const even = { open1111: 1, home1111: 1 }
const nothingYet: Sides = { room: { served: 0, asked: 0 }, home: { served: 0, asked: 0 } }

const question = (id: string, side: Side, votes: number, minutes: number, more: Partial<Ordered> = {}): Ordered => ({
  ...{ id, side, votes, channel: 'open1111', state: 'visible', since: NOW - minutes * MINUTE },
  ...more,
})

const channels = fc.constantFrom('open1111', 'home1111')
const questions: fc.Arbitrary<Ordered[]> = fc
  .array(
    fc.record({
      side: fc.constantFrom<Side>('room', 'home'),
      votes: fc.nat(20),
      channel: channels,
      since: fc.nat(60).map((minutes) => NOW - minutes * MINUTE),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((all) => all.map((one, i) => ({ ...one, id: `question${100 + i}`, state: 'visible' })))
const weights = fc.record({ open1111: fc.constantFrom(0.1, 1, 2.5, 10), home1111: fc.constantFrom(0.1, 1, 10) })
const had = fc.record({ served: fc.nat(20), asked: fc.nat(20) })
/** What the sides had before: one person may have asked several of those that wait. */
const tallies: fc.Arbitrary<Sides> = fc.record({ room: had, home: had })

describe('which question comes next', () => {
  test('votes and waiting count the same: a vote is a minute', () => {
    const [asked, wanted] = [question('asked', 'home', 0, 5), question('wanted', 'home', 4, 0)]
    deepStrictEqual(nextUp([wanted, asked], nothingYet, even, NOW), ['asked', 'wanted'])
    deepStrictEqual(nextUp([{ ...wanted, votes: 6 }, asked], nothingYet, even, NOW), ['wanted', 'asked'])
  })
  test('the weight of its channel counts for both', () => {
    const [plain, weighty] = [
      question('plain', 'home', 6, 3),
      question('weighty', 'home', 3, 2, { channel: 'home1111' }),
    ]
    deepStrictEqual(nextUp([plain, weighty], nothingYet, even, NOW), ['plain', 'weighty'])
    deepStrictEqual(nextUp([plain, weighty], nothingYet, { ...even, home1111: 2 }, NOW), ['weighty', 'plain'])
  })
  test('room and home take turns by how many of each asked', () => {
    const home = Array.from({ length: 6 }, (_, i) => question(`home${i}`, 'home', 50 - i, 30))
    const room = Array.from({ length: 3 }, (_, i) => question(`room${i}`, 'room', 2 - i, 3))
    const tally = { room: { served: 0, asked: 3 }, home: { served: 0, asked: 6 } }
    const order = nextUp([...home, ...room], tally, even, NOW)
    deepStrictEqual(order, ['home0', 'room0', 'home1', 'home2', 'room1', 'home3', 'home4', 'room2', 'home5'])
  })
  test('who was served as a side already waits for the other', () => {
    const line = [question('h', 'home', 9, 30), question('r', 'room', 0, 1)]
    deepStrictEqual(nextUp(line, { room: { served: 0, asked: 4 }, home: { served: 1, asked: 4 } }, even, NOW), [
      'r',
      'h',
    ])
  })
  test('only what is visible comes up, and nothing of a channel that does not count', () => {
    const states = ['pending', 'answering', 'answered', 'dismissed', 'merged', 'archived'] as const
    const line = [
      ...states.map((state) => question(state, 'home', 1, 1, { state })),
      question('gone', 'home', 1, 1, { channel: 'gone1111' }),
      question('shown', 'home', 1, 1),
    ]
    deepStrictEqual(nextUp(line, nothingYet, even, NOW), ['shown'])
  })
  test('where votes are hidden, those who triage go by them and others by the wait', () => {
    const [old, wanted] = [question('old', 'home', 0, 5), question('wanted', 'home', 0, 1)]
    const hidden = [
      { ...old, votes: null },
      { ...wanted, votes: null },
    ]
    const triaged = hidden.map((one) => ({ ...one, triage: { votes: one.id === 'wanted' ? 9 : 0 } }))
    deepStrictEqual(nextUp(hidden, nothingYet, even, NOW), ['old', 'wanted'])
    deepStrictEqual(nextUp(triaged, nothingYet, even, NOW), ['wanted', 'old'])
    deepStrictEqual([...hidden, ...triaged].map(votesOf), [0, 0, 0, 9])
  })
  test('a clock that is behind makes nobody wait less than not at all', () => {
    const line = [question('ahead', 'home', 1, -10), question('now', 'home', 0, 0)]
    deepStrictEqual(nextUp(line, nothingYet, even, NOW), ['ahead', 'now'])
  })
})

describe('the order is fair', () => {
  test('no side waits while the other is served twice its share', () => {
    fc.assert(
      fc.property(questions, tallies, weights, (line, tally, weights) => {
        const served = { room: tally.room.served, home: tally.home.served }
        const share = (side: Side) => served[side] / Math.max(1, tally[side].asked)
        const order = nextUp(line, tally, weights, NOW).map((id) => line.find((one) => one.id === id)!)
        for (const [i, { side }] of order.entries()) {
          const other = side === 'room' ? 'home' : 'room'
          const [before, turn] = [share(other), 1 / Math.max(1, tally[side].asked)]
          served[side]++
          // A share is had in whole turns: one turn is the least.
          if (order.slice(i).some((later) => later.side === other)) ok(share(side) <= 2 * Math.max(before, turn))
        }
      }),
    )
  })

  test('no question starves: as long as no more are asked than answered, its turn comes', () => {
    const rival = fc.record({ side: fc.constantFrom<Side>('room', 'home'), votes: fc.nat(20) })
    // Who asks while it waits, one a minute, over and over: all of one side and well liked, or as it comes.
    const rivals = fc.array(rival, { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(questions, rivals, fc.nat(), (line, rivals, pick) => {
        const one = line[pick % line.length]!
        const asked = (side: Side) => line.filter((each) => each.side === side).length
        const tally = { room: { served: 0, asked: asked('room') }, home: { served: 0, asked: asked('home') } }
        let waiting = [...line]
        for (let minute = 0; minute < 200; minute++) {
          const now = NOW + minute * MINUTE
          const [id] = nextUp(waiting, tally, even, now, 1)
          if (id === one.id) return
          const first = waiting.find((each) => each.id === id)!
          tally[first.side].served++
          waiting = waiting.filter((each) => each !== first)
          const { side, votes } = rivals[minute % rivals.length]!
          tally[side].asked++
          waiting.push(question(`later${minute}`, side, votes, 0, { since: now }))
        }
        ok(false, `${one.id} was not answered in 200 turns`)
      }),
    )
  })

  test('it does not matter in which order they are listed', () => {
    const shuffled = questions.chain((line) =>
      fc.tuple(fc.constant(line), fc.shuffledSubarray(line, { minLength: line.length })),
    )
    fc.assert(
      fc.property(shuffled, tallies, weights, ([line, again], tally, weights) => {
        deepStrictEqual(nextUp(again, tally, weights, NOW), nextUp(line, tally, weights, NOW))
      }),
    )
  })

  test('of equal scores the one that waits longer comes first, and asking again changes nothing', () => {
    fc.assert(
      fc.property(questions, tallies, (line, tally) => {
        // Votes make good what was not waited, so that all score the same.
        const level = line.map((one) => ({ ...one, votes: 60 - (NOW - one.since) / MINUTE }))
        const order = nextUp(level, tally, even, NOW)
        for (const side of ['room', 'home']) {
          const moments = order.map((id) => level.find((one) => one.id === id)!).filter((one) => one.side === side)
          const sorted = [...moments].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1))
          deepStrictEqual(moments, sorted)
        }
        deepStrictEqual(nextUp(level, tally, even, NOW), order)
      }),
    )
  })

  test('a vote more never puts a question further back', () => {
    fc.assert(
      fc.property(
        questions,
        tallies,
        weights,
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (line, tally, weights, pick, more) => {
          const { id } = line[pick % line.length]!
          const raised = line.map((one) => (one.id === id ? { ...one, votes: votesOf(one) + more } : one))
          ok(nextUp(raised, tally, weights, NOW).indexOf(id) <= nextUp(line, tally, weights, NOW).indexOf(id))
        },
      ),
    )
  })

  test('the first of them are the beginning of the whole order', () => {
    fc.assert(
      fc.property(questions, tallies, weights, fc.nat(10), (line, tally, weights, most) => {
        deepStrictEqual(nextUp(line, tally, weights, NOW, most), nextUp(line, tally, weights, NOW).slice(0, most))
      }),
    )
  })
})
