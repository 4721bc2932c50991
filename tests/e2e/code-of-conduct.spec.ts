import { expect } from '@playwright/test'
import { complaints, expectGoodLooks } from './looks.ts'
import { test } from './support/evening.ts'

test('the organizer writes a code of their own; pages stay open, and whoever loads one is asked again, once', async ({
  evening,
}) => {
  const organizer = await evening.enter('Leyla Aydın')
  const viewer = await evening.enter('Ola Adeyemi')
  const heard = complaints(viewer)
  const lobby = viewer.url()
  await expect(viewer.getByRole('button', { name: /You are Ola/ })).toBeVisible()

  await organizer.goto(`${lobby}/manage/door`)
  const section = organizer.getByRole('region', { name: 'Code of conduct' })
  await expect(section.getByText(/Foyer’s own text/)).toBeVisible()
  await section.getByRole('button', { name: 'Change it' }).click()
  const dialog = organizer.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Begin with Foyer’s text' }).click()
  await expect(dialog.getByLabel('Your own text')).toHaveValue(/^# What we expect/)
  await expectGoodLooks(organizer)
  await dialog.getByLabel('Your own text').fill('# In the loft\nShoes stay at the door.\n\n- Also yours')
  await dialog.getByLabel('An address for appeals').fill('loft@foyer.example')
  await dialog.getByRole('checkbox', { name: 'Ask everyone again' }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(section.getByText('accepts your text once')).toBeVisible()
  await expect(section.getByRole('link', { name: 'Write to loft@foyer.example' })).toBeVisible()
  await expectGoodLooks(organizer)

  // Nobody is interrupted; the next page asks first.
  await expect(viewer.getByRole('button', { name: /You are Ola/ })).toBeVisible()
  await viewer.reload()
  await expect(viewer.getByRole('heading', { name: 'One thing before you go on' })).toBeVisible()
  await expect(viewer.getByRole('listitem').filter({ hasText: 'Also yours' })).toBeVisible()
  await expectGoodLooks(viewer)
  await viewer.getByRole('button', { name: 'I keep to it' }).press('Enter')
  await expect(viewer.getByRole('button', { name: /You are Ola/ })).toBeVisible()
  await viewer.reload()
  await expect(viewer.getByRole('button', { name: /You are Ola/ })).toBeVisible()

  await viewer.goto(`${lobby}/conduct`)
  await expect(viewer.getByRole('heading', { name: 'In the loft' })).toBeVisible()
  await expect(viewer.getByRole('heading', { name: 'How to appeal' })).toBeVisible()
  await expectGoodLooks(viewer)
  expect(heard).toEqual([])
})
