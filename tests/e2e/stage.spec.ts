import { expect } from '@playwright/test'
import { complaints, expectGoodLooks } from './looks.ts'
import { test } from './support/evening.ts'
import { expectNoPicture, expectPicture, expectSound } from './support/pictures.ts'
import { goLive, standBy } from './support/show.ts'

test('a mentor goes live from a browser, two people watch, it pauses, goes on and ends', async ({ evening }) => {
  // Two countdowns and four browsers, each looked at on four screens.
  test.slow()
  const [producer, mentor, ola, fern] = await Promise.all(
    ['Bo Lindqvist', 'Amara Okafor', 'Ola Adeyemi', 'Quiet Fern'].map((person) => evening.enter(person)),
  )
  if (!producer || !mentor || !ola || !fern) throw new Error('four people')
  const heard = [producer, mentor, ola, fern].map(complaints)

  await test.step('doors are open: viewers see the slate, the producer sees that nobody is ready', async () => {
    await evening.airing(ola)
    await evening.airing(fern)
    await evening.airing(producer, 'control')
    await expect(ola.getByText('Starts in')).toBeVisible()
    await expect(producer.getByText('Nobody stands by yet.')).toBeVisible()
    await expectGoodLooks(ola)
    await expectGoodLooks(producer)
  })

  await test.step('the mentor checks camera and microphone; the microphone stays off', async () => {
    await evening.airing(mentor, 'present')
    await expect(mentor.getByText('good level')).toBeVisible({ timeout: 15_000 })
    await expect(mentor.getByRole('button', { name: 'Microphone off' })).toBeVisible()
    await expectGoodLooks(mentor)
    await standBy(mentor)
    await expect(mentor.getByRole('heading', { name: 'You are backstage' })).toBeVisible()
    await expect(producer.getByText('camera on, microphone off by choice')).toBeVisible()
    await expectNoPicture(ola)
  })

  await test.step('a countdown that all see can be stopped', async () => {
    await producer.getByRole('button', { name: 'Go live in 10 s' }).click()
    await expect(ola.getByText('On in', { exact: true })).toBeVisible()
    await expect(mentor.getByText('On stage, not live')).toBeVisible()
    await producer.keyboard.press('Escape')
    await expect(ola.getByText('Starts in')).toBeVisible()
    await expect(mentor.getByRole('heading', { name: 'You are backstage' })).toBeVisible()
  })

  await test.step('it goes live: decoded frames advance for both, and the sound once the mentor speaks', async () => {
    await goLive(producer)
    // Fern sits in the room: nothing plays there until asked for.
    await expect(fern.getByText('You are in the room, so sound is off here.')).toBeVisible()
    await fern.getByRole('button', { name: 'Turn on' }).click()
    await Promise.all([expectPicture(ola), expectPicture(fern), expectPicture(producer)])
    await expect(mentor).toHaveTitle(/^You are live/)
    for (const page of [ola, mentor, producer]) await expectGoodLooks(page)
    await mentor.keyboard.press('m')
    await expect(mentor.getByRole('button', { name: 'Mute' })).toBeVisible()
    await Promise.all([expectSound(ola), expectSound(fern)])
  })

  await test.step('a pause shows the slate with its note, and it goes on', async () => {
    await producer.getByRole('button', { name: 'Pause', exact: true }).click()
    await producer.getByLabel('What viewers read meanwhile').fill('We go on at half past')
    await producer.getByRole('button', { name: 'Show the slate' }).click()
    await expect(ola.getByText('We go on at half past')).toBeVisible()
    await expectNoPicture(fern)
    await expect(mentor).not.toHaveTitle(/^You are live/)
    await goLive(producer, 'Go on in 10 s')
    await Promise.all([expectPicture(ola), expectPicture(fern)])
  })

  await test.step('it ends for good, asked twice', async () => {
    await producer.getByRole('button', { name: 'End', exact: true }).click()
    await producer.getByRole('button', { name: 'Yes, end it' }).click()
    await expectPicture(ola)
    await producer.getByRole('button', { name: 'End it now' }).click()
    await expect(ola.getByText('That was it')).toBeVisible()
    await expectNoPicture(fern)
    await expect(mentor.getByRole('heading', { name: 'You are still backstage.' })).toBeVisible()
    await mentor.getByRole('button', { name: 'Leave backstage' }).click()
    await expect(mentor.getByRole('heading', { name: 'That was it' })).toBeVisible()
  })
  expect(heard.flat()).toEqual([])
})
