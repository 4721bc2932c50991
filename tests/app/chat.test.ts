import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import type { chat } from '#shared/chat/contract.ts'
import { olderLines } from '#shared/chat/routes.ts'
import { FLOOD, WINDOW } from '#shared/chat/rules.ts'
import type { RecordOf } from '#shared/core/contract.ts'
import { newId } from '#shared/core/ids.ts'
import type { Role } from '#shared/core/people.ts'
import { makeApp } from '../helpers/app.ts'
import type { Person } from '../helpers/person.ts'
import { MINUTE, SECOND, soon } from './airing-evening.ts'

type Line = RecordOf<typeof chat, 'line'>

/** An airing with a chat that is on, and people who hold it. */
async function chatting(nodes = 1) {
  const made = await makeApp({ nodes })
  const event = await made.world.event()
  const airing = await made.world.airing(event)
  const stream = `chat:${airing}`
  const person = async (name: string, ...roles: Role[]) => {
    const one = await made.world.person(event, { name, ...(roles.length ? { roles } : {}), lasts: 24 * 60 * MINUTE })
    ok((await one.joins(stream)).ok)
    return one
  }
  const producer = await person('Bo', 'producer')
  const does = async (who: Person, type: string, data: object = {}, id = newId()) => {
    const answer = await who.sends(stream, type, data, id)
    ok(answer.ok, `${type}: ${JSON.stringify(answer)}`)
    return id
  }
  const says = (who: Person, text: string, replyTo: string | null = null) => does(who, 'chat.say', { text, replyTo })
  const refused = async (who: Person, type: string, data: object) => {
    const answer = await who.sends(stream, type, data)
    return answer.ok ? 'done' : { code: answer.refused, ...answer.detail }
  }
  const sees = (who: Person, id: string) => who.sees<Line>(stream, `line/${id}`, (line) => line !== undefined)
  const seesNo = (who: Person, id: string) => who.sees(stream, `line/${id}`, (line) => line === undefined)
  const older = async (who: Person, before: number) =>
    who.calls('GET', `/api/events/${event.id}/airings/${airing}/chat?before=${before}`, undefined, 'capability')
  // There is none until someone says so, and whoever may say so sees that.
  await producer.sees<RecordOf<typeof chat, 'chat'>>(stream, 'chat', (record) => record?.isOn === false)
  await does(producer, 'chat.switch', { isOn: true })
  return { ...made, event, airing, stream, person, producer, does, says, refused, sees, seesNo, older }
}
const linesOf = (who: Person, stream: string): Line[] =>
  Object.values(who.holds(stream))
    .flatMap((records) => Object.entries(records))
    .flatMap(([key, record]) => (key.startsWith('line/') ? [record as Line] : []))
    .sort((a, b) => a.seq - b.seq)

