import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { type Guarded, spawnGuarded } from '#server/local/guarded.ts'
import { aptInstall, isRootOnDebian, onPath } from './apt.ts'
import { keptPort } from './ports.ts'

const READY_MS = 10_000

export interface TestRedis {
  url: string
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
  /** Starts it again on the same port, empty. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** The path of a redis-server: REDIS_SERVER_BIN, on PATH, or by apt as root. Throws with what to do. */
export async function findRedis(): Promise<string> {
  const runs = (file: string) => spawnSync(file, ['--version']).status === 0
  const find = () =>
    [...(process.env.REDIS_SERVER_BIN ? [process.env.REDIS_SERVER_BIN] : onPath('redis-server'))].find(runs)
  const found = find()
  if (found) return found
  if (isRootOnDebian() && (await aptInstall('redis-server'))) {
    const installed = find()
    if (installed) return installed
  }
  throw new Error('There is no redis-server. Run `sudo apt-get install redis-server` or set REDIS_SERVER_BIN.')
}

/** A Redis of its own on loopback that keeps nothing and ends with this process. */
export async function startRedis(): Promise<TestRedis> {
  const binary = await findRedis()
  const port = await keptPort()
  const url = `redis://127.0.0.1:${port}`
  const log = fs.openSync(path.join(os.tmpdir(), `foyer-test-redis-${port}.log`), 'w')
  let server: Guarded
  const start = async () => {
    server = spawnGuarded(
      [binary, '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', os.tmpdir()],
      // Nothing is worth saving, and a frozen one does not hear a TERM.
      { signals: 'KILL', env: { PATH: process.env.PATH }, output: log },
    )
    await untilAnswers(url, server)
  }
  await start()
  return { url, start, kill: () => server.stop(), stop: () => server.stop() }
}

async function untilAnswers(url: string, server: Guarded): Promise<void> {
  for (const end = Date.now() + READY_MS; ; await delay(20)) {
    const client = createClient({ url, socket: { reconnectStrategy: false } })
    client.on('error', () => undefined)
    const isUp = await client.connect().then(
      () => true,
      () => false,
    )
    if (isUp) {
      client.destroy()
      return
    }
    if (server.ended() || Date.now() > end) throw new Error(`redis-server does not answer at ${url}`)
  }
}
