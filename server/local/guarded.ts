import { type ChildProcess, spawn } from 'node:child_process'
import type { Writable } from 'node:stream'

/**
 * A shell that starts the program and reads a pipe whose other end this process holds: when the pipe closes, by `stop()`
 * or by the death of this process (kill -9 too), it sends the program its signals, 200 ms apart.
 */
const GUARD =
  'signals=$1; shift; "$@" 3<&- & p=$!; (read _ <&3; for s in $signals; do kill -$s $p 2>/dev/null || break; sleep 0.2; done) & w=$!; ' +
  'wait $p; s=$?; kill $w 2>/dev/null; exit $s'

export interface Guarded {
  child: ChildProcess
  /** How it ended, once it has. */
  ended(): { code: number | null } | undefined
  /** Resolves when it has ended, by itself or by `stop`. */
  whenEnded: Promise<{ code: number | null }>
  stop(): Promise<void>
}

/**
 * Starts a program that cannot outlive this process. It is in a session of its own, so that Ctrl-C reaches this process
 * only, which may still need it while it drains. Neither the program nor its pipe keeps this process alive.
 */
export function spawnGuarded(
  command: readonly string[],
  options: {
    signals: string
    env: NodeJS.ProcessEnv
    output: number
    uid?: number
    gid?: number
    cwd?: string
    /** Gives a Node program a message channel to this process. */
    hasChannel?: boolean
  },
): Guarded {
  const { signals, output, hasChannel, ...rest } = options
  const child = spawn('/bin/sh', ['-c', GUARD, 'foyer-guard', signals, ...command], {
    ...rest,
    detached: true,
    stdio: ['ignore', output, output, 'pipe', ...(hasChannel ? (['ipc'] as const) : [])],
  })
  const pipe = child.stdio[3] as Writable & { unref?(): void }
  // The guard may be gone before the pipe is closed; that is what closing is for.
  pipe.on('error', () => undefined)
  pipe.unref?.()
  child.unref()
  let ended: { code: number | null } | undefined
  const whenEnded = new Promise<{ code: number | null }>((resolve) => {
    const end = (code: number | null) => {
      ended ??= { code }
      resolve(ended)
    }
    child.once('exit', end)
    child.once('error', () => end(null))
  })
  return {
    child,
    ended: () => ended,
    whenEnded,
    async stop() {
      child.ref()
      pipe.end()
      await whenEnded
    },
  }
}
