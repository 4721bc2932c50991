import fs from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { complaints, expectGoodLooks } from './looks.ts'
import { type Evening, test } from './support/evening.ts'
import { lineOf } from './support/line.ts'

const LONG = 'What do you do with a number when it is your turn to say it out loud in front of a customer?'
const QUESTION = 'Would you tell a customer your costs?'

/** A wall of the one stage, by a link the organizer makes. */
async function openWall(leyla: Page, wall: Page): Promise<void> {
  await leyla.goto(`${leyla.url().replace(/[#?].*/, '')}/manage/screens`)
  await leyla.getByRole('button', { name: 'Add a screen' }).click()
  await leyla.getByRole('button', { name: 'Make the link' }).click()
  const link = leyla.locator('code')
  await expect(link).toHaveText(/\/screen#[\w-]{43}$/)
  await wall.goto((await link.textContent()) ?? '')
}

/** The desk of the airing whose doors are open. */
async function openDesk(evening: Evening, mira: Page): Promise<void> {
  await evening.airing(mira)
  await mira.getByRole('link', { name: 'Polls', exact: true }).click()
  await expect(mira.getByRole('heading', { name: 'Polls', level: 1 })).toBeVisible()
}

test('a poll is prepared, opened, voted in by two, changed and closed; the wall shows it, and its table is taken home', async ({
  evening,
  browser,
}) => {
  test.slow()
  const wall = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage()
  const [leyla, mira, ola, fern] = await Promise.all(
    ['Leyla Aydın', 'Mira Petrović', 'Ola Adeyemi', 'Quiet Fern'].map((person) => evening.enter(person)),
  )
  if (!leyla || !mira || !ola || !fern) throw new Error('four people')
  const heard = [mira, ola, fern, wall].map(complaints)
  await openWall(leyla, wall)
  await fern.setViewportSize({ width: 390, height: 844 })
  for (const page of [ola, fern]) await evening.airing(page)
  await openDesk(evening, mira)

  await test.step('prepared by keyboard, it is seen by those who look after polls alone', async () => {
    await expect(mira.getByText('No poll yet')).toBeVisible()
    await expectGoodLooks(mira)
    await mira.getByRole('button', { name: 'Prepare a poll' }).focus()
    await mira.keyboard.press('Enter')
    await expect(mira.getByLabel('Question')).toBeFocused()
    await mira.keyboard.type(QUESTION)
    await mira.getByLabel('Answer 1').focus()
    for (const [i, answer] of ['Yes, all of them', 'Only the big ones', 'Never'].entries()) {
      if (i > 0) await mira.keyboard.press('Enter')
      await expect(mira.getByLabel(`Answer ${i + 1}`, { exact: true })).toBeFocused()
      await mira.keyboard.type(answer)
    }
    await expectGoodLooks(mira)
    await mira.getByRole('button', { name: 'Prepare it' }).click()
    await expect(mira.getByRole('heading', { name: QUESTION })).toBeVisible()
    await expect(ola.getByText(QUESTION)).toBeHidden()
  })

  const rowOf = (page: Page, answer: string) => page.locator('label, li').filter({ hasText: answer })
  await test.step('opened and pinned, it comes up by itself, on the wall without bars', async () => {
    await mira.getByRole('button', { name: 'Show on the screens' }).click()
    await mira.getByRole('button', { name: `Open: ${QUESTION}` }).click()
    await expect(mira.getByRole('button', { name: `Close: ${QUESTION}` })).toBeFocused()
    for (const page of [ola, fern, wall]) await expect(page.getByRole('heading', { name: QUESTION })).toBeVisible()
    await expect(ola.getByRole('status').filter({ hasText: `A poll is open: ${QUESTION}` })).toHaveCount(1)
    await expect(wall.getByText('Vote on your phone to see the results')).toBeVisible()
    await expect(wall.getByText('%')).toHaveCount(0)
  })

  await test.step('hidden until voted: who votes sees the bars, the others do not', async () => {
    await expect(ola.getByText('Results show once you have voted.')).toBeVisible()
    await ola.getByRole('radio', { name: 'Yes, all of them' }).focus()
    await ola.keyboard.press('ArrowDown')
    await ola.keyboard.press('Enter')
    await expect(rowOf(ola, 'Only the big ones')).toContainText('100 %')
    await expect(rowOf(ola, 'Only the big ones')).toContainText('your vote')
    await expect(fern.getByText('1 person voted')).toBeVisible()
    await expect(fern.getByText('%')).toHaveCount(0)
    await fern.getByRole('radio', { name: 'Never' }).focus()
    await fern.keyboard.press('Space')
    await fern.keyboard.press('Enter')
    await expect(rowOf(fern, 'Never')).toContainText('50 %')
    await expectGoodLooks(fern)
    await fern.setViewportSize({ width: 390, height: 844 })
    await expect(wall.getByText('2 people')).toBeVisible()
    await expect(wall.getByText('%')).toHaveCount(0)
  })

  await test.step('changed, it counts once; after a reload one’s own vote is still there', async () => {
    await ola.getByRole('radio', { name: 'Never' }).check()
    await ola.getByRole('button', { name: 'Change my vote' }).click()
    await expect(rowOf(fern, 'Never')).toContainText('100 %')
    await ola.reload()
    await expect(ola.getByRole('radio', { name: 'Never' })).toBeChecked()
    await expect(rowOf(ola, 'Never')).toContainText('your vote')
  })

  await test.step('closed, all see what came of it, the wall too', async () => {
    await fern.getByRole('radio', { name: 'Only the big ones' }).focus()
    await fern.keyboard.press('Space')
    await mira.getByRole('button', { name: `Close: ${QUESTION}` }).click()
    for (const page of [ola, fern]) {
      await expect(rowOf(page, 'Never')).toContainText('100 %')
      await expect(page.getByRole('radio')).toHaveCount(0)
    }
    await expect(wall.getByText('Result', { exact: true })).toBeVisible()
    await expect(wall.getByRole('listitem').filter({ hasText: 'Never' })).toContainText('100 %')
    await expectGoodLooks(wall)
    await wall.setViewportSize({ width: 1920, height: 1080 })
    await ola.getByRole('button', { name: 'Hide' }).click()
    await ola.getByRole('tab', { name: 'Polls' }).click()
    await expect(ola.getByRole('heading', { name: QUESTION })).toBeVisible()
  })

  await test.step('the table has every answer and nobody’s name', async () => {
    const download = mira.waitForEvent('download')
    await mira.getByRole('link', { name: 'Download results' }).click()
    const text = fs.readFileSync(await (await download).path(), 'utf8')
    expect(text).toContain(`${QUESTION},one answer,closed,2,Never,2,100,`)
    expect(text).not.toContain('Ola')
  })

  await test.step('taken off the screens and put away, nobody else sees it; taken back, it is there again', async () => {
    await mira.getByRole('button', { name: 'Show on the screens' }).click()
    await expect(wall.getByRole('heading', { name: QUESTION })).toBeHidden()
    await mira.getByRole('button', { name: `More for: ${QUESTION}` }).click()
    await mira.getByRole('menuitem', { name: 'Put away' }).click()
    await expect(ola.getByRole('heading', { name: QUESTION })).toBeHidden()
    await mira.getByRole('button', { name: 'Undo' }).last().click()
    await expect(ola.getByRole('heading', { name: QUESTION })).toBeVisible()
  })

  await test.step('eight long answers are read whole from any screen, in no letters too small for a room', async () => {
    const moderator = await lineOf(mira)
    const options = Array.from(
      { length: 8 },
      (_, i) => `${i + 1} is an answer as long as any may be, and its words go on to the very end of it`,
    )
    const asked = {
      question: LONG,
      kind: 'single',
      options,
      most: 1,
      low: '',
      high: '',
      results: 'live',
      segment: null,
    }
    await moderator.says('polls.prepare', asked)
    moderator.close()
    await mira.getByRole('button', { name: `Show on the screens: ${LONG}` }).click()
    await mira.getByRole('button', { name: `Open: ${LONG}` }).click()
    await expect(wall.getByRole('heading', { name: LONG })).toBeVisible()
    for (const [width, height] of [
      [1920, 1080],
      [1280, 720],
      [1024, 768],
    ] as const) {
      await wall.setViewportSize({ width, height })
      const list = wall.getByRole('main').getByRole('list')
      await expect
        .poll(() => list.evaluate((one) => one.scrollHeight <= one.clientHeight), { message: `${width} x ${height}` })
        .toBe(true)
      const size = await list
        .locator('li')
        .first()
        .evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize))
      // A wall of 1920 has no letters under 28.
      expect(size * (1920 / width), `${width} x ${height}`).toBeGreaterThanOrEqual(28)
    }
  })
  expect(heard.flat()).toEqual([])
})
