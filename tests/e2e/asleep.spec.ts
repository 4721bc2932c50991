import { expect, type Page } from '@playwright/test'
import { embeddedUrl } from '#server/db/embedded-address.ts'
import { openDb } from '#server/db/pool.ts'
import { test } from './house.ts'

const TITLE = 'What the first hundred invoices taught me'
/** Nothing says that a line is dead but its silence. ms */
const NOTICES = 25_000

test('a laptop asleep past its tokens’ life comes back by itself, and hears of what happened', async ({
  enterAs,
  house,
}) => {
  const lobby = await enterAs('attendee')
  await expect(lobby.getByRole('region', { name: 'Later' })).toBeVisible()
  await lobby.evaluate(() => Object.assign(window, { isTheSamePage: true }))
  const again = lobby.waitForResponse((response) => response.url().endsWith('/capability') && response.ok())
  const organizer = await enterAs('organizer')

  // As if the hour had passed: every token that is out has ended, and the network goes with the lid.
  const db = openDb(embeddedUrl(house.data), { size: 1 })
  await lobby.context().setOffline(true)
  await db.sql`update capabilities set expires_at = now() - interval '1 second'`
  await db.close()
  await expect(lobby.getByText('Reconnecting.')).toBeVisible({ timeout: NOTICES })

  await organizer.goto(`${/\/e\/[^/?]+/.exec(organizer.url())![0]}/manage`)
  await rename(organizer, TITLE, 'What I slept through')

  await lobby.context().setOffline(false)
  await again
  await expect(lobby.getByText('Reconnecting.')).toBeHidden()
  await expect(lobby.getByRole('heading', { name: 'What I slept through' })).toBeVisible()
  expect(await lobby.evaluate(() => 'isTheSamePage' in window)).toBe(true)
  // The evening is the other tests' too.
  await rename(organizer, 'What I slept through', TITLE)
})

async function rename(organizer: Page, from: string, to: string): Promise<void> {
  await organizer.getByRole('button', { name: `Edit ${from}`, exact: true }).click()
  await organizer.getByLabel('Title').fill(to)
  await organizer.getByRole('button', { name: 'Save' }).click()
  await expect(organizer.getByRole('dialog')).toBeHidden()
}
