import { fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { test as base, type Page } from '@playwright/test'
import { askControl } from '#server/control.ts'
import { freePort } from '#server/local/ports.ts'
import { buildClient } from '../../../scripts/start/client.ts'
import { startLivekit } from '../../helpers/livekit.ts'
import { freshDatabase } from '../../helpers/postgres.ts'
import { startRedis } from '../../helpers/redis.ts'
import { emptyFolder } from '../../helpers/supervisor.ts'
import { closeProfiles, enterBy } from './evening.ts'

const main = path.resolve(import.meta.dirname, '../../../server/main.ts')

/** One server process, with a port, an address and a data folder of its own. */
export interface Node {
  url: string
  /** Opens a browser profile that knows this node only, signed in as someone of the demo evening, in the lobby. */
  enter(person: string): Promise<Page>
}

/** One Foyer of two nodes: two server processes on one PostgreSQL, one Redis and one LiveKit. */
export interface TwoNodes {
  a: Node
  b: Node
  mediaUrl: string
}

export const test = base.extend<{ nodes: TwoNodes }>({
  nodes: [
    async ({ browser }, use) => {
      const ports = [await freePort(), await freePort()] as const
      const [database, redis, livekit] = await Promise.all([
        freshDatabase(),
        startRedis(),
        // LiveKit tells one of them; what it says reaches the other by the log.
        startLivekit({ webhookPort: ports[0] }),
        buildClient(),
      ])
      const shared = {
        DATABASE_URL: database.url,
        REDIS_URL: redis.url,
        LIVEKIT_URL: livekit.url,
        LIVEKIT_API_KEY: livekit.apiKey,
        LIVEKIT_API_SECRET: livekit.apiSecret,
        FOYER_DEMO: 'on',
      }
      // At once: between them they make one demo evening.
      const [a, b] = await Promise.all([startNode(ports[0], shared), startNode(ports[1], shared)])
      const asNode = ({ url, data }: Running): Node => ({
        url,
        async enter(person) {
          const line = (await askControl(data, 'links')).find((line) => line.includes(person))
          if (!line) throw new Error(`The demo evening has no link for ${person}`)
          return enterBy(browser, line.slice(line.indexOf('http')))
        },
      })
      await use({ a: asNode(a), b: asNode(b), mediaUrl: livekit.url })
      await closeProfiles(browser)
      await Promise.all([a.stop(), b.stop()])
      await Promise.all([livekit.stop(), redis.stop()])
      await database.drop()
    },
    { timeout: 120_000 },
  ],
})

interface Running {
  url: string
  data: string
  stop(): Promise<void>
}

/** The server as the supervisor forks it. It ends with its channel, so not even a killed test run leaves it behind. */
async function startNode(port: number, shared: Record<string, string>): Promise<Running> {
  const data = emptyFolder()
  const url = `http://localhost:${port}`
  const env = { ...process.env, ...shared, NODE_ENV: '', PORT: String(port), FOYER_URL: url, FOYER_DATA: data }
  const child = fork(main, { env, execArgv: [] })
  const ended = once(child, 'exit')
  await Promise.race([
    once(child, 'message'),
    ended.then(([code, signal]) => {
      throw new Error(`The node ended before it listened (${signal ?? code})`)
    }),
  ])
  return {
    url,
    data,
    async stop() {
      child.kill('SIGTERM')
      await ended
      fs.rmSync(data, { recursive: true, force: true })
    },
  }
}
