import { chromium, type Page } from '@playwright/test'
import { findChromium, launchOptions } from '../../tests/helpers/chromium.ts'
import { buildClient } from '../start/client.ts'
import { Child } from './child.ts'
import { withDatabase } from './database.ts'
import { type Bench, type Figure, median } from './report.ts'

const VISIBLE = 300
const ROUNDS = 10

/** In the page, before anything else: notes when the first question is drawn (`window.drawn`), ms from the navigation. */
function noteFirstQuestion(): void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => Object.assign(window, { drawn: performance.now() })
  const seen = new MutationObserver(() => {
    if (!document.querySelector('[data-question]')) return
    seen.disconnect()
    // A message sent while a picture is made comes in when it was handed on.
    requestAnimationFrame(() => port2.postMessage(null))
  })
  seen.observe(document, { childList: true, subtree: true })
}

/** Opens a page anew, as by its address, and answers when its first question stood there, ms from the navigation. */
async function drawnAfter(page: Page, url: string): Promise<number> {
  await page.goto(url)
  const drawn = await page.waitForFunction(() => (window as unknown as { drawn?: number }).drawn)
  return (await drawn.jsonValue())!
}

const showing = (): Promise<readonly Figure[]> =>
  withDatabase(async (databaseUrl) => {
    await buildClient()
    const house = new Child('house.ts', { DATABASE_URL: databaseUrl })
    const browser = await chromium.launch(launchOptions(await findChromium()))
    try {
      const { link, pages } = await house.ask<{ link: string; pages: [string, string] }>('open', { count: VISIBLE })
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      await page.goto(link)
      await page.waitForURL(/\/e\//)
      await page.addInitScript(noteFirstQuestion)
      const [full, few]: [number[], number[]] = [[], []]
      // The first round fills caches on both sides.
      for (let round = 0; round <= ROUNDS; round++) {
        full.push(await drawnAfter(page, pages[0]))
        few.push(await drawnAfter(page, pages[1]))
      }
      const [us, them] = [median(full.slice(1)), median(few.slice(1))]
      return [
        {
          figure: `first paint of a channel with ${VISIBLE} visible questions`,
          value: us / them,
          unit: 'x',
          must: { is: '<=', bound: 1.5 },
          reference: `${us.toFixed(0)} ms from opening the page; ${them.toFixed(0)} ms where three questions are visible`,
        },
      ]
    } finally {
      await browser.close()
      await house.end()
    }
  })

export const questionsShown: Bench = {
  name: 'questions-shown',
  meaning:
    'A full channel makes a page open a little later than an empty one: forty rows are drawn at first, the rest when one scrolls to them.',
  method: `Real Chromium, the page of an airing with open doors and ${VISIBLE} visible questions, opened anew by its address, everything in the browser's cache: from the navigation until the list is drawn. In turn with the same page of an airing that has the few questions of the demo evening, ${ROUNDS} times each after one to fill caches, medians. One node, no pictures.`,
  run: showing,
}
