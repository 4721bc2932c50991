import fs from 'node:fs'
import { type Browser, chromium, expect, type Page } from '@playwright/test'
import { encodeQR } from 'qr'
import { freePort } from '#server/local/ports.ts'
import { findChromium, launchOptions } from '../helpers/chromium.ts'
import { emptyFolder, type Supervised, startSupervisor } from '../helpers/supervisor.ts'
import { complaints } from './looks.ts'
import { test as base, enterBy, toAiring } from './support/evening.ts'
import { ADDRESS, type Network, openNetwork } from './support/network.ts'
import { expectPicture } from './support/pictures.ts'
import { goLive, standBy } from './support/show.ts'

const test = base.extend<{
  network: Network
  /** A Foyer with its demo evening, with settings and in a place of the test's own. */
  house: (env: NodeJS.ProcessEnv, inside?: readonly string[]) => Promise<Supervised>
  /** A browser that is started in a way of its own. */
  launch: (options: { wrap?: (program: string) => string; flags?: readonly string[] }) => Promise<Browser>
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  network: async ({}, use) => {
    const network = await openNetwork()
    await use(network)
    network.close()
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  house: async ({}, use) => {
    const data = emptyFolder()
    let running: Supervised | undefined
    await use(async (env, command) => {
      running = await startSupervisor(data, { env: { FOYER_DEMO: 'on', ...env }, command })
      await running.says(/attendee .*\/in#/)
      return running
    })
    running?.process.kill('SIGINT')
    await running?.ended
    fs.rmSync(data, { recursive: true, force: true })
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  launch: async ({}, use) => {
    const browsers: Browser[] = []
    await use(async ({ wrap = (program) => program, flags = [] }) => {
      const program = await findChromium()
      const options = launchOptions(program)
      const args = [...(options.args ?? []), ...flags]
      const browser = await chromium.launch({ ...options, executablePath: wrap(program), args })
      browsers.push(browser)
      return browser
    })
    for (const browser of browsers) await browser.close()
  },
})

/** The link the start printed for someone. */
function linkFor(house: Supervised, person: string): string {
  const link = house.said().match(new RegExp(`${person}.*?(http\\S+/in#\\S+)`))?.[1]
  if (!link) throw new Error(`The start printed no link for ${person}`)
  return link
}

const isSecure = (page: Page): Promise<boolean> => page.evaluate(() => window.isSecureContext)

test('a phone on the same network joins by plain http at the printed address, and sees the picture', async ({
  network,
  house,
  launch,
}) => {
  const foyer = await house({ HOST: '0.0.0.0' }, network.inside)
  await foyer.says(/On the same network: \S+/)
  const address = /On the same network: (\S+)/.exec(foyer.said())?.[1] ?? ''
  expect(address).toMatch(new RegExp(`^http://${ADDRESS}:\\d+/join/[A-Z0-9]{6}$`))
  for (const line of encodeQR(address, 'ascii').trimEnd().split('\n')) expect(foyer.said()).toContain(line)

  const browser = await launch({ wrap: network.wrap })
  const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  const heard = complaints(phone)
  await phone.goto(address)
  await phone.getByRole('radio', { name: 'Named' }).check()
  await phone.getByLabel('Your name').fill('Ruth Adler')
  await phone.getByRole('radio', { name: 'At home' }).check()
  await phone.getByRole('checkbox', { name: /code of conduct/ }).check()
  await phone.getByRole('button', { name: 'Come in' }).click()
  await phone.waitForURL(/\/e\//)
  expect(await isSecure(phone)).toBe(false)
  await toAiring(phone)
  await expect(phone.getByText('Starts in')).toBeVisible()

  // On the machine itself the address is localhost, which browsers trust with a camera.
  const mentor = await enterBy(browser, linkFor(foyer, 'Amara Okafor'))
  await toAiring(mentor, 'present')
  await standBy(mentor)
  const producer = await enterBy(browser, linkFor(foyer, 'Bo Lindqvist'))
  await toAiring(producer, 'control')
  await goLive(producer)
  await expectPicture(phone)
  expect(heard).toEqual([])
})

test('at an address browsers do not trust: watching works, commands go out, and the camera is explained', async ({
  house,
  launch,
}) => {
  const port = await freePort()
  const origin = `http://foyer.test:${port}`
  const foyer = await house({ PORT: String(port), FOYER_URL: origin })
  const toLoopback = '--host-resolver-rules=MAP foyer.test 127.0.0.1'
  const plain = await launch({ flags: [toLoopback] })
  // Stands for a presenter behind https: for this browser the same address is a secure one.
  const trusting = await launch({ flags: [toLoopback, `--unsafely-treat-insecure-origin-as-secure=${origin}`] })

  const henrik = await enterBy(plain, linkFor(foyer, 'Henrik Vos'))
  const heard = complaints(henrik)
  await toAiring(henrik, 'present')
  expect(await isSecure(henrik)).toBe(false)
  expect(await henrik.evaluate(() => 'randomUUID' in crypto)).toBe(false)
  await expect(henrik.getByText('This address is not secure, so the browser lends no camera')).toBeVisible()
  await expect(henrik.getByText(/open Foyer by https/)).toBeVisible()
  await henrik.getByRole('button', { name: /^Go backstage/ }).click()
  await expect(henrik.getByRole('heading', { name: 'You are backstage' })).toBeVisible()

  const viewer = await enterBy(plain, linkFor(foyer, 'Ola Adeyemi'))
  const heardByViewer = complaints(viewer)
  await toAiring(viewer)
  const mentor = await enterBy(trusting, linkFor(foyer, 'Amara Okafor'))
  expect(await isSecure(mentor)).toBe(true)
  await toAiring(mentor, 'present')
  await standBy(mentor)
  const producer = await enterBy(plain, linkFor(foyer, 'Bo Lindqvist'))
  await toAiring(producer, 'control')
  await goLive(producer)
  await expectPicture(viewer)
  expect([...heard, ...heardByViewer]).toEqual([])
})
