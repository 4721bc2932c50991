import { expect, type Page } from '@playwright/test'

/** Every picture on the stage. */
const STAGE = '.tiles video'

/** Decoded frames of every picture on the stage, or of those that `pictures` selects. */
const frames = (page: Page, pictures = STAGE): Promise<number[]> =>
  page.evaluate(
    (selector) =>
      [...document.querySelectorAll<HTMLVideoElement>(selector)].map(
        (video) => video.getVideoPlaybackQuality().totalVideoFrames,
      ),
    pictures,
  )

/** A picture counts as seen when decoded frames advance: `least` more than at the first look. */
export async function expectPicture(page: Page, { within = 15_000, least = 5, of = STAGE } = {}): Promise<void> {
  let first: number | null = null
  await expect
    .poll(
      async () => {
        const now = Math.max(0, ...(await frames(page, of)))
        // A picture that was replaced begins to count anew.
        if (first === null || now < first) first = now
        return now - first
      },
      { message: 'decoded frames advance', timeout: within, intervals: [100] },
    )
    .toBeGreaterThanOrEqual(least)
}

/** No picture is on the stage, or none of those that `of` selects. */
export const expectNoPicture = (page: Page, { of = STAGE } = {}): Promise<void> =>
  expect.poll(async () => (await frames(page, of)).length, { message: 'no picture' }).toBe(0)

/** The sound that comes out moves: the fake microphone beeps about once a second; silence is exactly 0. */
export async function expectSound(page: Page, { within = 20_000 } = {}): Promise<void> {
  await expect
    .poll(() => page.evaluate(loudestOfASecond), { message: 'the sound level moves', timeout: within })
    .toBeGreaterThan(0.003)
}

/** Nothing is to be heard any more. */
export const expectSilence = (page: Page, { within = 20_000 } = {}): Promise<void> =>
  expect
    .poll(() => page.evaluate(loudestOfASecond), { message: 'the sound level rests', timeout: within })
    .toBeLessThan(0.0005)

async function loudestOfASecond(): Promise<number> {
  const playing = [...document.querySelectorAll('audio')].filter((element) => element.srcObject && !element.muted)
  if (playing.length === 0) return 0
  const audio = new AudioContext()
  const analyser = audio.createAnalyser()
  for (const element of playing) audio.createMediaStreamSource(element.srcObject as MediaStream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const levels: number[] = []
  for (const end = performance.now() + 1200; performance.now() < end; ) {
    analyser.getFloatTimeDomainData(samples)
    levels.push(Math.max(...samples))
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
  await audio.close()
  return Math.max(...levels) - Math.min(...levels)
}

/** Watches how long the picture stands still at most, from now on; ask the answer for the longest gap so far. ms */
export async function watchGaps(page: Page): Promise<() => Promise<number>> {
  const gaps = await page.evaluateHandle(() => {
    const seen = { longest: 0, at: performance.now(), frames: -1 }
    setInterval(() => {
      const videos = [...document.querySelectorAll<HTMLVideoElement>('.tiles video')]
      const frames = Math.max(-1, ...videos.map((video) => video.getVideoPlaybackQuality().totalVideoFrames))
      if (frames !== seen.frames) Object.assign(seen, { at: performance.now(), frames })
      seen.longest = Math.max(seen.longest, performance.now() - seen.at)
    }, 20)
    return seen
  })
  return () => gaps.evaluate(({ longest }) => longest)
}
