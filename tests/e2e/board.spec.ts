import { expect, type Locator, type Page } from '@playwright/test'
import { complaints, expectGoodLooks } from './looks.ts'
import { test } from './support/evening.ts'
import { type Line, lineOf } from './support/line.ts'

const column = (page: Page, name: string): Locator => page.getByRole('region', { name: new RegExp(`^${name} \\d`) })
const row = (page: Page, name: string, text: string): Locator =>
  column(page, name).getByRole('article', { name: `Question: ${text}` })

const PRICES = 'Should I show prices on the site before I know what people will pay?'
const PRICES_AGAIN = 'Should I show my prices on the site before I know what people pay?'
const LUNCH = 'Where was lunch today?'
const LETTER = 'How do I tell early customers that the price goes up?'
const TIERS = 'Do I need three tiers because everyone has three?'

/** Asks in the first channel. */
const ask = (line: Line, text: string): Promise<void> =>
  line.says('qa.ask', { channel: 'everyone1', text, nickname: '', offer: null })

/** To this question by its key alone; the board is then about it. */
async function goTo(page: Page, name: string, text: string): Promise<void> {
  await row(page, name, text).focus()
  await expect(row(page, name, text)).toHaveAttribute('aria-current', 'true')
}

test('a moderator sorts a whole evening by keyboard, and a colleague sees all of it', async ({ evening }) => {
  // Four browsers, two of them with a board.
  test.slow()
  const mira = await evening.enter('Mira Petrović')
  const leyla = await evening.enter('Leyla Aydın')
  const ola = await evening.enter('Ola Adeyemi')
  const fern = await evening.enter('Quiet Fern')
  const heard = [mira, leyla].map(complaints)
  for (const asker of [ola, fern]) {
    await evening.airing(asker)
    await expect(asker.getByRole('heading', { level: 1 })).toBeVisible()
  }
  const [asksAtHome, asksInRoom] = [await lineOf(ola), await lineOf(fern)]

  await test.step('from the page of the airing to a board that says what will be where', async () => {
    await evening.airing(mira)
    await mira.getByRole('link', { name: 'Questions to sort' }).click()
    await expect(mira.getByText('Nothing waits to be looked at')).toBeVisible()
    await expectGoodLooks(mira)
    await mira.setViewportSize({ width: 1440, height: 900 })
    await evening.airing(leyla, 'board')
    await expect(mira.getByText('Leyla Aydın sorts here too')).toBeVisible()
  })

  await test.step('the first question stands there at once; further ones wait, and nothing moves', async () => {
    await ask(asksAtHome, PRICES)
    await expect(row(mira, 'Incoming', PRICES)).toBeVisible()
    await ask(asksInRoom, PRICES_AGAIN)
    await ask(asksAtHome, LUNCH)
    await ask(asksInRoom, LETTER)
    await ask(asksAtHome, TIERS)
    await expect(mira.getByRole('button', { name: '4 new' })).toBeVisible()
    await expect(row(mira, 'Incoming', LUNCH)).toBeHidden()
    await expect(mira).toHaveTitle(/^\(5\) Questions/)
    await mira.keyboard.press('n')
    await expect(row(mira, 'Incoming', TIERS)).toBeVisible()
  })

  await test.step('approve: it is visible, and the hand is on the next one', async () => {
    await goTo(mira, 'Incoming', PRICES)
    await mira.keyboard.press('a')
    await expect(row(leyla, 'Visible', PRICES)).toBeVisible()
    await expect(row(mira, 'Incoming', PRICES_AGAIN)).toBeFocused()
  })

  await test.step('merge: it looks like one there is, and goes into it by one key', async () => {
    await expect(row(mira, 'Incoming', PRICES_AGAIN).getByText('Looks like one you have')).toBeVisible()
    await mira.keyboard.press('m')
    await expect(row(leyla, 'Visible', PRICES).getByText('1 merged')).toBeVisible()
    await expect(row(mira, 'Incoming', LUNCH)).toBeFocused()
  })

  await test.step('dismiss: not without a reason', async () => {
    await mira.keyboard.press('d')
    const dialog = mira.getByRole('dialog', { name: 'Dismiss the question' })
    await dialog.getByRole('button', { name: 'Dismiss' }).click()
    await expect(dialog.getByText('Choose why: the asker is told.')).toBeVisible()
    await mira.keyboard.press('1')
    await mira.keyboard.press('Enter')
    await expect(row(leyla, 'Done', LUNCH).getByText('off topic, told why')).toBeVisible()
    await expect(row(mira, 'Incoming', LETTER)).toBeFocused()
  })

  await test.step('undo: it is back where it was, and dismissing it again is no trouble', async () => {
    await mira.keyboard.press('z')
    await expect(row(mira, 'Incoming', LUNCH)).toBeVisible()
    // For her it is among the new ones.
    await leyla.keyboard.press('n')
    await expect(row(leyla, 'Incoming', LUNCH)).toBeVisible()
  })

  await test.step('of two only one works on a question', async () => {
    await goTo(leyla, 'Incoming', LETTER)
    await leyla.keyboard.press('c')
    await goTo(mira, 'Incoming', LETTER)
    await expect(row(mira, 'Incoming', LETTER).getByText('Leyla Aydın works on this')).toBeVisible()
    await mira.keyboard.press('a')
    await expect(mira.getByText('Leyla Aydın is working on this question')).toBeVisible()
    await expect(row(mira, 'Incoming', LETTER)).toBeVisible()
    await leyla.keyboard.press('c')
    await expect(row(mira, 'Incoming', LETTER).getByText('Leyla Aydın works on this')).toBeHidden()
  })

  await test.step('several at once, labelled and approved', async () => {
    await goTo(mira, 'Incoming', LETTER)
    await mira.keyboard.press('x')
    await mira.keyboard.press('Shift+J')
    await mira.keyboard.press('l')
    await mira.getByLabel('New label').fill('letters')
    await mira.keyboard.press('Enter')
    await expect(row(leyla, 'Incoming', TIERS).getByText('letters')).toBeVisible()
    await mira.keyboard.press('a')
    await expect(row(leyla, 'Visible', TIERS)).toBeVisible()
    await expect(row(leyla, 'Visible', LETTER)).toBeVisible()
  })

  await test.step('pinned, read out, answered; the tally moves', async () => {
    await goTo(mira, 'Visible', PRICES)
    await mira.keyboard.press('p')
    await expect(row(leyla, 'Visible', PRICES).getByRole('img', { name: 'pinned to the screens' })).toBeVisible()
    await mira.keyboard.press('Enter')
    await expect(row(leyla, 'Answering', PRICES)).toBeVisible()
    await goTo(mira, 'Answering', PRICES)
    await mira.keyboard.press('Enter')
    await expect(row(leyla, 'Done', PRICES).getByText(/^answered \d/)).toBeVisible()
    await expect(leyla.getByText('Room 0, home 1 answered.')).toBeVisible()
  })

  await test.step('answered in writing, with a link; and taken back from its history', async () => {
    await goTo(mira, 'Visible', LETTER)
    await mira.keyboard.press('w')
    await mira.getByLabel('Your answer').fill('Like this: https://letters.example/rise')
    await mira.keyboard.press('Control+Enter')
    await goTo(leyla, 'Done', LETTER)
    await expect(row(leyla, 'Done', LETTER).getByRole('link', { name: 'https://letters.example/rise' })).toBeVisible()
    await leyla.keyboard.press('u')
    await leyla.getByRole('button', { name: 'Take this back' }).click()
    await leyla.keyboard.press('Escape')
    await expect(row(mira, 'Visible', LETTER)).toBeVisible()
  })

  await test.step('a note only for moderators, a filter, the search, and all keys by ?', async () => {
    await goTo(mira, 'Visible', LETTER)
    await mira.keyboard.press('o')
    await mira.getByRole('textbox', { name: 'Note' }).fill('Ask Amara for her template')
    await mira.keyboard.press('Enter')
    await expect(row(mira, 'Visible', LETTER).getByText('Ask Amara for her template')).toBeVisible()
    await mira.getByRole('button', { name: /^letters/ }).click()
    await expect(row(mira, 'Incoming', LUNCH)).toBeHidden()
    await mira.getByRole('button', { name: /^letters/ }).click()
    await mira.keyboard.press('/')
    await mira.keyboard.type('TIERS')
    await expect(row(mira, 'Visible', LETTER)).toBeHidden()
    await mira.keyboard.press('Escape')
    await expect(row(mira, 'Visible', LETTER)).toBeVisible()
    await mira.keyboard.press('?')
    await expect(mira.getByRole('dialog', { name: 'Keys' }).getByText('Dismiss, with a reason')).toBeVisible()
    await mira.keyboard.press('Escape')
  })

  await test.step('a channel is added, and a question sent there', async () => {
    await leyla.getByRole('button', { name: 'Channels and rules' }).click()
    await leyla.getByRole('button', { name: 'Add a channel' }).click()
    await leyla.getByLabel('Name', { exact: true }).fill('At home')
    await leyla.getByRole('radio', { name: 'At home' }).check()
    await leyla.getByRole('button', { name: 'Save' }).click()
    await leyla.keyboard.press('Escape')
    await goTo(mira, 'Incoming', LUNCH)
    await mira.keyboard.press('t')
    await mira.getByRole('dialog').getByRole('button', { name: 'At home' }).click()
    await expect(row(leyla, 'Incoming', LUNCH).getByText('At home')).toBeVisible()
  })

  await test.step('on every screen, with everything in it', async () => {
    await goTo(mira, 'Visible', LETTER)
    await expectGoodLooks(mira)
  })
  await Promise.all([asksAtHome.close(), asksInRoom.close()])
  expect(heard.flat()).toEqual([])
})
