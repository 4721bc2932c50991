import { expect, type Page } from '@playwright/test'
import { complaints, expectGoodLooks, SCREENS } from './looks.ts'
import { test } from './support/evening.ts'
import { comesInByPhone, kill, openWall } from './support/hall.ts'
import { again, type Line, lineOf } from './support/line.ts'
import { onAir } from './support/show.ts'

const HOME = 'Does a free plan count as a price?'
const AGAIN = 'Does a free plan count as a price or not?'
const ROOM = 'Where do I put the price list on the wall?'
const SECOND = 'How do I tell my first customers?'
const AT = /\d{1,2}[:.]\d{2}/

const rules = (more: object = {}) => ({
  isPremoderated: true,
  ask: 'segment',
  vote: 'segment',
  read: 'segment',
  names: 'own',
  votes: 'shown',
  length: 300,
  perTenMinutes: 5,
  ...more,
})

/** In the page: how much of its height is what stands beside the stage, and can be pressed there. */
function shareOfPanel(): number {
  const rows = Array.from({ length: innerHeight }, (_, y) => document.elementFromPoint(innerWidth / 2, y))
  return rows.filter((element) => element?.closest('aside .tabs')).length / innerHeight
}

const row = (page: Page, text: string) => page.locator('li[data-question]', { hasText: text })
const vote = (page: Page, text: string) => row(page, text).getByRole('button', { name: /answered too/ })

async function ask(page: Page, text: string, { isSure = false } = {}): Promise<void> {
  await page.getByRole('button', { name: 'Ask a question' }).click()
  await page.getByRole('textbox', { name: 'Your question' }).fill(text)
  if (isSure) await page.getByRole('button', { name: 'Ask anyway' }).click()
  else await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Your question' })).toBeHidden()
}

