import type { Db } from '#server/db/pool.ts'
import type { Answer } from '#shared/core/wire.ts'
import { eventually } from './eventually.ts'
import type { Person } from './person.ts'

/** People who send one command after the other, each kept until it is answered for good. */
export interface Crowd {
  /** Final answers so far, by command id. */
  answers: Map<string, Answer>
  /** Resolves after so many more answers. */
  answered(more: number, patience?: number): Promise<void>
  /** Sends nothing more; resolves when nothing is unanswered. */
  rest(): Promise<void>
}

/** Keeps these people busy on a board, writing and voting, until they may rest. */
export function busy(stream: string, people: readonly Person[]): Crowd {
  const answers = new Map<string, Answer>()
  let isOver = false
  let nr = 0
  const all = Promise.all(
    people.map(async (person) => {
      while (!isOver) {
        const id = `c${person.participant.slice(0, 10)}${String(nr++).padStart(8, '0')}`
        const item = `i${nr % 3}`
        const answer = await (nr % 4 === 0
          ? person.keeps(stream, 'board.vote', { item }, id)
          : person.keeps(stream, 'board.write', { item, text: `${nr}` }, id))
        answers.set(id, answer)
      }
    }),
  )
  // Told by `rest`; until then a failure must not end the process.
  all.catch(() => undefined)
  return {
    answers,
    async answered(more, patience) {
      const goal = answers.size + more
      await eventually(`${more} more answers`, async () => answers.size >= goal, patience)
    },
    async rest() {
      isOver = true
      await all
    },
  }
}

/** What the log holds of a stream: version by command id, each once. */
export async function logged(db: Db, stream: string): Promise<Map<string, number>> {
  const rows = await db.sql<{ id: string; version: number }>`
    select command_id as id, version from entries where stream = ${stream}`
  return new Map(rows.map(({ id, version }) => [id, version]))
}

/** What is not true of: each command is in the log exactly once, at the version its sender was told; nothing else is. */
export async function untrue(db: Db, stream: string, answers: ReadonlyMap<string, Answer>): Promise<string[]> {
  const log = await logged(db, stream)
  const unanswered = [...log.keys()].filter((id) => !answers.has(id)).map((id) => `${id} is stored, not answered`)
  const wrong = [...answers].filter(([id, answer]) => !answer.ok || answer.version !== log.get(id))
  return [...unanswered, ...wrong.map(([id, answer]) => `${id}: ${JSON.stringify(answer)}, stored at ${log.get(id)}`)]
}
