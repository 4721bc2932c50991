import { expect, type Page } from '@playwright/test'
import { complaints } from './looks.ts'
import { test } from './support/evening.ts'
import { comesInByPhone, kill, openWall } from './support/hall.ts'
import { type Line, lineOf } from './support/line.ts'
import { onAir } from './support/show.ts'

const POLL = 'Would you show your costs to a customer?'
const [YES, NO] = ['Yes, all of them', 'No, never'] as const
const LINE = 'What did the first yearly plan cost you?'
const AT = /Answered at \d{1,2}[:.]\d{2}/

const answer = (page: Page, text: string) => page.locator('label, li').filter({ hasText: text })
const said = (page: Page) => page.getByRole('log').locator('article', { hasText: LINE })
const question = (page: Page) => page.locator('li[data-question]', { hasText: LINE })
const chatTab = (page: Page) => page.getByRole('tab', { name: /^Chat/ })
const questionsTab = (page: Page) => page.getByRole('tab', { name: /^Questions/ }).first()

/** At the desk, by those who look after polls: prepared, on the screens, and open. */
async function openPoll(desk: Page): Promise<void> {
  await desk.getByRole('button', { name: 'Prepare a poll' }).click()
  await desk.getByLabel('Question').fill(POLL)
  await desk.getByLabel('Answer 1').fill(YES)
  await desk.getByLabel('Answer 2').fill(NO)
  await desk.getByRole('radio', { name: 'While it is open' }).check()
  await desk.getByRole('button', { name: 'Prepare it' }).click()
  await desk.getByRole('button', { name: 'Show on the screens' }).click()
  await desk.getByRole('button', { name: `Open: ${POLL}` }).click()
}

test('a poll is answered at home and in the room, and a line of the chat becomes a question that is answered, over a dead server', async ({
  evening,
  browser,
}) => {
  test.slow()
  const { producer, mentor, viewer } = await onAir(evening)
  const airing = viewer.url()
  const organizer = await evening.enter('Leyla Aydın')
  const phone = await comesInByPhone(browser, organizer, airing)
  const { wall } = await openWall(browser, organizer)
  await organizer.context().close()
  await producer.getByRole('button', { name: 'Switch it on' }).click()
  const mira = await evening.enter('Mira Petrović')
  await mira.goto(`${airing}/polls`)
  await expect(mira.getByText('No poll yet')).toBeVisible()
  const heard = [viewer, phone, wall, mira].map(complaints)

  await test.step('a poll comes up on all three; both sides vote, and the wall counts along', async () => {
    await openPoll(mira)
    for (const page of [viewer, phone, wall]) await expect(page.getByRole('heading', { name: POLL })).toBeVisible()
    await viewer.getByRole('radio', { name: YES }).check()
    await viewer.getByRole('button', { name: 'Vote', exact: true }).click()
    await expect(answer(wall, YES)).toContainText('100 %')
    await phone.getByRole('radio', { name: NO }).check()
    await phone.getByRole('button', { name: 'Vote', exact: true }).click()
    await expect(answer(wall, NO)).toContainText('50 %')
    await expect(answer(viewer, NO)).toContainText('50 %')
  })

  await test.step('a line is said at home and read in the room', async () => {
    await chatTab(viewer).click()
    await viewer.locator('form textarea').fill(LINE)
    await viewer.locator('form textarea').press('Enter')
    await chatTab(phone).click()
    await expect(said(phone)).toBeVisible()
  })

  await test.step('its author makes it a question, the server dies at once, and a vote is changed meanwhile', async () => {
    await said(viewer)
      .getByRole('button', { name: /What to do about/ })
      .click()
    await viewer.getByRole('menuitem', { name: 'Make it a question' }).click()
    await expect(said(viewer)).toContainText(/Becoming a question|Became a question/)
    await kill(evening)
    await phone.getByRole('radio', { name: YES }).check()
    await phone.getByRole('button', { name: 'Change my vote' }).click()
    await expect(answer(wall, YES)).toContainText('100 %', { timeout: 30_000 })
    await expect(wall.getByText('2 people')).toBeVisible()
    await expect(answer(phone, YES).first()).toContainText('your vote')
    for (const page of [viewer, phone]) {
      await expect(said(page)).toContainText('Became a question', { timeout: 30_000 })
      await expect(said(page)).toHaveCount(1)
      await expect(page.getByRole('heading', { name: POLL })).toHaveCount(1)
    }
  })

  let moderator: Line
  await test.step('the moderator reloads, and finds one poll and one question; the asker alone has its receipt', async () => {
    await mira.reload()
    await expect(mira.locator('li[data-poll]')).toHaveCount(1)
    await expect(mira.locator('li[data-poll]')).toContainText('2 people voted')
    await questionsTab(viewer).click()
    await expect(question(viewer)).toHaveCount(1)
    await expect(question(viewer)).toContainText('Waits to be looked at')
    await questionsTab(phone).click()
    await expect(question(phone)).toHaveCount(0)
    moderator = await lineOf(mira)
    await moderator.says('qa.approve', { questions: [await moderator.question(LINE)] })
    await expect(question(phone)).toHaveCount(1)
  })

  await test.step('closed, its result stays on the wall until it is taken off', async () => {
    await mira.getByRole('button', { name: `Close: ${POLL}` }).click()
    await expect(wall.getByText('Result', { exact: true })).toBeVisible()
    await expect(answer(wall, YES)).toContainText('100 %')
    await mira.getByRole('button', { name: `Show on the screens: ${POLL}` }).click()
    await expect(wall.getByRole('heading', { name: POLL })).toBeHidden()
  })

  await test.step('answered on stage, the line’s author reads when, and the chat still says what became of it', async () => {
    await mentor.keyboard.press('n')
    await expect(wall.getByRole('heading', { level: 1 })).toHaveText(LINE)
    await mentor.keyboard.press('a')
    await expect(question(viewer).first()).toContainText(AT)
    await chatTab(viewer).click()
    await expect(said(viewer)).toContainText('Became a question')
    moderator.close()
  })
  // A dead server is heard of, too.
  expect(heard.flat().filter((one) => !/WebSocket|ERR_/.test(one))).toEqual([])
})
