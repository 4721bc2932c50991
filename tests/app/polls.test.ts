import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { makeApp } from '../helpers/app.ts'
import type { Person } from '../helpers/person.ts'

type Poll = { state: string; question: string }
const asked = {
  ...{ question: 'Tea or coffee?', kind: 'single', options: ['Tea', 'Coffee'], most: 1, low: '', high: '' },
  ...{ results: 'live', segment: null },
}
const anyone = { attendance: null, roles: [], tags: [], membership: null }

async function evening(nodes = 1) {
  const made = await makeApp({ nodes })
  const { world } = made
  const event = await world.event()
  const airing = await world.airing(event)
  const stream = `polls:${airing}`
  const table = `/api/events/${event.id}/airings/${airing}/polls.csv`
  const joins = async (person: Person) => {
    ok((await person.joins(stream)).ok)
    return person
  }
  const mona = await joins(await world.person(event, { roles: ['moderator'], name: 'Mona' }))
  const [ola, pim] = [
    await joins(await world.person(event, { name: 'Ola', node: nodes - 1 })),
    await joins(await world.person(event, { name: 'Pim', attendance: 'room' })),
  ]
  /** A prepared poll, and opened unless said otherwise. */
  const poll = async (more: object = {}, isOpen = true): Promise<string> => {
    const id = `poll${Math.trunc(Number(made.clock.now()))}${Object.keys(more).join('').toLowerCase()}`.slice(0, 40)
    ok((await mona.sends(stream, 'polls.prepare', { ...asked, ...more }, id)).ok)
    if (isOpen) ok((await mona.sends(stream, 'polls.open', { poll: id })).ok)
    return id
  }
  const votes = (person: Person, id: string, ...choices: number[]) =>
    person.sends(stream, 'polls.vote', { poll: id, choices })
  const sees = (person: Person, key: string, test: (record: Poll | undefined) => boolean) =>
    person.sees<Poll>(stream, key, test)
  const counts = (person: Person, id: string, ...wanted: number[]) =>
    person.sees<{ counts: number[] }>(stream, `results/${id}`, (one) => one?.counts.join() === wanted.join())
  const csv = async (person: Person, path = table) => {
    const response = await fetch(made.url + path, { headers: { cookie: person.options.cookie } })
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
  }
  return { made, world, event, airing, stream, mona, ola, pim, joins, poll, votes, sees, counts, csv, table }
}

