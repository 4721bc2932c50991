import { expect, type Locator, type Page } from '@playwright/test'
import { comeIn, type Evening, test } from './support/evening.ts'
import { expectNoPicture, expectPicture } from './support/pictures.ts'
import { watchWords } from './support/show.ts'

/** More presses than any page here has things to press. */
const MOST_TABS = 120

/** Walks by Tab until this has the focus, which has to be seen there. */
async function walkTo(page: Page, to: Locator): Promise<void> {
  await to.waitFor()
  for (let i = 0; i < MOST_TABS; i++) {
    if (await to.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(to, 'is reached by Tab').toBeFocused()
  // A segment draws it around its words.
  const isSeen = await to.evaluate((element) =>
    [element, element.closest('label')].some((one) => one !== null && getComputedStyle(one).outlineStyle !== 'none'),
  )
  expect(isSeen, 'the focus is seen').toBe(true)
}
async function press(page: Page, to: Locator, key = 'Enter'): Promise<void> {
  await walkTo(page, to)
  await page.keyboard.press(key)
}
const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name, exact: true })
/** Something on the page has the focus: whoever goes on by keyboard goes on from there. */
const keepsFocus = (page: Page) =>
  expect
    .poll(() => page.evaluate(() => document.activeElement !== document.body), { message: 'the focus is somewhere' })
    .toBe(true)

/** Someone passes the device check and is backstage, by keyboard. */
async function goBackstage(evening: Evening, person: string): Promise<Page> {
  const page = await evening.enter(person)
  await evening.airing(page, 'present')
  await expect(page.getByText('Mirrored for you only')).toBeVisible()
  await press(page, button(page, /^Go backstage/))
  await expect(page.getByRole('heading', { name: 'You are backstage' })).toBeVisible()
  await keepsFocus(page)
  return page
}

