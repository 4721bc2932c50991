import { expect, test } from 'vitest'
import type { Here, SignalMessage } from '#shared/core/wire.ts'
import { makeApp } from '../helpers/app.ts'
import type { Person } from '../helpers/person.ts'

const claps = (person: Person): SignalMessage[] => person.heard.filter(({ type }) => type === 'airing.react')
const counted = (person: Person): Record<string, number> => {
  const sums: Record<string, number> = {}
  for (const { data } of claps(person))
    for (const [kind, n] of Object.entries(data as Record<string, number>)) sums[kind] = (sums[kind] ?? 0) + n
  return sums
}
const here = (person: Person): Here | undefined =>
  person.heard.findLast(({ type }) => type === 'here')?.data as Here | undefined

async function evening(nodes = 2) {
  const made = await makeApp({ nodes })
  const event = await made.world.event()
  const stream = `airing:${await made.world.airing(event)}`
  const person = async (node: number, options: Parameters<typeof made.world.person>[1] = {}) => {
    const someone = await made.world.person(event, { node, ...options })
    await someone.joins(stream)
    return someone
  }
  const reacts = (who: Person, data: unknown) => who.raw('signal', { stream, type: 'airing.react', data })
  return { ...made, stream, person, reacts }
}

test('reactions are counted: every one of them reaches everyone on every node, in few messages and without a name', async () => {
  const { person, reacts } = await evening()
  const people = await Promise.all(Array.from({ length: 12 }, (_, i) => person(i % 2)))
  const answers = await Promise.all(
    people.flatMap((who) => Array.from({ length: 20 }, () => reacts(who, { thumbsUp: 2, heart: 1 }))),
  )
  expect(answers.every((answer) => answer.ok)).toBe(true)
  for (const who of people)
    await who.until('every clap to be counted', () => counted(who).thumbsUp === 480 && counted(who).heart === 240)
  for (const who of people) {
    // 240 messages were sent: two nodes tick four times a second, and it all took no longer than a few seconds.
    expect(claps(who).length).toBeLessThan(60)
    expect(claps(who).every(({ from }) => from === null)).toBe(true)
  }
})

test('what is no reaction, too many at once, or not asked for here is refused', async () => {
  const { world, person, reacts, stream } = await evening(1)
  const ana = await person(0)
  for (const data of [
    null,
    {},
    [],
    'thumbsUp',
    { thumbsUp: 0 },
    { thumbsUp: -1 },
    { thumbsUp: 1.5 },
    { boo: 1 },
    { thumbsUp: 21 },
    { toString: 1 },
  ])
    expect(await reacts(ana, data)).toMatchObject({ ok: false, refused: 'core.invalid' })
  const flood = await Promise.all(Array.from({ length: 80 }, () => reacts(ana, { thumbsUp: 20 })))
  expect(flood.some((answer) => !answer.ok && answer.refused === 'core.tooMany')).toBe(true)
  const stranger = await world.person(await world.event())
  expect(await stranger.raw('signal', { stream, type: 'airing.react', data: { thumbsUp: 1 } })).toMatchObject({
    refused: 'core.notFound',
  })
})

test('many pages of one person clap no louder than one', async () => {
  const { world, person, reacts, stream } = await evening(1)
  const [ana, bo] = [await person(0), await person(0)]
  const pages = [ana, ...(await Promise.all([1, 2, 3].map(() => world.again(ana))))]
  for (const page of pages) await page.joins(stream)
  const claps = (page: Person) => Promise.all(Array.from({ length: 40 }, () => reacts(page, { thumbsUp: 1 })))
  const answers = (await Promise.all(pages.map(claps))).flat()
  expect(answers.filter((answer) => !answer.ok && answer.refused === 'core.tooMany').length).toBeGreaterThan(40)
  expect((await claps(bo)).every(({ ok }) => ok)).toBe(true)
})

test('sums of a minute are kept, without anyone’s name', async () => {
  const { person, reacts, apps, app, stream } = await evening()
  const [ana, bo] = [await person(0), await person(1)]
  await reacts(ana, { thumbsUp: 3 })
  await reacts(bo, { thumbsUp: 4, idea: 1 })
  const { sql } = app.context.db
  // A node that stops keeps what it has counted.
  await apps[1]!.close()
  const airing = stream.slice('airing:'.length)
  const rows = await sql`select kind, count from reaction_minutes where airing = ${airing} order by kind`
  expect(rows).toEqual([
    { kind: 'idea', count: 1 },
    { kind: 'thumbsUp', count: 4 },
  ])
})

