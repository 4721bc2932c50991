import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { CannotStart } from '../local/cannot-start.ts'
import { withFolderLock } from '../local/folder-lock.ts'
import { spawnGuarded } from '../local/guarded.ts'
import type { MediaStep } from './port.ts'

export const LIVEKIT_VERSION = '1.13.5'
const RELEASES = 'https://github.com/livekit/livekit/releases/download'
const DOWNLOAD_MS = 120_000
/** The Go that this LiveKit needs; from 1.21 on an older one fetches it when GOTOOLCHAIN lets it. */
const GO_MINOR = 26
const GO_MINOR_FETCHING = 21

export interface Finding {
  env: NodeJS.ProcessEnv
  /** Where releases are; tests put a loopback address here. */
  releases?: string
  /** Told what is being done now. */
  onStep?: (step: MediaStep, detail: string) => void
}

/**
 * The path of a livekit-server that runs: LIVEKIT_SERVER_BIN, one on PATH, the cache, the release (with its checksum), or
 * built with Go. Of several processes one gets it and the others wait. Throws CannotStart saying what to do.
 */
export async function findLivekit({ env, releases = RELEASES, onStep = () => undefined }: Finding): Promise<string> {
  onStep('looking', 'a livekit-server')
  const set = env.LIVEKIT_SERVER_BIN
  if (set) {
    if (versionOf(set)) return set
    throw new CannotStart(`LIVEKIT_SERVER_BIN must be a livekit-server that runs; ${set} is none.`)
  }
  const cache = cacheFolder(env)
  const kept = path.join(cache, `livekit-server-${LIVEKIT_VERSION}`)
  const found = onPath(env) ?? existing(kept)
  if (found) return found
  fs.mkdirSync(cache, { recursive: true })
  const get = () => existing(kept) ?? obtain(kept, { env, releases, onStep })
  return withFolderLock(
    `${kept}.lock`,
    async () => get(),
    (pid) => onStep('fetching', `waiting for process ${pid}, which gets it`),
  )
}

export const cacheFolder = (env: NodeJS.ProcessEnv): string =>
  env.FOYER_CACHE || path.join(env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'foyer')

/** It is only ever put there by a rename, so it is whole. */
const existing = (file: string): string | undefined => (fs.existsSync(file) ? file : undefined)

function versionOf(file: string): string | undefined {
  const said = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 10_000 })
  return said.status === 0 ? /(\d+\.\d+)\.\d+/.exec(said.stdout)?.[0] : undefined
}

/** One of another minor version is passed over: its rooms may behave otherwise. */
function onPath(env: NodeJS.ProcessEnv): string | undefined {
  const minor = (version?: string) => version?.split('.').slice(0, 2).join('.')
  return (env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'livekit-server'))
    .filter((file) => fs.existsSync(file))
    .find((file) => minor(versionOf(file)) === minor(LIVEKIT_VERSION))
}

async function obtain(kept: string, finding: Required<Finding>): Promise<string> {
  const cache = path.dirname(kept)
  // Whoever left one was killed: the lock is ours.
  for (const left of fs.readdirSync(cache).filter((name) => name.startsWith('build-')))
    fs.rmSync(path.join(cache, left), { recursive: true, force: true })
  const work = fs.mkdtempSync(path.join(cache, 'build-'))
  const failures: string[] = []
  try {
    for (const way of [download, build]) {
      try {
        const file = await way(work, finding)
        if (versionOf(file) !== LIVEKIT_VERSION) throw new Error('what came out does not run')
        fs.renameSync(file, kept)
        return kept
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error))
      }
    }
  } finally {
    fs.rmSync(work, { recursive: true, force: true })
  }
  throw new CannotStart(
    `No livekit-server ${LIVEKIT_VERSION}: ${failures.join('; ')}. Install Go 1.${GO_MINOR} or newer and start again, ` +
      'put livekit-server on PATH or its path into LIVEKIT_SERVER_BIN, or set LIVEKIT_URL to one that runs.',
  )
}

async function download(work: string, { releases, onStep }: Required<Finding>): Promise<string> {
  if (process.platform !== 'linux') throw new Error('there is no release for this system')
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `livekit_${LIVEKIT_VERSION}_linux_${arch}.tar.gz`
  onStep('fetching', name)
  const [sums, archive] = await Promise.all(
    ['checksums.txt', name].map((file) => get(`${releases}/v${LIVEKIT_VERSION}/${file}`)),
  )
  const sum = createHash('sha256')
    .update(archive ?? '')
    .digest('hex')
  if (!archive || !sums?.toString().split('\n').includes(`${sum}  ${name}`))
    throw new Error('the release has another checksum')
  fs.writeFileSync(path.join(work, name), archive)
  const unpacked = spawnSync('tar', ['-xzf', name, 'livekit-server'], { cwd: work })
  if (unpacked.status !== 0) throw new Error('the release cannot be unpacked')
  return path.join(work, 'livekit-server')
}

async function get(url: string): Promise<Buffer> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_MS) })
    if (!reply.ok) throw new Error(`answered ${reply.status}`)
    return Buffer.from(await reply.arrayBuffer())
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } }
    throw new Error(`the release cannot be fetched (${cause?.code ?? message})`)
  }
}

async function build(work: string, { env, onStep }: Required<Finding>): Promise<string> {
  const said = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', env }).stdout ?? ''
  const minor = Number(/go1\.(\d+)/.exec(said)?.[1] ?? 0)
  if (minor < GO_MINOR_FETCHING) throw new Error(minor === 0 ? 'Go is not installed' : `${said.trim()} is too old`)
  onStep('building', `with ${said.trim()}, 2 to 3 minutes, once`)
  const logFile = path.join(work, 'build.log')
  const log = fs.openSync(logFile, 'w')
  // Guarded: a build of some minutes must not outlive whoever wanted it.
  const go = spawnGuarded(['go', 'install', `github.com/livekit/livekit-server/cmd/server@v${LIVEKIT_VERSION}`], {
    signals: 'TERM KILL',
    env: { ...env, GOBIN: work, GOFLAGS: '', ...(minor < GO_MINOR ? { GOTOOLCHAIN: 'auto' } : {}) },
    output: log,
    cwd: work,
  })
  fs.closeSync(log)
  // Nothing else may keep a script alive that waits for it.
  go.child.ref()
  const { code } = await go.whenEnded
  if (code !== 0) {
    const last = fs.readFileSync(logFile, 'utf8').trim().split('\n').at(-1)
    throw new Error(`go install ended with ${code}: ${last}`)
  }
  // Go names it after its folder, cmd/server.
  return path.join(work, 'server')
}
