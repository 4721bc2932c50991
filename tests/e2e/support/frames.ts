import type { Page } from '@playwright/test'

/**
 * Notes every frame that `picture` shows from now on, by the browser's own word; each call of the answer tells the
 * longest wait for one since the call before, ms. A busy page may be told late, of several frames at once: it is told
 * how many, and none of them was missing. The element has to stay: one that is replaced shows no frame more.
 */
export async function watchFrames(page: Page, picture: string): Promise<() => Promise<number>> {
  const frames = await page.locator(picture).evaluateHandle((element) => {
    const video = element as HTMLVideoElement
    const shown: { at: number; count: number }[] = []
    const note = (at: number, { presentedFrames: count }: VideoFrameCallbackMetadata): void => {
      shown.push({ at, count })
      video.requestVideoFrameCallback(note)
    }
    video.requestVideoFrameCallback(note)
    return shown
  })
  return () =>
    frames.evaluate((shown) => {
      const noted = shown.splice(0, shown.length - 1)
      const gaps = noted.map(({ at, count }, i) => {
        const next = noted[i + 1] ?? shown[0]!
        return (next.at - at) / (next.count - count)
      })
      return gaps.length > 0 ? Math.max(...gaps) : Number.POSITIVE_INFINITY
    })
}
