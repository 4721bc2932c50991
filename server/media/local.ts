import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CannotStart } from '../local/cannot-start.ts'
import { type Guarded, spawnGuarded } from '../local/guarded.ts'
import { findLivekit } from './local-binary.ts'
import { type LocalKeys, livekitConfig, localKeys } from './local-settings.ts'
import type { MediaStep } from './port.ts'
import type { MediaSource } from './source.ts'

export type MediaState = ReturnType<MediaSource['current']>

const READY_MS = 10_000
/** One that ran this long did not die of its start: its successor comes at once. */
const STEADY_MS = 5000
const LONGEST_WAIT_MS = 5000

export interface LocalMediaOptions {
  /** FOYER_DATA: keys, ports and the log are kept there. */
  data: string
  /** The address Foyer listens on; LiveKit can be reached from where Foyer can. */
  host: string
  /** The port of Foyer's server, for webhooks. */
  webhookPort: number
  env: NodeJS.ProcessEnv
  /** `detail` is for the terminal. */
  onState(state: MediaState, detail: string): void
}

/**
 * Finds (or fetches, or builds) a LiveKit and keeps one running: a dead one is started again at once, with the same keys
 * and ports. It ends with this process, even by kill -9. Returns at once; everything else is told by `onState`.
 */
export function keepLocalMedia(options: LocalMediaOptions): { stop(): Promise<void> } {
  let running: Guarded | undefined
  let isStopping = false
  let since = Date.now()
  let last: MediaStep | undefined
  const tell = (step: MediaStep, detail: string, keys?: LocalKeys) => {
    if (step !== last) since = Date.now()
    last = step
    const server = keys ? { url: `ws://127.0.0.1:${keys.http}`, apiKey: keys.key, apiSecret: keys.secret } : null
    options.onState({ step, at: since, server }, detail)
  }

  async function keep(): Promise<void> {
    const binary = await findLivekit({ env: options.env, onStep: (step, detail) => tell(step, detail) })
    const keys = await localKeys(options.data)
    const config = path.join(options.data, 'livekit.yaml')
    // JSON is YAML too. A file, because a command line can be read by everybody on the machine.
    fs.writeFileSync(config, JSON.stringify(livekitConfig(keys, options.host, options.webhookPort), null, 2), {
      mode: 0o600,
    })
    for (let wait = 0; !isStopping; ) {
      const begun = Date.now()
      tell('starting', binary)
      running = launch(binary, config, options)
      await untilReady(running, keys.http)
      if (isStopping) break
      if (!running.ended()) tell('ready', `port ${keys.http}`, keys)
      await running.whenEnded
      if (isStopping) break
      tell('lost', 'it ended and is started again')
      wait = Date.now() - begun > STEADY_MS ? 0 : Math.min(wait * 2 + 100, LONGEST_WAIT_MS)
      await delay(wait)
    }
  }

  const kept = keep().catch((error: unknown) => {
    if (isStopping) return
    tell('failed', error instanceof CannotStart ? error.message : String(error))
  })
  return {
    async stop() {
      isStopping = true
      await running?.stop()
      // Still looking or building: that ends with this process.
      if (running) await kept
    },
  }
}

function launch(binary: string, config: string, { data, env }: LocalMediaOptions): Guarded {
  const log = fs.openSync(path.join(data, 'livekit.log'), 'w', 0o600)
  const { PATH, HOME } = env
  // With people in its rooms it stays after the first TERM until they left; nobody should wait for that.
  const server = spawnGuarded([binary, '--config', config], {
    signals: 'TERM TERM KILL',
    env: { PATH, HOME },
    output: log,
  })
  fs.closeSync(log)
  return server
}

/** Returns when it answers, or has ended. One that does neither in time is ended, to be started again. */
async function untilReady(server: Guarded, port: number): Promise<void> {
  for (const end = Date.now() + READY_MS; !server.ended(); await delay(20)) {
    const isUp = await fetch(`http://127.0.0.1:${port}/`).then(
      (reply) => reply.ok,
      () => false,
    )
    if (isUp) return
    if (Date.now() > end) await server.stop()
  }
}
