import { expect, type Page } from '@playwright/test'
import { complaints, expectGoodLooks } from './looks.ts'
import { test } from './support/evening.ts'
import { expectNoPicture, expectPicture, expectSilence, expectSound } from './support/pictures.ts'
import { onAir } from './support/show.ts'

const MENU = 'Report or block Amara Okafor'

/** Opens the menu beside a name and chooses, all by keyboard. */
async function choose(page: Page, verb: string): Promise<void> {
  await page.locator('main').getByRole('button', { name: MENU }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: verb }).focus()
  await page.keyboard.press('Enter')
}

test('someone on stage is reported, blocked by one viewer, and silenced; who reported it is told', async ({
  evening,
}) => {
  test.slow()
  const { producer, mentor, viewer } = await onAir(evening)
  const moderator = await evening.enter('Mira Petrović')
  const heard = [mentor, viewer, moderator].map(complaints)
  await mentor.getByRole('button', { name: 'Speak' }).click()
  await expectSound(viewer)

  await test.step('a viewer reports what they see', async () => {
    await choose(viewer, 'Report')
    const dialog = viewer.getByRole('dialog', { name: 'Report Amara Okafor' })
    await dialog.getByRole('button', { name: 'Report', exact: true }).click()
    await expect(dialog.getByText('Choose what is wrong.')).toBeVisible()
    await dialog.getByLabel('Insulting or threatening').check()
    await dialog.getByLabel('In a sentence, if you like').fill('What she said about the second founder.')
    await expectGoodLooks(viewer)
    await dialog.getByRole('button', { name: 'Report', exact: true }).click()
    await expect(viewer.getByText('Thank you. It is being looked at')).toBeVisible()
  })

  await test.step('a moderator in the lobby sees that there is something to look at', async () => {
    await moderator.getByRole('link', { name: '1 open report' }).click()
    await expect(moderator).toHaveTitle(/^\(1\) Reports/)
    await expect(moderator.getByText('Insulting or threatening')).toBeVisible()
    await expect(moderator.getByText('What she said about the second founder.')).toBeVisible()
    await expect(moderator.getByRole('link', { name: /The clinic/ })).toBeVisible()
  })

  await test.step('blocked, they vanish for this viewer alone, picture and sound, and stay so', async () => {
    await choose(viewer, 'Block for me')
    await expect(viewer.getByText('Someone you blocked')).toBeVisible()
    await Promise.all([expectNoPicture(viewer), expectSilence(viewer)])
    await expect(viewer.locator('main').getByText('Amara Okafor', { exact: true })).toHaveCount(0)
    await expectPicture(producer)
    await viewer.reload()
    await expect(viewer.getByText('Someone you blocked')).toBeVisible()
  })

  await test.step('the moderator silences by keyboard; the one it is about is told, and who reported it too', async () => {
    await moderator.keyboard.press('j')
    await moderator.keyboard.press('s')
    await moderator.getByLabel('Why, as they will read it').fill('Insults')
    await moderator.getByRole('button', { name: 'Silence them' }).click()
    await expect(moderator.getByText('Nothing to look at')).toBeVisible()
    await expect(mentor.getByText('You are silenced at this event.')).toBeVisible()
    await expect(mentor.getByText('Decided by a moderator: Insults.')).toBeVisible()
    await expect(viewer.getByText('Looked at, and dealt with. Thank you.')).toBeVisible()
    await expectGoodLooks(moderator)
  })

  await test.step('what one blocked is ended in one’s own settings', async () => {
    await viewer.getByRole('button', { name: 'Change', exact: true }).click()
    await expect(viewer.getByRole('dialog').getByText('Looked at, and dealt with. Thank you.')).toBeVisible()
    await expectGoodLooks(viewer)
    await viewer.getByRole('button', { name: 'Unblock Amara Okafor' }).click()
    await viewer.keyboard.press('Escape')
    await expectPicture(viewer)
    await expectSilence(viewer)
    await moderator.getByRole('button', { name: 'Let them speak again: Amara Okafor' }).click()
    await expect(mentor.getByText('You are silenced at this event.')).toHaveCount(0)
  })
  expect(heard.flat()).toEqual([])
})
