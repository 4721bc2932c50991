import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import type net from 'node:net'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findLivekit, LIVEKIT_VERSION } from '#server/media/local-binary.ts'
import { livekitConfig, localKeys } from '#server/media/local-settings.ts'
import { emptyFolder } from '../helpers/supervisor.ts'

const ARCHIVE = `livekit_${LIVEKIT_VERSION}_linux_${process.arch === 'x64' ? 'amd64' : process.arch}.tar.gz`
/** What a livekit-server of a version looks like from outside. */
const program = (version: string) => `#!/bin/sh\necho livekit-server version ${version}\n`

let folder: string
let cleanups: (() => unknown)[]
beforeEach(() => {
  folder = emptyFolder()
  cleanups = [() => fs.rmSync(folder, { recursive: true, force: true })]
})
afterEach(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
})

function put(file: string, text: string): string {
  const at = path.join(folder, file)
  fs.mkdirSync(path.dirname(at), { recursive: true })
  fs.writeFileSync(at, text, { mode: 0o755 })
  return at
}

/** A release page of our own; `sum` is what its checksum file says. Without Go on PATH nothing else can help. */
async function release(sum?: string): Promise<{ releases: string; env: NodeJS.ProcessEnv }> {
  put('release/livekit-server', program(LIVEKIT_VERSION))
  spawnSync('tar', ['-czf', ARCHIVE, 'livekit-server'], { cwd: path.join(folder, 'release') })
  const archive = fs.readFileSync(path.join(folder, 'release', ARCHIVE))
  const right = createHash('sha256').update(archive).digest('hex')
  const server = http.createServer((request, reply) => {
    const isSums = request.url?.endsWith('/checksums.txt')
    reply.end(isSums ? `${sum ?? right}  ${ARCHIVE}\n` : archive)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => server.close())
  const { port } = server.address() as net.AddressInfo
  return { releases: `http://127.0.0.1:${port}`, env: { FOYER_CACHE: path.join(folder, 'cache'), PATH: '/nowhere' } }
}

test('one that is named is taken, and refused when it does not run', async () => {
  const file = put('mine', program('1.0.0'))
  expect(await findLivekit({ env: { LIVEKIT_SERVER_BIN: file } })).toBe(file)
  await expect(findLivekit({ env: { LIVEKIT_SERVER_BIN: folder } })).rejects.toThrow('LIVEKIT_SERVER_BIN must be')
})

test('one on PATH is taken, unless it is of another minor version', async () => {
  put('old/livekit-server', program('1.4.0'))
  const right = put('new/livekit-server', program(LIVEKIT_VERSION))
  const PATH = `${folder}/old:${folder}/new`
  expect(await findLivekit({ env: { PATH, FOYER_CACHE: folder } })).toBe(right)
})

test('a release is fetched once, by its checksum, however many want it', async () => {
  const { releases, env } = await release()
  const steps: string[] = []
  const want = () => findLivekit({ env, releases, onStep: (step) => steps.push(step) })
  const [one, two] = await Promise.all([want(), want()])
  expect(one).toBe(path.join(folder, 'cache', `livekit-server-${LIVEKIT_VERSION}`))
  expect(two).toBe(one)
  expect(fs.readdirSync(path.join(folder, 'cache'))).toEqual([`livekit-server-${LIVEKIT_VERSION}`])
  expect(steps).toContain('fetching')
})

test('a release of another checksum is refused, and the way out is said', async () => {
  const { releases, env } = await release('0'.repeat(64))
  const failure = findLivekit({ env, releases })
  await expect(failure).rejects.toThrow('the release has another checksum; Go is not installed. Install Go')
})

test('keys and ports are kept', async () => {
  const first = await localKeys(folder)
  expect(await localKeys(folder)).toEqual(first)
  expect(fs.statSync(path.join(folder, 'livekit.json')).mode & 0o777).toBe(0o600)
})

test('on loopback nothing listens for others, with a reachable host it does', async () => {
  const keys = await localKeys(folder)
  expect(livekitConfig(keys, '127.0.0.1', 3000)).toMatchObject({
    bind_addresses: ['127.0.0.1'],
    rtc: {
      tcp_port: 0,
      node_ip: '127.0.0.1',
      enable_loopback_candidate: true,
      interfaces: { includes: ['lo', 'lo0'] },
    },
    webhook: { urls: ['http://127.0.0.1:3000/api/livekit'] },
  })
  expect(livekitConfig(keys, '0.0.0.0', 3000)).toMatchObject({
    bind_addresses: ['0.0.0.0'],
    rtc: { tcp_port: keys.tcp },
    webhook: { urls: ['http://127.0.0.1:3000/api/livekit'] },
  })
  expect(livekitConfig(keys, '192.0.2.7', 3000)).toMatchObject({
    bind_addresses: ['127.0.0.1', '192.0.2.7'],
    rtc: { node_ip: '192.0.2.7' },
    webhook: { urls: ['http://192.0.2.7:3000/api/livekit'] },
  })
})