describe('a chat', () => {
  test('shows a line to all at once, under the name its author has here', async () => {
    const { person, says, sees, stream } = await chatting()
    const [ola, pim] = [await person('Ola'), await person('Pim')]
    const id = await says(ola, '  Hello \u202e from\n home ')
    const line = await sees(pim, id)
    deepStrictEqual([line.name, line.text, line.participant], ['Ola', 'Hello from home', ola.participant])
    const reply = await says(pim, 'Hello from the room', id)
    strictEqual((await sees(ola, reply)).replyTo, id)
    const spoofed = await ola.sends(stream, 'chat.say', { text: 'I am Pim', replyTo: null, name: 'Pim' })
    strictEqual(spoofed.ok ? 'done' : spoofed.refused, 'core.invalid')
  })

  test('is switched by those who run the show alone, and while it is off nobody else holds any of it', async () => {
    const { person, producer, does, says, sees, refused, stream, older } = await chatting()
    const [ola, mona] = [await person('Ola'), await person('Mona', 'moderator')]
    const id = await says(ola, 'Said while it was on')
    await sees(mona, id)
    deepStrictEqual(await refused(mona, 'chat.switch', { isOn: false }), { code: 'core.forbidden' })
    await does(producer, 'chat.switch', { isOn: false })
    await ola.sees(stream, 'chat', (record) => record === undefined)
    deepStrictEqual(linesOf(ola, stream), [])
    strictEqual((await sees(mona, id)).text, 'Said while it was on')
    deepStrictEqual(await refused(ola, 'chat.say', { text: 'Hello?', replyTo: null }), { code: 'chat.off' })
    strictEqual((await older(ola, 100)).status, 409)
    strictEqual((await older(mona, 100)).status, 200)
    const late = await person('Late')
    deepStrictEqual(late.holds(stream), {})
  })

  test('slows down by itself in a flood, tells each author how long to wait, and ends by itself', async () => {
    const { person, refused, stream, clock } = await chatting()
    const crowd = await Promise.all(Array.from({ length: 30 }, (_, i) => person(`Person ${i}`)))
    const answers = await Promise.all(crowd.map((one) => one.sends(stream, 'chat.say', { text: 'Wow', replyTo: null })))
    ok(answers.every((answer) => answer.ok))
    const about = await crowd[0]!.sees<RecordOf<typeof chat, 'chat'>>(stream, 'chat', (one) => one?.flood != null)
    deepStrictEqual(about.flood, { seconds: FLOOD.seconds, until: clock.now() + FLOOD.lasts })
    const more = { text: 'And more', replyTo: null }
    clock.move(5 * SECOND)
    for (const one of crowd.slice(0, 3))
      deepStrictEqual(await refused(one, 'chat.say', more), { code: 'chat.wait', seconds: FLOOD.seconds - 5 })
    clock.move(15 * SECOND)
    strictEqual(await refused(crowd[0]!, 'chat.say', more), 'done')
    // A minute after the flood it is over, and nobody did anything.
    clock.move(40 * SECOND)
    strictEqual(await refused(crowd[1]!, 'chat.say', more), 'done')
    strictEqual(await refused(crowd[1]!, 'chat.say', { text: 'At once', replyTo: null }), 'done')
  })

  test('is held to its newest 200 lines, and older ones are read a page at a time, each once', async () => {
    const { person, says, sees, stream, clock, does, older } = await chatting()
    const [ola, pim, mona] = [await person('Ola'), await person('Pim'), await person('Mona', 'moderator')]
    const ids: string[] = []
    for (let i = 1; i <= WINDOW + 75; i++) {
      clock.move(3 * SECOND)
      ids.push(await says(i % 2 ? ola : pim, `Line ${i}`))
    }
    await sees(mona, ids.at(-1)!)
    const held = linesOf(mona, stream)
    deepStrictEqual([held.length, held[0]?.text], [WINDOW, 'Line 76'])
    const late = await person('Late')
    deepStrictEqual(linesOf(late, stream), held)

    const page = async (who: Person, before: number) => olderLines.reply.parse((await older(who, before)).body)
    const first = await page(late, held[0]!.seq)
    deepStrictEqual([first.lines.length, first.lines[0]?.text, first.lines.at(-1)?.text], [50, 'Line 26', 'Line 75'])
    const second = await page(late, first.lines[0]!.seq)
    deepStrictEqual([second.lines.length, second.hasMore], [25, false])

    // An old line is hidden, replied to and taken back like any other.
    await does(mona, 'chat.hide', { line: ids[9] })
    await does(ola, 'chat.takeBack', { line: ids[10] })
    deepStrictEqual(
      (await page(late, 13)).lines.map(({ text }) => text),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 12].map((i) => `Line ${i}`),
    )
    strictEqual((await page(mona, 13)).lines[9]?.hidden?.name, 'Mona')
    await does(mona, 'chat.show', { line: ids[9] })
    strictEqual((await page(late, 13)).lines[9]?.text, 'Line 10')
    strictEqual((await sees(mona, await says(late, 'What did you mean?', ids[0]!))).replyTo, ids[0])
  }, 60_000)

  test('is there for people of the event alone, and older lines of a rehearsal for its staff', async () => {
    const { person, world, app, stream, airing, older, producer } = await chatting()
    const ola = await person('Ola')
    const elsewhere = await world.event()
    const stranger = await world.person(elsewhere)
    strictEqual((await stranger.joins(stream)).ok, false)
    strictEqual((await older(stranger, 10)).status, 404)
    // Nor by the way of their own event.
    const theirs = `/api/events/${elsewhere.id}/airings/${airing}/chat?before=10`
    strictEqual((await stranger.calls('GET', theirs, undefined, 'capability')).status, 404)
    await app.context.db.sql`update airings set kind = 'rehearsal' where id = ${airing}`
    strictEqual((await older(ola, 10)).status, 404)
    strictEqual((await older(producer, 10)).status, 200)
  })
})