test('a whole show by keyboard alone: run, presented, and joined from the audience', async ({ evening }) => {
  test.slow()
  const bo = await evening.enter('Bo Lindqvist')
  await evening.airing(bo, 'control')
  const amara = await goBackstage(evening, 'Amara Okafor')
  const { page: ola } = await comeIn(evening, 'Ola Adeyemi')
  const row = bo.locator('li[data-participant]', { hasText: 'Amara Okafor' })

  await test.step('a hand goes up, and is looked at again', async () => {
    await press(ola, button(ola, 'Raise hand'))
    await expect(ola.getByLabel('What it is about')).toBeFocused()
    await ola.keyboard.type('Prices for schools')
    await ola.keyboard.press('Enter')
    await expect(button(ola, 'Hand is up')).toBeFocused()
    await ola.keyboard.press('Enter')
    await expect(ola.getByLabel('What it is about')).toHaveValue('Prices for schools')
    await ola.keyboard.press('Escape')
    await expect(button(ola, 'Hand is up')).toBeFocused()
  })

  await test.step('the producer goes live, and the focus stays with the next step', async () => {
    await press(bo, button(bo, 'Go live in 10 s'))
    await expect(button(bo, 'Stop countdown')).toBeVisible()
    await keepsFocus(bo)
    await expect(bo.getByText('Viewers see and hear the stage.')).toBeVisible({ timeout: 15_000 })
    await keepsFocus(bo)
    await expectPicture(ola)
    await expect(button(amara, 'Leave the stage')).toBeVisible()
    await keepsFocus(amara)
  })

  await test.step('asked onto the stage; no key pressed by habit answers; checked, named, and on', async () => {
    await press(bo, button(bo, 'Ask onto the stage: Ola Adeyemi'))
    await keepsFocus(bo)
    const dialog = ola.getByRole('dialog', { name: 'You are asked onto the stage' })
    await expect(dialog).toBeVisible()
    await ola.keyboard.press('Enter')
    await ola.keyboard.press('Space')
    await expect(dialog).toBeVisible()
    // Put aside, it is still there to answer.
    await ola.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await keepsFocus(ola)
    await press(ola, button(ola, 'Answer'))
    await press(ola, button(dialog, 'Microphone off'))
    await expect(button(dialog, 'Microphone on')).toBeFocused()
    await press(ola, button(dialog, 'Go on stage'))
    await expect(ola).toHaveTitle(/^You are live/)
    await keepsFocus(ola)
  })

  await test.step('the producer shows her large, silences her, and lets her speak', async () => {
    const guest = bo.locator('li[data-participant]', { hasText: 'Ola Adeyemi' })
    await walkTo(bo, button(guest, 'Back to watching: Ola Adeyemi'))
    await bo.keyboard.press('s')
    await expect(guest.getByText('shown large')).toBeVisible()
    await bo.keyboard.press('x')
    await expect(ola.getByText('The producer has switched your microphone off for now.')).toBeVisible()
    // The same key gives the word back, once this page knows that it is taken.
    await expect(button(guest, /^Silence/)).toHaveAttribute('aria-pressed', 'true')
    await bo.keyboard.press('x')
    await expect(ola.getByText('The producer has switched your microphone off for now.')).toBeHidden()
  })

  await test.step('she leaves, and her hand can go up again from where the focus is', async () => {
    await press(ola, button(ola, 'Leave the stage'))
    await expect(button(ola, 'Raise hand')).toBeVisible()
    const changes = await watchWords(ola, 'Raise hand')
    await bo.locator('li[data-participant]', { hasText: 'Ola Adeyemi' }).waitFor({ state: 'detached' })
    expect(await changes(), 'the button is there from the first moment on').toEqual({ came: 0, gone: 0 })
    await keepsFocus(ola)
    await press(ola, button(ola, 'Raise hand'))
    await expect(ola.getByRole('textbox', { name: 'What it is about' })).toBeFocused()
    await ola.keyboard.press('Enter')
    await expect(button(ola, 'Hand is up')).toBeFocused()
    await expect(bo.locator('[data-hand]')).toBeVisible()
    await keepsFocus(bo)
  })

  await test.step('her hand is lowered with a line; the list keeps the focus, and she puts the news away', async () => {
    await bo.keyboard.press('h')
    await press(bo, button(bo, 'Lower: Ola Adeyemi'))
    await bo.keyboard.type('After the break')
    await bo.keyboard.press('Enter')
    await expect(bo.getByText('No hand is up.')).toBeVisible()
    await keepsFocus(bo)
    await expect(ola.getByText('After the break')).toBeVisible()
    await press(ola, button(ola, 'Got it'))
    await expect(ola.getByText('After the break')).toBeHidden()
    await keepsFocus(ola)
  })

  await test.step('taken off and on again by the same button', async () => {
    await press(bo, button(row, 'Take off: Amara Okafor'))
    await expect(button(row, 'Bring on: Amara Okafor')).toBeFocused()
    await expectNoPicture(ola)
    await expect(amara.getByRole('heading', { name: 'You are backstage' })).toBeVisible()
    await bo.keyboard.press('Enter')
    await expect(button(row, 'Take off: Amara Okafor')).toBeFocused()
    await expectPicture(ola)
  })

  await test.step('a pause with its note, and the slate changed in it', async () => {
    await press(bo, button(bo, 'Pause'))
    await expect(bo.getByLabel('What viewers read meanwhile')).toBeFocused()
    await bo.keyboard.type('Tea')
    await press(bo, button(bo, 'Show the slate'))
    await expect(ola.getByText('Tea')).toBeVisible()
    await keepsFocus(bo)
    await press(bo, button(bo, 'Change the slate'))
    await bo.keyboard.press('End')
    await bo.keyboard.type(' and cake')
    await press(bo, button(bo, 'Show it'))
    await expect(ola.getByText('Tea and cake')).toBeVisible()
    await expect(button(bo, 'Change the slate')).toBeFocused()
  })

  await test.step('the end asks twice, and Escape keeps it going', async () => {
    await press(bo, button(bo, 'End'))
    await expect(button(bo, 'Keep it going')).toBeFocused()
    await bo.keyboard.press('Escape')
    await expect(button(bo, 'End')).toBeFocused()
    await bo.keyboard.press('Enter')
    await press(bo, button(bo, 'Yes, end it'))
    await press(bo, button(bo, 'End it now'))
    await expect(bo.getByText('This airing is over and stays over.')).toBeVisible()
    await keepsFocus(bo)
  })
})

