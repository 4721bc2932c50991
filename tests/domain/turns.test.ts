import { deepStrictEqual, ok } from 'node:assert'
import fc from 'fast-check'
import { describe, test } from 'vitest'
import { inTurn, type Sides, type Waiting } from '#shared/core/turns.ts'

type Side = Waiting['side']
const other = (side: Side): Side => (side === 'room' ? 'home' : 'room')

const waiting = (score: fc.Arbitrary<number> = fc.integer({ min: 0, max: 5 })): fc.Arbitrary<Waiting[]> =>
  fc
    .array(fc.record({ side: fc.constantFrom<Side>('room', 'home'), score, since: fc.nat(9) }), {
      minLength: 1,
      maxLength: 30,
    })
    .map((all) => all.map((one, i) => ({ ...one, id: `person${100 + i}` })))
const had = fc.record({ served: fc.nat(20), asked: fc.nat(20) })
/** What the sides had before, of people who do not wait any more. */
const before: fc.Arbitrary<Sides> = fc.record({ room: had, home: had })

/** As a stream counts it: whoever waits has asked. */
const counted = (line: readonly Waiting[], { room, home }: Sides): Sides => {
  const askedBy = (side: Side) => line.filter((one) => one.side === side).length
  return {
    room: { served: room.served, asked: room.asked + askedBy('room') },
    home: { served: home.served, asked: home.asked + askedBy('home') },
  }
}

/** Every turn that is taken while someone of the other side waits: the share of either side before it. */
function* contested(line: readonly Waiting[], sides: Sides): Generator<{ taken: number; one: number; other: number }> {
  const served = { room: sides.room.served, home: sides.home.served }
  const order = inTurn(line, sides).map((id) => line.find((one) => one.id === id)!)
  for (const [i, { side }] of order.entries()) {
    const [one, rest] = [sides[side].asked, sides[other(side)].asked]
    if (order.slice(i).some((later) => later.side !== side))
      yield { taken: served[side] / one, other: served[other(side)] / rest, one: 1 / one }
    served[side]++
  }
}

describe('whose turn it is', () => {
  test('everyone who waits has one turn', () => {
    fc.assert(
      fc.property(waiting(), before, (line, had) => {
        deepStrictEqual(inTurn(line, counted(line, had)).sort(), line.map(({ id }) => id).sort())
      }),
    )
  })

  test('a turn goes to the side that had less of its share', () => {
    fc.assert(
      fc.property(waiting(), before, (line, had) => {
        for (const turn of contested(line, counted(line, had))) ok(turn.taken <= turn.other)
      }),
    )
  })

  test('no side waits while the other is served twice its share', () => {
    const nothing = { room: { served: 0, asked: 0 }, home: { served: 0, asked: 0 } }
    fc.assert(
      fc.property(waiting(), (line) => {
        // A share is counted in whole turns: one turn is the least that can be had.
        for (const { taken, other, one } of contested(line, counted(line, nothing)))
          ok(taken + one <= 2 * Math.max(other, one))
      }),
    )
  })

  test('of a large side and a small one each is heard by how many asked, not by who shouts', () => {
    const crowd = Array.from({ length: 12 }, (_, i): Waiting => ({ id: `h${i}`, side: 'home', score: 100, since: i }))
    const few = Array.from({ length: 4 }, (_, i): Waiting => ({ id: `r${i}`, side: 'room', score: 0, since: 50 + i }))
    const line = [...crowd, ...few]
    const first = inTurn(line, { room: { served: 0, asked: 4 }, home: { served: 0, asked: 12 } }).slice(0, 8)
    deepStrictEqual(
      first.filter((id) => id.startsWith('r')),
      ['r0', 'r1'],
    )
  })

  test('it does not matter in which order they are listed', () => {
    const shuffled = waiting().chain((line) =>
      fc.tuple(fc.constant(line), fc.shuffledSubarray(line, { minLength: line.length })),
    )
    fc.assert(
      fc.property(shuffled, before, ([line, again], had) => {
        deepStrictEqual(inTurn(again, counted(line, had)), inTurn(line, counted(line, had)))
      }),
    )
  })

  test('who scores the same comes in the order they began to wait', () => {
    fc.assert(
      fc.property(waiting(fc.constant(1)), before, (line, had) => {
        const order = inTurn(line, counted(line, had)).map((id) => line.find((one) => one.id === id)!)
        for (const side of ['room', 'home'] as const) {
          const moments = order.filter((one) => one.side === side).map((one) => one.since)
          deepStrictEqual(
            moments,
            [...moments].sort((a, b) => a - b),
          )
        }
      }),
    )
  })

  test('a higher score never puts anyone further back', () => {
    fc.assert(
      fc.property(waiting(), before, fc.nat(), fc.integer({ min: 1, max: 9 }), (line, had, pick, more) => {
        const who = line[pick % line.length]!
        const raised = line.map((one) => (one === who ? { ...one, score: one.score + more } : one))
        const sides = counted(line, had)
        ok(inTurn(raised, sides).indexOf(who.id) <= inTurn(line, sides).indexOf(who.id))
      }),
    )
  })

  test('asking changes nothing', () => {
    fc.assert(
      fc.property(waiting(), before, (line, had) => {
        const [copy, sides] = [structuredClone(line), counted(line, had)]
        inTurn(line, sides)
        deepStrictEqual([line, sides], [copy, counted(line, had)])
      }),
    )
  })
})
