import { expect, type Page } from '@playwright/test'
import { test } from './house.ts'
import { complaints, SCREENS } from './looks.ts'
import { toAiring } from './support/evening.ts'

const chatTab = (page: Page) => page.getByRole('tab', { name: /^Chat/ })
const field = (page: Page) => page.locator('form textarea')
const line = (page: Page, text: string) => page.getByRole('log').locator('article', { hasText: text })

/** Writes a line and sends it by the Enter key; the cursor stays where one writes. */
async function write(page: Page, text: string): Promise<void> {
  await field(page).fill(text)
  await field(page).press('Enter')
  await expect(field(page)).toHaveValue('')
  await expect(field(page)).toBeFocused()
}

/** Chooses from the menu of a line, by keyboard alone. */
async function choose(page: Page, text: string, act: string): Promise<void> {
  await line(page, text)
    .getByRole('button', { name: /What to do about/ })
    .focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: act }).focus()
  await page.keyboard.press('Enter')
}

test('two people talk and reply, and one hides a line and shows it again', async ({ enterAs }) => {
  const [producer, viewer] = [await enterAs('producer'), await enterAs('attendee')]
  const heard = [producer, viewer].map(complaints)
  for (const page of [producer, viewer]) await toAiring(page)

  await test.step('there is a chat once the producer switched it on', async () => {
    await expect(viewer.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(chatTab(viewer)).toHaveCount(0)
    await chatTab(producer).click()
    await producer.getByRole('button', { name: 'Switch the chat on' }).click()
    await chatTab(viewer).click()
    await expect(viewer.getByText('Nothing said yet')).toBeVisible()
  })

  await test.step('they talk and reply; a link is shown as it was written and opens elsewhere', async () => {
    await chatTab(producer).press('ArrowLeft')
    await write(viewer, 'Hello from home, see https://foyer.example/slides.')
    await expect(chatTab(producer)).toContainText('1')
    await chatTab(producer).click()
    const link = line(producer, 'Hello from home').getByRole('link', { name: 'https://foyer.example/slides' })
    await expect(link).toHaveAttribute('rel', /noopener noreferrer/)
    await line(producer, 'Hello from home').focus()
    await producer.keyboard.press('r')
    await expect(field(producer)).toBeFocused()
    await write(producer, 'Hello to you')
    await expect(line(viewer, 'Hello to you')).toContainText('Hello from home')
  })

  await test.step('a hidden line is seen by its author and by who hid it, and comes back', async () => {
    await write(viewer, 'You are all fools')
    await choose(producer, 'You are all fools', 'Hide it for everyone')
    await expect(line(viewer, 'You are all fools')).toContainText('Only you see it here.')
    await expect(line(producer, 'You are all fools')).toContainText('Hidden by')
    await producer.getByRole('button', { name: 'Undo' }).last().click()
    await expect(line(viewer, 'You are all fools')).not.toContainText('Only you see it here.')
  })

  await test.step('on a phone what comes is in view; who reads older lines is not moved, and told how many came', async () => {
    await viewer.setViewportSize(SCREENS.phone)
    const long = 'This goes on for as many lines as a phone needs to be full of it, word after word. '.repeat(3).trim()
    await write(viewer, `One. ${long}`)
    await write(producer, `Two. ${long}`)
    await write(producer, 'Three')
    await expect(line(viewer, 'Three')).toBeInViewport()
    await viewer.evaluate(() => scrollTo(0, 0))
    await expect(viewer.getByRole('button', { name: 'To the newest line' })).toBeAttached()
    await write(producer, 'Four')
    await viewer.getByRole('button', { name: '1 new line' }).click()
    await expect(line(viewer, 'Four')).toBeInViewport()
  })

  expect(heard.flat()).toEqual([])
})
