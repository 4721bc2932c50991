import { pino } from 'pino'
import { createApp } from '#server/app.ts'
import { readConfig } from '#server/config.ts'
import { openDb } from '#server/db/pool.ts'
import { ensureDemo } from '#server/demo/index.ts'
import { signInLinks } from '#server/demo/links.ts'
import { features } from '#server/features.ts'
import { freePort } from '#server/local/ports.ts'
import { createFakeMedia } from '#server/media/fake.ts'
import { readAirings } from '#server/programme/tables.ts'
import { MemoryLine } from '#server/realtime/bus.ts'
import { newId } from '#shared/core/ids.ts'
import { serve } from './child.ts'
import { askMany, makePeople } from './fill.ts'

/*
 * The whole product with its pages and the demo evening, without pictures, in a process of its own: doors are open on
 * two airings, one with the few questions the evening begins with, one with as many as asked for.
 */
const clock = { now: () => Date.now() }
const port = await freePort()
const url = `http://localhost:${port}`
const config = readConfig({
  DATABASE_URL: process.env.DATABASE_URL,
  PORT: String(port),
  FOYER_DEMO: 'on',
  FOYER_LOG: 'error',
})
const db = openDb(config.databaseUrl)
const app = await createApp({
  config,
  db,
  clock,
  log: pino({ level: 'error' }),
  bus: new MemoryLine().bus(),
  media: createFakeMedia(clock),
  features,
})
await app.listen({ port, host: '127.0.0.1' })

serve({
  /** Opens the house. Answers where the two airings are, the full one first, and a link by which an attendee comes in. */
  async open({ count }) {
    const demo = await ensureDemo(app.context)
    if (!demo) throw new Error('There is no demo evening')
    const [full, few] = (await readAirings(db.sql, demo.id)).filter(({ kind }) => kind === 'live')
    if (!full || !few) throw new Error('The demo evening has less than two airings')
    const make = async (role: string, people: number) =>
      (await makePeople(db.sql, demo.id, { count: people, role, now: clock.now() })).participants
    const [[producer = ''], [moderator = '']] = [await make('producer', 1), await make('moderator', 1)]
    // The doors of the first open by themselves.
    const command = { id: newId(), type: 'airing.openDoors', data: {}, actor: { participant: producer } }
    const opened = await app.core.submit(`airing:${few.id}`, command)
    if (!opened.ok) throw new Error(`openDoors: ${opened.refused}`)
    const askers = await make('attendee', Math.ceil(Number(count) / 5))
    await askMany(app, `qa:${full.id}`, { count: Number(count), askers, moderator })
    const link = (await signInLinks(app.context)).find(({ role }) => role === 'attendee')?.url
    return { link, pages: [full, few].map(({ id }) => `${url}/e/${demo.slug}/${id}`) }
  },
})
