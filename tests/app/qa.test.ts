import { deepStrictEqual, ok } from 'node:assert'
import { test } from 'vitest'
import { FIRST } from '#server/qa/state.ts'
import { newId } from '#shared/core/ids.ts'
import { makeApp } from '../helpers/app.ts'

test('a question is asked, approved and read, and its asker is told what became of it', async () => {
  const made = await makeApp()
  const event = await made.world.event()
  const stream = `qa:${await made.world.airing(event)}`
  const [ana, ben, mona] = [
    await made.world.person(event, { name: 'Ana' }),
    await made.world.person(event),
    await made.world.person(event, { roles: ['moderator'], name: 'Mona' }),
  ]
  for (const person of [ana, ben, mona]) ok((await person.joins(stream)).ok)
  const question = newId()
  const ask = { channel: FIRST, text: 'What is churn?', nickname: '', offer: null }
  deepStrictEqual((await ana.sends(stream, 'qa.ask', ask, question)).ok, true)
  await mona.sees(stream, `question/${question}`, (one) => one?.state === 'pending' && one.name === 'Ana')
  ok(!JSON.stringify(ben.holds(stream)).includes('churn'))
  ok((await mona.sends(stream, 'qa.approve', { questions: [question] })).ok)
  await ben.sees(stream, `question/${question}`, (one) => one?.state === 'visible' && one.triage === null)
  await ana.sees<{ list: { state: string }[] }>(
    stream,
    `@${ana.participant}/mine`,
    (own) => own?.list[0]?.state === 'visible',
  )
})
