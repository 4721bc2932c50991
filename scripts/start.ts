import fs from 'node:fs'
import path from 'node:path'
import { type Config, readConfig } from '#server/config.ts'
import { askControl } from '#server/control.ts'
import { CannotStart, diskFull, saysDiskFull } from '#server/local/cannot-start.ts'
import { type Guarded, spawnGuarded } from '#server/local/guarded.ts'
import { freePort, listenProblem } from '#server/local/ports.ts'
import { keepLocalMedia } from '#server/media/local.ts'
import { buildClient } from './start/client.ts'
import { keepDatabase, migrateDatabase } from './start/database.ts'
import { keepServer } from './start/server.ts'
import { step, timed } from './start/steps.ts'

const begun = Date.now()
const isDev = process.argv.includes('--dev')
/** What runs, in the order in which it is stopped. */
const running: { stop(): Promise<void> }[] = []
let stopping: Promise<void> | undefined

/** Stops everything in order, once; asked a second time it leaves, and what it guards dies with it. */
function stop(code: number): void {
  if (stopping) process.exit(code || 1)
  const since = Date.now()
  stopping = (async () => {
    for (const part of running) await part.stop()
    if (running.length > 0) step('Stopped', '', since)
    process.exit(code)
  })()
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0))
process.on('disconnect', () => stop(0))

async function start(): Promise<void> {
  const config = readConfig(process.env)
  makeDataFolder(config.data)
  const [serverPort] = await Promise.all([prepareDatabase(config), isDev ? undefined : prepareClient()])
  const env = isDev
    ? { ...process.env, PORT: String(serverPort), HOST: '127.0.0.1', FOYER_URL: config.url }
    : process.env
  let hasListened = false
  const server = keepServer({
    env,
    isWatched: isDev,
    onListening(_port, startedAt) {
      step('Server', hasListened ? 'is back' : 'listening', hasListened && isDev ? undefined : startedAt)
      if (!hasListened) void welcome(config)
      hasListened = true
    },
    onDied: (detail) => step('Server', detail),
    onGivenUp: () => stop(1),
  })
  running.unshift(server)
  if (!config.livekit) {
    const since = Date.now()
    const media = keepLocalMedia({
      data: config.data,
      host: config.host,
      webhookPort: serverPort,
      env: process.env,
      onState(state, detail) {
        server.tellMedia(state)
        if (state.step !== 'starting')
          step('LiveKit', `${state.step}: ${detail}`, state.step === 'ready' ? since : undefined)
      },
    })
    running.splice(1, 0, media)
  }
  if (isDev) running.splice(1, 0, startVite(config, serverPort))
}

function makeDataFolder(data: string): void {
  try {
    fs.mkdirSync(data, { recursive: true })
  } catch (error) {
    if (saysDiskFull(error)) throw diskFull(data)
    const { code } = error as NodeJS.ErrnoException
    throw new CannotStart(`${data} cannot be made (${code}). Set FOYER_DATA to a folder this user may write to.`)
  }
}

/** Database first: it is what refuses a second start on the same folder. Returns the port of the server. */
async function prepareDatabase(config: Config): Promise<number> {
  if (config.isEmbedded) {
    const database = await timed('PostgreSQL', async () => {
      const result = await keepDatabase(config.data)
      return { detail: `embedded, in ${path.relative('', config.data) || config.data}`, result }
    })
    running.push(database)
  }
  await timed('Migrations', async () => {
    const applied = await migrateDatabase(config)
    return { detail: applied.length > 0 ? applied.join(', ') : 'up to date', result: applied }
  })
  const problem = await listenProblem(config.port, config.host)
  if (problem) throw cannotListen(problem, config)
  return isDev ? freePort() : config.port
}

function cannotListen(code: string, { port, host }: Config): CannotStart {
  if (code === 'EADDRINUSE')
    return new CannotStart(`Port ${port} is taken by another program. Choose one: PORT=${port + 1} npm start`)
  if (code === 'EACCES')
    return new CannotStart(`This user may not use port ${port}. Choose one above 1023: PORT=3000 npm start`)
  return new CannotStart(
    `Foyer cannot listen on ${host} (${code}). HOST must be an address of this machine, or 0.0.0.0.`,
  )
}

const prepareClient = () => timed('Client', async () => ({ detail: await buildClient(), result: undefined }))

/** Vite has the one port people use and passes on to the server what is not the client's. */
function startVite(config: Config, serverPort: number): Guarded {
  const vite = path.resolve(import.meta.dirname, '../node_modules/vite/bin/vite.js')
  const where = ['--port', String(config.port), '--host', config.host, '--strictPort', '--clearScreen', 'false']
  return spawnGuarded([process.execPath, vite, ...where, '--logLevel', 'warn'], {
    signals: 'TERM KILL',
    env: { ...process.env, FOYER_SERVER_PORT: String(serverPort) },
    output: 1,
    cwd: path.resolve(import.meta.dirname, '..'),
  })
}

async function welcome(config: Config): Promise<void> {
  step('Foyer', `is open at ${config.url}`, begun)
  try {
    const lines = await askControl(config.data, 'greeting')
    if (lines.length > 0) console.log(`\n${lines.map((line) => `  ${line}`).join('\n')}\n`)
  } catch (error) {
    console.error(`  ${error instanceof Error ? error.message : error}`)
  }
}

try {
  await start()
} catch (error) {
  if (!(error instanceof CannotStart)) throw error
  // Once it is being stopped, what is half done fails for that.
  if (!stopping) {
    console.error(`\n${error.message}`)
    stop(1)
  }
}
