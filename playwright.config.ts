import { defineConfig } from '@playwright/test'
import { findChromium, launchOptions } from './tests/helpers/chromium.ts'

/** Pages that wait for people more than they work, and few pictures at a time. */
const CALM = /\/(asleep|board|chat|code-of-conduct|frozen|network|pages|poll-and-chat|polls|programme|removed)\.spec/

/**
 * Real browsers on a real LiveKit. What shows many pictures goes one at a time: decoding them takes the whole machine.
 * Beside it, one at a time as well, what shows few or none.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: 2,
  projects: [
    { name: 'pictures', testIgnore: CALM, workers: 1 },
    { name: 'calm', testMatch: CALM, workers: 1 },
  ],
  timeout: 90_000,
  expect: { timeout: 10_000 },
  // A second try tells a fault of ours from a machine that was busy for a moment; the total names who needed one.
  retries: 1,
  reporter: [['list'], ['./tests/helpers/e2e-total.ts']],
  use: {
    browserName: 'chromium',
    // Half as many pictures are a quarter less work, and show as well that they move.
    launchOptions: launchOptions(await findChromium(), { perSecond: 10 }),
    permissions: ['camera', 'microphone'],
    viewport: { width: 1440, height: 900 },
    // Filming every page is work for the machine that decodes the pictures: only the second try is filmed.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
  },
})
