import { expect, type Page } from '@playwright/test'
import { complaints, expectGoodLooks } from './looks.ts'
import { comeIn, type Evening, test } from './support/evening.ts'
import { watchFrames } from './support/frames.ts'
import { type Line, lineOf } from './support/line.ts'
import { expectNoPicture, expectPicture, expectSilence, expectSound } from './support/pictures.ts'
import { standBy } from './support/show.ts'

/** A picture that stands still no longer than this is no gap to whoever looks, ms. */
const NO_GAP = 300
/**
 * Where two cores paint, encode and decode for five tabs, one more encoder starting makes every picture late: then the
 * longest wait may be this many times the longest in an equal time before.
 */
const BUSY = 4

/** The media library notes down each connection that is taken away, as here it is meant to be. */
const isOurs = (complaint: string): boolean => !complaint.includes('{room: stage:')

const pictureOf = (participant: string) => `main figure[data-participant="${participant}"] video`

/** A line of the producer's, to the airing. */
async function produce(evening: Evening): Promise<Line> {
  const page = await evening.enter('Bo Lindqvist')
  await evening.airing(page, 'control')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return lineOf(page)
}

/** Amara is live; Ola watches at home and Fern in the room, with picture and sound. */
async function show(evening: Evening) {
  const producer = await produce(evening)
  const amara = await evening.enter('Amara Okafor')
  await evening.airing(amara, 'present')
  await standBy(amara)
  await amara.keyboard.press('m')
  const mentor = await producer.idOf('Amara Okafor')
  const ola = await comeIn(evening, 'Ola Adeyemi')
  const fern = await comeIn(evening, 'Quiet Fern')
  await producer.says('airing.startCountdown')
  await fern.page.getByRole('button', { name: 'Turn on' }).click({ timeout: 20_000 })
  await Promise.all([expectPicture(ola.page), expectPicture(fern.page)])
  return { producer, mentor, ola: ola.page, olaId: ola.id, fern: fern.page, fernId: fern.id }
}

async function raiseByKeyboard(page: Page, about: string): Promise<void> {
  await page.keyboard.press('h')
  await page.getByLabel('What it is about').fill(about)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Hand is up' })).toBeVisible()
}

/** Asked onto the stage, checks the devices, speaks, and goes. */
async function accept(page: Page, producer: Line, participant: string): Promise<void> {
  await producer.says('airing.invite', { participant })
  await expect(page.getByRole('heading', { name: 'You are asked onto the stage' })).toBeVisible()
  await expect(page.getByText('Mirrored for you only')).toBeVisible()
  await page.getByRole('button', { name: 'Microphone off' }).click()
  await page.getByRole('button', { name: 'Go on stage' }).click()
}

/** How long the mentor's picture stood still at most while someone came on, and in the time before that. ms */
async function gapsOf(viewer: Page, mentor: string, comesOn: () => Promise<void>) {
  const since = await watchFrames(viewer, pictureOf(mentor))
  await expectPicture(viewer, { of: pictureOf(mentor), least: 75, within: 30_000 })
  const before = await since()
  await comesOn()
  const during = await since()
  console.log(`longest gap while someone comes on: ${Math.round(during)} ms, before ${Math.round(before)} ms`)
  return { before, during }
}

const volumes = (page: Page): Promise<number[]> =>
  page.evaluate(() => [...document.querySelectorAll('audio')].filter((one) => one.srcObject).map((one) => one.volume))

