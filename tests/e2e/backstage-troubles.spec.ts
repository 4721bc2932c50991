import { expect, type Page } from '@playwright/test'
import { test } from './support/evening.ts'
import { lineOf } from './support/line.ts'
import { expectPicture } from './support/pictures.ts'
import { standBy } from './support/show.ts'

const onDark = (participant: string) => `main figure[data-participant="${participant}"] video`

/** The microphone of this page is one that gives no sound until `window.speak()`: as if muted at its own switch. */
const withSilentMicrophone = (page: Page) =>
  page.addInitScript(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted)
      if (stream.getAudioTracks().length === 0) return stream
      const audio = new AudioContext()
      const silent = audio.createMediaStreamDestination()
      Object.assign(window, {
        speak: () => {
          const tone = audio.createOscillator()
          tone.connect(silent)
          tone.start()
          return audio.resume()
        },
      })
      return new MediaStream([...stream.getVideoTracks(), ...silent.stream.getAudioTracks()])
    }
  })

test('what one’s own device finds wrong is told to oneself and to the others, before it is on air, and taken back', async ({
  evening,
}) => {
  test.slow()
  const [bo, amara, henrik] = await Promise.all(
    ['Bo Lindqvist', 'Amara Okafor', 'Henrik Vos'].map((person) => evening.enter(person)),
  )
  if (!bo || !amara || !henrik) throw new Error('three people')
  await evening.airing(bo, 'control')
  const producer = await lineOf(bo)
  await withSilentMicrophone(amara)
  for (const page of [amara, henrik]) {
    await evening.airing(page, 'present')
    await standBy(page)
  }
  const a = await producer.idOf('Amara Okafor')
  await expectPicture(henrik, { of: onDark(a) })
  const others = henrik.locator('aside li', { hasText: 'Amara Okafor' })

  await amara.keyboard.press('m')
  await expect(amara.getByText('Your microphone is on, but nothing is heard.')).toBeVisible({ timeout: 20_000 })
  await expect(others.getByText('not heard')).toBeVisible()
  await amara.evaluate(() => (window as unknown as { speak(): Promise<void> }).speak())
  await expect(amara.getByText('Your microphone is on, but nothing is heard.')).toBeHidden()
  await expect(others.getByText('not heard')).toBeHidden()

  // As the browser says it when a camera is unplugged.
  await amara.locator(onDark(a)).evaluate((video: HTMLVideoElement) => {
    const [track] = (video.srcObject as MediaStream).getVideoTracks()
    track?.dispatchEvent(new Event('ended'))
  })
  await expect(amara.getByText('Your camera gives no picture.')).toBeVisible()
  await expect(others.getByText('no picture')).toBeVisible()
  await amara.keyboard.press('v')
  await expect(amara.getByText('Your camera gives no picture.')).toBeHidden()
  await expect(others.getByText('no picture')).toBeHidden()
  await expectPicture(henrik, { of: onDark(a) })
  producer.close()
})

test('a second window takes the place backstage, the media server dies, and both are together again', async ({
  evening,
}) => {
  test.slow()
  const [amara, henrik] = await Promise.all(['Amara Okafor', 'Henrik Vos'].map((person) => evening.enter(person)))
  if (!amara || !henrik) throw new Error('two people')
  for (const page of [amara, henrik]) {
    await evening.airing(page, 'present')
    await standBy(page)
  }
  const tileOf = (page: Page, name: string) => page.locator('main figure', { hasText: name })
  await expect(tileOf(henrik, 'Amara Okafor').locator('video')).toBeVisible()

  const second = await amara.context().newPage()
  await second.goto(amara.url())
  await expect(second.getByText('You are here in another window.')).toBeVisible()
  await second.getByRole('button', { name: 'Take over here' }).click()
  await expect(second.getByRole('heading', { name: 'You are backstage' })).toBeVisible()
  await expect(amara.getByText('Nobody sees or hears you yet')).toBeVisible()
  await expect(tileOf(second, 'Henrik Vos').locator('video')).toBeVisible()
  await expect(tileOf(amara, 'Henrik Vos')).toBeHidden()

  const pid = evening.supervised.pidOf(/^\S*livekit-server/)
  if (!pid) throw new Error('The media server runs')
  process.kill(pid, 'SIGKILL')
  await expect(henrik.getByText('Reconnecting backstage.')).toBeVisible()
  await expect(henrik.getByText('Reconnecting backstage.')).toBeHidden({ timeout: 30_000 })
  const id = await tileOf(second, 'Henrik Vos').getAttribute('data-participant')
  await expectPicture(second, { of: onDark(id ?? ''), within: 30_000 })
})
