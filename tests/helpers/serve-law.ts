import { expect } from 'vitest'
import { readFacts } from '#server/core/facts.ts'
import type { Feature } from '#server/core/feature.ts'
import { foldFromLog } from '#server/core/log.ts'
import type { Db } from '#server/db/pool.ts'
import { ownAudience } from '#shared/core/wire.ts'
import { board } from '../laws/sim/board.ts'
import { recordsOf } from '../laws/sim/sim.ts'
import { eventually } from './eventually.ts'
import type { Person } from './person.ts'

/**
 * The law of the core, from outside: what each person holds of a stream equals `view` over a fold made here, fresh from
 * the log, for every audience they are in and no other. Returns what differs.
 */
export async function differences(
  db: Db,
  stream: string,
  people: readonly Person[],
  feature: Feature = board,
): Promise<string[]> {
  const fold = (await foldFromLog(db, feature, stream))!
  const facts = new Map(
    (await readFacts(db.sql, [...new Set(people.map((person) => person.participant))])).map((one) => [
      one.participant,
      one,
    ]),
  )
  return people.flatMap((person, i) => {
    const mine = facts.get(person.participant)
    const shared = mine ? feature.audiences(fold.state as never, mine) : []
    const audiences = shared.length > 0 ? [...shared, ownAudience(person.participant)] : []
    const should = audiences.flatMap((audience) => {
      const records = recordsOf(fold, audience, person.participant)
      return Object.keys(records).length > 0 ? [[audience, records] as const] : []
    })
    const [is, ought] = [sorted(person.holds(stream)), sorted(Object.fromEntries(should))]
    return is === ought ? [] : [`${i} at node ${person.node} holds ${is}, should hold ${ought}`]
  })
}

/** Waits until the law holds for all of them, without anybody doing anything. Returns how long that took, ms. */
export async function becomesRight(
  db: Db,
  stream: string,
  people: readonly Person[],
  patience = 8000,
): Promise<number> {
  const start = performance.now()
  let last: string[] = []
  const isRight = async () => {
    last = await differences(db, stream, people)
    return last.length === 0
  }
  await eventually('every client to be right', isRight, patience).catch(() => expect(last).toEqual([]))
  return performance.now() - start
}

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
