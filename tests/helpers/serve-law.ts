import { readFacts } from '#server/core/facts.ts'
import { foldFromLog } from '#server/core/log.ts'
import type { Db } from '#server/db/pool.ts'
import type { Answer } from '#shared/core/wire.ts'
import { ownAudience } from '#shared/core/wire.ts'
import { board } from '../laws/sim/board.ts'
import { recordsOf } from '../laws/sim/sim.ts'
import { eventually } from './eventually.ts'
import type { Person } from './person.ts'

/**
 * The law: what each person holds equals `view` over a fresh fold of the log, for every audience. The log is read here,
 * beside the nodes. Waits for it `patience` ms (beats heal what was lost), and fails with what differs.
 */
export async function allRight(db: Db, stream: string, people: readonly Person[], patience = 8000): Promise<void> {
  let wrong: string[] = []
  const isRight = async () => {
    await Promise.all(people.map((person) => person.joinsAgain()))
    wrong = await differences(db, stream, people)
    return wrong.length === 0
  }
  await eventually('every client to be right', isRight, patience).catch((error: Error) => {
    throw new Error([error.message, ...wrong].join('\n'))
  })
}

async function differences(db: Db, stream: string, people: readonly Person[]): Promise<string[]> {
  const fold = await foldFromLog(db, board, stream)
  if (!fold) return [`${stream} is not there`]
  const facts = await readFacts(
    db.sql,
    people.map((person) => person.participant),
  )
  return people.flatMap((person) => {
    const mine = facts.find((one) => one.participant === person.participant)
    const shared = mine ? board.audiences(fold.state, mine) : []
    const audiences = shared.length > 0 ? [...shared, ownAudience(person.participant)] : []
    const should = audiences.map((name) => [name, recordsOf(fold, name, person.participant)] as const)
    const expected = canonical(Object.fromEntries(should.filter(([, records]) => Object.keys(records).length > 0)))
    const held = canonical(person.holds(stream))
    return held === expected ? [] : [`${person.participant} holds ${held}, should ${expected}`]
  })
}

/** The same text for the same value, whatever the order of its keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

/** What the log holds of a stream: version by command id, each once. */
export async function logged(db: Db, stream: string): Promise<Map<string, number>> {
  const rows = await db.sql<{ id: string; version: number }>`
    select command_id as id, version from entries where stream = ${stream}`
  return new Map(rows.map(({ id, version }) => [id, version]))
}

/** People who send one command after the other, each kept until it is answered for good. */
export interface Crowd {
  /** Final answers so far, by command id. */
  answers: Map<string, Answer>
  /** Resolves after so many more answers. */
  answered(more: number, patience?: number): Promise<void>
  /** Sends nothing more; resolves when nothing is unanswered. */
  rest(): Promise<void>
}

export function busy(stream: string, people: readonly Person[]): Crowd {
  const answers = new Map<string, Answer>()
  let isOver = false
  let nr = 0
  const all = Promise.all(
    people.map(async (person) => {
      while (!isOver) {
        const id = `c${person.participant.slice(0, 10)}${String(nr++).padStart(8, '0')}`
        const data = { item: `i${nr % 3}`, text: `${nr}` }
        answers.set(id, await person.keeps(stream, nr % 4 === 0 ? 'board.vote' : 'board.write', voteOr(nr, data), id))
      }
    }),
  )
  // Told by `rest`; until then a failure must not end the process.
  all.catch(() => undefined)
  return {
    answers,
    answered(more, patience) {
      const goal = answers.size + more
      return eventually(`${more} more answers`, async () => answers.size >= goal, patience).then(() => undefined)
    },
    async rest() {
      isOver = true
      await all
    },
  }
}

const voteOr = (nr: number, data: { item: string; text: string }) => (nr % 4 === 0 ? { item: data.item } : data)

/** Every answer is true: each command is in the log exactly once, at the version that was said, and nothing else is. */
export async function untrue(db: Db, stream: string, answers: ReadonlyMap<string, Answer>): Promise<string[]> {
  const log = await logged(db, stream)
  const unanswered = [...log.keys()].filter((id) => !answers.has(id)).map((id) => `${id} is stored, not answered`)
  const wrong = [...answers].filter(([id, answer]) => !answer.ok || answer.version !== log.get(id))
  return [...unanswered, ...wrong.map(([id, answer]) => `${id}: ${JSON.stringify(answer)}, stored at ${log.get(id)}`)]
}
