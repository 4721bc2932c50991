// `npm run pictures`: makes the pictures of the README anew, from a demo evening of its own and with real browsers.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { askControl } from '#server/control.ts'
import { findChromium, launchOptions } from '../tests/helpers/chromium.ts'
import { emptyFolder, type Supervised, startSupervisor } from '../tests/helpers/supervisor.ts'
import { fillQuestions } from './pictures/questions.ts'
import { drawScene } from './pictures/scene.ts'

const folder = path.resolve(import.meta.dirname, '../docs/pictures')
const LAPTOP = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
const WALL = { width: 1920, height: 1080 }
/** A moment for pictures to be decoded and for movements to end. ms */
const SETTLE = 1500

type Look = { size?: typeof LAPTOP; colorScheme?: 'light' | 'dark' }

async function take(page: Page, name: string, { size = LAPTOP, colorScheme = 'light' }: Look = {}): Promise<void> {
  await page.setViewportSize(size)
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.mouse.move(0, 0)
  await page.waitForTimeout(SETTLE)
  const file = path.join(folder, `${name}.png`)
  await page.screenshot({ path: file })
  console.log(`  ${path.relative('', file).padEnd(44)}${Math.round(fs.statSync(file).size / 1024)} kB`)
}

/** A profile of someone in Berlin, whose devices have the names of real ones. */
async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: LAPTOP,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    permissions: ['camera', 'microphone'],
  })
  await context.addInitScript(() => {
    const names = { videoinput: 'Built-in camera', audioinput: 'Desk microphone', audiooutput: 'Headphones' }
    Object.defineProperty(MediaDeviceInfo.prototype, 'label', {
      get(this: MediaDeviceInfo) {
        return names[this.kind]
      },
    })
  })
  return context.newPage()
}

/** Someone of the demo evening, in a browser profile of their own, in the lobby. */
async function enter(browser: Browser, foyer: Supervised, person: string): Promise<Page> {
  const link = new RegExp(`${person}.*?(http\\S+/in#\\S+)`).exec(foyer.said())?.[1]
  if (!link) throw new Error(`The start printed no link for ${person}`)
  const page = await newPage(browser)
  await page.goto(link)
  await page.locator('a[href^="/e/"]', { hasText: 'Come in' }).first().waitFor()
  return page
}

/** The one airing whose doors are open, at one of its pages. */
async function toAiring(page: Page, part: '' | '/present' | '/control'): Promise<void> {
  const href = await page.locator('a[href^="/e/"]', { hasText: 'Come in' }).first().getAttribute('href')
  await page.goto(new URL(`${/^\/e\/[^/]+\/[^/]+/.exec(href ?? '')?.[0]}${part}`, page.url()).href)
}

/** The wall of the room, by a link the organizer makes. */
async function openWall(browser: Browser, organizer: Page, event: string): Promise<Page> {
  await organizer.goto(`${event}/manage/screens`)
  await organizer.getByRole('button', { name: 'Add a screen' }).click()
  await organizer.getByRole('button', { name: 'Make the link' }).click()
  const link = (await organizer.locator('code').textContent()) ?? ''
  const wall = await newPage(browser)
  await wall.goto(link)
  return wall
}

async function takeAll(foyer: Supervised, browser: Browser): Promise<void> {
  // A house without an owner says so on its first page.
  const [ownerLink = ''] = await askControl(data, 'owner-link', ['nina@foyer.example'])
  const owner = await newPage(browser)
  await owner.goto(ownerLink)
  await owner.getByRole('heading', { name: 'Your evenings' }).waitFor()

  const stranger = await newPage(browser)
  await stranger.goto(foyer.url)
  await stranger.getByRole('heading', { name: 'Come in' }).waitFor()
  await take(stranger, 'welcome')
  for (const page of [owner, stranger]) await page.close()

  const viewer = await enter(browser, foyer, 'Ola Adeyemi')
  await take(viewer, 'lobby')
  await take(viewer, 'lobby-phone-dark', { size: PHONE, colorScheme: 'dark' })

  const organizer = await enter(browser, foyer, 'Leyla Aydın')
  const event = organizer.url()
  await organizer.goto(`${event}/manage`)
  await organizer.getByRole('button', { name: 'Add a session' }).waitFor()
  await take(organizer, 'manage')
  await organizer.goto(`${event}/poster`)
  await organizer.getByRole('button', { name: 'Print' }).waitFor()
  await take(organizer, 'poster')

  const mentor = await enter(browser, foyer, 'Amara Okafor')
  await toAiring(mentor, '/present')
  await mentor.getByText('Mirrored for you only').waitFor()
  await take(mentor, 'device-check')
  await mentor.getByRole('button', { name: /^Go backstage/ }).click()
  await toAiring(viewer, '')
  const moderator = await enter(browser, foyer, 'Mira Petrović')
  const inRoom = await enter(browser, foyer, 'Quiet Fern')
  await organizer.goto(event)
  for (const page of [moderator, inRoom, organizer]) await toAiring(page, '')
  const producer = await enter(browser, foyer, 'Bo Lindqvist')
  await toAiring(producer, '/control')
  await producer.getByRole('button', { name: 'Go live in 10 s' }).click()
  await producer.getByRole('button', { name: 'Stop countdown' }).waitFor()
  await take(producer, 'control-countdown')
  await producer.getByText('Viewers see and hear the stage.').waitFor()
  await producer.close()
  await mentor.keyboard.press('m')
  await fillQuestions([viewer, inRoom, organizer], moderator)
  await viewer.locator('.tiles video').first().waitFor()
  await viewer.getByText('measuring').waitFor({ state: 'hidden' })
  await take(viewer, 'stage')
  await take(viewer, 'stage-phone', { size: PHONE, colorScheme: 'dark' })
  await take(mentor, 'presenter-live')
  await moderator.goto(`${moderator.url()}/board`)
  await moderator.locator('[data-question]').first().waitFor()
  await take(moderator, 'board')
  const wall = await openWall(browser, organizer, event)
  await wall.getByRole('contentinfo').waitFor()
  await take(wall, 'wall', { size: WALL })
}

fs.mkdirSync(folder, { recursive: true })
const data = emptyFolder()
const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-pictures-'))
const foyer = await startSupervisor(data, { env: { FOYER_DEMO: 'on' } })
const options = launchOptions(await findChromium())
const painter = await chromium.launch(options)
const scene = path.join(temp, 'scene.mjpeg')
await drawScene(painter, scene)
await painter.close()
const camera = `--use-file-for-fake-video-capture=${scene}`
const browser = await chromium.launch({ ...options, args: [...(options.args ?? []), camera] })
try {
  await foyer.says(/attendee .*\/in#/)
  await takeAll(foyer, browser)
} finally {
  await browser.close()
  foyer.process.kill('SIGINT')
  await foyer.ended
  for (const used of [data, temp]) fs.rmSync(used, { recursive: true, force: true })
}
