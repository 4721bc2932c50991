/*
 * Runs inside pages (Playwright hands the functions over as text, so each stands alone): a picture that shows the time
 * it was painted at, and how to read it off a video. The time is ms since 1970, its low 16 bits as black and white bars,
 * in the lower half once more upside down, so that a picture that cannot be read is told from one that can.
 */

/** Makes every camera of this page a painted clock, 640x360 at 25 pictures a second. The microphone stays as it is. */
export function paintedCamera(): void {
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (asked) => {
    if (!asked?.video) return real(asked)
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 })
    const context = canvas.getContext('2d')!
    setInterval(() => {
      const time = Math.round(performance.timeOrigin + performance.now()) % 65_536
      for (let bit = 0; bit < 16; bit++) {
        const isSet = (time >> bit) & 1
        context.fillStyle = isSet ? '#fff' : '#000'
        context.fillRect(bit * 40, 0, 40, 180)
        context.fillStyle = isSet ? '#000' : '#fff'
        context.fillRect(bit * 40, 180, 40, 180)
      }
    }, 40)
    const stream = canvas.captureStream(25)
    if (asked.audio) for (const track of (await real({ audio: asked.audio })).getAudioTracks()) stream.addTrack(track)
    return stream
  }
}

/** Reads the clock off the page's (largest) video, picture by picture, for `ms`; answers how old each was when drawn, ms. */
export async function readDelays(ms: number): Promise<{ delays: number[]; unreadable: number }> {
  const video = [...document.querySelectorAll('video')].sort((a, b) => b.clientWidth - a.clientWidth)[0]!
  const canvas = Object.assign(document.createElement('canvas'), { width: 16, height: 2 })
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  const delays: number[] = []
  let unreadable = 0
  const until = performance.now() + ms
  while (performance.now() < until) {
    const drawn = await new Promise<number>((resolve) => video.requestVideoFrameCallback((now) => resolve(now)))
    const { videoWidth: width, videoHeight: height } = video
    const bar = width / 16
    // The middle of each bar: edges are blurred.
    for (let bit = 0; bit < 16; bit++)
      for (const half of [0, 1])
        context.drawImage(video, (bit + 0.4) * bar, (half + 0.4) * (height / 2), bar / 5, height / 10, bit, half, 1, 1)
    const { data } = context.getImageData(0, 0, 16, 2)
    let time = 0
    let isRead = true
    for (let bit = 0; bit < 16; bit++) {
      const [upper, lower] = [data[bit * 4]! > 127, data[(16 + bit) * 4]! > 127]
      if (upper === lower) isRead = false
      if (upper) time |= 1 << bit
    }
    if (isRead) delays.push((Math.round(performance.timeOrigin + drawn) - time + 65_536 * 2 ** 26) % 65_536)
    else unreadable++
  }
  return { delays, unreadable }
}

/** Notes when a token for the media room arrives, and when the first picture after it is drawn (`window.seen`). */
export function noteFirstFrame(): void {
  const seen: { token?: number; frame?: number } = {}
  Object.assign(window, { seen })
  const real = window.fetch.bind(window)
  window.fetch = async (...asked) => {
    const response = await real(...asked)
    const [to] = asked
    if (String(to instanceof Request ? to.url : to).endsWith('/watch')) seen.token ??= performance.now()
    return response
  }
  const known = new WeakSet<HTMLVideoElement>()
  new MutationObserver(() => {
    for (const video of document.querySelectorAll('video')) {
      if (known.has(video)) continue
      known.add(video)
      video.requestVideoFrameCallback(() => {
        seen.frame ??= performance.now()
      })
    }
  }).observe(document, { childList: true, subtree: true })
}
