import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { chromium, type LaunchOptions } from '@playwright/test'
import { aptInstall, isRootOnDebian, onPath } from './apt.ts'

const NAMES = ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser']
const APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const INSTALL_MS = 300_000

/**
 * The path of a Chromium that starts: CHROMIUM_PATH, Playwright's own, the system's, fetched by Playwright, or by apt as
 * root. Throws with what to do.
 */
export async function findChromium(): Promise<string> {
  const set = process.env.CHROMIUM_PATH
  if (set) {
    if (runs(set)) return set
    throw new Error(`CHROMIUM_PATH must be a program that runs; ${set} is none.`)
  }
  const found = own() ?? system() ?? fetched()
  if (found) return found
  if (isRootOnDebian() && (await aptInstall('chromium'))) {
    const installed = system()
    if (installed) return installed
  }
  throw new Error(
    'There is no Chromium. Run `npx playwright install --with-deps chromium` or `sudo apt-get install chromium`, or set CHROMIUM_PATH.',
  )
}

/**
 * How browsers are started in tests: a fake camera of so many pictures a second and a microphone, allowed without asking,
 * sound without a click.
 */
export const launchOptions = (executablePath: string, { perSecond = 20 } = {}): LaunchOptions => ({
  executablePath,
  args: [
    `--use-fake-device-for-media-stream=fps=${perSecond}`,
    '--use-fake-ui-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
    '--disable-dev-shm-usage',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
})

const runs = (file: string): boolean => spawnSync(file, ['--version'], { timeout: 20_000 }).status === 0

function own(): string | undefined {
  const file = chromium.executablePath()
  return fs.existsSync(file) && runs(file) ? file : undefined
}

/** Each must say its version: Ubuntu's `chromium-browser` is only a pointer to a snap. */
const system = (): string | undefined => [...onPath(...NAMES), ...APPS.filter((app) => fs.existsSync(app))].find(runs)

function fetched(): string | undefined {
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('@playwright/test')), 'cli.js')
  const done = spawnSync(process.execPath, [cli, 'install', 'chromium'], { timeout: INSTALL_MS })
  return done.status === 0 ? own() : undefined
}
