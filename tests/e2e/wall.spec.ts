import { expect, type Page } from '@playwright/test'
import { complaints, expectGoodLooks } from './looks.ts'
import { test } from './support/evening.ts'
import { lineOf } from './support/line.ts'
import { expectNoPicture, expectPicture } from './support/pictures.ts'
import { startSender } from './support/sender.ts'
import { standBy } from './support/show.ts'
import { ENCODER_TONE, expectTones, speakAt, tones } from './support/tones.ts'

/** Henrik at home, Amara in the room, and the camera of the room. Hz */
const HOME = 600
const ROOM = 1500
const ALL = [HOME, ROOM, ENCODER_TONE]

/** The organizer makes the link of a screen by keyboard alone. */
async function makeLink(page: Page): Promise<string> {
  await page.goto(`${page.url().replace(/[#?].*/, '')}/manage/screens`)
  await expect(page.getByText('No screen yet')).toBeVisible()
  await expectGoodLooks(page)
  await page.getByRole('button', { name: 'Add a screen' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Where it stands').focus()
  await page.keyboard.press('Enter')
  const link = page.locator('code')
  await expect(link).toHaveText(/\/screen#[\w-]{43}$/)
  const given = (await link.textContent()) ?? ''
  await page.keyboard.press('Escape')
  await expect(link).toBeHidden()
  return given
}

/** The organizer gives the camera of the room a token, as the tab beside does. */
async function makeCamera(page: Page): Promise<{ address: string; key: string }> {
  await page.goto(page.url().replace('/screens', '/camera'))
  await page.getByRole('button', { name: 'Add a room camera' }).click()
  await page.getByRole('button', { name: 'Make address and token' }).click()
  const [address, key] = [page.locator('code').first(), page.locator('code').last()]
  await expect(address).toBeVisible()
  return { address: (await address.textContent()) ?? '', key: (await key.textContent()) ?? '' }
}

test('the wall shows the evening, and plays to the room who is at home: never the room’s camera, nor who sits in it', async ({
  evening,
  browser,
}) => {
  test.slow()
  const leyla = await evening.enter('Leyla Aydın')
  const wall = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage()
  const heard = [leyla, wall].map(complaints)

  const link = await makeLink(leyla)
  await test.step('between turns: when it goes on, what, who, what is next, and how to join, without an account', async () => {
    await wall.goto(link)
    const main = wall.getByRole('main')
    await expect(main.getByRole('timer')).toHaveText(/^\d+:\d\d$/)
    await expect(main.getByRole('heading', { level: 1 })).toHaveText('The clinic: three founders, one whiteboard')
    await expect(wall.getByRole('img', { name: /^QR code to .*\/join\// })).toBeVisible()
    await expect(wall.getByText(/^Next/)).toBeVisible()
    await expectGoodLooks(wall)
    await wall.setViewportSize({ width: 1920, height: 1080 })
    await wall.getByRole('button', { name: 'Sound for the room' }).click()
  })

  const camera = await makeCamera(leyla)
  const sender = startSender(camera.address, camera.key)
  const [bo, amara, henrik, ola] = await Promise.all(
    ['Bo Lindqvist', 'Amara Okafor', 'Henrik Vos', 'Ola Adeyemi'].map((person) => evening.enter(person)),
  )
  if (!bo || !amara || !henrik || !ola) throw new Error('four people')
  await evening.airing(bo)
  await expect(bo.getByRole('main')).toBeVisible()
  const producer = await lineOf(bo)
  await bo.close()

  await test.step('a presenter in the room hears nothing here without headphones, and says so once', async () => {
    await speakAt(amara, ROOM)
    await speakAt(henrik, HOME)
    for (const page of [amara, henrik]) {
      await evening.airing(page, 'present')
      await standBy(page)
      await page.keyboard.press('m')
    }
    await expect(amara.getByText('You are in the room, so sound is off here.')).toBeVisible()
    await expect(henrik.getByText('sound is off here')).toBeHidden()
  })

  await test.step('live, it shows who is on from home, and the others by name', async () => {
    await sender.says(/Sending the test card/)
    for (const name of ['Henrik Vos', 'Amara Okafor', 'The room'])
      await producer.says('airing.bringOn', { participant: await producer.idOf(name) })
    // She only listens: five pictures at once are more than this machine draws.
    await ola.addInitScript(() => localStorage.setItem('foyer.quality', 'audio'))
    await evening.airing(ola)
    await producer.says('airing.startCountdown')
    await expect(wall.getByText('Live in')).toBeVisible()
    await expectPicture(wall, { within: 40_000 })
    expect(await wall.locator('.tiles video').count()).toBe(1)
    await expect(wall.getByRole('listitem').filter({ hasText: 'Amara Okafor' })).toContainText('in the room')
    await expect(wall.getByRole('listitem').filter({ hasText: 'Henrik Vos' })).toContainText('from home')
  })

  await test.step('viewers hear all three; the room hears home alone', async () => {
    await expectTones(ola, ALL, ALL)
    await expectTones(wall, ALL, [HOME])
    // The others are not turned down: they never come here.
    expect(await wall.locator('audio').count()).toBe(1)
    await expectTones(amara, ALL, [])
    await amara.getByRole('button', { name: 'I wear headphones' }).click()
    await expectTones(amara, ALL, [HOME, ENCODER_TONE])
  })

  await test.step('while home speaks the microphone in the room is 12 dB lower, and then as before', async () => {
    const [low = 0] = await tones(ola, [ROOM])
    await henrik.keyboard.press('m')
    await expect.poll(async () => (await tones(ola, [ROOM]))[0], { timeout: 20_000 }).toBeGreaterThan(low + 9)
    const [whole = 0] = await tones(ola, [ROOM])
    console.log(`A microphone in the room while home speaks: ${(low - whole).toFixed(1)} dB`)
    expect(whole - low).toBeLessThan(15)
    await expectTones(wall, ALL, [])
    await henrik.keyboard.press('m')
  })

  await test.step('after a power cut it comes back by itself, sound and all', async () => {
    await wall.reload()
    await expectPicture(wall, { within: 30_000 })
    await expectTones(wall, ALL, [HOME])
  })

  await test.step('in a pause it says when it goes on', async () => {
    await producer.says('airing.pause', { note: 'Coffee at the back', until: Date.now() + 5 * 60_000 })
    await expect(wall.getByText('We go on in')).toBeVisible()
    await expect(wall.getByRole('heading', { level: 1 })).toHaveText('Coffee at the back')
    await expectNoPicture(wall)
  })

  await test.step('taken back, it says so at once, and again after a restart', async () => {
    await leyla.goto(leyla.url().replace('/camera', '/screens'))
    await expect(leyla.getByText('open now')).toBeVisible()
    await leyla.getByRole('button', { name: 'Take back the link of The beamer' }).click()
    await leyla.getByRole('button', { name: 'Take back', exact: true }).click()
    await expect(wall.getByText('This link was taken back')).toBeVisible()
    await wall.reload()
    await expect(wall.getByText('This link was taken back')).toBeVisible()
  })
  sender.stop()
  producer.close()
  expect(heard.flat()).toEqual([])
})
