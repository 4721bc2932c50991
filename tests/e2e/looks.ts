import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The three screens a layout is made for, and the narrowest one WCAG asks for (1280 at 400 %). */
export const SCREENS = {
  phone: { width: 390, height: 844 },
  laptop: { width: 1440, height: 900 },
  wide: { width: 1920, height: 1080 },
  zoomed: { width: 320, height: 640 },
} as const

/** What the page complained of since this was called: script errors, and what the CSP blocked. */
export function complaints(page: Page): string[] {
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(error.message))
  page.on('console', (message) => {
    // A refusal's status is the answer we asked for; all else is a fault of ours.
    if (message.type() === 'error' && !/the server responded with a status of [45]/.test(message.text()))
      heard.push(message.text())
  })
  return heard
}

/** No barrier that axe knows, in either theme (one on the phone, one on the laptop), and nothing that must be scrolled sideways on any screen. */
export async function expectGoodLooks(page: Page): Promise<void> {
  for (const [name, size] of Object.entries(SCREENS)) {
    await page.setViewportSize(size)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow, `${page.url()} at ${name} is wider than the screen`).toBeLessThanOrEqual(0)
  }
  for (const [colorScheme, size] of [
    ['dark', SCREENS.phone],
    ['light', SCREENS.laptop],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize(size)
    const { violations } = await new AxeBuilder({ page }).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
    expect(found, `${page.url()}, ${colorScheme}, ${size.width} px`).toEqual([])
  }
}

/**
 * The words a page shows in the pseudo-language that did not come from the catalogues: they were written into the page.
 * What people typed (`dir="auto"`), times and code are not ours to translate.
 */
export const plainWords = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const around = node.parentElement
      const text = node.textContent?.trim() ?? ''
      if (!around || around.closest('time, code, kbd, script, noscript, option, [dir="auto"]')) continue
      const block = around.closest('p, li, h1, h2, h3, button, a, label, legend, dt, dd, div')?.textContent ?? ''
      if (/[a-z]{2}/i.test(text) && !/\[.*\]/s.test(block)) found.push(text)
    }
    return found
  })