describe('a line that is to be a question', () => {
  test('becomes one of its author, waiting for triage, and says so; another says why it did not', async () => {
    const { person, says, sees, does, stream, airing, app } = await chatting()
    const [ola, pim, mona] = [await person('Ola'), await person('Pim'), await person('Mona', 'moderator')]
    const questions = `qa:${airing}`
    for (const one of [ola, pim, mona]) ok((await one.joins(questions)).ok)
    const id = await says(ola, 'What does a pilot cost?')
    await sees(mona, id)
    await does(mona, 'chat.makeQuestion', { line: id })
    await pim.sees<Line>(stream, `line/${id}`, (line) => line?.question?.state === 'asked')
    const asked = () =>
      Object.entries(mona.holds(questions).staff ?? {}).flatMap(([key, record]) =>
        key.startsWith('question/')
          ? [record as { text: string; participant: string; name: string; state: string }]
          : [],
      )
    await mona.until('to see the question', () => asked().length === 1)
    deepStrictEqual(
      asked().map(({ text, participant, name, state }) => ({ text, participant, name, state })),
      [{ text: 'What does a pilot cost?', participant: ola.participant, name: 'Ola', state: 'pending' }],
    )
    await ola.sees<{ list: { text: string }[] }>(
      questions,
      `@${ola.participant}/mine`,
      (mine) => mine?.list[0]?.text === 'What does a pilot cost?',
    )
    ok(!JSON.stringify(pim.holds(questions)).includes('pilot'))

    const late = await says(ola, 'And for a year?')
    await app.context.db.sql`update airings set state = 'ended', ended_at = now() where id = ${airing}`
    await does(ola, 'chat.makeQuestion', { line: late })
    const refused = await ola.sees<Line>(stream, `line/${late}`, (line) => line?.question?.state === 'refused')
    strictEqual(refused.question?.refused, 'qa.over')
  })
})

