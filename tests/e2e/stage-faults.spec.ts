import { expect } from '@playwright/test'
import { test } from './support/evening.ts'
import { expectPicture, expectSound, watchGaps } from './support/pictures.ts'
import { clockAt, onAir, secondsOf, standBy, watchWords } from './support/show.ts'

/** A picture that stands still this long would be noticed. ms */
const NOTICED = 1500

test('server and media server are killed mid-show: the picture stays or is back, and the show goes on where it was', async ({
  evening,
}) => {
  const { producer, viewer, mentor } = await onAir(evening)
  const kill = (command: RegExp) => {
    const pid = evening.supervised.pidOf(command)
    if (!pid) throw new Error(`Nothing runs as ${command}`)
    process.kill(pid, 'SIGKILL')
    return Date.now()
  }

  let switchedOn = 0
  await test.step('without LiveKit pictures are back within 5 s, without a reload', async () => {
    const killed = kill(/^\S*livekit-server/)
    await expect(viewer.getByText('Reconnecting the picture.')).toBeVisible()
    // Switched on while nothing takes it: it goes out by the next connection.
    await mentor.keyboard.press('m')
    switchedOn = await secondsOf(viewer)
    await expect(viewer.getByText('Reconnecting the picture.')).toBeHidden()
    await expectPicture(viewer, { least: 1 })
    expect(Date.now() - killed).toBeLessThan(5000)
    await expect(mentor).toHaveTitle(/^You are live/)
    await expectPicture(viewer)
    await expectSound(viewer)
  })

  await test.step('without the server the picture never stops', async () => {
    const longestGap = await watchGaps(viewer)
    kill(/server\/main\.ts/)
    await expect(viewer.getByText('Reconnecting.')).toBeVisible()
    await expect(viewer.getByText('Reconnecting.')).toBeHidden({ timeout: 20_000 })
    await expectPicture(viewer)
    expect(await longestGap()).toBeLessThan(NOTICED)
    await expect(producer.getByText('Reconnecting.')).toBeHidden({ timeout: 20_000 })
  })

  await test.step('what a dead connection had yet to send is still heard when that gives it up, 15 s later', async () => {
    await clockAt(viewer, switchedOn + 17)
    await expectSound(viewer)
  })

  await producer.getByRole('button', { name: 'Pause', exact: true }).click()
  await producer.getByRole('button', { name: 'Show the slate' }).click()
  await expect(viewer.getByText('A short break')).toBeVisible()
})

test('a presenter reloads, moves to a second window, and shows a screen instead of the camera', async ({ evening }) => {
  const { mentor, viewer } = await onAir(evening)

  await test.step('who reloads comes back safely: first the check, then one press', async () => {
    await mentor.keyboard.press('m')
    await expect(mentor.getByRole('button', { name: 'Mute' })).toBeVisible()
    await mentor.reload()
    await expect(mentor.getByText('Nobody sees or hears you yet')).toBeVisible()
    await expect(mentor.getByRole('button', { name: 'Microphone off' })).toBeVisible()
    await mentor.getByRole('button', { name: /^(Come back on stage|Take over here)/ }).click()
    await expect(mentor).toHaveTitle(/^You are live/)
    await expectPicture(viewer)
  })

  const second = await mentor.context().newPage()
  await test.step('a second window takes over, and the first says so', async () => {
    await second.goto(mentor.url())
    await expect(second.getByText('You are here in another window.')).toBeVisible()
    await second.getByRole('button', { name: 'Take over here' }).click()
    await expect(second).toHaveTitle(/^You are live/)
    await expect(mentor.getByText('Nobody sees or hears you yet')).toBeVisible()
    await mentor.close()
    await expectPicture(viewer)
  })

  await test.step('a screen that stands still is no stall, and a camera that is off shows the name', async () => {
    let seats = 0
    viewer.on('request', (request) => {
      if (request.url().endsWith('/watch')) seats++
    })
    await second.keyboard.press('v')
    await expect(second.getByRole('button', { name: 'Start camera' })).toBeVisible()
    await second.keyboard.press('s')
    await expect(viewer.getByText('Amara Okafor’s screen')).toBeVisible()
    await expectPicture(viewer, { least: 1 })
    // Three seconds by the show's own clock, in which nothing on the screen moves: three times what a camera is given.
    await clockAt(viewer, (await secondsOf(viewer)) + 4)
    await expect(viewer.getByText('Reconnecting the picture.')).toBeHidden()
    expect(seats).toBe(0)
    const changes = await Promise.all(
      ['You are here in another window', 'You were on stage'].map((words) => watchWords(second, words)),
    )
    await second.getByRole('button', { name: 'Leave the stage' }).click()
    await expect(viewer.getByText('Nobody is on stage right now')).toBeVisible()
    await expect(second.getByText('Nobody sees or hears you yet')).toBeVisible()
    for (const change of changes)
      expect(await change(), 'she left, and is told nothing else').toMatchObject({ came: 0 })
  })
})

test('two producers press at once: one acts, the other is told', async ({ evening }) => {
  const producer = await evening.enter('Bo Lindqvist')
  const organizer = await evening.enter('Leyla Aydın')
  const mentor = await evening.enter('Amara Okafor')
  await evening.airing(mentor, 'present')
  await standBy(mentor)
  await Promise.all([evening.airing(producer, 'control'), evening.airing(organizer, 'control')])
  const pages = [producer, organizer]
  for (const page of pages) await expect(page.getByRole('button', { name: 'Go live in 10 s' })).toBeVisible()
  // Both hands at the same moment of the wall clock, or the first countdown would be on the other's page already.
  const at = Date.now() + 2500
  await Promise.all(
    pages.map((page) =>
      page.getByRole('button', { name: 'Go live in 10 s' }).evaluate(
        (button, at) =>
          new Promise<void>((resolve) => {
            setTimeout(() => resolve((button as HTMLElement).click()), at - Date.now())
          }),
        at,
      ),
    ),
  )
  for (const page of pages) await expect(page.getByRole('button', { name: 'Stop countdown' })).toBeVisible()
  await expect
    .poll(async () =>
      (await Promise.all(pages.map((page) => page.getByText('someone else pressed first').count()))).sort(),
    )
    .toEqual([0, 1])
})

test('a denied camera is explained, and one can go on without', async ({ evening }) => {
  const mentor = await evening.enter('Henrik Vos')
  await mentor.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('denied', 'NotAllowedError'))
  })
  await evening.airing(mentor, 'present')
  await expect(mentor.getByText('The browser was told not to let Foyer use them.')).toBeVisible()
  await expect(mentor.getByText(/Click the sign left of the address/)).toBeVisible()
  await mentor.getByRole('button', { name: /^Go backstage/ }).click()
  await expect(mentor.getByRole('heading', { name: 'You are backstage' })).toBeVisible()
})
