import { z } from 'zod'
import type { Role } from '#shared/core/people.ts'
import type { Context } from '../context.ts'
import { derivedId } from '../core/ids.ts'
import type { Sql } from '../db/sql.ts'
import { FIRST } from '../qa/state.ts'
import { guests, lines, notice, polls, questions } from './evening.ts'

const Person = z.object({ id: z.string(), name: z.string() })
const readPeople = (sql: Sql, event: string) =>
  sql.rows(Person)`select id, shown_name as name from participants where event = ${event}`

/** Asks, votes, approves and talks as the people of the evening would; asked again, nothing is said twice. */
export async function askAhead({ core, db }: Pick<Context, 'core' | 'db'>, event: string, airing: string) {
  const people = new Map((await readPeople(db.sql, event)).map(({ id, name }) => [name, id]))
  const say = async (name: string, type: string, data: unknown, ...parts: readonly (string | number)[]) => {
    const participant = people.get(name)
    if (!participant) throw new Error(`${name} is not at the demo evening`)
    const id = derivedId('demo', event, type, ...parts)
    const stream = `${type.split('.', 1)[0]}:${airing}`
    const answer = await core.submit(stream, { id, type, data, actor: { participant } })
    if (!answer.ok) throw new Error(`The demo evening could not be made: ${answer.refused}`)
    return id
  }
  const nameOf = (role: Role): string => guests.find(({ roles }) => roles.includes(role))?.name ?? ''
  const moderator = nameOf('moderator')
  for (const [i, { by, text, voters, isShown }] of questions.entries()) {
    const question = await say(by, 'qa.ask', { channel: FIRST, text, nickname: '', offer: null }, i)
    if (!isShown) continue
    await say(moderator, 'qa.approve', { questions: [question] }, i)
    for (const voter of voters) await say(voter, 'qa.vote', { question }, i, voter)
  }
  await say(nameOf('producer'), 'chat.switch', { isOn: true })
  await say(moderator, 'chat.pin', { text: notice })
  const said: string[] = []
  for (const [i, { by, text, to }] of lines.entries())
    said.push(await say(by, 'chat.say', { text, replyTo: to === undefined ? null : said[to] }, i))
  for (const [i, { votes, ...asked }] of polls.entries()) {
    const rest = { low: '', high: '', most: 1, results: 'voted', segment: null }
    const poll = await say(moderator, 'polls.prepare', { ...rest, ...asked }, i)
    const voters = Object.entries(votes)
    if (voters.length === 0) continue
    await say(moderator, 'polls.open', { poll }, i)
    for (const [voter, choice] of voters) await say(voter, 'polls.vote', { poll, choices: [choice] }, i, voter)
  }
}
