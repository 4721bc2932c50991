import { expect, type Page } from '@playwright/test'
import { complaints, expectGoodLooks } from './looks.ts'
import { test } from './support/evening.ts'
import { lineOf } from './support/line.ts'
import { expectNoPicture, expectPicture, expectSound } from './support/pictures.ts'
import { standBy } from './support/show.ts'

/** The picture of someone on the dark side of a page, and in the small view of what viewers see. */
const onDark = (participant: string) => `main figure[data-participant="${participant}"] video`
const inSeen = (participant: string) => `aside figure[data-participant="${participant}"] video`

const isBackstage = (page: Page) => expect(page.getByRole('heading', { name: 'You are backstage' })).toBeVisible()
const isLive = (page: Page) => expect(page).toHaveTitle(/^You are live/, { timeout: 20_000 })

/** Four browsers share the machine: a picture may take its time, as long as it comes. */
const sees = (page: Page, of: string) => expectPicture(page, { of, within: 30_000 })

/** How many elements of this page play a sound. */
const countSounds = (page: Page) =>
  page.evaluate(() => [...document.querySelectorAll('audio')].filter((element) => element.srcObject).length)

test('two meet backstage unseen, come on, one goes off, all pause and come back, and nobody reloads', async ({
  evening,
}) => {
  test.slow()
  const [bo, amara, henrik, ola] = await Promise.all(
    ['Bo Lindqvist', 'Amara Okafor', 'Henrik Vos', 'Ola Adeyemi'].map((person) => evening.enter(person)),
  )
  if (!bo || !amara || !henrik || !ola) throw new Error('four people')
  const presenters = [amara, henrik]
  const heard = [...presenters, ola].map(complaints)
  await evening.airing(bo, 'control')
  await evening.airing(ola)
  const producer = await lineOf(bo)
  for (const page of presenters) {
    await evening.airing(page, 'present')
    await standBy(page)
    await isBackstage(page)
    // She sits in the room, where a loudspeaker would be heard by every microphone.
    if (page === amara) await page.getByRole('button', { name: 'I wear headphones' }).click()
    await page.keyboard.press('m')
    await page.evaluate(() => Object.assign(window, { isTheSamePage: true }))
  }
  const [a, h] = await Promise.all(['Amara Okafor', 'Henrik Vos'].map((name) => producer.idOf(name)))
  if (!a || !h) throw new Error('two presenters')
  const meet = () =>
    Promise.all([sees(amara, onDark(h)), sees(henrik, onDark(a)), expectSound(amara), expectSound(henrik)])

  await test.step('they see and hear each other backstage; the attendee gets neither', async () => {
    await meet()
    await expectNoPicture(ola)
    expect(await countSounds(ola)).toBe(0)
    await expect(amara.getByText('You come on with the next countdown.')).toBeVisible()
    await amara.locator('.staff-lines input').fill('Two minutes')
    await amara.keyboard.press('Enter')
    await expect(henrik.getByText('Two minutes')).toBeVisible()
    await expectNoPicture(ola)
    for (const page of presenters) await expectGoodLooks(page)
  })

  await test.step('the producer brings both on, and viewers see and hear them', async () => {
    await producer.says('airing.startCountdown')
    await Promise.all(presenters.map(isLive))
    await Promise.all([sees(ola, onDark(a)), sees(ola, onDark(h)), sees(amara, onDark(h)), expectSound(ola)])
  })

  await test.step('one is taken off: backstage again, and sees what viewers see, the other alone', async () => {
    await producer.says('airing.takeOff', { participant: h })
    await isBackstage(henrik)
    await expect(henrik).not.toHaveTitle(/^You are live/)
    await expectNoPicture(ola, { of: onDark(h) })
    await Promise.all([sees(ola, onDark(a)), sees(henrik, inSeen(a))])
    await expect(henrik.getByText('The producer brings you on when it is your turn.')).toBeVisible()
    await expectGoodLooks(henrik)
  })

  await test.step('the microphone that was taken is told of, and stays off when it is given back', async () => {
    await producer.says('airing.silence', { participant: a, silenced: true })
    await expect(amara.getByText('The producer has switched your microphone off for now.')).toBeVisible()
    await expect.poll(() => countSounds(ola)).toBe(0)
    await producer.says('airing.silence', { participant: a, silenced: false })
    // Until they are told, a press does nothing: they have no right to be heard yet.
    await expect(amara.getByText('The producer has switched your microphone off for now.')).toBeHidden()
    await expect(amara.getByRole('button', { name: 'Speak' })).toBeVisible()
    expect(await countSounds(ola)).toBe(0)
    // Not by its key: she may still have the cursor in the line to the others.
    await amara.getByRole('button', { name: 'Speak' }).click()
    await expectSound(ola)
  })

  await test.step('brought on again at once, while it is live', async () => {
    await producer.says('airing.bringOn', { participant: h })
    await isLive(henrik)
    await sees(ola, onDark(h))
  })

  await test.step('a pause sends both backstage, where they meet; going on brings the same two on', async () => {
    await producer.says('airing.pause', { note: 'Back soon' })
    await Promise.all(presenters.map(isBackstage))
    await expectNoPicture(ola)
    await meet()
    await producer.says('airing.startCountdown')
    await Promise.all(presenters.map(isLive))
    await Promise.all([sees(ola, onDark(a)), sees(ola, onDark(h))])
  })

  await test.step('after the end they are still backstage together', async () => {
    await producer.says('airing.end', { sure: true })
    for (const page of presenters)
      await expect(page.getByRole('heading', { name: 'You are still backstage together' })).toBeVisible()
    await meet()
    await expectNoPicture(ola)
  })

  for (const page of presenters)
    expect(await page.evaluate(() => 'isTheSamePage' in window), 'never loaded again').toBe(true)
  producer.close()
  expect(heard.flat()).toEqual([])
})
