import { expect, type Page } from '@playwright/test'
import { test } from './support/evening.ts'
import { expectPicture } from './support/pictures.ts'
import { goLive, standBy, watchWords } from './support/show.ts'

/**
 * From the next page on, this person's camera is one that moves until `window.freeze()`, and again after
 * `window.thaw()`: what hangs gives no new picture, and no other word either.
 */
const withCameraThatHangs = (page: Page) =>
  page.addInitScript(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted)
      const [real] = stream.getVideoTracks()
      if (!real) return stream
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 })
      const pen = canvas.getContext('2d')!
      let isFrozen = false
      let turn = 0
      setInterval(() => {
        if (isFrozen) return
        pen.fillStyle = `hsl(${turn++ * 7} 60% 50%)`
        pen.fillRect(0, 0, canvas.width, canvas.height)
        pen.fillStyle = 'white'
        pen.fillRect((turn * 11) % canvas.width, 100, 60, 60)
      }, 66)
      Object.assign(window, {
        freeze: () => {
          isFrozen = true
        },
        thaw: () => {
          isFrozen = false
        },
      })
      return new MediaStream([...canvas.captureStream(15).getVideoTracks(), ...stream.getAudioTracks()])
    }
  })
const camera = (page: Page, verb: 'freeze' | 'thaw') =>
  page.evaluate((verb) => (window as unknown as Record<string, () => void>)[verb]?.(), verb)

const SAID = 'Amara Okafor’s picture stands still'

/** On the page of those who run the show: at the person, and first of what is wrong. */
async function expectFrozen(producer: Page, isFrozen: boolean): Promise<void> {
  const row = producer.locator('li[data-participant]', { hasText: 'Amara Okafor' })
  const wrong = producer.getByText(SAID)
  for (const sign of [row.getByText('picture stands still'), wrong])
    await (isFrozen ? expect(sign).toBeVisible({ timeout: 20_000 }) : expect(sign).toBeHidden({ timeout: 20_000 }))
}

test('a camera that hangs is told to those who run the show, backstage and on stage, and taken back', async ({
  evening,
}) => {
  test.slow()
  const bo = await evening.enter('Bo Lindqvist')
  const amara = await evening.enter('Amara Okafor')
  const ola = await evening.enter('Ola Adeyemi')
  await evening.airing(bo, 'control')
  await evening.airing(ola)
  await withCameraThatHangs(amara)
  await evening.airing(amara, 'present')
  await standBy(amara)
  const face = 'li[data-participant] .face video'
  await expectPicture(bo, { of: face })

  await test.step('backstage, and it stays said when one more comes to look, who is told too', async () => {
    await camera(amara, 'freeze')
    await expectFrozen(bo, true)
    const changes = await watchWords(bo, SAID)
    const leyla = await evening.enter('Leyla Aydın')
    await evening.airing(leyla, 'control')
    await expectFrozen(leyla, true)
    await leyla.context().close()
    expect(await changes()).toEqual({ came: 0, gone: 0 })
    await camera(amara, 'thaw')
    await expectFrozen(bo, false)
    await expectPicture(bo, { of: face })
  })

  await test.step('on stage', async () => {
    await goLive(bo)
    await expectPicture(ola)
    await camera(amara, 'freeze')
    await expectFrozen(bo, true)
    await camera(amara, 'thaw')
    await expectFrozen(bo, false)
    await expectPicture(ola)
  })
})