describe('a poll', () => {
  test('opens to those on every node, takes their votes, and shows each only their own', async () => {
    const { stream, ola, pim, mona, poll, votes, sees, counts } = await evening(2)
    const id = await poll()
    await sees(ola, `poll/${id}`, (one) => one?.state === 'open')
    ok((await votes(ola, id, 0)).ok)
    ok((await votes(pim, id, 1)).ok)
    ok((await votes(ola, id, 1)).ok)
    for (const person of [ola, pim, mona]) await counts(person, id, 0, 2)
    deepStrictEqual(ola.record(stream, `@${ola.participant}/votes`), { list: [{ poll: id, choices: [1] }] })
    for (const [person, other] of [
      [ola, pim],
      [pim, ola],
      [mona, ola],
    ] as const)
      strictEqual(JSON.stringify(person.holds(stream)).includes(other.participant), false)
  })

  test('hidden until voted shows its results to the one who voted, on whatever tab and node, and to no other', async () => {
    const { world, stream, ola, pim, poll, votes, joins, counts } = await evening(2)
    const id = await poll({ results: 'voted' })
    const again = await joins(await world.again(ola, { node: 0 }))
    ok((await votes(ola, id, 0)).ok)
    await counts(ola, id, 1, 0)
    await counts(again, id, 1, 0)
    await pim.sees<{ voters: number }>(stream, `turnout/${id}`, (one) => one?.voters === 1)
    strictEqual(pim.record(stream, `results/${id}`), undefined)
    ok((await votes(ola, id)).ok)
    await ola.until('to lose the results', () => ola.record(stream, `results/${id}`) === undefined)
  })

  test('for those at home reaches who goes home, and leaves the screen of who comes in', async () => {
    const { made, stream, ola, pim, poll, votes, sees } = await evening()
    const id = await poll({ segment: { ...anyone, attendance: 'home' } })
    await sees(ola, `poll/${id}`, (one) => one !== undefined)
    strictEqual(pim.record(stream, `poll/${id}`), undefined)
    deepStrictEqual(await votes(pim, id, 0), { ok: false, refused: 'polls.noPoll' })
    const { db, core } = made.app.context
    for (const [person, attendance] of [
      [pim, 'home'],
      [ola, 'room'],
    ] as const) {
      await db.sql`update facts set attendance = ${attendance}, version = version + 1 where participant = ${person.participant}`
      core.poke(person.participant)
    }
    await sees(pim, `poll/${id}`, (one) => one !== undefined)
    await sees(ola, `poll/${id}`, (one) => one === undefined)
    ok((await votes(pim, id, 0)).ok)
  })

  test('closed in mid-vote takes no vote any more; those who are silenced may vote until then', async () => {
    const { made, stream, mona, ola, pim, poll, votes } = await evening()
    const id = await poll()
    await made.app.context.db
      .sql`update facts set silenced = true, version = version + 1 where participant = ${ola.participant}`
    ok((await votes(ola, id, 0)).ok)
    ok((await mona.sends(stream, 'polls.close', { poll: id })).ok)
    deepStrictEqual(await votes(pim, id, 0), { ok: false, refused: 'polls.isClosed' })
  })

  test('names no tag that nobody at the event has', async () => {
    const { made, stream, mona, ola } = await evening()
    const tagged = { ...asked, segment: { ...anyone, tags: ['pilot'] } }
    deepStrictEqual(await mona.sends(stream, 'polls.prepare', tagged), { ok: false, refused: 'polls.noSuchTag' })
    await made.app.context.db.sql`update facts set tags = '{pilot}' where participant = ${ola.participant}`
    ok((await mona.sends(stream, 'polls.prepare', tagged)).ok)
  })

  test('ends with the airing: it closes by itself, shows what was voted, and none opens any more', async () => {
    const { world, event, airing, stream, ola, mona, poll, votes, sees, counts } = await evening()
    const producer = await world.person(event, { roles: ['producer'] })
    const id = await poll({ results: 'closed' })
    const other = await poll({}, false)
    ok((await votes(ola, id, 1)).ok)
    deepStrictEqual(await producer.sends(`airing:${airing}`, 'airing.end', { sure: true }), { ok: true, version: 1 })
    await sees(ola, `poll/${id}`, (one) => one?.state === 'closed')
    await counts(ola, id, 0, 1)
    deepStrictEqual(await votes(ola, id, 0), { ok: false, refused: 'polls.isClosed' })
    deepStrictEqual(await mona.sends(stream, 'polls.open', { poll: other }), { ok: false, refused: 'polls.over' })
  })

  test('that is pinned is on the screens in the venue, and nothing else of the polls is', async () => {
    const { world, event, stream, mona, poll, joins, sees } = await evening()
    const wall = await joins(await world.screen(event))
    const id = await poll()
    deepStrictEqual(wall.holds(stream), {})
    ok((await mona.sends(stream, 'polls.pin', { poll: id })).ok)
    await sees(wall, `poll/${id}`, (one) => one?.question === asked.question)
    ok((await mona.sends(stream, 'polls.pin', { poll: null })).ok)
    await sees(wall, `poll/${id}`, (one) => one === undefined)
  })
})

describe('the table of results', () => {
  test('has a line an answer, no name, and nothing a spreadsheet would run', async () => {
    const { mona, ola, pim, poll, votes, csv } = await evening()
    const id = await poll({ question: '=cmd|calc, or tea?', options: ['+1', 'Say "no"'] })
    await poll({ question: 'Never opened' }, false)
    ok((await votes(ola, id, 0)).ok)
    ok((await votes(pim, id, 0)).ok)
    const { status, type, text } = await csv(mona)
    strictEqual(status, 200)
    strictEqual(type, 'text/csv; charset=utf-8')
    const opened = '2026-11-24 19:00:00'
    deepStrictEqual(text.split('\r\n'), [
      'Poll,Kind,State,People who voted,Answer,Votes,Percent,Opened,Closed',
      `"'=cmd|calc, or tea?",one answer,open,2,'+1,2,100,${opened},`,
      `"'=cmd|calc, or tea?",one answer,open,2,"Say ""no""",0,0,${opened},`,
      '',
    ])
    strictEqual(
      [ola, pim].some(({ participant }) => text.includes(participant)),
      false,
    )
  })

  test('is for those who look after polls at this event, of its own airings', async () => {
    const { world, event, mona, ola, csv, table } = await evening()
    strictEqual((await csv(ola)).status, 403)
    const foreign = await world.event()
    const theirs = await world.airing(foreign)
    strictEqual((await csv(mona, `/api/events/${event.id}/airings/${theirs}/polls.csv`)).status, 404)
    strictEqual((await csv(await world.person(foreign, { roles: ['organizer'] }), table)).status, 404)
    for (const role of ['producer', 'organizer'] as const)
      strictEqual((await csv(await world.person(event, { roles: [role] }))).status, 200)
  })
})
