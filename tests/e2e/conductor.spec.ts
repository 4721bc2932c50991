import { expect, type Locator, type Page } from '@playwright/test'
import { complaints, expectGoodLooks } from './looks.ts'
import { test } from './support/evening.ts'
import { expectNoPicture, expectPicture, expectSilence, expectSound } from './support/pictures.ts'
import { goLive, standBy } from './support/show.ts'

const rowOf = (page: Page, name: string): Locator => page.locator('li[data-participant]', { hasText: name })

/** What the live line tells this page can be held back: it then acts on what it saw last. Call before the page opens. */
async function holdable(page: Page): Promise<{ hold(): void; release(): void }> {
  let isHeld = false
  const kept: (() => void)[] = []
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((message) => {
      if (isHeld) kept.push(() => socket.send(message))
      else socket.send(message)
    })
  })
  return {
    hold() {
      isHeld = true
    },
    release() {
      isHeld = false
      for (const send of kept.splice(0)) send()
    },
  }
}

/** The small picture of someone backstage, as frames that were decoded. */
const framesOf = (row: Locator): Promise<number> =>
  row.locator('video').evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames)

/** Sounds play on this page, so that they can be measured, and not one of them is to be heard. */
async function expectMeasuredInSilence(page: Page): Promise<void> {
  const sounds = () =>
    page.evaluate(() => [...document.querySelectorAll('audio')].map((one) => [one.muted, one.paused]))
  await expect.poll(sounds).toContainEqual([true, false])
  expect((await sounds()).filter(([muted]) => !muted)).toEqual([])
}

test('two run the show: one brings on, silences and takes off; when that browser is gone the other goes on', async ({
  evening,
}) => {
  // Four browsers, two of which decode pictures of two rooms.
  test.slow()
  const bo = await evening.enter('Bo Lindqvist')
  const leyla = await evening.enter('Leyla Aydın')
  const mentor = await evening.enter('Amara Okafor')
  const ola = await evening.enter('Ola Adeyemi')
  const line = await holdable(leyla)
  const heard = [bo, leyla].map(complaints)
  await evening.airing(bo, 'control')
  await evening.airing(leyla, 'control')
  await evening.airing(ola)

  await test.step('each knows of the other', async () => {
    await expect(bo.getByText('Leyla Aydın conducts too')).toBeVisible()
    await expect(leyla.getByText('Bo Lindqvist conducts too')).toBeVisible()
  })

  await test.step('who is backstage is seen there, and measured, by those who run the show alone', async () => {
    await evening.airing(mentor, 'present')
    await standBy(mentor)
    const row = rowOf(bo, 'Amara Okafor')
    await expect(row.getByText('camera on, microphone off by choice')).toBeVisible()
    const first = await framesOf(row)
    await expect.poll(() => framesOf(row), { message: 'decoded frames advance' }).toBeGreaterThan(first + 5)
    await expectNoPicture(ola)
  })

  await test.step('the slate takes a note and a time, and a line reaches the other producer', async () => {
    await bo.getByRole('button', { name: 'Change the slate' }).click()
    await bo.getByLabel('What viewers read meanwhile').fill('Find a seat')
    await bo.getByRole('button', { name: 'Show it' }).click()
    await expect(leyla.getByRole('region', { name: 'The slate' })).toContainText('Find a seat')
    await bo.keyboard.press('l')
    await bo.keyboard.type('Ready when you are')
    await bo.keyboard.press('Enter')
    await expect(leyla.getByRole('log')).toContainText('Ready when you are')
  })

  await test.step('live: silenced, she is heard no more, and the other producer sees it', async () => {
    await goLive(bo)
    await expectPicture(ola)
    await mentor.keyboard.press('m')
    await expectSound(ola)
    await expectMeasuredInSilence(bo)
    await rowOf(bo, 'Amara Okafor').getByRole('button', { name: 'Take off' }).focus()
    await bo.keyboard.press('x')
    await expectSilence(ola)
    await expect(rowOf(leyla, 'Amara Okafor').getByRole('button', { name: 'Silence' })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    await expectPicture(ola)
  })

  await test.step('shown large, taken off and back on by keyboard; the focus stays with her', async () => {
    const row = rowOf(bo, 'Amara Okafor')
    await bo.keyboard.press('s')
    await expect(rowOf(leyla, 'Amara Okafor').getByText('shown large')).toBeVisible()
    await bo.keyboard.press('b')
    await expect(row.getByRole('button', { name: 'Bring on' })).toBeFocused()
    await expectNoPicture(ola)
    await bo.keyboard.press('b')
    await expect(row.getByRole('button', { name: 'Take off' })).toBeFocused()
    await expectPicture(ola)
  })

  await test.step('of two who press at once the second is told', async () => {
    line.hold()
    await rowOf(bo, 'Amara Okafor').getByRole('button', { name: 'Take off' }).click()
    await expect(rowOf(bo, 'Amara Okafor').getByRole('button', { name: 'Bring on' })).toBeVisible()
    await rowOf(leyla, 'Amara Okafor').getByRole('button', { name: 'Take off' }).click()
    line.release()
    await expect(leyla.getByRole('alert')).toHaveText('They are not on stage any more.')
    await expect(leyla.getByText('Nobody is on stage', { exact: true })).toBeVisible()
  })

  await test.step('one browser is gone: nothing changes on stage, and the other acts', async () => {
    await rowOf(bo, 'Amara Okafor').getByRole('button', { name: 'Bring on' }).click()
    await expectPicture(ola)
    await bo.context().close()
    await expect(leyla.getByText('You conduct')).toBeVisible({ timeout: 15_000 })
    await expectPicture(ola)
    await rowOf(leyla, 'Amara Okafor').getByRole('button', { name: 'Take off' }).click()
    await expectNoPicture(ola)
    await expectGoodLooks(leyla)
  })
  expect(heard.flat()).toEqual([])
})
