import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { z } from 'zod'
import { spawnGuarded } from '#server/local/guarded.ts'
import type { MediaState } from '#server/media/local.ts'

const main = path.resolve(import.meta.dirname, '../../server/main.ts')
/** A server that ran this long did not die of its start. */
const STEADY_MS = 5000
const LONGEST_WAIT_MS = 10_000
/** How long it may take to drain before it is killed. */
const DRAIN_MS = 10_000
/** How a program says that starting it again as it is makes no sense (EX_CONFIG). */
export const CANNOT_START = 78

const fromServer = z.object({ type: z.literal('listening'), port: z.number() })

export interface KeptServer {
  /** Tells the server, and each that follows it, where the media server is. */
  tellMedia(state: MediaState): void
  stop(): Promise<void>
}

/**
 * Keeps `server/main.ts` running. One that dies is started again at once; one that keeps dying while it starts, later and
 * later. `onListening` is called on every start. `onGivenUp`: it said that it cannot start as things are.
 */
export function keepServer(options: {
  env: NodeJS.ProcessEnv
  isWatched: boolean
  onListening(port: number, startedAt: number): void
  onDied(detail: string): void
  onGivenUp(): void
}): KeptServer {
  let media: MediaState | undefined
  let current: Running | undefined
  let isStopping = false
  let failures = 0
  let timer: NodeJS.Timeout | undefined

  const tell = () => {
    if (media && current?.child.connected) current.child.send({ type: 'media', ...media })
  }

  function launch(): void {
    const startedAt = Date.now()
    let hasListened = false
    current = start(options.env, options.isWatched)
    const { child } = current
    tell()
    child.on('message', (message) => {
      const said = fromServer.safeParse(message)
      if (!said.success) return
      hasListened = true
      // Under --watch a new server hides behind the same child and knows nothing yet.
      tell()
      options.onListening(said.data.port, startedAt)
    })
    // A message to a server that is just dying cannot be sent; its successor gets it.
    child.on('error', () => undefined)
    child.once('exit', (code, signal) => {
      if (isStopping) return
      if (code === CANNOT_START) return options.onGivenUp()
      failures = Date.now() - startedAt > STEADY_MS ? 0 : failures + 1
      const wait = failures < 2 ? 0 : Math.min(250 * 2 ** (failures - 2), LONGEST_WAIT_MS)
      options.onDied(describeEnd({ ending: signal ?? `exit ${code}`, hasListened, failures, wait }))
      timer = setTimeout(launch, wait)
    })
  }
  launch()

  return {
    tellMedia(state) {
      media = state
      tell()
    },
    async stop() {
      isStopping = true
      clearTimeout(timer)
      if (current) await end(current)
    },
  }
}

interface Running {
  child: ChildProcess
  /** Asks it to end. */
  quit(): void
}

/** In a session of its own: Ctrl-C reaches the supervisor only, which stops everything in order. */
function start(env: NodeJS.ProcessEnv, isWatched: boolean): Running {
  if (!isWatched) {
    const child = fork(main, { env, detached: true, execArgv: [] })
    return { child, quit: () => child.kill('SIGTERM') }
  }
  // The server ends with its channel; Node's watcher would outlive it.
  const watcher = spawnGuarded([process.execPath, '--watch', '--watch-preserve-output', main], {
    env,
    signals: 'TERM KILL',
    output: 1,
    hasChannel: true,
  })
  return { child: watcher.child, quit: () => void watcher.stop() }
}

async function end({ child, quit }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  quit()
  const kill = setTimeout(() => child.kill('SIGKILL'), DRAIN_MS)
  await gone
  clearTimeout(kill)
}

function describeEnd(end: { ending: string; hasListened: boolean; failures: number; wait: number }): string {
  if (end.hasListened && end.failures < 3) return `ended (${end.ending}) and is started again`
  const advice = 'What it said last is above; Ctrl-C stops.'
  const again = end.wait === 0 ? 'at once' : `in ${(end.wait / 1000).toFixed(1)} s`
  return `ended while it started (${end.ending}); try ${end.failures + 1} ${again}. ${advice}`
}
