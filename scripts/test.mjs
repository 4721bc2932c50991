// `npm test`: installs what is missing, then check, vitest and Playwright, and the total over all of them as the last line.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { check } from './check.mjs'
import { installIfNeeded } from './install.mjs'
import { bin, run } from './run.mjs'

installIfNeeded()
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-totals-'))
const totals = path.join(folder, 'totals')
fs.writeFileSync(totals, '')
const env = { TEST_TOTALS: totals }

/** A runner that fails without having counted a failure (it could not even start) counts as one. */
async function suite(name, args) {
  const before = counted().failed
  const isOk = await run(name, args, { env })
  if (!isOk && counted().failed === before) count({ passed: 0, failed: 1 })
}

const count = (total) => fs.appendFileSync(totals, `${JSON.stringify(total)}\n`)

function counted() {
  const lines = fs.readFileSync(totals, 'utf8').trim().split('\n').filter(Boolean)
  const all = lines.map((line) => JSON.parse(line))
  return {
    passed: all.reduce((sum, total) => sum + total.passed, 0),
    failed: all.reduce((sum, total) => sum + total.failed, 0),
  }
}

const vitest = (project) => [bin('vitest/vitest.mjs'), 'run', '--project', project]

// What the later suites need is got meanwhile: a browser and Redis by apt, LiveKit by a build of some minutes.
const prepared = Promise.all([
  run('browser and Redis', ['scripts/prepare.ts', 'chromium', 'redis']),
  run('LiveKit', ['scripts/prepare.ts', 'livekit']),
])
count(await check())
await suite('rules', vitest('rules'))
const arePrepared = await prepared
count({ passed: 0, failed: arePrepared.filter((isOk) => !isOk).length })
await suite('client build', ['scripts/build.ts'])
await suite('parts', vitest('parts'))
await suite('browsers', [bin('@playwright/test/cli.js'), 'test'])

const { passed, failed } = counted()
fs.rmSync(folder, { recursive: true })
process.exitCode = failed > 0 ? 1 : 0
console.log(`\n${passed} passed, ${failed} failed`)
