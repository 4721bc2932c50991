import { mount, unmount } from 'svelte'
import type { PresenterRecord } from './on-stage.ts'
import PipStage from './PipStage.svelte'
import type { Shown } from './shown.ts'

interface DocumentPip {
  requestWindow(size: { width: number; height: number }): Promise<Window>
  window: Window | null
}
const documentPip = (): DocumentPip | null =>
  'documentPictureInPicture' in window ? (window.documentPictureInPicture as DocumentPip) : null

/** Can this browser show the stage in a small window of its own? Some know only the window of one video. */
export const canPip = (): boolean => documentPip() !== null || document.pictureInPictureEnabled === true

/**
 * Shows the stage in a small window, or closes it. The window follows the speaker where the browser lets us draw in it
 * ourselves; elsewhere it holds the largest picture of now. Call from a click or a key.
 */
export async function togglePip(stage: Element, room: Shown, people: () => readonly PresenterRecord[]): Promise<void> {
  const pip = documentPip()
  if (pip?.window) return pip.window.close()
  if (document.pictureInPictureElement) return document.exitPictureInPicture()
  if (!pip) {
    const videos = [...stage.querySelectorAll('video')]
    const largest = videos.sort((a, b) => b.clientWidth - a.clientWidth)[0]
    await largest?.requestPictureInPicture()
    return
  }
  const small = await pip.requestWindow({ width: 400, height: 225 })
  for (const link of document.querySelectorAll('link[rel=stylesheet], style'))
    small.document.head.append(small.document.importNode(link, true))
  small.document.documentElement.dataset.theme = 'dark'
  const drawn = mount(PipStage, {
    target: small.document.body,
    props: {
      room,
      get people() {
        return people()
      },
    },
  })
  small.addEventListener('pagehide', () => void unmount(drawn), { once: true })
}
