import { expect, type Page } from '@playwright/test'

/** A presenter passes the device check and stands by (or, while the airing holds the stage, goes on). */
export async function standBy(mentor: Page): Promise<void> {
  await expect(mentor.getByText('Mirrored for you only')).toBeVisible()
  await mentor.getByRole('button', { name: /^(Stand by|Go on stage)/ }).click()
}

/** The producer starts the countdown; resolves when it is live. */
export async function goLive(
  producer: Page,
  verb: 'Go live in 10 s' | 'Go on in 10 s' = 'Go live in 10 s',
): Promise<void> {
  await producer.getByRole('button', { name: verb }).click()
  await expect(producer.getByRole('button', { name: 'Stop countdown' })).toBeVisible()
  await expect(producer.getByText('Viewers see and hear the stage.')).toBeVisible({ timeout: 15_000 })
}
