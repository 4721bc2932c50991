import { type Browser, expect, type Page } from '@playwright/test'
import { SCREENS } from '../looks.ts'
import type { Evening } from './evening.ts'

/** Someone without an account comes in by the code of the poster, on a phone, and sits in the room. */
export async function comesInByPhone(browser: Browser, organizer: Page, airing: string): Promise<Page> {
  const me = await (await organizer.request.get(`${new URL(airing).origin}/api/me`)).json()
  const { code } = await (
    await organizer.request.get(`${new URL(airing).origin}/api/events/${me.events[0].id}/join-code`)
  ).json()
  const phone = await (await browser.newContext({ viewport: SCREENS.phone, hasTouch: true, isMobile: true })).newPage()
  await phone.goto(`${new URL(airing).origin}/join/${code}`)
  await phone.getByRole('radio', { name: 'Nickname' }).check()
  await phone.getByLabel('Your nickname').fill('Tess Tern')
  await phone.getByRole('radio', { name: 'In the room' }).check()
  await phone.getByRole('checkbox', { name: /code of conduct/ }).check()
  await phone.getByRole('button', { name: 'Come in' }).click()
  await phone.waitForURL(/\/e\/[^/]+$/)
  await phone.goto(airing)
  return phone
}

/** The organizer makes the link of a wall, and it is opened. */
export async function openWall(browser: Browser, organizer: Page): Promise<{ wall: Page; link: string }> {
  const lobby = organizer.url()
  const slug = new URL(lobby).pathname.split('/')[2] ?? ''
  await organizer.goto(`${new URL(lobby).origin}/e/${slug}/manage/screens`)
  await organizer.getByRole('button', { name: 'Add a screen' }).click()
  await organizer.getByRole('button', { name: 'Make the link' }).click()
  const link = (await organizer.locator('code').textContent()) ?? ''
  const wall = await (await browser.newContext({ viewport: SCREENS.wide })).newPage()
  await wall.goto(link)
  await organizer.goto(lobby)
  return { wall, link }
}

/** The server dies without a word; its supervisor starts another. */
export async function kill(evening: Evening): Promise<void> {
  const pid = evening.supervised.pidOf(/server\/main\.ts/)
  if (pid === undefined) throw new Error('There is no server to kill')
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => evening.supervised.pidOf(/server\/main\.ts/) ?? pid).not.toBe(pid)
}
