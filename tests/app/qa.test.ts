import { deepStrictEqual, match, ok, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { FIRST } from '#server/qa/state.ts'
import type { Facts } from '#shared/core/people.ts'
import type { Person } from '../helpers/person.ts'
import { SECOND, soon } from './airing-evening.ts'
import { asking, channelOf, isIn, type Mine, type Question, refusedBy } from './qa-evening.ts'

const OPEN = { isPremoderated: false } as const
const ASK = { channel: FIRST, text: 'Why?', nickname: '', offer: null }
const mineOf = (who: Person) => `@${who.participant}/mine`

describe('a question', () => {
  test('is asked, approved, read and answered, and its asker is told what became of it', async () => {
    const { stream, person, does, ask } = await asking()
    const [ana, ben, mona] = [await person('attendee', { name: 'Ana' }), await person(), await person('moderator')]
    const question = await ask(ana, 'What is churn?')
    await mona.sees<Question>(stream, `question/${question}`, (one) => one?.state === 'pending' && one.name === 'Ana')
    ok(!JSON.stringify(ben.holds(stream)).includes('churn'))
    await does(mona, 'qa.approve', { questions: [question] })
    await ben.sees<Question>(stream, `question/${question}`, (one) => isIn('visible')(one) && one?.triage === null)
    await does(ben, 'qa.vote', { question })
    await ana.sees<Question>(stream, `question/${question}`, (one) => one?.votes === 1)
    deepStrictEqual(ben.record(stream, `@${ben.participant}/votes`), { list: [question] })
    for (const type of ['qa.startAnswering', 'qa.finishAnswering']) await does(mona, type, { question })
    const mine = await ana.sees<Mine>(stream, mineOf(ana), (own) => own?.list[0]?.state === 'answered')
    ok(mine.list[0]?.answeredAt)
    await ben.sees<{ home: { answered: number } }>(stream, 'tally', (tally) => tally?.home.answered === 1)
  })

  test('that nobody’s name stands under says to nobody who asked it; a report finds them still', async () => {
    const { event, stream, person, does, ask, addChannel } = await asking()
    const [ana, ben, mona, pia] = [await person(), await person(), await person('moderator'), await person('producer')]
    const channel = await addChannel(pia, 'Quietly', {}, { ...OPEN, names: 'none' })
    const question = await ask(ana, 'Why so dear?', channel)
    for (const one of [ben, mona]) {
      await one.sees<Question>(stream, `question/${question}`, isIn('visible'))
      ok(!JSON.stringify(one.holds(stream)).includes(ana.participant))
    }
    await does(ben, 'qa.hideAuthor', { question })
    await ben.sees(stream, `@${ben.participant}/hidden`, (own) => (own?.list as string[])?.includes(question))
    const conduct = `conduct:${event.id}`
    for (const one of [ben, mona, ana]) ok((await one.joins(conduct)).ok)
    const about = { stream, key: `question/${question}` }
    const report = (who: Person) => who.sends(conduct, 'conduct.report', { about, reason: 'hurtful', note: '' })
    strictEqual(refusedBy(await report(ana)), 'conduct.yourself')
    ok((await report(ben)).ok)
    await mona.until('to see the report', () => JSON.stringify(mona.holds(conduct)).includes('Why so dear?'))
  })

  test('of someone removed is put away, and comes back with them', async () => {
    const { event, stream, person, does, ask } = await asking()
    const [ana, ben, mona] = [await person(), await person(), await person('moderator')]
    const question = await ask(ana, 'You are all fools')
    await does(mona, 'qa.approve', { questions: [question] })
    await ben.sees<Question>(stream, `question/${question}`, isIn('visible'))
    const base = `/api/events/${event.id}/removals`
    const why = { who: { participant: ana.participant }, reason: 'harassment', note: '' }
    const { body } = await mona.calls('POST', base, why)
    await ben.sees(stream, `question/${question}`, (one) => one === undefined)
    await mona.calls('POST', `${base}/${(body as { removal: string }).removal}/undo`)
    await ben.sees<Question>(stream, `question/${question}`, isIn('visible'))
  })

  test('by someone silenced is not taken', async () => {
    const { event, made, stream, person } = await asking()
    const ana = await person()
    await made.app.context.db.sql`update facts set silenced = true, version = version + 1
      where participant = ${ana.participant} and event = ${event.id}`
    strictEqual(refusedBy(await ana.sends(stream, 'qa.ask', ASK)), 'core.silenced')
  })
})

describe('a segment', () => {
  test('is what people see, as they come and go and as it is changed, without loading anything again', async () => {
    const { made, stream, person, does, ask, addChannel } = await asking({ nodes: 2 })
    const [ana, dan] = [await person('attendee', { node: 1 }), await person('attendee', { attendance: 'room' })]
    const pia = await person('producer')
    const channel = await addChannel(pia, 'Room', { attendance: 'room' }, OPEN)
    const question = await ask(dan, 'Who has the key?', channel)
    await dan.sees<Question>(stream, `question/${question}`, isIn('visible'))
    const holds = () => JSON.stringify(ana.holds(stream)).includes('the key')
    ok(!holds())
    const moves = async (attendance: Facts['attendance']) => {
      await made.app.context.db.sql`update facts set attendance = ${attendance}, version = version + 1
        where participant = ${ana.participant}`
      made.app.core.poke(ana.participant)
    }
    await moves('room')
    await ana.until('to see the channel of the room', holds)
    await moves('home')
    await ana.until('to see it no more', () => !holds())
    await does(pia, 'qa.editChannel', { channel, ...channelOf('Home', { attendance: 'home' }, OPEN) })
    await ana.until('to see what is now theirs', holds)
    // Whose it is still learns what becomes of it; the channel is theirs no more.
    await dan.sees(stream, `question/${question}`, (one) => one === undefined)
    await dan.sees(stream, `channel/${channel}`, (one) => one === undefined)
    strictEqual(refusedBy(await dan.sends(stream, 'qa.ask', { ...ASK, channel })), 'qa.noChannel')
  })

  test('that others read along is told to those who come into it, and only while they are in it', async () => {
    const { made, stream, person, addChannel } = await asking({ nodes: 2 })
    const [ana, pia] = [await person('attendee', { node: 1 }), await person('producer')]
    const channel = await addChannel(pia, 'Front row', { attendance: 'room' }, { ...OPEN, read: 'everyone' })
    await ana.sees(stream, `channel/${channel}`, (one) => one !== undefined && one.segment === null)
    const belongs = () => ana.record(stream, `belongs/${channel}`) !== undefined
    for (const [attendance, isIn] of [
      ['room', true],
      ['home', false],
    ] as const) {
      strictEqual(belongs(), !isIn)
      await made.app.context.db.sql`update facts set attendance = ${attendance}, version = version + 1
        where participant = ${ana.participant}`
      made.app.core.poke(ana.participant)
      await ana.until('to be told', () => belongs() === isIn)
      const said = refusedBy(await ana.sends(stream, 'qa.ask', { ...ASK, channel }))
      strictEqual(said, isIn ? 'done' : 'qa.mayNotAsk')
    }
  })

  test('that limits a moderator takes effect at once, and is taken back', async () => {
    const { stream, person, does, ask, addChannel } = await asking()
    const [ana, mona, pia] = [await person(), await person('moderator'), await person('producer')]
    const channel = await addChannel(pia, 'Second', {})
    const question = await ask(ana, 'What is churn?')
    await mona.sees<Question>(stream, `question/${question}`, isIn('pending'))
    const limit = (channels: string[] | null) =>
      does(pia, 'qa.limitModerator', { participant: mona.participant, channels })
    await limit([channel])
    await mona.sees(stream, `question/${question}`, (one) => one === undefined)
    strictEqual(refusedBy(await mona.sends(stream, 'qa.approve', { questions: [question] })), 'qa.noQuestion')
    await limit(null)
    await mona.sees<Question>(stream, `question/${question}`, isIn('pending'))
  })

  test('that limits a moderator keeps them among those who look at the board', async () => {
    const { stream, person, does, addChannel } = await asking()
    const [ana, mona, pia] = [await person(), await person('moderator'), await person('producer')]
    const channel = await addChannel(pia, 'Second', {})
    await does(pia, 'qa.limitModerator', { participant: mona.participant, channels: [channel] })
    await mona.sees(stream, `channel/${FIRST}`, (one) => one === undefined)
    ok((await pia.raw('signal', { stream, type: 'qa.looking', data: { name: 'Pia', question: null } })).ok)
    await mona.until('to hear who looks', () => mona.heard.some(({ type }) => type === 'qa.looking'))
    ok((await mona.raw('signal', { stream, type: 'qa.looking', data: { name: 'Mona', question: null } })).ok)
    await pia.until('to hear it too', () => pia.heard.some(({ from }) => from === mona.participant))
    ok(!ana.heard.some(({ type }) => type === 'qa.looking'))
  })

  test('names tags that somebody has', async () => {
    const { made, event, stream, person } = await asking()
    const pia = await person('producer')
    const vips = channelOf('Vips', { tags: ['vip'] })
    strictEqual(refusedBy(await pia.sends(stream, 'qa.addChannel', vips)), 'qa.noSuchTag')
    await made.app.context.db.sql`update facts set tags = '{vip}' where event = ${event.id}`
    ok((await pia.sends(stream, 'qa.addChannel', vips)).ok)
  })
})

describe('what does not fit', () => {
  test('is refused in a word, or made safe', async () => {
    const { stream, person, ask } = await asking()
    const [ana, mona] = [await person(), await person('moderator')]
    const asks = async (text: string) => refusedBy(await ana.sends(stream, 'qa.ask', { ...ASK, text }))
    strictEqual(await asks(''), 'qa.empty')
    strictEqual(await asks(' \u200b\u202e '), 'qa.empty')
    strictEqual(await asks('x'.repeat(301)), 'qa.tooLong')
    strictEqual(await asks('x'.repeat(5000)), 'core.invalid')
    strictEqual(await asks('a\u0000b'), 'core.invalid')
    strictEqual(await asks('a.com b.com www.c.com'), 'qa.tooManyLinks')
    const question = await ask(ana, 'Is it \u202eafe\u202c?')
    strictEqual((await mona.sees<Question>(stream, `question/${question}`, Boolean)).text, 'Is it afe?')
    strictEqual(await asks('is it AFE'), 'qa.saidAlready')
    strictEqual(refusedBy(await mona.sends(stream, 'qa.vote', { question: 'constructor' })), 'core.invalid')
  })

  test('in a flood of votes from one harms nobody else, and counts once', async () => {
    const { stream, person, does, ask, addChannel } = await asking()
    const [ana, ben, pia] = [await person(), await person(), await person('producer')]
    const question = await ask(ana, 'Why?', await addChannel(pia, 'Open', {}, OPEN))
    await ben.sees<Question>(stream, `question/${question}`, isIn('visible'))
    const answers = await Promise.all(
      Array.from({ length: 600 }, (_, i) => ben.sends(stream, i % 2 ? 'qa.unvote' : 'qa.vote', { question })),
    )
    ok(answers.some((answer) => !answer.ok && answer.refused === 'core.tooMany'))
    ok(answers.every((answer) => answer.ok || answer.refused === 'core.tooMany'))
    await does(pia, 'qa.vote', { question })
    await soon(async () => ok((await ben.sends(stream, 'qa.vote', { question })).ok))
    await pia.sees<Question>(stream, `question/${question}`, (one) => one?.votes === 2)
  })

  test('after the end is refused, and answers in writing go on', async () => {
    const { made, airing, stream, person, does, ask } = await asking()
    const [ana, ben, mona] = [await person(), await person(), await person('moderator')]
    const question = await ask(ana, 'Why?')
    await does(mona, 'qa.approve', { questions: [question] })
    await made.app.context.db.sql`update airings set state = 'ended' where id = ${airing}`
    strictEqual(refusedBy(await ben.sends(stream, 'qa.vote', { question })), 'qa.over')
    strictEqual(refusedBy(await ben.sends(stream, 'qa.ask', ASK)), 'qa.over')
    await does(mona, 'qa.answer', { question, text: 'Because.' })
    await ana.sees<Mine>(stream, mineOf(ana), (own) => own?.list[0]?.state === 'answered')
  })
})

test('a screen is shown what is answered, what comes next and the tally, and nothing else', async () => {
  const { made, event, stream, person, does, ask } = await asking()
  const [ana, mona, screen] = [await person(), await person('moderator'), await made.world.screen(event)]
  ok((await screen.joins(stream)).ok)
  const [first, second] = [await ask(ana, 'What is churn?'), await ask(ana, 'Who pays?')]
  await does(mona, 'qa.approve', { questions: [first] })
  await does(mona, 'qa.startAnswering', { question: first })
  interface Now {
    current: { id: string }[]
    next: { id: string }[]
  }
  const now = await screen.sees<Now>(stream, 'now', (seen) => seen?.current[0]?.id === first)
  deepStrictEqual(now.next, [])
  deepStrictEqual(Object.keys(screen.holds(stream).screen ?? {}).sort(), ['now', 'tally'])
  ok(!JSON.stringify(screen.holds(stream)).includes('Who pays'))
  await does(mona, 'qa.approve', { questions: [second] })
  await screen.sees<Now>(stream, 'now', (seen) => seen?.next[0]?.id === second)
})

test('who is called on at home is invited to the stage', async () => {
  const { night, stream, person, does, ask } = await asking()
  const [ana, mona, pia] = [await person(), await person('moderator'), await person('producer')]
  const mentor = await night.person('mentor')
  await night.goesLive(pia, mentor)
  const question = await ask(ana, 'What is churn?', FIRST, { where: '' })
  await does(mona, 'qa.approve', { questions: [question] })
  await does(mona, 'qa.callOn', { question })
  const hand = await ana.sees<{ about: string; invitedUntil: number | null }>(
    night.stream,
    `@${ana.participant}/hand`,
    (own) => own?.invitedUntil != null,
  )
  strictEqual(hand.about, 'What is churn?')
  await ana.sees<{ list: { calledAt: number | null }[] }>(stream, mineOf(ana), (own) => own?.list[0]?.calledAt != null)
})

describe('what is not live any more', () => {
  const path = (event: string, airing: string, rest: string) => `/api/events/${event}/airings/${airing}/${rest}`
  test('is found page by page by those who look after it, and by everyone once answered', async () => {
    const { event, airing, person, does, ask, addChannel } = await asking()
    const [ana, mona, pia] = [await person(), await person('moderator'), await person('producer')]
    const channel = await addChannel(pia, 'Open', {}, { ...OPEN, perTenMinutes: 50 })
    const ids: string[] = []
    for (let i = 0; i < 49; i++) ids.push(await ask(ana, `Question number ${i}?`, channel))
    for (let i = 0; i < 3; i++) ids.push(await ask(ana, `Über Größe ${i}?`))
    const found = async (who: Person, query = '') => {
      const { status, body } = await who.calls('GET', path(event.id, airing, `questions${query}`))
      strictEqual(status, 200)
      return body as { questions: { id: string; triage: object | null }[]; next: number | null }
    }
    const first = await found(mona)
    strictEqual(first.questions.length, 50)
    const second = await found(mona, `?before=${first.next}`)
    deepStrictEqual(
      [...first.questions, ...second.questions].map(({ id }) => id),
      ids.toReversed(),
    )
    strictEqual(second.next, null)
    strictEqual((await found(mona, '?search=uber%20GROSSE')).questions.length, 3)
    strictEqual((await found(mona, '?search=nobody%20asked')).questions.length, 0)
    strictEqual((await found(mona, '?search=100%25')).questions.length, 0)
    strictEqual((await found(mona, '?state=pending')).questions.length, 3)
    await does(mona, 'qa.label', { questions: [ids[0]], label: 'pricing', isOn: true })
    deepStrictEqual(
      (await found(mona, '?label=pricing')).questions.map(({ id }) => id),
      [ids[0]],
    )
    deepStrictEqual(await found(ana), { questions: [], next: null })
    await does(mona, 'qa.answer', { question: ids[0], text: 'So.' })
    const [answered] = (await found(ana)).questions
    deepStrictEqual([answered?.id, answered?.triage], [ids[0], null])
    strictEqual((await found(ana, '?state=visible')).questions.length, 0)
    strictEqual((await ana.calls('GET', path(event.id, airing, 'questions?before=99999999999'))).status, 400)
  })

  test('is there for people of the event alone, of a rehearsal for its staff, and by labels for those who put them', async () => {
    const { made, event, airing, person, does, ask } = await asking()
    const [ana, mona] = [await person(), await person('moderator')]
    const question = await ask(ana, 'Why?')
    await does(mona, 'qa.answer', { question, text: 'So.' })
    await does(mona, 'qa.label', { questions: [question], label: 'rude', isOn: true })
    const elsewhere = await made.world.event()
    const stranger = await made.world.person(elsewhere, { roles: ['producer'] })
    const asks = async (who: Person, rest: string, of = event.id) => {
      const headers = { cookie: who.options.cookie, origin: who.options.origin }
      return fetch(made.url + path(of, airing, rest), { headers })
    }
    for (const rest of ['questions', 'chapters', 'chapters.vtt']) {
      strictEqual((await asks(ana, rest)).status, 200)
      for (const of of [event.id, elsewhere.id]) strictEqual((await asks(stranger, rest, of)).status, 404)
    }
    const found = async (who: Person, label: string) =>
      ((await (await asks(who, `questions?label=${label}`)).json()) as { questions: object[] }).questions.length
    // A label is a word among those who triage: who does not see it cannot search by it.
    deepStrictEqual([await found(mona, 'rude'), await found(mona, 'kind')], [1, 0])
    deepStrictEqual([await found(ana, 'rude'), await found(ana, 'kind')], [1, 1])
    await made.app.context.db.sql`update airings set kind = 'rehearsal' where id = ${airing}`
    for (const rest of ['questions', 'chapters', 'chapters.vtt'])
      deepStrictEqual([(await asks(ana, rest)).status, (await asks(mona, rest)).status], [404, 200])
  })

  test('is the airing’s first list of chapters, in media time', async () => {
    const { made, event, airing, night, person, does, ask } = await asking()
    const [ana, mona, pia] = [await person(), await person('moderator'), await person('producer')]
    await night.goesLive(pia, await night.person('mentor'))
    const question = await ask(ana, 'Churn & <b>\nwhat --> is it?')
    await does(mona, 'qa.approve', { questions: [question] })
    made.clock.move(61 * SECOND)
    await does(mona, 'qa.startAnswering', { question })
    made.clock.move(90 * SECOND)
    await does(mona, 'qa.finishAnswering', { question })
    const { body } = await ana.calls('GET', path(event.id, airing, 'chapters'))
    const [chapter] = (body as { chapters: { start: number; end: number; title: string }[] }).chapters
    deepStrictEqual([chapter?.start, chapter?.end], [61 * SECOND, 151 * SECOND])
    const file = await fetch(made.url + path(event.id, airing, 'chapters.vtt'), {
      headers: { cookie: ana.options.cookie },
    })
    match(file.headers.get('content-type') ?? '', /^text\/vtt/)
    strictEqual(
      await file.text(),
      'WEBVTT\n\n00:01:01.000 --> 00:02:31.000\nChurn &amp; &lt;b&gt; what --&gt; is it?\n',
    )
  })
})

test('questions come and go with the row of their airing', async () => {
  const { made, event, airing, stream, person, ask } = await asking()
  const [ana, olga] = [await person(), await person('organizer')]
  await ask(ana, 'Why?')
  const { sql } = made.app.context.db
  const { status } = await olga.calls(
    'DELETE',
    `/api/events/${event.id}/programme/airings/${airing}?revision=1&request=${'r'.repeat(24)}`,
  )
  strictEqual(status, 200)
  for (const left of [
    await sql`select from streams where name = ${stream}`,
    await sql`select from entries where stream = ${stream}`,
    await sql`select from questions where airing = ${airing}`,
  ])
    strictEqual(left.length, 0)
})