test('questions go from two channels to the stage, the wall and back to whoever asked, over a reload and a dead server', async ({
  evening,
  browser,
}) => {
  test.slow()
  const { mentor, viewer } = await onAir(evening)
  const airing = viewer.url()
  const organizer = await evening.enter('Leyla Aydın')
  const phone = await comesInByPhone(browser, organizer, airing)
  const { wall, link } = await openWall(browser, organizer)
  const mira = await evening.enter('Mira Petrović')
  await mira.goto(airing)
  await expect(mira.getByRole('tab', { name: 'Questions' })).toBeVisible()
  let moderator: Line = await lineOf(mira)
  const heard = [viewer, phone, wall, mira].map(complaints)

  await test.step('nothing was asked yet: each page says what will be here', async () => {
    await expect(viewer.getByText('Nothing is waiting here')).toBeVisible()
    await expect(phone.getByText('Nothing is waiting here')).toBeVisible()
    await expect(mentor.getByText('No question waits')).toBeVisible()
  })

  await test.step('two channels for the two sides: each sees its own beside the one for all, without a reload', async () => {
    for (const attendance of ['home', 'room'] as const)
      await moderator.says('qa.addChannel', {
        name: attendance === 'home' ? 'At home' : 'In the room',
        segment: { attendance, roles: [], tags: [], membership: null },
        rules: rules(),
      })
    await expect(viewer.getByRole('tab', { name: 'At home' })).toBeVisible()
    await expect(phone.getByRole('tab', { name: 'In the room' })).toBeVisible()
    await expect(viewer.getByRole('tab', { name: 'In the room' })).toHaveCount(0)
    await expect(phone.getByRole('tab', { name: 'At home' })).toHaveCount(0)
  })

  await test.step('where all read and some ask, each is told which they are', async () => {
    await moderator.says('qa.addChannel', {
      name: 'Front row',
      segment: { attendance: 'room', roles: [], tags: [], membership: null },
      rules: rules({ read: 'everyone' }),
    })
    for (const page of [viewer, phone]) await page.getByRole('tab', { name: 'Front row' }).click()
    await expect(viewer.getByText('Others ask here; you can read along.')).toBeVisible()
    await expect(viewer.getByRole('button', { name: 'Ask a question' })).toHaveCount(0)
    await expect(phone.getByRole('button', { name: 'Ask a question' })).toBeVisible()
    await expect(phone.getByText('Others ask here')).toHaveCount(0)
    for (const page of [viewer, phone])
      await page.getByRole('tablist', { name: 'Channels' }).getByRole('tab').first().click()
  })

  await test.step('each asks in their own channel; nobody else sees it before it was looked at', async () => {
    const first = viewer.getByRole('tablist', { name: 'Channels' }).getByRole('tab').first()
    await first.focus()
    await viewer.keyboard.press('ArrowRight')
    await expect(viewer.getByRole('tab', { name: 'At home' })).toBeFocused()
    await viewer.keyboard.press('q')
    await viewer.getByRole('textbox', { name: 'Your question' }).fill(HOME)
    await viewer.keyboard.press('Control+Enter')
    await expect(row(viewer, HOME)).toContainText('Waits to be looked at')
    await phone.getByRole('tab', { name: 'In the room' }).click()
    await ask(phone, ROOM)
    await expect(row(phone, ROOM)).toContainText('Waits to be looked at')
    await expect(row(viewer, ROOM)).toHaveCount(0)
  })

  await test.step('approved, it is visible with its place, and new ones elsewhere are marked', async () => {
    await moderator.says('qa.approve', { questions: [await moderator.question(HOME), await moderator.question(ROOM)] })
    await expect(row(viewer, HOME)).toContainText('Next in line')
    await expect(row(phone, ROOM)).toContainText('Visible to all here')
    // A screen stands in the room: what is asked among those at home does not come up on it.
    await expect(wall.getByRole('contentinfo')).toContainText(ROOM)
    await expect(wall.getByRole('contentinfo')).not.toContainText(HOME)
    await expect(wall.getByRole('contentinfo')).toContainText('Room 0, home 0 answered')
  })

  await test.step('who types the same again is asked to vote instead; asked anyway, it is merged and both hear of it', async () => {
    const henrik = await evening.enter('Henrik Vos')
    await henrik.goto(airing)
    await henrik.getByRole('tab', { name: 'Questions' }).click()
    await henrik.getByRole('tab', { name: 'At home' }).click()
    await henrik.getByRole('button', { name: 'Ask a question' }).click()
    await henrik.getByRole('textbox', { name: 'Your question' }).fill(AGAIN)
    await expect(henrik.getByText('Already asked: add your vote?')).toBeVisible()
    await henrik.getByRole('button', { name: 'Ask anyway' }).click()
    await expect(row(henrik, AGAIN)).toContainText('Waits to be looked at')
    await moderator.says('qa.merge', {
      questions: [await moderator.question(AGAIN)],
      into: await moderator.question(HOME),
    })
    await expect(row(henrik, AGAIN)).toContainText('Joined with one that asks the same')
    await expect(row(henrik, AGAIN)).toContainText(HOME)
    await expect(row(viewer, HOME)).toContainText('1 vote')
    await henrik.context().close()
  })

  await test.step('a vote is seen at once by whoever votes, and by the others; taken back, it is gone', async () => {
    await moderator.says('qa.send', { questions: [await moderator.question(HOME)], channel: 'everyone1' })
    await phone
      .getByRole('tab', { name: /^Questions/ })
      .last()
      .click()
    await vote(phone, HOME).click()
    await expect(vote(phone, HOME)).toHaveAttribute('aria-pressed', 'true')
    await viewer.getByRole('tablist', { name: 'Channels' }).getByRole('tab').first().click()
    await expect(row(viewer, HOME)).toContainText('2 votes')
    await vote(phone, HOME).click()
    await expect(row(viewer, HOME)).toContainText('1 vote')
    await vote(phone, HOME).click()
    await expect(row(viewer, HOME)).toContainText('2 votes')
  })

  await test.step('a moderator reloads and goes on where they were', async () => {
    moderator.close()
    moderator = await lineOf(mira)
    await expect(row(mira, HOME)).toBeVisible()
  })

  await test.step('the mentor takes it by one key: stage, wall and phone follow', async () => {
    await expect(mentor.getByRole('heading', { name: 'Nothing is being answered' })).toBeVisible()
    await mentor.keyboard.press('n')
    await expect(mentor.getByRole('heading', { name: HOME })).toBeVisible()
    await expect(wall.getByRole('heading', { level: 1 })).toHaveText(HOME)
    await expect(wall.getByRole('main')).toContainText('from home')
    await expect(viewer.getByRole('region', { name: 'Being answered' })).toContainText(HOME)
    await expect(row(viewer, HOME)).toContainText('Being answered now')
    await expect(phone.getByRole('region', { name: 'Being answered' })).toContainText(HOME)
  })

  await test.step('the server dies: nothing is lost, and nothing is there twice', async () => {
    await phone.getByRole('tab', { name: 'In the room' }).click()
    await kill(evening)
    await ask(phone, SECOND)
    await expect(row(phone, SECOND)).toContainText('Waits to be looked at', { timeout: 20_000 })
    await expect(row(phone, SECOND)).toHaveCount(1)
    await expect(row(viewer, HOME)).toHaveCount(1)
    await expect(mentor.getByRole('heading', { name: HOME })).toBeVisible()
    await expect(wall.getByRole('heading', { level: 1 })).toHaveText(HOME)
    await expect(row(viewer, HOME)).toContainText('2 votes')
  })

  await test.step('answered: the receipt says when, the tally moves everywhere, the next one is up', async () => {
    await mentor.keyboard.press('a')
    await expect(viewer.getByText('Room 0, home 1 answered.')).toBeVisible()
    // Pressed too soon, it is taken back by a key, everywhere.
    await mentor.keyboard.press('z')
    await expect(mentor.getByRole('heading', { name: HOME })).toBeVisible()
    await expect(viewer.getByText('Room 0, home 0 answered.')).toBeVisible()
    await expect(row(viewer, HOME)).toContainText('Being answered now')
    await mentor.keyboard.press('a')
    await expect(row(viewer, HOME).first()).toContainText(new RegExp(`Answered at ${AT.source}`))
    await expect(viewer.getByText('Room 0, home 1 answered.')).toBeVisible()
    await expect(phone.getByText('Room 0, home 1 answered.')).toBeVisible()
    await expect(wall.getByRole('contentinfo')).toContainText('Room 0, home 1 answered')
    await expect(wall.getByRole('contentinfo')).toContainText(ROOM)
    await expect(wall.getByRole('heading', { level: 1 })).not.toHaveText(HOME)
  })

  await test.step('who comes late sees what was answered, with its time', async () => {
    const late = await evening.enter('Quiet Fern')
    await late.goto(airing)
    await late.getByRole('button', { name: /^Answered so far/ }).click()
    await expect(row(late, HOME)).toContainText(AT)
    await late.context().close()
  })

  await test.step('dismissed, the asker reads why', async () => {
    moderator = await again(moderator, mira)
    await moderator.says('qa.dismiss', {
      questions: [await moderator.question(SECOND)],
      reason: 'offTopic',
      note: 'Try the next session.',
    })
    await expect(row(phone, SECOND)).toContainText('It does not fit what this is about.')
    await expect(row(phone, SECOND)).toContainText('Try the next session.')
  })

  await test.step('over a picture of others, the same question on a transparent page, and nothing while there is none', async () => {
    const overlay = await (await browser.newContext({ viewport: SCREENS.wide })).newPage()
    const said = complaints(overlay)
    await overlay.goto(link.replace('#', '?overlay#'))
    await expect(overlay.getByRole('main')).toBeAttached()
    await expect(overlay.getByRole('heading')).toHaveCount(0)
    await mentor.keyboard.press('n')
    await expect(overlay.getByRole('heading', { level: 1 })).toHaveText(ROOM)
    const painted = await overlay.evaluate(() =>
      [document.documentElement, document.body].map((element) => getComputedStyle(element).backgroundColor),
    )
    expect(painted).toEqual(['rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0)'])
    expect(said).toEqual([])
  })

  await test.step('on a phone the list one reads has most of the screen, and the picture stays', async () => {
    const more = Array.from({ length: 5 }, (_, i) => `What would you do first with ${i + 2} customers?`)
    for (const text of more) {
      await moderator.says('qa.ask', { channel: 'everyone1', text, nickname: '', offer: null })
      await moderator.says('qa.approve', { questions: [await moderator.question(text)] })
    }
    await viewer.setViewportSize(SCREENS.phone)
    await expect(row(viewer, more[4] ?? '')).toBeAttached()
    await viewer.evaluate(() => scrollTo(0, 300))
    await expect.poll(() => viewer.evaluate(shareOfPanel)).toBeGreaterThan(0.5)
    await expect(viewer.locator('.tiles video').first()).toBeInViewport({ ratio: 0.6 })
  })

  await test.step('full pages look right on every screen, in either theme', async () => {
    for (const page of [viewer, mentor]) await expectGoodLooks(page)
  })
  moderator.close()
  // A dead server is heard of, too.
  expect(heard.flat().filter((said) => !/WebSocket|ERR_/.test(said))).toEqual([])
})
