import { describe, expect, test } from 'vitest'
import { boardSubject } from './sim/board.ts'
import { type Faults, simulate } from './sim/sim.ts'
import { subjects } from './sim/subjects.ts'

const SEEDS = 2000

/*
 * The law that holds the core together: what each client holds equals `view` over a fresh fold of the log. Two nodes,
 * six clients, lost and doubled frames, joins in mid-batch, role changes, hops, kills, failed commits, a restored log.
 */
describe.each(subjects)('$feature.contract.name', (subject) => {
  test(`every client is right in the end, over ${SEEDS} histories`, { timeout: 240_000 }, () => {
    for (let seed = 1; seed <= SEEDS; seed++) expect(simulate(seed, subject)).toEqual([])
  })
})

/** Histories that once found a fault of the core: 6626 a fold of another epoch on a node that nobody read just then. */
test.each([1438, 3160, 5823, 6626, 16626, 19514])('seed %i stays right', (seed) => {
  expect(simulate(seed, boardSubject)).toEqual([])
})

/** Each rule of the core is needed: broken on purpose, these histories show it. */
test.each<[keyof Faults, number[]]>([
  ['range', [9676, 10012]],
  ['unclean', [21, 29, 40, 61, 79, 95]],
  ['merge', [2, 5, 6]],
  ['noBeat', [7, 71, 83, 99]],
  ['leak', [1, 2, 3]],
])('the law goes red when %s is broken', (fault, seeds) => {
  const isRed = (seed: number, faults: Faults) => {
    try {
      return simulate(seed, boardSubject, faults).length > 0
    } catch {
      return true
    }
  }
  for (const seed of seeds) {
    expect(isRed(seed, {})).toBe(false)
  }
  expect(seeds.filter((seed) => isRed(seed, { [fault]: true }))).not.toEqual([])
})
