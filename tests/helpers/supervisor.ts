import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freePort } from '#server/local/ports.ts'
import { processesBelow } from './processes.ts'

const start = path.resolve(import.meta.dirname, '../../scripts/start.ts')

export interface Supervised {
  process: ChildProcess
  url: string
  /** All it has said so far. */
  said(): string
  /** Resolves when it has said this (again, if it was said before the call with `after`). */
  says(words: RegExp, options?: { after?: number }): Promise<void>
  /** The pid of the one process below it whose command line has these words; undefined when there is none. */
  pidOf(words: RegExp): number | undefined
  /** All processes below it, and itself. */
  family(): number[]
  ended: Promise<number | null>
}

/** An empty data folder that everybody may enter, as PostgreSQL under root needs it. */
export function emptyFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-ground-'))
  fs.chmodSync(folder, 0o755)
  return folder
}

/** Runs the supervisor as `npm start` does, without a demo evening, on a data folder. Whoever starts it ends it. */
export async function startSupervisor(
  data: string,
  options: { env?: NodeJS.ProcessEnv; args?: readonly string[]; command?: readonly string[] } = {},
): Promise<Supervised> {
  const port = await freePort()
  const [program = '', ...args] = [...(options.command ?? []), process.execPath, start, ...(options.args ?? [])]
  const child = spawn(program, args, {
    env: { ...process.env, NODE_ENV: '', FOYER_DATA: data, PORT: String(port), FOYER_DEMO: 'off', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const news = new EventEmitter()
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more
      news.emit('text')
    })
  const ended = once(child, 'close').then(([code]) => {
    news.emit('text')
    return code as number | null
  })
  return {
    process: child,
    url: `http://127.0.0.1:${port}`,
    said: () => text,
    async says(words, { after = 0 } = {}) {
      while (!words.test(text.slice(after))) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`It ended before it said ${words}:\n${text}`)
        await once(news, 'text')
      }
    },
    pidOf: (words) => processesBelow(child.pid ?? 0).find((row) => words.test(row.command))?.pid,
    family: () => [child.pid ?? 0, ...processesBelow(child.pid ?? 0).map((row) => row.pid)],
    ended,
  }
}
