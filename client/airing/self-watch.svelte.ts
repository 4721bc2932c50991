import type { Capture } from './capture.svelte.ts'
import { measure } from './loudness.ts'
import { type OwnTrouble, quietSince, SILENT_AFTER, worstOf } from './own-trouble.ts'
import type { StageRoom } from './room.svelte.ts'

/** A line that mends itself sooner is no news. ms */
const BAD_AFTER = 3000

/** Watches one's own devices and line, so that the person and those who run the show know before viewers do. */
export class SelfWatch {
  #capture: Capture
  /** The room that matters now. */
  #room: () => StageRoom
  #isSilent: boolean = $state(false)
  #isLineBad: boolean = $state(false)

  constructor(capture: Capture, room: () => StageRoom) {
    this.#capture = capture
    this.#room = room
  }

  readonly found: OwnTrouble | null = $derived.by(() => {
    const { camera, microphone, trouble, wantsCamera } = this.#capture
    return worstOf({
      isCameraGone: wantsCamera && camera === null && trouble.camera !== null,
      isMicrophoneGone: microphone === null && trouble.microphone !== null,
      isSilent: this.#isSilent,
      isLineBad: this.#isLineBad,
    })
  })

  /** Call in an effect: listens to the microphone while it is switched on. */
  listen(): (() => void) | undefined {
    this.#isSilent = false
    const { microphone, wantsMicrophone } = this.#capture
    if (!microphone || !wantsMicrophone) return
    let since = performance.now()
    return measure(microphone, (decibels) => {
      const now = performance.now()
      since = quietSince(since, decibels, now)
      this.#isSilent = now - since > SILENT_AFTER
    })
  }

  /** Call in an effect: waits whether a bad line stays bad. */
  watchLine(): (() => void) | undefined {
    const { status, isLineBad } = this.#room()
    if (status !== 'reconnecting' && !isLineBad) {
      this.#isLineBad = false
      return
    }
    const timer = setTimeout(() => {
      this.#isLineBad = true
    }, BAD_AFTER)
    return () => clearTimeout(timer)
  }
}
