import { setTimeout as delay } from 'node:timers/promises'
import { pino } from 'pino'
import { createApp } from '#server/app.ts'
import { readConfig } from '#server/config.ts'
import { createStream } from '#server/core/log.ts'
import { openDb } from '#server/db/pool.ts'
import { createFakeMedia } from '#server/media/fake.ts'
import { qa } from '#server/qa/index.ts'
import { MemoryLine } from '#server/realtime/bus.ts'
import { newId } from '#shared/core/ids.ts'
import { cpuMs, serve } from './child.ts'
import { askMany, makePeople } from './fill.ts'
import { poll } from './poll.ts'

/*
 * A real node in a process of its own, with the poll and the questions as its features. It can make people with
 * capabilities and an airing with questions, and change a text so many times a second, as if by a command.
 */
const clock = { now: () => Date.now() }
const config = readConfig({ DATABASE_URL: process.env.DATABASE_URL, PORT: '0', FOYER_LOG: 'error' })
const db = openDb(config.databaseUrl)
const app = await createApp({
  config,
  db,
  clock,
  log: pino({ level: 'error' }),
  bus: new MemoryLine().bus(),
  media: createFakeMedia(clock),
  features: [{ name: 'poll', feature: poll }, qa],
})
const port = await app.listen({ port: 0, host: '127.0.0.1' })
const event = newId()
await db.sql`insert into events (id, slug, name, starts_at, ends_at, zone, created_at)
  values (${event}, ${event}, 'Bench', now(), now(), 'UTC', now())`

serve({
  async port() {
    return { port }
  },
  async streams({ count }) {
    const streams = Array.from({ length: Number(count) }, () => `poll:${newId()}`)
    for (const stream of streams) await createStream(db.sql, stream, event)
    return { streams }
  },
  /** An airing with its stream of questions. */
  async airing() {
    const [airing, session, stage] = [newId(), newId(), newId()]
    await db.sql`insert into stages (id, event, name) values (${stage}, ${event}, 'Stage')`
    await db.sql`insert into sessions (id, event, title) values (${session}, ${event}, 'Bench')`
    await db.sql`insert into airings (id, event, session, stage, kind, starts_at, ends_at)
      values (${airing}, ${event}, ${session}, ${stage}, 'live', now(), now())`
    await createStream(db.sql, `qa:${airing}`, event)
    return { stream: `qa:${airing}` }
  },
  /** So many questions in the first channel, by people who are not there, shown by a moderator. Answers their ids. */
  async questions({ stream, count, askers, moderator }) {
    const given = { count: Number(count), askers: askers as string[], moderator: String(moderator) }
    return { ids: await askMany(app, String(stream), given) }
  },
  async memory() {
    return { rss: process.memoryUsage().rss }
  },
  async people({ count, role = 'attendee' }) {
    return makePeople(db.sql, event, { count: Number(count), role: String(role), now: clock.now() })
  },
  /** Changes a text `times` times, `every` ms apart, each as a producer's press would: the text says when. */
  async act({ stream, times, every }) {
    for (let i = 0; i < Number(times); i++) {
      const text = `at ${performance.timeOrigin + performance.now()} `
      const command = { id: newId(), type: 'poll.write', data: { item: 0, text }, actor: { system: 'bench' } }
      await app.core.submit(String(stream), command)
      await delay(Number(every))
    }
    return {}
  },
  /** Writes `burst` texts of `bytes` at once, every `every` ms, `times` times. Answers the CPU it took. */
  async publish({ stream, every, times, burst, bytes }) {
    const before = cpuMs()
    const text = 'x'.repeat(Number(bytes))
    await new Promise<void>((resolve) => {
      let n = 0
      const timer = setInterval(() => {
        for (let i = 0; i < Number(burst); i++)
          void app.core.submit(String(stream), {
            id: newId(),
            type: 'poll.write',
            data: { item: i, text: `${n} ${text}` },
            actor: { system: 'bench' },
          })
        if (++n < Number(times)) return
        clearInterval(timer)
        setTimeout(resolve, 500)
      }, Number(every))
    })
    return { cpu: cpuMs() - before }
  },
})
