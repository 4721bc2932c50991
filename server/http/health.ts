import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Context } from '../context.ts'

/** How a dependency is: `ok`, and in a few words why not or what it is doing. */
export interface Check {
  ok: boolean
  note: string
}
/** Dependencies by name. A check that takes longer than 2 s, or throws, has failed. */
export type Checks = Record<string, () => Check | Promise<Check>>

const PATIENCE = 2000
/** A clock further from PostgreSQL's than this makes times and orders wrong. ms */
const SKEW = 2000

const Skewed = z.object({ now: z.number() })

/** Database, clock and media: what every node depends on. */
export const ownChecks = ({ db, media }: Pick<Context, 'db' | 'media'>): Checks => ({
  async database() {
    await db.sql`select 1`
    return { ok: true, note: '' }
  },
  async clock() {
    // The system's clock is meant, not the app's: it is what tokens and cookies of others are dated by.
    const before = Date.now()
    const { now } = await db.sql.one(Skewed)`select clock_timestamp() as now`
    const after = Date.now()
    const skew = Math.max(before - now, now - after, 0)
    return { ok: skew <= SKEW, note: skew <= SKEW ? '' : `${skew} ms from the database` }
  },
  media() {
    const { step } = media.state()
    // Media that is still being found or built keeps no one from the lobby: it is named, and the node is ready.
    return { ok: step !== 'failed', note: step }
  },
})

async function run(check: Checks[string]): Promise<Check> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Check>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, note: 'no answer' }), PATIENCE)
  })
  try {
    return await Promise.race([Promise.resolve().then(check), late])
  } catch {
    return { ok: false, note: 'not reachable' }
  } finally {
    clearTimeout(timer)
  }
}

/** `/health/live`: the process turns. `/health/ready`: it can serve; each dependency is named. */
export function serveHealth(app: FastifyInstance, checks: Checks): void {
  app.get('/health/live', async (_request, reply) => reply.header('cache-control', 'no-store').send({ live: true }))
  app.get('/health/ready', async (_request, reply) => {
    const names = Object.keys(checks)
    const results = await Promise.all(names.map((name) => run(checks[name]!)))
    const ready = results.every((result) => result.ok)
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready, checks: Object.fromEntries(names.map((name, i) => [name, results[i]])) })
  })
}
