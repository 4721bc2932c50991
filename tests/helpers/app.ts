import { type Logger, pino } from 'pino'
import { onTestFinished } from 'vitest'
import { type App, createApp } from '#server/app.ts'
import type { Config } from '#server/config.ts'
import { readConfig } from '#server/config.ts'
import type { FeatureModule } from '#server/context.ts'
import { openDb } from '#server/db/pool.ts'
import { features } from '#server/features.ts'
import { createFakeMedia } from '#server/media/fake.ts'
import type { Media } from '#server/media/port.ts'
import { MemoryLine } from '#server/realtime/bus.ts'
import { freshDatabase } from './postgres.ts'
import { World } from './world.ts'

/** A clock that stands until it is moved. ms UTC */
export class MovedClock {
  #now: number
  constructor(now: number) {
    this.#now = now
  }
  now(): number {
    return this.#now
  }
  move(ms: number): void {
    this.#now += ms
  }
}

export interface MadeApp {
  apps: App[]
  app: App
  url: string
  urls: string[]
  clock: MovedClock
  media: Media
  config: Config
  world: World
}

/**
 * One node (or several on one line) on a database of its own, listening on a free port of loopback, with a clock that
 * tests move. It tears itself down.
 */
export async function makeApp(
  options: {
    now?: number
    nodes?: number
    media?: Media
    features?: readonly FeatureModule[]
    env?: Record<string, string>
    log?: Logger
    /** A built client of the test's own. */
    pages?: string
  } = {},
): Promise<MadeApp> {
  const database = await freshDatabase()
  const clock = new MovedClock(options.now ?? Date.parse('2026-11-24T18:00:00Z'))
  const media = options.media ?? createFakeMedia(clock)
  const line = new MemoryLine()
  const config = readConfig({ DATABASE_URL: database.url, PORT: '0', FOYER_LOG: 'silent', ...options.env })
  const log = options.log ?? pino({ level: 'silent' })
  const apps: App[] = []
  const urls: string[] = []
  const closing: (() => Promise<void>)[] = []
  for (let i = 0; i < (options.nodes ?? 1); i++) {
    const db = openDb(database.url, { size: 6 })
    const bus = line.bus()
    const app = await createApp({
      config,
      db,
      clock,
      log,
      bus,
      media,
      features: options.features ?? features,
      pages: options.pages,
    })
    const port = await app.listen({ port: 0, host: '127.0.0.1' })
    apps.push(app)
    urls.push(`http://127.0.0.1:${port}`)
    closing.push(async () => {
      await app.close()
      await bus.close()
      await db.close()
    })
  }
  const world = new World(apps[0]!.context, urls)
  onTestFinished(async () => {
    world.close()
    for (const close of closing) await close()
    await database.drop()
  })
  return { apps, app: apps[0]!, url: urls[0]!, urls, clock, media, config, world }
}
