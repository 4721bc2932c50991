import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '#server/local/ports.ts'
import { processesBelow } from '../../tests/helpers/processes.ts'
import { buildClient } from '../start/client.ts'
import { type Bench, type Figure, median } from './report.ts'

const ROUNDS = 3
/** How long nobody comes before memory is read. ms */
const REST = 8000
const ROOT = path.resolve(import.meta.dirname, '../..')
/** Who holds memory: the word that names a process in its command line, most telling first. */
const PARTS = [
  ['server', /^\S*node \S*server\/main\.ts/],
  ['supervisor', /scripts\/start\.ts/],
  ['PostgreSQL', /postgres/],
  ['LiveKit', /livekit-server/],
] as const

interface Started {
  /** Until the page answers, and until media is ready too. ms */
  page: number
  media: number
}

/** Types `npm start` on a data folder and waits for what a person waits for. */
async function start(data: string): Promise<{ npm: ChildProcess; started: Started }> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  // A stamp that is right now saves the check from being measured as a build.
  await buildClient()
  const since = performance.now()
  const npm = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: '', FOYER_DATA: data, PORT: String(port) },
    stdio: 'ignore',
  })
  const page = await answers(npm, async () => (await fetch(url, { headers: { accept: 'text/html' } })).ok)
  const media = await answers(
    npm,
    async () => ((await (await fetch(`${url}/api/media`)).json()) as { ready: boolean }).ready,
  )
  return { npm, started: { page: page - since, media: media - since } }
}

/** When it first answers yes. A refused connection is a no. */
async function answers(npm: ChildProcess, ask: () => Promise<boolean>): Promise<number> {
  while (npm.exitCode === null) {
    if (await ask().catch(() => false)) return performance.now()
    await delay(10)
  }
  throw new Error(`npm start ended (${npm.exitCode})`)
}

async function stop(npm: ChildProcess): Promise<void> {
  const family = processesBelow(npm.pid ?? 0).filter(({ command }) => PARTS[1][1].test(command))
  const ended = once(npm, 'exit')
  for (const { pid } of family) process.kill(pid, 'SIGTERM')
  await ended
}

/** Proportional memory of each part of what `npm start` runs, MB; shared pages are counted once. Linux only. */
function memory(npm: ChildProcess): Map<string, number> {
  const held = new Map<string, number>()
  for (const { pid, command } of processesBelow(npm.pid ?? 0)) {
    const [part] = PARTS.find(([, words]) => words.test(command)) ?? ['npm']
    held.set(part, (held.get(part) ?? 0) + pssOf(pid))
  }
  return held
}

function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024
  } catch (error) {
    // One that ended while it was looked at holds nothing.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0
    throw error
  }
}

async function run(): Promise<readonly Figure[]> {
  const cold: Started[] = []
  const warm: Started[] = []
  let held = new Map<string, number>()
  for (let round = 0; round < ROUNDS; round++) {
    const data = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-bench-'))
    fs.chmodSync(data, 0o755)
    try {
      for (const times of [cold, warm]) {
        const { npm, started } = await start(data)
        times.push(started)
        if (times === warm && round === ROUNDS - 1) {
          await delay(REST)
          held = memory(npm)
        }
        await stop(npm)
      }
    } finally {
      fs.rmSync(data, { recursive: true, force: true })
    }
  }
  const seconds = (times: readonly Started[], part: keyof Started) => median(times.map((one) => one[part])) / 1000
  const figure = (name: string, times: readonly Started[], must: Figure['must']): Figure => ({
    figure: name,
    value: seconds(times, 'page'),
    unit: 's',
    must,
    reference: `with media ready ${seconds(times, 'media').toFixed(1)} s`,
  })
  const parts = [...held].map(([part, megabytes]) => `${part} ${Math.round(megabytes)}`)
  return [
    figure('npm start, empty data folder', cold, null),
    figure('npm start, second time', warm, { is: '<=', bound: 3 }),
    {
      figure: 'memory at rest',
      value: [...held.values()].reduce((sum, one) => sum + one, 0),
      unit: 'MB',
      must: null,
      reference: `PSS: ${parts.join(', ')}`,
    },
  ]
}

export const starting: Bench = {
  name: 'start',
  meaning: 'Whoever restarts in the middle of an evening is back before most people notice.',
  method: `\`npm start\` with dependencies installed and the client built, from the key press until the page answers: on an empty data folder (database made, migrated, demo evening written), and again on the same. ${ROUNDS} rounds, medians. Memory: the proportional set size of all that one start runs, ${REST / 1000} s after it, nobody there.`,
  run,
}
