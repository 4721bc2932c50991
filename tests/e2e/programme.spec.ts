import { expect, type Page } from '@playwright/test'
import { askControl } from '#server/control.ts'
import { test } from './house.ts'
import { complaints, expectGoodLooks, plainWords } from './looks.ts'

/** Longer than a change may take to be on an open lobby. ms */
const SOON = 1500

/** The address of an event's page, from any page of that event. */
const pageOf = (page: Page, part: string): string => `${/\/e\/[^/?]+/.exec(page.url())![0]}${part}`
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

test.describe('the lobby', () => {
  test('says what is on now, next and later, and gives everyone their one way in', async ({ enterAs }) => {
    const page = await enterAs('attendee')
    const heard = complaints(page)
    await page.reload()
    await expect(page.getByRole('region', { name: 'Now', exact: true })).toContainText('The clinic')
    await expect(page.getByRole('region', { name: 'Next' })).toContainText('Saying a number out loud')
    await expect(page.getByRole('region', { name: 'Later' })).toContainText('first hundred invoices')
    await expect(page.getByRole('link', { name: 'Come in', exact: true })).toHaveAttribute('href', /^\/e\/[^/]+\/\w+$/)
    await expectGoodLooks(page)
    expect(heard).toEqual([])
    for (const [role, verb, to] of [
      ['mentor', 'Get ready to present', /\/present$/],
      ['producer', 'Run the show', /\/control$/],
    ] as const) {
      const staff = await enterAs(role)
      await expect(staff.getByRole('link', { name: verb })).toHaveAttribute('href', to)
    }
  })

  test('shows the times where one is, and switches to where the room is', async ({ browser, house }) => {
    const context = await browser.newContext({ baseURL: house.url, timezoneId: 'America/New_York', locale: 'en-GB' })
    const page = await context.newPage()
    await page.goto(await house.linkFor('attendee'))
    const next = page.getByRole('region', { name: 'Next' })
    const here = await next.locator('time').first().textContent()
    await expect(page.getByText('Times where you are, New York').filter({ visible: true })).toBeVisible()
    await page.getByRole('button', { name: 'Show Berlin' }).click()
    await expect(page.getByText('Times in Berlin').filter({ visible: true })).toBeVisible()
    await expect(next.locator('time').first()).not.toHaveText(here!)
    await page.reload()
    await expect(page.getByText('Times in Berlin').filter({ visible: true })).toBeVisible()
    await context.close()
  })

  test('hears of a change at once, without being loaded again', async ({ enterAs }) => {
    const lobby = await enterAs('attendee')
    await expect(lobby.getByRole('region', { name: 'Later' })).toBeVisible()
    const organizer = await enterAs('organizer')
    await organizer.goto(pageOf(organizer, '/manage'))
    await organizer.getByRole('button', { name: 'Edit What the first hundred invoices taught me', exact: true }).click()
    await organizer.getByLabel('Title').fill('What a hundred invoices taught me')
    await organizer.getByRole('button', { name: 'Save' }).click()
    await expect(organizer.getByRole('dialog')).toBeHidden()
    await expect(heading(lobby, 'What a hundred invoices taught me')).toBeVisible({ timeout: SOON })
  })

  test('has its words from the catalogues, as have the pages around it', async ({ enterAs }) => {
    const page = await enterAs('organizer')
    await expect(page.getByRole('region', { name: 'Later' })).toBeVisible()
    for (const [part, first] of [
      ['', 'h1'],
      ['/manage', 'h2'],
      ['/manage/door', 'h2'],
      ['/poster', 'svg'],
    ] as const) {
      await page.goto(`${pageOf(page, part)}?locale=en-XA`)
      await expect(page.locator(first).last()).toBeVisible()
      await expect(page.locator('[aria-busy]')).toHaveCount(0)
      expect(await plainWords(page), part).toEqual([])
    }
  })
})