test('a report, and what becomes of it, by keyboard alone: silenced, lifted, removed and let in again', async ({
  evening,
}) => {
  test.slow()
  const amara = await goBackstage(evening, 'Amara Okafor')
  const bo = await evening.enter('Bo Lindqvist')
  await evening.airing(bo, 'control')
  const { page: ola } = await comeIn(evening, 'Ola Adeyemi')
  await press(bo, button(bo, 'Go live in 10 s'))
  await expectPicture(ola, { within: 30_000 })
  const menu = button(ola.getByRole('main'), 'Report or block Amara Okafor')
  const dialog = ola.getByRole('dialog', { name: 'Report Amara Okafor' })
  const choose = async () => {
    const item = ola.getByRole('menuitem', { name: 'Report' })
    await item.waitFor()
    await ola.keyboard.press('Home')
    await expect(item).toBeFocused()
    await ola.keyboard.press('Enter')
    await expect(dialog).toBeVisible()
  }
  const report = async (why: string) => {
    await press(ola, menu)
    await choose()
    await walkTo(ola, dialog.getByRole('radio').first())
    const wanted = dialog.getByLabel(why)
    while (!(await wanted.isChecked())) await ola.keyboard.press('ArrowDown')
    await press(ola, button(dialog, 'Report'))
    await expect(dialog).toBeHidden()
    await keepsFocus(ola)
  }

  await test.step('a menu and a dialog are left as they came, by Escape, to where one was', async () => {
    await press(ola, menu)
    await ola.keyboard.press('Escape')
    await expect(menu).toBeFocused()
    await ola.keyboard.press('Enter')
    await choose()
    await ola.keyboard.press('Escape')
    await expect(menu).toBeFocused()
  })

  const mira = await evening.enter('Mira Petrović')
  await report('Insulting or threatening')
  await press(mira, mira.getByRole('link', { name: '1 open report' }))
  await expect(mira.getByText('Insulting or threatening')).toBeVisible()

  await test.step('the moderator silences, and lets speak again', async () => {
    await mira.keyboard.press('j')
    await mira.keyboard.press('s')
    await mira.keyboard.type('Insults')
    await press(mira, button(mira, 'Silence them'))
    await expect(amara.getByText('You are silenced at this event.')).toBeVisible()
    await expect(mira.getByText('Nothing to look at')).toBeVisible()
    await keepsFocus(mira)
    await press(mira, button(mira, 'Let them speak again: Amara Okafor'))
    await expect(amara.getByText('You are silenced at this event.')).toBeHidden()
    await keepsFocus(mira)
  })

  await test.step('and removes, and lets in again from the word that says it was done', async () => {
    await report('Will not leave someone alone')
    const again = mira.getByRole('region', { name: /^To look at/ })
    await expect(again.getByText('Will not leave someone alone')).toBeVisible()
    await press(mira, button(again, 'Remove Amara Okafor from the event'))
    await walkTo(mira, mira.getByLabel('Why', { exact: true }))
    await mira.keyboard.press('ArrowDown')
    await press(mira, button(mira.getByRole('dialog'), 'Remove'))
    await expect(amara.getByText('You are not at this event any more')).toBeVisible()
    await keepsFocus(mira)
    await press(mira, button(mira, 'Take it back'))
    await expect(mira.getByText('Amara Okafor is let in again.')).toBeVisible()
    await keepsFocus(mira)
    await expect(amara.getByText('You are not at this event any more')).toBeHidden()
  })
})
