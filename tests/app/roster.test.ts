import { expect, test } from 'vitest'
import type { roster } from '#shared/airing/roster.routes.ts'
import type { RouteReply } from '#shared/core/route.ts'
import { makeApp } from '../helpers/app.ts'
import type { Person } from '../helpers/person.ts'

type Roster = RouteReply<typeof roster>

/** What is so within seconds. */
const soon = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 8000, interval: 250 })

async function evening() {
  const made = await makeApp({ nodes: 2 })
  const event = await made.world.event()
  const airing = await made.world.airing(event)
  const comes = async (name: string, node: number, options: Parameters<typeof made.world.person>[1] = {}) => {
    const someone = await made.world.person(event, { name, node, ...options })
    await someone.joins(`airing:${airing}`)
    return someone
  }
  const path = (search = '') => `/api/events/${event.id}/airings/${airing}/roster?search=${encodeURIComponent(search)}`
  const asks = (who: Person, search?: string) => who.calls('GET', path(search), undefined, 'capability')
  const looks = async (who: Person, search?: string) => (await asks(who, search)).body as Roster
  const names = async (who: Person, search?: string) => (await looks(who, search)).people.map(({ name }) => name)
  return { ...made, event, airing, comes, asks, looks, names }
}

test('who is here by name: on all nodes, each once, gone within seconds of leaving', async () => {
  const { world, airing, comes, looks, names } = await evening()
  const ana = await comes('Ana', 0)
  const ben = await comes('bén', 1)
  const otherTab = await world.again(ana, { node: 1 })
  await otherTab.joins(`airing:${airing}`)
  for (const who of [ana, ben]) await soon(() => names(who)).toEqual(['Ana', 'bén'])
  expect((await looks(ana)).found).toBe(2)
  expect(await names(ana, 'BE')).toEqual(['bén'])

  // One tab closed is not gone; both are.
  ana.close()
  await soon(() => names(ben)).toEqual(['Ana', 'bén'])
  otherTab.close()
  await soon(() => names(ben)).toEqual(['bén'])
})

test('only those who chose to show their name are listed; the others are a number, banded but for staff', async () => {
  const { event, comes, looks, names } = await evening()
  const mira = await comes('Mira', 0, { roles: ['producer'] })
  const ana = await comes('Ana', 1)
  const ferns = []
  for (let i = 0; i < 6; i++) ferns.push(await comes(`Fern ${i}`, i % 2))
  const shows = (who: Person, privacy: 'named' | 'nickname') =>
    who.calls('PATCH', `/api/events/${event.id}/participation`, { privacy })
  for (const fern of ferns) expect((await shows(fern, 'nickname')).status).toBe(200)

  await soon(() => looks(mira)).toMatchObject({ found: 2, others: { exactly: 6 } })
  await soon(() => looks(ana)).toMatchObject({ found: 2, others: { atLeast: 5 } })
  expect(await names(ana, 'fern')).toEqual([])
  await shows(ferns[0]!, 'named')
  await soon(() => names(ana)).toEqual(['Ana', 'Fern 0', 'Mira'])
  await shows(ferns[0]!, 'nickname')
  await soon(() => names(ana)).toEqual(['Ana', 'Mira'])
})

test('the list is there for people of the event alone, and a rehearsal’s for staff', async () => {
  const { world, app, airing, comes, asks } = await evening()
  const ana = await comes('Ana', 0)
  const stranger = await world.person(await world.event())
  expect(await asks(stranger)).toMatchObject({ status: 404 })
  await app.context.db.sql`update airings set kind = 'rehearsal' where id = ${airing}`
  expect(await asks(ana)).toMatchObject({ status: 404 })
})
