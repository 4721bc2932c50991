import { expect, type Page } from '@playwright/test'
import { io } from 'socket.io-client'
import { openGuests } from '../ports/livekit-stand.ts'
import { expectGoodLooks } from './looks.ts'
import { test } from './support/evening.ts'
import { expectPicture } from './support/pictures.ts'
import { onAir } from './support/show.ts'

const GONE = 'You are not at this event any more'

interface Keys {
  capability: string
  seat: { url: string; token: string }
}

/** What this page was given to come in by, as it was given: someone who is thrown out may have kept it. */
async function keysOf(page: Page): Promise<Keys> {
  const answers = Promise.all(
    ['/capability', '/watch'].map((end) =>
      page.waitForResponse((response) => response.url().endsWith(end) && response.ok()).then((one) => one.json()),
    ),
  )
  await page.reload()
  const [{ token }, seat] = (await answers) as [{ token: string }, Keys['seat']]
  return { capability: token, seat }
}

test('someone is removed: their tabs, cookie, capability and media token all lead nowhere', async ({ evening }) => {
  const { viewer, producer } = await onAir(evening)
  await producer.close()
  const other = await viewer.context().newPage()
  await other.goto(viewer.url())
  const { capability, seat } = await keysOf(viewer)
  await expectPicture(viewer)

  const organizer = await evening.enter('Leyla Aydın')
  await organizer.goto(`${/.*\/e\/[^/]+/.exec(organizer.url())![0]}/manage/people`)
  await organizer.getByRole('button', { name: /Ola Adeyemi/ }).click()
  await organizer.getByRole('menuitem', { name: 'Remove' }).click()
  const dialog = organizer.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(dialog.getByText('Choose a reason.')).toBeVisible()
  await dialog.getByLabel('Why').selectOption({ label: 'Advertising or spam' })
  await dialog.getByLabel('A sentence to them').fill('No leaflets, as we said at the door.')
  await dialog.getByRole('button', { name: 'Remove' }).click()

  // Both tabs, at once and without a reload.
  for (const tab of [viewer, other]) {
    await expect(tab.getByText(GONE)).toBeVisible()
    await expect(tab.locator('video')).toHaveCount(0)
    for (const word of [/^An organizer of .* removed you/, 'Advertising or spam', /^No leaflets/, /^Answer the mail/])
      await expect(tab.getByText(word)).toBeVisible()
    await expect(tab.getByText('Leyla')).toHaveCount(0)
  }
  // The cookie.
  await viewer.reload()
  await expect(viewer.getByText(GONE)).toBeVisible()
  // The capability, at the live line and at a route.
  const socket = io(evening.url, { transports: ['websocket'], auth: { capability }, reconnection: false })
  const refused = await new Promise<string>((resolve) => {
    socket.once('connect_error', ({ message }) => resolve(message))
    socket.once('connect', () => resolve('connected'))
  })
  socket.disconnect()
  expect(refused).toBe('core.signedOut')
  const media = new URL(seat.url)
  expect(media.protocol).toBe('ws:')
  // The media token: it may open the door for a moment, and nobody stays.
  const guests = await openGuests()
  const intruder = await guests.join(seat.url, seat.token)
  if (intruder) await expect.poll(() => intruder.isThere(), { timeout: 8000 }).toBe(false)
  await guests.close()
  await expectGoodLooks(other)

  // Taken back, both open tabs watch again without a reload.
  const list = organizer.getByRole('region', { name: 'Removed' })
  await organizer.getByRole('button', { name: 'Let Ola Adeyemi in again' }).click()
  await expect(organizer.getByText('Ola Adeyemi is let in again.')).toBeVisible()
  await expect(list.getByText('Ola Adeyemi', { exact: true })).toHaveCount(0)
  await expectPicture(viewer)
  await expect(other.getByText(GONE)).toHaveCount(0)
})
