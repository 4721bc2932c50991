import { canShareScreen } from './devices.ts'

/** One's own screen, shared by choice; the browser has a button of its own to stop it. */
export class ScreenShare {
  stream: MediaStream | null = $state.raw(null)

  async toggle(): Promise<void> {
    if (this.stream) return this.stop()
    if (!canShareScreen()) return
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: 15 }, audio: true })
      stream.getVideoTracks()[0]?.addEventListener('ended', () => this.stop())
      this.stream = stream
    } catch {
      // Nothing was chosen in the browser's own dialog: nothing is shared.
      this.stream = null
    }
  }

  stop(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop()
    this.stream = null
  }
}