describe('a line that should not stand there', () => {
  test('is hidden for everyone but those who look after the chat, noted down, and shown again', async () => {
    const { person, says, sees, seesNo, does, stream, event } = await chatting()
    const [ola, pim, mona] = [await person('Ola'), await person('Pim'), await person('Mona', 'moderator')]
    const id = await says(ola, 'You are all fools')
    await sees(pim, id)
    await does(mona, 'chat.hide', { line: id })
    await seesNo(pim, id)
    await mona.sees<Line>(stream, `line/${id}`, (line) => line?.hidden?.name === 'Mona')
    const own = await ola.sees<RecordOf<typeof chat, 'own'>>(
      stream,
      `@${ola.participant}/own`,
      (record) => record?.hidden.length === 1,
    )
    strictEqual(own.hidden[0]?.text, 'You are all fools')
    for (const who of [pim, await person('Late')]) ok(!JSON.stringify(who.holds(stream)).includes('fools'))
    for (const who of [ola, pim]) ok(!JSON.stringify(who.holds(stream)).includes('Mona'))
    await does(mona, 'chat.show', { line: id })
    await sees(pim, id)
    const organizer = await person('Leyla', 'organizer')
    const { body } = await organizer.calls('GET', `/api/events/${event.id}/audit?kind=conduct`)
    const { lines } = body as { lines: { action: string; subject: string; about: string }[] }
    deepStrictEqual(
      lines.map(({ action, subject, about }) => [action, subject, about]),
      [
        ['lineShown', 'Ola', 'The clinic'],
        ['lineHidden', 'Ola', 'The clinic'],
        ['chatOpened', null, 'The clinic'],
      ],
    )
  })

  test('is reported with what was seen, though its author takes it back', async () => {
    const { person, says, sees, does, stream, event } = await chatting()
    const [ola, pim, mona] = [await person('Ola'), await person('Pim'), await person('Mona', 'moderator')]
    const conduct = `conduct:${event.id}`
    for (const one of [pim, mona]) ok((await one.joins(conduct)).ok)
    const id = await says(ola, 'You are all fools')
    await sees(pim, id)
    const about = { stream, key: `line/${id}` }
    ok((await pim.sends(conduct, 'conduct.report', { about, reason: 'hurtful', note: '' })).ok)
    await does(ola, 'chat.takeBack', { line: id })
    await mona.until('to see the report', () => JSON.stringify(mona.holds(conduct)).includes('You are all fools'))
    const again = await pim.sends(conduct, 'conduct.report', { about, reason: 'hurtful', note: 'again' })
    strictEqual(again.ok ? 'done' : again.refused, 'conduct.notThere')
  })

  test('is reported also when it is older than those that are live, as far as one may still read it', async () => {
    const { person, says, sees, does, stream, event, clock } = await chatting()
    const [ola, pim, mona] = [await person('Ola'), await person('Pim'), await person('Mona', 'moderator')]
    const conduct = `conduct:${event.id}`
    for (const one of [pim, mona]) ok((await one.joins(conduct)).ok)
    const old = [await says(ola, 'You are all fools'), await says(ola, 'And cowards'), await says(ola, 'And liars')]
    let last = ''
    for (let i = 0; i < WINDOW; i++) {
      clock.move(3 * SECOND)
      last = await says(i % 2 ? ola : pim, `Line ${i}`)
    }
    await sees(pim, last)
    ok(!JSON.stringify(pim.holds(stream)).includes('fools'))
    const report = async (who: Person, line: string) => {
      const about = { stream, key: `line/${line}` }
      const answer = await who.sends(conduct, 'conduct.report', { about, reason: 'hurtful', note: '' })
      return answer.ok ? 'done' : answer.refused
    }
    await does(mona, 'chat.hide', { line: old[1] })
    await does(ola, 'chat.takeBack', { line: old[2] })
    deepStrictEqual(
      [await report(pim, old[0]!), await report(pim, old[1]!), await report(pim, old[2]!), await report(pim, newId())],
      ['done', 'conduct.notThere', 'conduct.notThere', 'conduct.notThere'],
    )
    strictEqual(await report(mona, old[1]!), 'done')
    await mona.until('to see both reports', () => {
      const held = JSON.stringify(mona.holds(conduct))
      return held.includes('You are all fools') && held.includes('And cowards') && !held.includes('And liars')
    })
  }, 60_000)

  test('of someone who is silenced does not come in, and those of someone who was removed go until they are back', async () => {
    const { person, says, sees, seesNo, refused, event, older, stream } = await chatting()
    const [ola, pim, mona] = [await person('Ola'), await person('Pim'), await person('Mona', 'moderator')]
    const conduct = `conduct:${event.id}`
    ok((await mona.joins(conduct)).ok)
    const id = await says(ola, 'You are all fools')
    await sees(pim, id)
    const silence = { participant: ola.participant, reason: 'Insults', report: null }
    ok((await mona.sends(conduct, 'conduct.silence', silence)).ok)
    deepStrictEqual(await refused(ola, 'chat.say', { text: 'More', replyTo: null }), { code: 'core.silenced' })

    const removed = await mona.calls('POST', `/api/events/${event.id}/removals`, {
      who: { participant: ola.participant },
      reason: 'harassment',
      note: '',
    })
    strictEqual(removed.status, 200, JSON.stringify(removed.body))
    for (const who of [pim, mona]) await seesNo(who, id)
    deepStrictEqual((await older(mona, 100)).body, { lines: [], hasMore: false })
    ok(!JSON.stringify(mona.holds(stream)).includes('fools'))
    const { removal } = removed.body as { removal: string }
    const back = await mona.calls('POST', `/api/events/${event.id}/removals/${removal}/undo`)
    strictEqual(back.status, 200, JSON.stringify(back.body))
    await soon(() => sees(pim, id))
  })
})
