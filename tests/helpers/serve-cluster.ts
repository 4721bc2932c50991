import { onTestFinished } from 'vitest'
import { readConfig } from '#server/config.ts'
import { createStream } from '#server/core/log.ts'
import { type Db, openDb } from '#server/db/pool.ts'
import { newId } from '#shared/core/ids.ts'
import { freshDatabase } from './postgres.ts'
import { startRedis, type TestRedis } from './redis.ts'
import { type ServedNode, type Settings, serve } from './serve.ts'
import { World, type WorldEvent } from './world.ts'

export interface Cluster {
  nodes: ServedNode[]
  urls: string[]
  redis: TestRedis
  /** The test's own way to the database, beside the nodes'. */
  db: Db
  world: World
  clock: { now(): number; step(ms: number): void }
  /** Makes an event with a board in it. */
  board(): Promise<{ event: WorldEvent; stream: string }>
}

/** Real processes on one PostgreSQL and one Redis, and people who come to them. It all ends with the test. */
export async function makeCluster(
  options: { nodes?: number; database?: { url: string }; nodeDatabaseUrl?: string; settings?: Partial<Settings> } = {},
): Promise<Cluster> {
  const database = options.database ?? (await ownDatabase())
  const redis = await startRedis()
  onTestFinished(() => redis.stop())
  const db = openDb(database.url, { size: 4 })
  onTestFinished(() => db.close())
  const start = { databaseUrl: options.nodeDatabaseUrl ?? database.url, redisUrl: redis.url, ...options.settings }
  const nodes = await Promise.all(Array.from({ length: options.nodes ?? 2 }, () => serve(start)))
  const urls = nodes.map((node) => node.url)
  let offset = 0
  const clock = {
    now: () => Date.now() + offset,
    step(ms: number) {
      offset += ms
      for (const node of nodes) node.setClock(offset)
    },
  }
  const config = readConfig({ DATABASE_URL: database.url })
  const world = new World({ db, clock, config }, urls)
  onTestFinished(() => world.close())
  return {
    nodes,
    urls,
    redis,
    db,
    world,
    clock,
    async board() {
      const event = await world.event()
      const stream = `board:${newId()}`
      await createStream(db.sql, stream, event.id)
      return { event, stream }
    },
  }
}

async function ownDatabase(): Promise<{ url: string }> {
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  return database
}