test.describe('an organizer', () => {
  test('plans a session with a time, and takes it back knowing what that does', async ({ enterAs }) => {
    const lobby = await enterAs('attendee')
    const page = await enterAs('organizer')
    const heard = complaints(page)
    await page.goto(pageOf(page, '/manage'))
    await page.getByRole('button', { name: 'Add a session' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog.getByLabel('Title')).toHaveAccessibleDescription('This cannot stay empty.')
    await dialog.getByLabel('Title').fill('Discounts, and when to say no')
    await dialog.getByLabel('Add someone').selectOption({ label: 'Kofi Mensah' })
    await expectGoodLooks(page)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog).toBeHidden()

    await page.getByRole('button', { name: 'Add a time for Discounts, and when to say no' }).click()
    await dialog.getByLabel('Minutes long').fill('0')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog.getByLabel('Minutes long')).toHaveAccessibleDescription(/end has to come after the start/)
    await dialog.getByLabel('Minutes long').fill('600')
    await expect(dialog.getByText('The stage is planned twice.')).toBeVisible()
    await dialog.getByLabel('Minutes long').fill('30')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect(heading(lobby, 'Discounts, and when to say no')).toBeVisible({ timeout: SOON })

    await page.getByRole('button', { name: 'Edit Discounts, and when to say no', exact: true }).click()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByRole('alertdialog')).toContainText('its planned time disappear from every lobby')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await expect(dialog).toBeHidden()
    await expect(heading(page, 'Discounts, and when to say no')).toBeHidden()
    await expect(heading(lobby, 'Discounts, and when to say no')).toBeHidden({ timeout: SOON })
    expect(heard).toEqual([])
  })

  test('loses nothing when someone else saved first: takes over what only they changed, chooses where both did', async ({
    enterAs,
  }) => {
    const [one, other] = [await enterAs('organizer'), await enterAs('organizer')]
    for (const page of [one, other]) {
      await page.goto(pageOf(page, '/manage'))
      await page.getByRole('button', { name: 'Edit Kofi Mensah' }).click()
    }
    await one.getByLabel('Line under the name').fill('Sold a thousand by hand')
    await one.getByLabel('Mail address').fill('kofi.mensah@foyer.example')
    await one.getByRole('button', { name: 'Save' }).click()
    await expect(one.getByRole('dialog')).toBeHidden()

    await other.getByLabel('Line under the name').fill('Never sold anything')
    await other.getByRole('button', { name: 'Save' }).click()
    const dialog = other.getByRole('dialog')
    await expect(dialog).toContainText('Someone else saved this meanwhile.')
    await expect(dialog).toContainText('Sold a thousand by hand')
    await expect(dialog.getByLabel('Mail address')).toHaveValue('kofi.mensah@foyer.example')
    await expectGoodLooks(other)
    await dialog.getByRole('button', { name: 'Keep mine' }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
    await expect(other.getByText('Never sold anything')).toBeVisible()
    await expect(one.getByText('Never sold anything')).toBeVisible({ timeout: SOON })
  })

  test('cannot plan at a time the clocks skip', async ({ enterAs }) => {
    const page = await enterAs('organizer')
    await page.goto(pageOf(page, '/manage'))
    await page
      .getByRole('button', { name: /^Add a time for/ })
      .first()
      .click()
    await page.getByLabel('Day').fill('2027-03-28')
    await page.getByLabel('Begins at, in Berlin').fill('02:30')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(page.getByLabel('Begins at, in Berlin')).toHaveAccessibleDescription(/does not exist that day/)
    await page.getByLabel('Begins at, in Berlin').fill('03:30')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
  })

  test('hangs a poster at the door that leads in', async ({ enterAs, page }) => {
    const organizer = await enterAs('organizer')
    await organizer.goto(pageOf(organizer, '/manage/door'))
    await expectGoodLooks(organizer)
    await organizer.getByRole('link', { name: 'Open the poster' }).click()
    await expect(organizer.getByRole('button', { name: 'Print' })).toBeVisible()
    const address = (await organizer.getByRole('img').getAttribute('aria-label'))!.replace('QR code for ', '')
    await expectGoodLooks(organizer)
    await page.goto(address)
    await expect(page.getByRole('button', { name: 'Come in' })).toBeVisible()
  })

  test('is alone on the manage page', async ({ enterAs }) => {
    const page = await enterAs('attendee')
    await page.goto(pageOf(page, '/manage'))
    await expect(heading(page, 'This page is for organizers')).toBeVisible()
    await expectGoodLooks(page)
  })
})

test.describe('an owner', () => {
  test('makes an event, whose lobby says what will be where, and deletes it after being asked twice', async ({
    page,
    house,
  }) => {
    const heard = complaints(page)
    const [link] = await askControl(house.data, 'owner-link', ['nina@foyer.example'])
    await page.goto(link!)
    await expect(page.getByRole('heading', { name: 'Your evenings' })).toBeVisible()
    await page.goto('/new')
    await page.getByRole('button', { name: 'Make the event' }).click()
    await expect(page.getByLabel('Name', { exact: true })).toHaveAccessibleDescription('This cannot stay empty.')
    await expectGoodLooks(page)
    await page.getByLabel('Name', { exact: true }).fill('Naming clinic')
    await page.getByLabel('Your name').fill('Nina Roth')
    await page.getByRole('button', { name: 'Make the event' }).click()
    await expect(page).toHaveURL(/\/e\/naming-clinic\/manage/)
    await expect(page.getByText('A session is one item of the programme')).toBeVisible()
    await expectGoodLooks(page)

    await page.getByRole('link', { name: 'To the lobby' }).click()
    await expect(heading(page, 'The programme is not out yet.')).toBeVisible()
    await expectGoodLooks(page)

    await page.goto('/e/naming-clinic/manage')
    await page.getByRole('button', { name: 'Delete this event' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByRole('button', { name: 'Go on' }).click()
    await expect(dialog).toContainText('This cannot be undone')
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
    await expect(page.getByRole('heading', { name: 'Your evenings' })).toBeVisible()
    await page.goto('/e/naming-clinic')
    await expect(heading(page, 'There is no such event, or it is not open to you')).toBeVisible()
    expect(heard).toEqual([])
  })
})
