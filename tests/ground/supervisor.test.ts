import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFailed, test, vi } from 'vitest'
import { isAlive } from '#server/local/pids.ts'
import { cacheFolder, findLivekit, LIVEKIT_VERSION } from '#server/media/local-binary.ts'
import { emptyFolder, type Supervised, startSupervisor } from '../helpers/supervisor.ts'

// What no pattern matches: the guards' own command lines, which repeat the program's.
const POSTGRES = /^\S*postgres -D/
const LIVEKIT = /^\S*livekit-server\S* --config/
const SERVER = /^\S*node \S*server\/main\.ts$/
// The first start builds the client, and a machine that is tested on is a busy one.
vi.setConfig({ testTimeout: 120_000 })
const WITHIN = { timeout: 15_000, interval: 20 }

let data: string
let cleanups: (() => unknown)[]
beforeEach(() => {
  data = emptyFolder()
  cleanups = [() => fs.rmSync(data, { recursive: true, force: true })]
})
afterEach(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
})

async function start(options?: Parameters<typeof startSupervisor>[1]): Promise<Supervised> {
  const foyer = await startSupervisor(data, options)
  onTestFailed(() => console.log(foyer.said()))
  cleanups.push(async () => {
    foyer.process.kill('SIGTERM')
    await foyer.ended
  })
  return foyer
}

const opened = async (foyer: Supervised) => {
  await Promise.all([foyer.says(/is open at/), foyer.says(/LiveKit +ready/)])
  return foyer
}
const page = async (foyer: Supervised) => (await fetch(foyer.url, { headers: { accept: 'text/html' } })).status
const areGone = (pids: readonly number[]) => vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), WITHIN)

describe('a start', () => {
  test('opens the page, ends cleanly on Ctrl-C, and does nothing twice', async () => {
    const first = await opened(await start())
    expect(await page(first)).toBe(200)
    const family = first.family()
    first.process.kill('SIGINT')
    expect(await first.ended).toBe(0)
    expect(first.said()).toContain('Stopped')
    await areGone(family)

    const second = await opened(await start())
    expect(second.said()).toMatch(/Migrations +up to date/)
    expect(second.said()).toMatch(/Client +up to date/)
  })

  test('answers pages while LiveKit is still being got', async () => {
    const real = await findLivekit({ env: process.env })
    const cache = emptyFolder()
    cleanups.push(() => fs.rmSync(cache, { recursive: true, force: true }))
    const kept = path.join(cacheFolder({ FOYER_CACHE: cache }), `livekit-server-${LIVEKIT_VERSION}`)
    // This process is the one that is getting it.
    fs.mkdirSync(`${kept}.lock`)
    fs.writeFileSync(`${kept}.lock/pid`, String(process.pid))
    const foyer = await start({ env: { FOYER_CACHE: cache, LIVEKIT_SERVER_BIN: '' } })
    await Promise.all([foyer.says(/is open at/), foyer.says(/LiveKit +fetching/)])
    expect(await page(foyer)).toBe(200)

    fs.symlinkSync(real, kept)
    fs.rmSync(`${kept}.lock`, { recursive: true })
    await foyer.says(/LiveKit +ready/)
  })
})

