import { z } from 'zod'
import type { Context } from '../context.ts'
import { derivedId } from '../core/ids.ts'
import type { Sql } from '../db/sql.ts'
import { FIRST } from '../qa/state.ts'
import { guests, questions } from './evening.ts'

const Person = z.object({ id: z.string(), name: z.string() })
const readPeople = (sql: Sql, event: string) =>
  sql.rows(Person)`select id, shown_name as name from participants where event = ${event}`

/** Asks, votes and approves as the people of the evening would; asked again, nothing is said twice. */
export async function askAhead({ core, db }: Pick<Context, 'core' | 'db'>, event: string, airing: string) {
  const people = new Map((await readPeople(db.sql, event)).map(({ id, name }) => [name, id]))
  const say = async (name: string, type: string, data: unknown, ...parts: readonly (string | number)[]) => {
    const participant = people.get(name)
    if (!participant) throw new Error(`${name} is not at the demo evening`)
    const id = derivedId('demo', event, type, ...parts)
    const answer = await core.submit(`qa:${airing}`, { id, type, data, actor: { participant } })
    if (!answer.ok) throw new Error(`The demo evening could not be made: ${answer.refused}`)
    return id
  }
  const [moderator] = guests.filter(({ roles }) => roles.includes('moderator'))
  for (const [i, { by, text, voters, isShown }] of questions.entries()) {
    const question = await say(by, 'qa.ask', { channel: FIRST, text, nickname: '', offer: null }, i)
    if (!isShown) continue
    await say(moderator?.name ?? '', 'qa.approve', { questions: [question] }, i)
    for (const voter of voters) await say(voter, 'qa.vote', { question }, i, voter)
  }
}
