import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Guarded, spawnGuarded } from '#server/local/guarded.ts'
import { freePort } from '#server/local/ports.ts'
import { findLivekit } from '#server/media/local-binary.ts'
import { livekitConfig } from '#server/media/local-settings.ts'

const READY_MS = 10_000

export interface TestLivekit {
  url: string
  apiKey: string
  apiSecret: string
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
  /** Starts it again with the same keys and ports. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** A real LiveKit of its own on loopback that ends with this process. `webhookPort`: where `/api/livekit` is. */
export async function startLivekit(options: { webhookPort?: number } = {}): Promise<TestLivekit> {
  const binary = await findLivekit({ env: process.env })
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-test-livekit-'))
  const [http, tcp, udp] = [await freePort(), await freePort(), await freePort()]
  const keys = { key: 'testkey', secret: 'a-secret-only-for-tests-of-42-characters-00', http, tcp, udp }
  const config = path.join(folder, 'livekit.yaml')
  fs.writeFileSync(config, JSON.stringify(livekitConfig(keys, '127.0.0.1', options.webhookPort ?? 9)))
  const log = fs.openSync(path.join(folder, 'livekit.log'), 'w')
  let server: Guarded
  const start = async () => {
    // A TERM soon after the start is swallowed, and with people in a room it waits for them.
    server = spawnGuarded([binary, '--config', config], {
      signals: 'KILL',
      env: { PATH: process.env.PATH },
      output: log,
    })
    await untilAnswers(http, server)
  }
  await start()
  return {
    url: `ws://127.0.0.1:${http}`,
    apiKey: keys.key,
    apiSecret: keys.secret,
    start,
    kill: () => server.stop(),
    async stop() {
      await server.stop()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilAnswers(port: number, server: Guarded): Promise<void> {
  for (const end = Date.now() + READY_MS; ; await delay(20)) {
    const isUp = await fetch(`http://127.0.0.1:${port}/`).then(
      (reply) => reply.ok,
      () => false,
    )
    if (isUp) return
    if (server.ended() || Date.now() > end) throw new Error('the LiveKit of this test does not answer')
  }
}