test('how many are here: staff know exactly and by side, everyone else in bands; over all nodes, each person once', async () => {
  const { person } = await evening()
  const mira = await person(0, { roles: ['producer'], attendance: 'room' })
  const ana = await person(1, { attendance: 'room' })
  for (let i = 0; i < 4; i++) await person(i % 2)
  await mira.until('the exact figure', () => {
    const now = here(mira)
    return now !== undefined && 'room' in now && now.room === 2 && now.home === 4
  })
  await ana.until('the band', () => {
    const now = here(ana)
    return now !== undefined && 'atLeast' in now && now.atLeast === 5
  })
  expect(ana.heard.some(({ data }) => typeof data === 'object' && data !== null && 'home' in data)).toBe(false)
})

test('who runs a show learns how many stall, and neither who nor, later, that anyone did', async () => {
  const { person, apps, app, stream } = await evening()
  const [mira, ana, bo] = [await person(0, { roles: ['producer'] }), await person(0), await person(1)]
  const stalls = (who: Person, data: unknown) => who.raw('signal', { stream, type: 'airing.stalled', data })
  const told = (who: Person) => who.heard.filter(({ type }) => type === 'airing.stalled')
  for (const who of [ana, bo]) expect(await stalls(who, { devices: 1 })).toMatchObject({ ok: true })
  const counted = () => told(mira).reduce((sum, { data }) => sum + (data as { devices: number }).devices, 0)
  await mira.until('both to be counted', () => counted() === 2)
  expect(told(mira).every(({ from }) => from === null)).toBe(true)
  expect([...told(ana), ...told(bo)]).toEqual([])
  expect(await stalls(ana, { devices: 2 })).toMatchObject({ refused: 'core.invalid' })
  const flood = await Promise.all(Array.from({ length: 10 }, () => stalls(bo, { devices: 1 })))
  expect(flood.filter((answer) => !answer.ok)).not.toEqual([])
  await apps[1]!.close()
  expect(await app.context.db.sql`select 1 from reaction_minutes`).toEqual([])
})

test('five thousand reactions a second are told to everyone in four messages a second', async () => {
  const { person, reacts } = await evening(1)
  const people = await Promise.all(Array.from({ length: 50 }, () => person(0)))
  const begun = performance.now()
  // Of fifty hands that are held down, each at the most it may say: 250 messages with 5,000 reactions.
  await Promise.all(people.flatMap((who) => Array.from({ length: 5 }, () => reacts(who, { heart: 20 }))))
  for (const who of people) await who.until('all of them', () => counted(who).heart === 5000)
  const ticks = Math.ceil((performance.now() - begun) / 250) + 1
  for (const who of people) expect(claps(who).length).toBeLessThanOrEqual(ticks)
})

test('what a page tells the other pages of its person reaches them on every node, and nobody else', async () => {
  const { world, person, stream } = await evening()
  const ana = await person(0)
  const [beside, far] = [await world.again(ana, { node: 0 }), await world.again(ana, { node: 1 })]
  for (const tab of [beside, far]) await tab.joins(stream)
  const [ben, mira] = [await person(1), await person(0, { roles: ['producer'] })]
  const data = { page: 'a1b2c3d4', claim: { because: 'opened', at: 1 } }
  const heard = (who: Person) => who.heard.filter(({ type }) => type === 'airing.sounding').map((one) => one.data)
  expect(await ana.raw('signal', { stream, type: 'airing.sounding', data })).toMatchObject({ ok: true })
  for (const tab of [beside, far]) await tab.until('my other page’s word', () => heard(tab).length === 1)
  expect(heard(far)).toEqual([data])
  // Whatever came after it has arrived: it did not come to these.
  await far.raw('signal', { stream, type: 'airing.react', data: { heart: 1 } })
  for (const who of [ana, ben, mira]) await who.until('the clap', () => claps(who).length > 0)
  for (const who of [ana, ben, mira]) expect(heard(who)).toEqual([])
})
