import { expect, type Page } from '@playwright/test'
import { complaints, expectGoodLooks } from './looks.ts'
import { comeIn, test } from './support/evening.ts'
import { lineOf } from './support/line.ts'
import { expectNoPicture, expectPicture, expectSilence, expectSound } from './support/pictures.ts'
import { standBy } from './support/show.ts'

/** Every way to the media server that a page asks for or opens, from now on. */
function mediaWays(page: Page): string[] {
  const ways: string[] = []
  page.on('request', (request) => void (request.url().endsWith('/watch') && ways.push(request.url())))
  page.on('websocket', (socket) => void (socket.url().includes('/rtc') && ways.push(socket.url())))
  return ways
}

test('an evening in the audience: who is here, one page heard, and coming back', async ({ evening }) => {
  test.slow()
  const control = await evening.enter('Bo Lindqvist')
  await evening.airing(control, 'control')
  await expect(control.getByRole('heading', { level: 1 })).toBeVisible()
  const producer = await lineOf(control)
  const amara = await evening.enter('Amara Okafor')
  await evening.airing(amara, 'present')
  await standBy(amara)
  await amara.keyboard.press('m')
  const { page: ola, id: olaId } = await comeIn(evening, 'Ola Adeyemi')
  const heard = complaints(ola)
  const fern = await evening.enter('Quiet Fern')
  const ways = mediaWays(fern)
  await evening.airing(fern)
  await producer.idOf('Amara Okafor')
  await producer.says('airing.startCountdown')
  await expect(ola).toHaveTitle(/^\d+ · /)
  await expectPicture(ola, { within: 25_000 })

  await test.step('in the room nothing is asked for until it is turned on', async () => {
    await expect(fern.getByRole('button', { name: 'Turn on' })).toBeVisible()
    await expectNoPicture(fern)
    expect(ways).toEqual([])
    await fern.getByRole('button', { name: 'Turn on' }).click()
    await expectPicture(fern)
    expect(ways.length).toBeGreaterThan(0)
  })

  await test.step('who is here: by keyboard, those who show their name, the others as a number', async () => {
    await ola.getByRole('tab', { name: 'About' }).click()
    await ola.getByRole('button', { name: 'Who?' }).focus()
    await ola.keyboard.press('Enter')
    const names = ola.getByRole('list', { name: 'Who is here' })
    await expect(names).toContainText('Bo Lindqvist')
    await expect(names.getByText('Ola Adeyemi')).toHaveCount(1)
    await expect(names).not.toContainText('Quiet Fern')
    await expect(ola.getByText('And perhaps a few more who show no name.')).toBeVisible()
    await expect(names.getByRole('button', { name: /Bo Lindqvist/ })).toBeVisible()
    await expectGoodLooks(ola)
    await ola.setViewportSize({ width: 1440, height: 900 })
    await ola.getByRole('button', { name: /Close$/ }).click()
    await expect(names).toBeHidden()
  })

  await test.step('a second page of the same person is silent and says so; one press and it is the one that plays', async () => {
    await expectSound(ola)
    const second = await ola.context().newPage()
    await second.goto(ola.url())
    await expect(second.getByText('You are listening on another page or device.')).toBeVisible()
    await expectPicture(second)
    await expectSilence(second)
    await second.getByRole('button', { name: 'Heart' }).click()
    await expect(fern.locator('.sky .one').first()).toBeAttached()
    await second.getByRole('button', { name: 'Play here instead' }).click()
    await expect(ola.getByText('You are listening on another page or device.')).toBeVisible()
    await Promise.all([expectSound(second), expectSilence(ola)])
    await ola.getByRole('button', { name: 'Play here instead' }).click()
    await Promise.all([expectSound(ola), expectSilence(second)])
    await second.close()
  })

  await test.step('a page that was frozen shows the picture of now, without being loaded again', async () => {
    await ola.evaluate(() => Object.assign(window, { isTheSamePage: true }))
    const devtools = await ola.context().newCDPSession(ola)
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })
    await expectPicture(fern, { least: 60 })
    await devtools.send('Page.setWebLifecycleState', { state: 'active' })
    await expectPicture(ola)
    expect(await ola.evaluate(() => 'isTheSamePage' in window)).toBe(true)
  })

  await test.step('the tab of whoever is asked up says so, and at the end everyone is told what comes next', async () => {
    await ola.keyboard.press('h')
    await ola.getByLabel('What it is about').fill('Prices for schools')
    await ola.keyboard.press('Enter')
    await expect(ola.getByRole('button', { name: 'Hand is up' })).toBeVisible()
    await producer.says('airing.invite', { participant: olaId })
    await expect(ola).toHaveTitle(/^Your turn, \d+ s · /)
    await producer.says('airing.end', { sure: true })
    await expect(ola).toHaveTitle(/^Over · /)
    await expect(ola.getByRole('link', { name: 'Go there' })).toBeVisible()
  })

  expect(heard.filter((complaint) => !complaint.includes('{room: stage:'))).toEqual([])
})
