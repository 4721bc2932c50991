import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { test } from 'vitest'
import { FIRST } from '#server/qa/state.ts'
import { newId } from '#shared/core/ids.ts'
import type { Role } from '#shared/core/people.ts'
import { makeCluster } from '../helpers/serve-cluster.ts'

interface Question {
  state: string
  triage: { changes: { name: string }[] } | null
}

/** An airing's questions on two real nodes, and people at either. */
async function asking() {
  const { world } = await makeCluster()
  const event = await world.event()
  const stream = `qa:${await world.airing(event)}`
  const person = async (node: number, role: Role, name: string) => {
    const one = await world.person(event, { node, roles: [role], name })
    ok((await one.joins(stream)).ok)
    return one
  }
  const [ana, mona, max] = [
    await person(0, 'attendee', 'Ana'),
    await person(0, 'moderator', 'Mona'),
    await person(1, 'moderator', 'Max'),
  ]
  const question = newId()
  const ask = { channel: FIRST, text: 'What is churn?', nickname: '', offer: null }
  ok((await ana.sends(stream, 'qa.ask', ask, question)).ok)
  const key = `question/${question}`
  for (const one of [mona, max]) await one.sees<Question>(stream, key, (seen) => seen?.state === 'pending')
  return { stream, ana, mona, max, question, key }
}

test('of two moderators on two nodes who press at once the second is told, and both see the same', async () => {
  const { stream, mona, max, question, key } = await asking()
  const answers = await Promise.all([
    mona.sends(stream, 'qa.dismiss', { questions: [question], reason: 'offTopic', note: '' }),
    max.sends(stream, 'qa.dismiss', { questions: [question], reason: 'unclear', note: '' }),
  ])
  strictEqual(answers.filter((answer) => answer.ok).length, 1)
  const refused = answers.find((answer) => !answer.ok)
  strictEqual(refused && !refused.ok && refused.refused, 'qa.notPossible')
  const isDismissed = (one: Question | undefined) => one?.state === 'dismissed'
  deepStrictEqual(
    await mona.sees<Question>(stream, key, isDismissed),
    await max.sees<Question>(stream, key, isDismissed),
  )
})

test('a receipt reaches its asker on the other node, and on the one they move to', async () => {
  const { stream, ana, max, question } = await asking()
  const mine = `@${ana.participant}/mine`
  const isAt = (state: string) => (own: { list: { state: string }[] } | undefined) => own?.list[0]?.state === state
  ok((await max.sends(stream, 'qa.approve', { questions: [question] })).ok)
  await ana.sees(stream, mine, isAt('visible'))
  await ana.moveTo(1)
  ok((await max.sends(stream, 'qa.startAnswering', { question })).ok)
  await ana.sees(stream, mine, isAt('answering'))
  ok((await max.sends(stream, 'qa.finishAnswering', { question })).ok)
  await ana.sees(stream, mine, isAt('answered'))
})
