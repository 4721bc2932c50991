import { pino } from 'pino'
import { ownerLink } from './access/sign-in.ts'
import { createApp, nodeName } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { openControl } from './control.ts'
import type { Clock } from './core/api.ts'
import { migrate } from './db/migrate.ts'
import { openDb } from './db/pool.ts'
import { demoLinks, ensureDemo } from './demo/index.ts'
import { features } from './features.ts'
import { CannotStart } from './local/cannot-start.ts'
import { configuredSource } from './media/configured.ts'
import { createLiveKit } from './media/livekit.ts'
import { supervisedSource } from './media/supervised.ts'
import { MemoryLine } from './realtime/bus.ts'
import { openRedisBus } from './realtime/redis-bus.ts'
import { greeting } from './welcome.ts'

/** Told to the supervisor: starting again would not help, the message says what to do. */
const CANNOT_START = 78
/** Everything that was acknowledged is stored; what takes longer than this to finish is left to other nodes. ms */
const PATIENCE = 10_000

const clock: Clock = { now: () => Date.now() }

/** Reads the configuration, opens what a node needs, and starts it. */
async function main(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel, base: undefined })
  const trouble = (part: string) => (error: unknown) =>
    log.warn({ part, kind: error instanceof Error ? error.name : typeof error })
  const db = openDb(config.databaseUrl, { onError: trouble('database') })
  await migrate(db)
  const bus = config.redisUrl ? await openRedisBus(config.redisUrl, nodeName(), trouble('bus')) : new MemoryLine().bus()
  const source = config.livekit ? configuredSource(config.livekit, clock) : supervisedSource(process, clock)
  const app = await createApp({ config, db, clock, log, bus, media: createLiveKit(source), features })
  const port = await app.listen({ port: config.port, host: config.host })
  await ensureDemo(app.context)

  const control = await openControl(config.data)
  control.on('links', async () => demoLinks(app.context))
  control.on('owner-link', async ([mail = '']) => [await ownerLink(app.context, mail)])
  control.on('greeting', async () => greeting(app.context))
  process.send?.({ type: 'listening', port })

  let isStopping = false
  const stop = (code: number) => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(code), PATIENCE).unref()
    app
      .close()
      .then(() => Promise.all([control.close(), bus.close(), db.close()]))
      .catch(trouble('stop'))
      .finally(() => process.exit(code))
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(0))
  // The supervisor is gone, and with it the database and the picture.
  process.on('disconnect', () => stop(0))
}

try {
  await main(readConfig(process.env))
} catch (error) {
  if (!(error instanceof CannotStart) && (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
  const { message } = error as Error
  console.error(
    error instanceof CannotStart
      ? message
      : `The port is taken: ${message}. Set PORT to another, or stop what uses it.`,
  )
  process.exit(CANNOT_START)
}
