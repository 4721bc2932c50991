import { expect, type Page } from '@playwright/test'
import { test } from './house.ts'
import { complaints, expectGoodLooks, plainWords } from './looks.ts'

const LONG_TOKEN = 'abcdefghijklmnopqrstuvwxyz012345'

test.describe('a stranger', () => {
  test('sees tonight and two ways in', async ({ page }) => {
    const heard = complaints(page)
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Come in' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'What is on' })).toContainText(/\d/)
    await expect(page.getByLabel('Your mail address')).toBeVisible()
    await expect(page.getByLabel('The code from the door')).toBeVisible()
    await expectGoodLooks(page)
    expect(heard).toEqual([])
  })

  test('is told at the field what does not fit', async ({ page }) => {
    await page.goto('/')
    await page.getByLabel('Your mail address').fill('ola')
    await page.getByRole('button', { name: 'Send me a link' }).click()
    await expect(page.getByLabel('Your mail address')).toHaveAccessibleDescription(/not look like a mail address/)
    await page.getByLabel('The code from the door').fill('K7X')
    await page.getByRole('button', { name: 'Enter' }).click()
    await expect(page.getByLabel('The code from the door')).toHaveAccessibleDescription(/6 letters and digits/)
    await expectGoodLooks(page)
  })

  test('signs in by the six digits where sign-in began, and finds no evening yet', async ({ page, house }) => {
    await page.goto('/')
    await page.getByLabel('Your mail address').fill('new@foyer.example')
    await page.getByRole('button', { name: 'Send me a link' }).click()
    await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeFocused()
    await expectGoodLooks(page)
    await page.getByLabel('The six digits').fill('000 000')
    await page.getByRole('button', { name: 'Come in' }).click()
    await expect(page.getByLabel('The six digits')).toHaveAccessibleDescription(/not the code/)
    const { digits } = await house.mailTo('new@foyer.example')
    await page.getByLabel('The six digits').fill(digits)
    await page.getByRole('button', { name: 'Come in' }).click()
    await expect(page.getByRole('heading', { name: 'Your evenings' })).toBeVisible()
    await expect(page.getByText('Nothing here yet.')).toBeVisible()
    await expectGoodLooks(page)
  })

  test('opens a mailed link once; the second time it says so, and the secret is in no address', async ({
    page,
    browser,
    house,
  }) => {
    const link = await house.linkFor('attendee')
    await page.goto(link)
    await expect(page).toHaveURL(/\/e\//)
    const other = await browser.newPage({ baseURL: house.url })
    await other.goto(link)
    await expect(other.getByRole('heading', { name: 'This link does not open the door any more' })).toBeVisible()
    expect(new URL(other.url()).hash).toBe('')
    await other.close()
  })

  for (const [what, address, title] of [
    ['a link without its secret', '/in', 'There is no link in this address'],
    ['a forged link', `/in#${LONG_TOKEN}`, 'This link does not open the door any more'],
    ['a link cut off on its way', '/in#abc', 'This link does not open the door any more'],
    ['a forged invitation', `/invite#${LONG_TOKEN}`, 'This invitation has ended'],
    ['an invitation without its secret', '/invite', 'There is no invitation in this address'],
    ['a join code nobody gave out', '/join/ZZZZZZ', 'This code opens nothing'],
    ['a join code of the wrong shape', '/join/0', 'This code opens nothing'],
    ['an event that does not exist', '/e/nowhere', 'There is no such event, or it is not open to you'],
    ['an address that means nothing', '/no/such/page', 'There is no such page'],
    ['the devices of nobody', '/devices', 'Nobody is signed in here'],
  ] as const)
    test(`${what}: says what happened and gives one thing to do`, async ({ page }) => {
      const heard = complaints(page)
      await page.goto(address)
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      await expect(
        page.getByRole('main').getByRole('link').or(page.getByRole('main').getByRole('button')),
      ).not.toHaveCount(0)
      await expectGoodLooks(page)
      expect(heard).toEqual([])
    })
})

test.describe('at the door', () => {
  /** The join code of the demo evening, as its organizer sees it. */
  async function joinCode(enterAs: (role: 'organizer') => Promise<Page>) {
    const organizer = await enterAs('organizer')
    const me = await (await organizer.request.get('/api/me')).json()
    const event = me.events[0]
    const { code } = await (await organizer.request.get(`/api/events/${event.id}/join-code`)).json()
    return { code: String(code), slug: String(event.slug), event: String(event.id), organizer }
  }

  test('a guest comes in by code, as a nickname, and can change it', async ({ page, enterAs }) => {
    const { code, slug } = await joinCode(enterAs)
    const heard = complaints(page)
    await page.goto('/')
    await page.getByLabel('The code from the door').fill(`${code.slice(0, 3).toLowerCase()} ${code.slice(3)}`)
    await page.getByRole('button', { name: 'Enter' }).click()
    await expect(page.getByRole('button', { name: 'Come in' })).toBeVisible()
    await expectGoodLooks(page)
    await page.getByRole('radio', { name: 'Nickname' }).check()
    const nick = await page.getByLabel('Your nickname').inputValue()
    expect(nick).toMatch(/^\p{Lu}\p{L}+ \p{Lu}\p{L}+$/u)
    await page.getByRole('button', { name: 'Another one' }).click()
    await expect(page.getByLabel('Your nickname')).not.toHaveValue(nick)
    await page.getByLabel('Your nickname').fill('Patient Heron')
    await page.getByRole('radio', { name: 'In the room' }).check()
    await expect(page.getByText('Others see “Patient Heron”, in the room.')).toBeVisible()
    await page.getByRole('button', { name: 'Come in' }).click()
    await expect(page.getByRole('alert')).toHaveText('Coming in needs your yes to the code of conduct.')
    await page.getByText('Read the code of conduct', { exact: true }).click()
    await expect(page.getByRole('heading', { name: 'What is not all right' })).toBeVisible()
    await expectGoodLooks(page)
    await page.getByRole('checkbox', { name: /code of conduct/ }).check()
    await page.getByRole('button', { name: 'Come in' }).click()
    await expect(page).toHaveURL(`/e/${slug}`)
    await page.getByRole('button', { name: /You are Patient Heron/ }).click()
    await page.getByLabel('Your nickname').fill('Calm Otter')
    await page.getByRole('button', { name: 'Keep it' }).click()
    await expect(page.getByRole('button', { name: /You are Calm Otter/ })).toBeFocused()
    expect(heard).toEqual([])
  })

  test('a browser that asks not to be followed gets a nickname proposed', async ({ browser, house, enterAs }) => {
    const { slug } = await joinCode(enterAs)
    const context = await browser.newContext({ baseURL: house.url, extraHTTPHeaders: { 'sec-gpc': '1' } })
    const page = await context.newPage()
    await page.goto(`/e/${slug}`)
    await expect(page.getByRole('radio', { name: 'Nickname' })).toBeChecked()
    await expect(page.getByText('Your browser asks not to be followed')).toBeVisible()
    await context.close()
  })

  test('without a name or a code nobody is sent in, and both say why', async ({ page, enterAs }) => {
    const { slug } = await joinCode(enterAs)
    await page.goto(`/e/${slug}`)
    await page.getByRole('radio', { name: 'Named' }).check()
    await page.getByLabel('Your name').fill('')
    await page.getByRole('button', { name: 'Come in' }).click()
    await expect(page.getByLabel('Your name')).toHaveAccessibleDescription(/Give yourself a name/)
    await expect(page.getByLabel('The code from the door')).toHaveAccessibleDescription(/6 letters and digits/)
    await expectGoodLooks(page)
  })

  test('an invitation says what it gives before it is accepted', async ({ page, enterAs }) => {
    const { event, organizer, slug } = await joinCode(enterAs)
    const made = await organizer.request.post(`/api/events/${event}/invitations`, {
      headers: { origin: new URL(organizer.url()).origin },
      data: { roles: ['mentor'], note: 'See you tonight', uses: 1, hours: 24 },
    })
    await page.goto((await made.json()).url)
    await expect(page.getByText('You will be there as mentor.')).toBeVisible()
    await expect(page.getByText('See you tonight')).toBeVisible()
    await expectGoodLooks(page)
    await page.getByRole('radio', { name: 'Named' }).check()
    await page.getByLabel('Your name').fill('Ruth Adler')
    await page.getByRole('checkbox', { name: /code of conduct/ }).check()
    await page.getByRole('button', { name: 'Accept and come in' }).click()
    await expect(page).toHaveURL(`/e/${slug}`)
  })
})

test.describe('someone signed in', () => {
  test('sees their evenings, and their devices; signing one out there closes it', async ({ enterAs, house }) => {
    const here = await enterAs('moderator')
    const there = await enterAs('moderator')
    await here.goto('/')
    await expect(here.getByRole('heading', { name: 'Your evenings' })).toBeVisible()
    await expect(here.getByText('moderator')).toBeVisible()
    await expectGoodLooks(here)
    await here.getByRole('link', { name: 'Devices' }).click()
    await expect(here.getByRole('heading', { name: 'Where you are signed in' })).toBeFocused()
    await expectGoodLooks(here)
    await here
      .getByRole('button', { name: /^Sign out there/ })
      .first()
      .click()
    await expect(here.getByText(/is signed out\./)).toBeVisible()
    await there.goto(`${house.url}/devices`)
    await expect(there.getByRole('heading', { name: 'Nobody is signed in here' })).toBeVisible()
  })

  test('signs out everywhere only after being asked', async ({ enterAs }) => {
    const page = await enterAs('steward')
    await page.goto('/devices')
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    const dialog = page.getByRole('alertdialog')
    await expect(dialog.getByRole('button', { name: 'Not now' })).toBeFocused()
    await expectGoodLooks(page)
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
    await expect(page.getByRole('heading', { name: 'Come in' })).toBeVisible()
  })
})

test.describe('every page of the house', () => {
  test('has its words from the catalogues: in the pseudo-language nothing stays plain', async ({ page, enterAs }) => {
    const inside = await enterAs('attendee')
    for (const [reader, address] of [
      [page, '/'],
      [page, '/in'],
      [page, '/no/such/page'],
      [page, '/join/ZZZZZZ'],
      [inside, '/'],
      [inside, '/devices'],
    ] as const) {
      await reader.goto(`${address}?locale=en-XA`)
      await expect(reader.getByRole('heading', { level: 1 })).toContainText('[')
      await expect(reader.locator('[aria-busy]')).toHaveCount(0)
      expect(await plainWords(reader), address).toEqual([])
    }
  })

  test('goes by keyboard: skip link first, then the page', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByLabel('Your mail address')).toBeVisible()
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
  })

  test('back returns to where one was, a held key opens a tab of its own', async ({ enterAs }) => {
    const page = await enterAs('producer')
    await page.goto('/')
    await page.setViewportSize({ width: 390, height: 400 })
    const devices = page.getByRole('link', { name: 'Devices' })
    await devices.scrollIntoViewIfNeeded()
    const before = await page.evaluate(() => scrollY)
    expect(before).toBeGreaterThan(0)
    await devices.click()
    await expect(page.getByRole('heading', { name: 'Where you are signed in' })).toBeVisible()
    await page.goBack()
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(before)
    const opened = page.context().waitForEvent('page')
    await page.getByRole('link', { name: 'Devices' }).click({ modifiers: ['ControlOrMeta'] })
    await expect((await opened).getByRole('heading', { name: 'Where you are signed in' })).toBeVisible()
    await expect(page).toHaveURL('/')
  })

  test('says when the line is gone, and takes it back when it returns', async ({ page, context }) => {
    await page.goto('/')
    await expect(page.getByLabel('Your mail address')).toBeVisible()
    await context.setOffline(true)
    await expect(page.getByText('You are offline.')).toBeVisible()
    await page.getByLabel('Your mail address').fill('ola@foyer.example')
    await page.getByRole('button', { name: 'Send me a link' }).click()
    await expect(page.getByLabel('Your mail address')).toHaveAccessibleDescription(/line dropped/)
    await context.setOffline(false)
    await expect(page.getByText('You are offline.')).toBeHidden()
  })

  test('keeps the look one chose', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto('/no/such/page')
    await page.getByRole('button', { name: 'Change to the dark look' }).click()
    await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(22, 18, 15)')
    await page.reload()
    await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(22, 18, 15)')
  })
})
