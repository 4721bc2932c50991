/*
 * Runs inside pages (Playwright hands the functions over as text, so each stands alone): when pictures were shown, in ms
 * since 1970, so that pages and the program that drives them read one clock.
 */

/** Resolves with the moment of the first picture in a video that was not there when this was called. */
export function firstShownIn(selector: string): Promise<number> {
  const before = new Set(document.querySelectorAll(selector))
  return new Promise((resolve) => {
    const look = () => {
      for (const video of document.querySelectorAll<HTMLVideoElement>(selector)) {
        if (before.has(video)) continue
        before.add(video)
        video.requestVideoFrameCallback((at) => {
          seen.disconnect()
          resolve(performance.timeOrigin + at)
        })
      }
    }
    const seen = new MutationObserver(look)
    seen.observe(document, { childList: true, subtree: true })
    look()
  })
}