test('someone at home is asked up, is seen and heard, and watches again, while others miss nothing', async ({
  evening,
}) => {
  test.slow()
  const { producer, mentor, ola, olaId, fern } = await show(evening)
  const heard = [ola, fern].map(complaints)
  const other = await ola.context().newPage()
  await other.goto(ola.url())
  const gaps: { before: number; during: number }[] = []

  await test.step('a hand is up, on both devices, and survives a reload', async () => {
    for (let i = 0; i < 6; i++) await ola.keyboard.press('ArrowDown')
    await raiseByKeyboard(ola, 'Prices for schools')
    await expect(other.getByRole('main').getByText('You are next')).toBeVisible()
    await ola.reload()
    await expect(ola.getByRole('button', { name: 'Hand is up' })).toBeVisible()
    await ola.keyboard.press('h')
    await expect(ola.getByLabel('What it is about')).toHaveValue('Prices for schools')
    await ola.keyboard.press('Escape')
    await expectPicture(ola)
    await ola.evaluate(() => Object.assign(window, { isTheSamePage: true }))
  })

  await test.step('she is asked, and comes on: the other hears and sees her without a gap in what they had', async () => {
    gaps.push(
      await gapsOf(fern, mentor, async () => {
        await accept(ola, producer, olaId)
        await expect(ola).toHaveTitle(/^You are live/)
        await Promise.all([
          expectPicture(fern, { of: pictureOf(olaId) }),
          expectPicture(ola, { of: pictureOf(mentor) }),
        ])
      }),
    )
    await expectSound(fern)
    await expectGoodLooks(ola)
  })

  await test.step('her other device only watches, and a second yes from it changes nothing', async () => {
    await expect(other.getByText('You are on stage with another device.')).toBeVisible()
    const line = await lineOf(other)
    const yes = line.says('airing.acceptInvite', { name: 'Ola', line: '', camera: true, microphone: true })
    await expect(yes).rejects.toThrow('airing.notInvited')
    line.close()
    await expectPicture(fern, { of: pictureOf(olaId) })
    await other.close()
  })

  await test.step('taken off, she watches again in the same page, as loud as before', async () => {
    await producer.says('airing.takeOff', { participant: olaId })
    await expect(ola.getByText('You are watching again.')).toBeVisible()
    await expectNoPicture(fern, { of: pictureOf(olaId) })
    await expectPicture(ola, { of: pictureOf(mentor) })
    await expect(ola).not.toHaveTitle(/^You are live/)
    expect(await ola.evaluate(() => 'isTheSamePage' in window)).toBe(true)
    await expectSound(ola)
    expect(new Set(await volumes(ola))).toEqual(new Set([0.4]))
    await expectPicture(fern)
  })

  await test.step('asked once more, she comes on again', async () => {
    await ola.getByRole('button', { name: 'Got it' }).click()
    await raiseByKeyboard(ola, '')
    gaps.push(
      await gapsOf(fern, mentor, async () => {
        await accept(ola, producer, olaId)
        await expectPicture(fern, { of: pictureOf(olaId) })
      }),
    )
  })

  await test.step('silenced, she is seen and not heard, and switches her microphone on herself when she may', async () => {
    await producer.says('airing.silence', { participant: mentor, silenced: true })
    await expectSound(fern)
    await producer.says('airing.silence', { participant: olaId, silenced: true })
    await expect(ola.getByText('The producer has switched your microphone off for now.')).toBeVisible()
    await expectSilence(fern)
    await expectPicture(fern, { of: pictureOf(olaId) })
    await producer.says('airing.silence', { participant: olaId, silenced: false })
    await expect(ola.getByText('The producer has switched your microphone off for now.')).toBeHidden()
    await expectSilence(fern)
    await ola.keyboard.press('m')
    await expectSound(fern)
  })

  await test.step('a pause shows when it goes on, and takes her off until it does', async () => {
    await producer.says('airing.pause', { note: 'Ten minutes of tea', until: Date.now() + 10 * 60_000 })
    await expectNoPicture(fern)
    await expect(fern.getByText('Ten minutes of tea')).toBeVisible()
    await expect(fern.getByText(/^We go on at \d{1,2}:\d{2}/)).toBeVisible()
    await producer.says('airing.startCountdown')
    await expectPicture(fern, { of: pictureOf(olaId), within: 30_000 })
    await expectPicture(ola, { of: pictureOf(mentor) })
  })

  await test.step('her camera off is told to all, and she leaves by herself in one step', async () => {
    await ola.keyboard.press('v')
    await expectNoPicture(fern, { of: pictureOf(olaId) })
    await producer.sees('Ola Adeyemi', (one) => one?.camera === false && one.microphone)
    await ola.getByRole('button', { name: 'Leave the stage' }).click()
    await expectNoPicture(fern, { of: pictureOf(olaId) })
    await expectPicture(ola, { of: pictureOf(mentor) })
    await expect(ola.getByRole('button', { name: 'Raise hand' })).toBeVisible()
  })
  // What makes a gap by itself does so each time; what a busy machine adds, it adds to one or the other.
  const tooLong = gaps.filter(({ before, during }) => during > Math.max(NO_GAP, BUSY * before))
  expect(tooLong.length, JSON.stringify(gaps)).toBeLessThan(gaps.length)
  expect(heard.flat().filter(isOurs)).toEqual([])
})

