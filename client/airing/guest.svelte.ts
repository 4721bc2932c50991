import { untrack } from 'svelte'
import type { airing } from '#shared/airing/contract.ts'
import { holdsStage } from '#shared/airing/rules.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { StreamView } from '../core/live.ts'
import { readPref, writePref } from '../core/prefs.ts'
import { Capture } from './capture.svelte.ts'
import { identities, onStage, type PresenterRecord } from './on-stage.ts'
import { isLeaving, OwnPlace } from './own-place.svelte.ts'
import { ownTracks } from './own-tracks.ts'
import type { AskSeat } from './room.svelte.ts'
import { SOURCES } from './sources.ts'

/** Why one watches again: taken off, the line did not hold, or another device of one's own went on. */
export type WatchesAgain = 'takenOff' | 'lost' | 'elsewhere'

/** The leave is told when the watching connection is there, and after this long in any case. ms */
const LEAVE_WITHIN = 3000

/** Someone of the audience who was asked onto the stage: the device check, the stage, and the way back. */
export class Guest {
  /** The devices of this time on stage; afterwards they are let go, and their lights go out. */
  capture: Capture = $state.raw(new Capture())
  readonly place: OwnPlace
  name: string = $state('')
  line: string = $state(readPref('stage.line') ?? '')
  refusal: Refusal | null = $state.raw(null)
  isSending: boolean = $state(false)
  /** This device is the one that presents. */
  isHere: boolean = $state(false)
  watchesAgain: WatchesAgain | null = $state(null)
  #left: Promise<void> = Promise.resolve()
  #isLeaving: boolean = $state(false)
  #me: () => string | null
  #stream: StreamView<typeof airing>
  /** What the log has said since I came: before that, what it says is of before. */
  #wasOn = false
  #wasServed = false

  constructor(stream: StreamView<typeof airing>, me: () => string | null, name: string, askSeat: AskSeat) {
    this.#stream = stream
    this.#me = me
    this.name = name
    this.place = new OwnPlace(askSeat)
  }