describe('what dies', () => {
  test('a killed server is back while database and media go on', async () => {
    const foyer = await opened(await start())
    const before = { postgres: foyer.pidOf(POSTGRES), livekit: foyer.pidOf(LIVEKIT), server: foyer.pidOf(SERVER) }
    process.kill(before.server ?? 0, 'SIGKILL')
    await foyer.says(/Server +is back/)
    expect(await page(foyer)).toBe(200)
    expect(foyer.pidOf(POSTGRES)).toBe(before.postgres)
    expect(foyer.pidOf(LIVEKIT)).toBe(before.livekit)
    expect(foyer.pidOf(SERVER)).not.toBe(before.server)
  })

  test('a killed LiveKit is started again at the same address', async () => {
    const foyer = await opened(await start())
    const before = fs.readFileSync(path.join(data, 'livekit.json'), 'utf8')
    const [server, livekit] = [foyer.pidOf(SERVER), foyer.pidOf(LIVEKIT)]
    const after = foyer.said().length
    process.kill(livekit ?? 0, 'SIGKILL')
    await foyer.says(/LiveKit +ready/, { after })
    expect(fs.readFileSync(path.join(data, 'livekit.json'), 'utf8')).toBe(before)
    expect(foyer.pidOf(LIVEKIT)).not.toBe(livekit)
    expect(foyer.pidOf(SERVER)).toBe(server)
  })

  test('a killed PostgreSQL is started again', async () => {
    const foyer = await opened(await start())
    process.kill(foyer.pidOf(POSTGRES) ?? 0, 'SIGKILL')
    await foyer.says(/PostgreSQL +had ended and was started again/)
    await vi.waitFor(async () => expect((await fetch(`${foyer.url}/health/ready`)).status).toBe(200), WITHIN)
  })

  test.each([{ args: [] }, { args: ['--dev'] }])(
    'kill -9 of the supervisor leaves no orphan $args',
    async ({ args }) => {
      const foyer = await opened(await start({ args }))
      const family = foyer.family()
      expect(family.length).toBeGreaterThan(5)
      foyer.process.kill('SIGKILL')
      await areGone(family)
    },
  )
})

describe('a start that cannot be says so in a plain line', () => {
  test('a second one on the same data folder', async () => {
    const foyer = await opened(await start())
    const second = await start()
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain(`${data} is in use by another Foyer (pid ${foyer.process.pid})`)
    expect(await page(foyer)).toBe(200)
  })

  test('an unknown setting', async () => {
    const foyer = await start({ env: { FOYER_DEMOO: 'on' } })
    expect(await foyer.ended).toBe(1)
    expect(foyer.said().trim()).toBe(
      'FOYER_DEMOO is not a setting of Foyer. Did you mean FOYER_DEMO? The README lists all of them.',
    )
  })

  test('a port that is taken', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1')
    cleanups.push(() => taken.close())
    await once(taken, 'listening')
    const { port } = taken.address() as net.AddressInfo
    const foyer = await start({ env: { PORT: String(port) } })
    expect(await foyer.ended).toBe(1)
    expect(foyer.said()).toContain(`Port ${port} is taken by another program. Choose one: PORT=${port + 1} npm start`)
  })

  // A small disk of its own needs the right to mount, which some containers do not give.
  const onSmallDisk = ['unshare', ...(process.getuid?.() === 0 ? [] : ['--map-root-user']), '--mount', 'sh', '-c']
  const mount = (folder: string) => `mount -t tmpfs -o size=8m,mode=755 foyer ${folder}`
  const canMount = spawnSync(onSmallDisk[0] ?? '', [...onSmallDisk.slice(1), mount(os.tmpdir())]).status === 0

  test.runIf(canMount)('a full disk', async () => {
    const foyer = await start({ command: [...onSmallDisk, `${mount(data)} && exec "$@"`, 'sh'] })
    expect(await foyer.ended).toBe(1)
    expect(foyer.said()).toContain(
      `The disk that holds ${data}/postgres is full. Free at least 200 MB there, or set FOYER_DATA`,
    )
  })

  test('an address that is not of this machine', async () => {
    const foyer = await start({ env: { HOST: '192.0.2.250' } })
    expect(await foyer.ended).toBe(1)
    expect(foyer.said()).toContain('HOST must be an address of this machine, or 0.0.0.0.')
  })

  test('a database that does not answer', async () => {
    const foyer = await start({ env: { DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:9/foyer' } })
    expect(await foyer.ended).toBe(1)
    expect(foyer.said()).toContain('The database cannot be reached')
    expect(foyer.said()).not.toContain('hunter2')
  })
})
