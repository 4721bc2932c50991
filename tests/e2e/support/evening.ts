import fs from 'node:fs'
import { type Browser, test as base, expect, type Page } from '@playwright/test'
import { emptyFolder, type Supervised, startSupervisor } from '../../helpers/supervisor.ts'

/** A demo evening of its own, as `npm start` makes it on an empty data folder: PostgreSQL, LiveKit, server and built client. */
export interface Evening {
  url: string
  supervised: Supervised
  /** Opens a browser profile of its own, signed in by the person's printed link, in the lobby. */
  enter(person: string): Promise<Page>
  /** The one airing whose doors are open, at one of its pages. */
  airing(page: Page, part?: 'present' | 'control' | 'board'): Promise<void>
}

export const test = base.extend<{ evening: Evening }>({
  evening: async ({ browser }, use, info) => {
    const data = emptyFolder()
    const supervised = await startSupervisor(data, { env: { FOYER_DEMO: 'on' } })
    await supervised.says(/Foyer +is open at/)
    await supervised.says(/attendee .*\/in#/)
    await use(evening(browser, supervised))
    if (info.status !== info.expectedStatus) await info.attach('what the server said', { body: supervised.said() })
    await closeProfiles(browser)
    supervised.process.kill('SIGINT')
    await supervised.ended
    fs.rmSync(data, { recursive: true, force: true })
  },
})

function evening(browser: Browser, supervised: Supervised): Evening {
  return {
    url: supervised.url,
    supervised,
    enter(person) {
      const link = supervised.said().match(new RegExp(`${person}.*?(http\\S+/in#\\S+)`))?.[1]
      if (!link) throw new Error(`The start printed no link for ${person}`)
      return enterBy(browser, link)
    },
    airing: toAiring,
  }
}

/** Opens a browser profile of its own and signs in by a link, up to the lobby. */
export async function enterBy(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] })
  const page = await context.newPage()
  await page.goto(link)
  await page.waitForURL(/\/e\//)
  return page
}

/** Ends all profiles a test opened: pages that go on looking for their server would slow down every later test. */
export const closeProfiles = async (browser: Browser): Promise<void> => {
  await Promise.all(browser.contexts().map((context) => context.close()))
}

/** From the lobby to one of the pages of the one airing whose doors are open. */
export async function toAiring(page: Page, part?: 'present' | 'control' | 'board'): Promise<void> {
  const way = page.locator('a[href^="/e/"]', { hasText: 'Come in' }).first()
  const href = await way.getAttribute('href')
  const place = href?.match(/^\/e\/[^/]+\/[^/]+/)?.[0]
  if (!place) throw new Error('The lobby leads to no airing')
  await page.goto(`${new URL(page.url()).origin}${place}${part ? `/${part}` : ''}`)
}

/** Signs in, opens the airing's page, and tells who its person is at the event. */
export async function comeIn(evening: Evening, person: string): Promise<{ page: Page; id: string }> {
  const page = await evening.enter(person)
  const asked = page.waitForResponse((response) => response.url().endsWith('/capability') && response.ok())
  await evening.airing(page)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const given: { participant: string } = await page.evaluate(
    async (url) => (await fetch(url, { method: 'POST' })).json(),
    (await asked).url(),
  )
  return { page, id: given.participant }
}
