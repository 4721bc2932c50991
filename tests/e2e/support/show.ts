import { expect, type Page } from '@playwright/test'
import type { Evening } from './evening.ts'
import { expectPicture } from './pictures.ts'

/** A presenter passes the device check and is backstage (or, after a reload, on stage again). */
export async function standBy(mentor: Page): Promise<void> {
  await expect(mentor.getByText('Mirrored for you only')).toBeVisible()
  await mentor.getByRole('button', { name: /^(Go backstage|Come back on stage)/ }).click()
}

/** The producer starts the countdown; resolves when it is live. */
export async function goLive(
  producer: Page,
  verb: 'Go live in 10 s' | 'Go on in 10 s' = 'Go live in 10 s',
): Promise<void> {
  await producer.getByRole('button', { name: verb }).click()
  await expect(producer.getByRole('button', { name: 'Stop countdown' })).toBeVisible()
  await expect(producer.getByText('Viewers see and hear the stage.')).toBeVisible({ timeout: 15_000 })
}

/** Bo runs the show, Amara is on stage, Ola sees her picture. */
export async function onAir(evening: Evening): Promise<{ producer: Page; mentor: Page; viewer: Page }> {
  const producer = await evening.enter('Bo Lindqvist')
  const mentor = await evening.enter('Amara Okafor')
  const viewer = await evening.enter('Ola Adeyemi')
  await evening.airing(mentor, 'present')
  await standBy(mentor)
  await evening.airing(producer, 'control')
  await evening.airing(viewer)
  await goLive(producer)
  await expectPicture(viewer)
  return { producer, mentor, viewer }
}

/** What the show's own clock says on a page. s */
export const secondsOf = async (page: Page): Promise<number> =>
  ((await page.getByRole('timer').textContent()) ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

/** Resolves when the show's own clock, which goes on while everything is well, has come so far. s */
export const clockAt = (page: Page, seconds: number): Promise<void> =>
  expect.poll(() => secondsOf(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(seconds)

/** Watches a page for words; ask the answer how often they came and how often they were gone since. */
export async function watchWords(page: Page, words: string): Promise<() => Promise<{ came: number; gone: number }>> {
  const seen = await page.evaluateHandle((words) => {
    const isThere = () => document.body.innerText.includes(words)
    const counts = { came: 0, gone: 0 }
    let wasThere = isThere()
    new MutationObserver(() => {
      if (isThere() === wasThere) return
      wasThere = !wasThere
      counts[wasThere ? 'came' : 'gone']++
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
    return counts
  }, words)
  return () => seen.jsonValue()
}
