import { untrack } from 'svelte'
import type { airing } from '#shared/airing/contract.ts'
import { holdsStage } from '#shared/airing/rules.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { StreamView } from '../core/live.ts'
import { readPref, writePref } from '../core/prefs.ts'
import { Capture } from './capture.svelte.ts'
import { canShareScreen } from './devices.ts'
import { identities, onStage, type PresenterRecord } from './on-stage.ts'
import { type AskSeat, StageRoom } from './room.svelte.ts'

/** `check`: devices first; `waits`: checked, until the airing takes the stage; `on`: on stage. */
export type Phase = 'check' | 'waits' | 'on'

/** One presenter at one airing: the check, the wait, the stage, and the way back after a reload. */
export class Presenting {
  readonly capture = new Capture()
  readonly room: StageRoom
  name: string = $state('')
  line: string = $state(readPref('stage.line') ?? '')
  refusal: Refusal | null = $state.raw(null)
  isSending: boolean = $state(false)
  screen: MediaStream | null = $state.raw(null)
  /** This tab is the one that presents, not another window of the same person. */
  isHere: boolean = $state(false)
  #me: () => string | null
  #stream: StreamView<typeof airing>
  #seats = new Set<string>()
  /** The log may name my new seat before the answer that gives it. */
  #isAsking: boolean = $state(false)

  constructor(stream: StreamView<typeof airing>, me: () => string | null, name: string, askSeat: AskSeat) {
    this.#stream = stream
    this.#me = me
    this.name = name
    this.room = new StageRoom(async () => {
      this.#isAsking = true
      const seat = await askSeat()
      if ('identity' in seat) this.#seats.add(seat.identity)
      this.#isAsking = false
      return seat
    })
  }

  /** My record, if I wait or am on. */
  readonly mine: PresenterRecord | null = $derived.by(() => {
    const me = this.#me()
    return (me && this.#stream.get('presenter', me)) || null
  })
  readonly people: readonly PresenterRecord[] = $derived.by(() =>
    onStage(this.#stream.list('presenter').map(({ record }) => record)),
  )
  readonly phase: Phase = $derived.by(() => {
    if (!this.isHere || !this.mine) return 'check'
    return this.mine.state === 'on' ? 'on' : 'waits'
  })
  /** Viewers see and hear me now. */
  readonly isLive: boolean = $derived.by(
    () => this.phase === 'on' && this.#stream.get('stage')?.state === 'live' && this.room.status !== 'connecting',
  )
  /** Standing by now means going on at once. */
  readonly goesOnAtOnce: boolean = $derived.by(() => {
    const stage = this.#stream.get('stage')
    return stage !== undefined && holdsStage(stage)
  })

  /** Call in an effect: keeps the room as the airing's log says. */
  follow(): void {
    if (this.phase !== 'on') {
      untrack(() => this.room.close())
      return
    }
    const identity = this.mine?.identity
    // Another window of mine took the place: only one publishes.
    if (identity && !this.#isAsking && this.#seats.size > 0 && !this.#seats.has(identity)) {
      untrack(() => this.#giveWay())
      return
    }
    const others = identities(this.people.filter(({ participant }) => participant !== this.mine?.participant))
    untrack(() => {
      this.room.open()
      this.room.want(others, 'auto')
    })
  }

  /** Call in an effect: what the devices give goes out, and what was switched off does not. */
  async send(): Promise<void> {
    const { camera, microphone, wantsMicrophone } = this.capture
    if (this.phase !== 'on') return
    if (camera) await this.room.send('camera', camera, false)
    else await this.room.stopSending('camera')
    // A microphone that was never switched on never leaves this device; muting afterwards is quick.
    if (microphone && (wantsMicrophone || this.room.isSending('microphone')))
      await this.room.send('microphone', microphone, !wantsMicrophone)
    if (!microphone) await this.room.stopSending('microphone')
  }

  async standBy(): Promise<void> {
    if (!this.name.trim()) return
    this.isSending = true
    writePref('stage.line', this.line)
    const answer = await this.#say()
    this.isSending = false
    this.isHere = answer.ok
  }

  async leave(): Promise<void> {
    this.room.close()
    this.isHere = false
    await this.stopScreen()
    const answer = await this.#stream.send('airing.leaveStage', {})
    this.refusal = answer.ok || answer.refused === 'airing.notPresenting' ? null : answer
  }

  async toggleMicrophone(): Promise<void> {
    await this.capture.setMicrophone(!this.capture.wantsMicrophone)
    if (this.mine) await this.#say()
  }

  async toggleCamera(): Promise<void> {
    await this.capture.setCamera(!this.capture.wantsCamera)
    if (this.mine) await this.#say()
  }

  async toggleScreen(): Promise<void> {
    if (this.screen) return this.stopScreen()
    if (!canShareScreen()) return
    try {
      const screen = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: 15 }, audio: true })
      const [picture] = screen.getVideoTracks()
      const [sound] = screen.getAudioTracks()
      if (!picture) return
      this.screen = screen
      // The browser has a button of its own to stop.
      picture.addEventListener('ended', () => void this.stopScreen())
      await this.room.send('screen', picture, false)
      if (sound) await this.room.send('screenAudio', sound, false)
    } catch {
      // Nothing was chosen in the browser's own dialog: nothing is shared.
      this.screen = null
    }
  }

  async stopScreen(): Promise<void> {
    for (const track of this.screen?.getTracks() ?? []) track.stop()
    this.screen = null
    await this.room.stopSending('screen')
    await this.room.stopSending('screenAudio')
  }

  close(): void {
    this.room.close()
    this.capture.close()
    for (const track of this.screen?.getTracks() ?? []) track.stop()
  }

  /** Says name and devices as they are now; said again, it corrects. */
  async #say() {
    const { wantsCamera, wantsMicrophone, camera } = this.capture
    const answer = await this.#stream.send('airing.standBy', {
      name: this.name.trim(),
      line: this.line.trim(),
      camera: wantsCamera && camera !== null,
      microphone: wantsMicrophone,
    })
    this.refusal = answer.ok ? null : answer
    return answer
  }

  #giveWay(): void {
    this.#seats.clear()
    this.isHere = false
    this.room.close()
  }
}
