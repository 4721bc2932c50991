import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { CannotStart, diskFull, saysDiskFull } from '#server/local/cannot-start.ts'
import { withFolderLock } from '#server/local/folder-lock.ts'

const root = path.resolve(import.meta.dirname, '../..')
const SOURCES = ['client', 'shared', 'vite.config.ts', 'package-lock.json']
const STAMP = path.join(root, 'dist', 'stamp')
const VITE = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
const LOCK = path.join(root, 'node_modules', '.building-client')

/** Builds the client unless `dist` was made from exactly these sources. Of several processes one builds. */
export async function buildClient(): Promise<'built' | 'up to date'> {
  const hash = hashOfSources()
  const isFresh = () => fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === hash
  if (isFresh()) return 'up to date'
  if (!fs.existsSync(VITE))
    throw new CannotStart('The client is not built and Vite is not installed. Run `npm ci`, then `npm start`.')
  return withFolderLock(LOCK, async () => {
    if (isFresh()) return 'up to date'
    await build()
    fs.mkdirSync(path.dirname(STAMP), { recursive: true })
    fs.writeFileSync(STAMP, hash)
    return 'built'
  })
}

async function build(): Promise<void> {
  const vite = spawn(process.execPath, [VITE, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [vite.stdout, vite.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const code = await new Promise<number | null>((resolve) => vite.once('close', resolve))
  if (code === 0) return
  if (saysDiskFull(said)) throw diskFull(path.dirname(STAMP))
  throw new CannotStart(`${said.trim()}\nThe client could not be built (see above).`)
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap(filesUnder).sort()) {
    hash.update(`${file}\0`)
    hash.update(fs.readFileSync(path.join(root, file)))
  }
  return hash.digest('hex')
}

function filesUnder(source: string): string[] {
  const at = path.join(root, source)
  if (!fs.existsSync(at)) return []
  if (fs.statSync(at).isFile()) return [source]
  return fs
    .readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
}