test('the server dies while someone comes on: they are on stage, or watch with their hand still up', async ({
  evening,
}) => {
  test.slow()
  const { producer, mentor, ola, olaId, fern } = await show(evening)
  await raiseByKeyboard(ola, 'Prices for schools')
  const pid = evening.supervised.pidOf(/server\/main\.ts/)
  if (!pid) throw new Error('There is no server process')
  await accept(ola, producer, olaId)
  process.kill(pid, 'SIGKILL')
  const isOn = ola.getByRole('button', { name: 'Leave the stage' })
  const isUp = ola.getByRole('button', { name: 'Hand is up' })
  await expect(ola.getByText('Reconnecting.')).toBeHidden({ timeout: 30_000 })
  await expect
    .poll(
      async () => ((await isOn.isVisible()) ? (await fern.locator(pictureOf(olaId)).count()) > 0 : isUp.isVisible()),
      {
        message: 'on stage and seen, or the hand is up',
        timeout: 40_000,
      },
    )
    .toBe(true)
  await expectPicture(ola, { of: pictureOf(mentor) })
  if (await isOn.isVisible()) await expectPicture(fern, { of: pictureOf(olaId) })
})

test('in the room the steward sees whose turn it is and where they sit; a lowered hand is told why', async ({
  evening,
}) => {
  const producer = await produce(evening)
  const fern = await comeIn(evening, 'Quiet Fern')
  const ola = await comeIn(evening, 'Ola Adeyemi')
  const tarek = await comeIn(evening, 'Tarek Haddad')
  const heard = [fern.page, ola.page, tarek.page].map(complaints)
  await expect(tarek.page.getByText('No hand is up in the room.')).toBeVisible()

  await fern.page.keyboard.press('h')
  await fern.page.getByLabel('Where you sit').fill('third row, blue jacket')
  await fern.page.keyboard.press('Enter')
  await expect(fern.page.getByText('looks for: third row, blue jacket')).toBeVisible()
  await raiseByKeyboard(ola.page, '')
  await expect(ola.page.getByRole('main').getByText('You are second in line')).toBeVisible()
  const hands = tarek.page.getByRole('region', { name: 'Hands in the room' })
  await expect(hands.getByText('third row, blue jacket')).toBeVisible()
  await expect(hands.getByText('Ola Adeyemi')).toBeHidden()
  for (const { page } of [fern, tarek]) await expectGoodLooks(page)

  await hands.getByRole('button', { name: 'Has the microphone' }).click()
  await expect(fern.page.getByText('The microphone is on its way to you.')).toBeVisible()
  await hands.getByRole('button', { name: 'Done' }).click()
  await expect(hands.getByText('No hand is up in the room.')).toBeVisible()

  await producer.says('airing.lowerHandOf', { participant: ola.id, note: 'We take this one in the break' })
  await expect(ola.page.getByText('We take this one in the break')).toBeVisible()
  await ola.page.reload()
  await expect(ola.page.getByText('We take this one in the break')).toBeVisible()
  await ola.page.getByRole('button', { name: 'Got it' }).click()
  await ola.page.reload()
  await expect(ola.page.getByRole('button', { name: 'Raise hand' })).toBeVisible()
  await expect(ola.page.getByText('We take this one in the break')).toBeHidden()
  expect(heard.flat()).toEqual([])
})