  /** My record while viewers see me; in a pause a guest has none. */
  readonly mine: PresenterRecord | null = $derived.by(() => {
    const me = this.#me()
    return (me && this.#stream.get('presenter', me)) || null
  })
  readonly others: readonly PresenterRecord[] = $derived.by(() =>
    onStage(this.#stream.list('presenter').map(({ record }) => record)).filter(
      ({ participant }) => participant !== this.#me(),
    ),
  )
  /** Until when I am asked onto the stage; null when I am not. */
  get invitedUntil(): number | null {
    return this.#stream.own('hand')?.invitedUntil ?? null
  }
  /** I am on stage, but not by this device. */
  get isElsewhere(): boolean {
    const isComingOrGoing = this.isSending || this.#isLeaving || isLeaving(this.#stream)
    return this.mine?.kind === 'guest' && !this.isHere && !isComingOrGoing
  }
  get isSilenced(): boolean {
    return this.isHere && this.mine?.silenced === true
  }
  /** Viewers see and hear me now. */
  get isLive(): boolean {
    const isShown = this.isHere && this.mine?.state === 'on' && this.#stream.get('stage')?.state === 'live'
    return isShown && (this.place.room.status === 'on' || this.place.room.status === 'reconnecting')
  }

  /** Call in an effect: notices that one is no longer on stage here, and why. */
  follow(): void {
    const stage = this.#stream.get('stage')
    const hand = this.#stream.own('hand')
    if (!this.isHere || !stage) return
    if (this.mine) this.#wasOn = true
    if (hand && !hand.isUp) this.#wasServed = true
    const isShown = stage.state === 'live' || stage.countdown !== null
    const { refused } = this.place.room
    if (!holdsStage(stage)) this.#stop(null)
    else if (this.place.isTaken(this.mine?.identity)) this.#stop('elsewhere')
    else if (hand?.isUp && this.#wasServed) this.#stop('lost')
    else if (refused === 'airing.notPresenting' || (isShown && !this.mine && this.#wasOn)) this.#stop('takenOff')
  }

  /** Call in an effect: what the devices give goes out while on stage here, and nothing else. */
  send(): void {
    const { camera, microphone, wantsMicrophone } = this.capture
    const { isSilenced, isHere } = this
    const others = identities(this.others)
    const { room } = this.place
    untrack(() => {
      room.want(others, 'auto')
      const isMicrophoneOut = room.isSending('microphone')
      const own = { camera, microphone, wantsMicrophone, isMicrophoneOut, isSilenced, screen: null }
      const tracks = isHere ? ownTracks(own) : new Map<never, never>()
      for (const source of SOURCES) {
        const one = tracks.get(source)
        void (one ? room.send(source, one.track, one.isMuted) : room.stopSending(source))
      }
    })
  }

  /** Call in an effect: being silenced switches my microphone off, and only I switch it on again. */
  obey(): void {
    if (this.isSilenced && this.capture.wantsMicrophone) untrack(() => void this.capture.setMicrophone(false))
  }

  /** Call in an effect: others read in the log whether one can be seen and heard, also when a device is pulled out. */
  tell(): void {
    const { isHere, mine, capture } = this
    if (!isHere || !mine) return
    const [camera, microphone] = [capture.camera !== null, capture.wantsMicrophone]
    if (mine.camera === camera && mine.microphone === microphone) return
    // Whoever is off the stage by now has nothing to say any more: the refusal is no news.
    untrack(() => void this.#stream.send('airing.tellDevices', { camera, microphone }))
  }

  async accept(): Promise<void> {
    if (!this.name.trim() || this.isSending) return
    const { camera, wantsMicrophone } = this.capture
    this.isSending = true
    writePref('stage.line', this.line)
    const answer = await this.#stream.send('airing.acceptInvite', {
      name: this.name.trim(),
      line: this.line.trim(),
      camera: camera !== null,
      microphone: wantsMicrophone,
    })
    this.refusal = answer.ok ? null : answer
    if (answer.ok) this.begin()
    this.isSending = false
  }

  async decline(): Promise<void> {
    this.#freeDevices()
    const answer = await this.#stream.send('airing.declineInvite', {})
    this.refusal = answer.ok || answer.refused === 'airing.notInvited' ? null : answer
  }

  /** Presents by this device from now on; another one that did gives way. */
  begin(): void {
    this.#wasOn = this.#wasServed = false
    this.watchesAgain = null
    this.isHere = true
  }

  /** Nothing goes out from this moment on; the leave is told once one watches again, so that no picture is lost. */
  leave(): Promise<void> {
    if (this.isHere) this.#left = this.#leave()
    return this.#left
  }

  /** Resolves once a leave that is on its way was told: until then the log has me on stage. */
  get left(): Promise<void> {
    return this.#left
  }

  async #leave(): Promise<void> {
    this.#isLeaving = true
    this.#stop(null)
    await Promise.race([this.#watches(), new Promise((resolve) => setTimeout(resolve, LEAVE_WITHIN))])
    const answer = await this.#stream.send('airing.leaveStage', {})
    this.refusal = answer.ok || answer.refused === 'airing.notPresenting' ? null : answer
    this.#isLeaving = false
  }

  async toggleMicrophone(): Promise<void> {
    if (!this.isSilenced) await this.capture.setMicrophone(!this.capture.wantsMicrophone)
  }

  toggleCamera(): Promise<void> {
    return this.capture.setCamera(!this.capture.wantsCamera)
  }

  close(): void {
    this.place.room.close()
    this.capture.close()
  }

  #stop(why: WatchesAgain | null): void {
    this.isHere = false
    this.watchesAgain = why
    this.#freeDevices()
  }

  #freeDevices(): void {
    this.capture.close()
    this.capture = new Capture()
  }

  /** Resolves when the presenting connection was let go of. */
  #watches(): Promise<void> {
    return new Promise((resolve) => {
      const stop = $effect.root(() => {
        $effect(() => {
          if (this.place.room.status !== 'off') return
          resolve()
          queueMicrotask(() => stop())
        })
      })
    })
  }
}
