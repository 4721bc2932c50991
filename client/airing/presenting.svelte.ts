import { untrack } from 'svelte'
import type { airing } from '#shared/airing/contract.ts'
import { holdsStage } from '#shared/airing/rules.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { StreamView } from '../core/live.ts'
import { readPref, writePref } from '../core/prefs.ts'
import { inBackstage } from './backstage.ts'
import { Capture } from './capture.svelte.ts'
import { Ducked } from './ducked.svelte.ts'
import { identities, onStage, type PresenterRecord, type StageRecord } from './on-stage.ts'
import { isLeaving, move, OwnPlace } from './own-place.svelte.ts'
import { ownTracks } from './own-tracks.ts'
import type { AskSeat, StageRoom } from './room.svelte.ts'
import { playedInRoom } from './room-output.ts'
import { ScreenShare } from './screen-share.svelte.ts'
import { SelfWatch } from './self-watch.svelte.ts'
import type { Outgoing } from './sender.ts'
import type { Source } from './stall.ts'

/** `check`: devices first; `backstage`: seen and heard by the others there, never by viewers; `on`: on stage. */
export type Phase = 'check' | 'backstage' | 'on'

/** One presenter at one airing: the check, backstage, the stage, and the way back after a reload. */
export class Presenting {
  readonly capture = new Capture()
  readonly screen = new ScreenShare()
  readonly watch = new SelfWatch(this.capture, () => this.room)
  readonly ducked = new Ducked()
  name: string = $state('')
  line: string = $state(readPref('stage.line') ?? '')
  refusal: Refusal | null = $state.raw(null)
  /** What this device plays, only its wearer hears; said once, and remembered here. */
  wearsHeadphones: boolean = $state(readPref('headphones') !== null)
  isSending: boolean = $state(false)
  /** This tab is the one that presents, not another window of the same person. */
  isHere: boolean = $state(false)
  #me: () => string | null
  #stream: StreamView<typeof airing>
  #wasThere = false
  #stage: OwnPlace
  #backstage: OwnPlace

  constructor(
    stream: StreamView<typeof airing>,
    me: () => string | null,
    name: string,
    askSeat: (room: 'present' | 'backstage') => AskSeat,
  ) {
    this.#stream = stream
    this.#me = me
    this.name = name
    this.#stage = new OwnPlace(askSeat('present'))
    this.#backstage = new OwnPlace(askSeat('backstage'))
  }

  readonly all: readonly PresenterRecord[] = $derived.by(() =>
    this.#stream.list('presenter').map(({ record }) => record),
  )
  /** My record, if I am backstage or on; none from the moment I leave. */
  readonly mine: PresenterRecord | null = $derived.by(() => {
    const me = isLeaving(this.#stream) ? null : this.#me()
    return this.all.find(({ participant }) => participant === me) ?? null
  })
  readonly onStage: readonly PresenterRecord[] = $derived.by(() => onStage(this.all))
  readonly backstage: readonly PresenterRecord[] = $derived.by(() => inBackstage(this.all))
  readonly phase: Phase = $derived.by(() => (this.isHere && this.mine ? this.mine.state : 'check'))

  get stageRoom(): StageRoom {
    return this.#stage.room
  }
  get backstageRoom(): StageRoom {
    return this.#backstage.room
  }
  /** Where I am seen and heard now. */
  get room(): StageRoom {
    return this.phase === 'on' ? this.#stage.room : this.#backstage.room
  }
  get #show(): StageRecord | undefined {
    return this.#stream.get('stage')
  }
  get isOver(): boolean {
    return this.#show?.state === 'ended'
  }
  /** The producer took the right to be heard by viewers. */
  get isSilenced(): boolean {
    return this.phase === 'on' && this.mine?.silenced === true
  }
  /** I sit in the room: what this device plays, its microphones hear. */
  readonly isInRoom: boolean = $derived.by(() => this.phase !== 'check' && this.mine?.inRoom === true)
  /** Identities of whom the room's loudspeakers play, as one text: it stays the same while only other things change. */
  readonly #home: string = $derived.by(() => identities(playedInRoom(this.onStage)).join(' '))
  get isSoundOff(): boolean {
    return this.isInRoom && !this.wearsHeadphones
  }
  /** I am with the presenters already, in another window. */
  get isElsewhere(): boolean {
    return this.mine?.connected === true || this.mine?.backstage?.connected === true
  }

  readonly #tracks: ReadonlyMap<Source, Outgoing> = $derived.by(() => {
    const isMicrophoneOut = [this.stageRoom, this.backstageRoom].some((room) => room.isSending('microphone'))
    const { camera, wantsMicrophone } = this.capture
    const microphone = this.capture.microphone && (this.ducked.track ?? this.capture.microphone)
    const { isSilenced } = this
    return ownTracks({ camera, microphone, wantsMicrophone, isMicrophoneOut, isSilenced, screen: this.screen.stream })
  })

  /** Viewers see and hear me now, or see my last picture while the line is mended. */
  readonly isLive: boolean = $derived.by(() => {
    if (this.phase !== 'on' || this.#show?.state !== 'live') return false
    const { status, sent } = this.stageRoom
    return status === 'reconnecting' || (status === 'on' && (sent.size > 0 || this.#tracks.size === 0))
  })

  /** Call in an effect: keeps both rooms as the airing's log says. */
  follow(): void {
    const { phase, mine } = this
    if (phase === 'check' || !mine) {
      untrack(() => this.#stayAway())
      return
    }
    this.#wasThere = true
    // Another window of mine took a place: only one publishes.
    if (this.#stage.isTaken(mine.identity) || this.#backstage.isTaken(mine.backstage?.identity)) {
      untrack(() => this.#giveWay())
      return
    }
    const others = (people: readonly PresenterRecord[]) =>
      identities(people.filter(({ participant }) => participant !== mine.participant))
    const seen = others(this.onStage)
    const around = phase === 'on' ? [] : others(this.backstage)
    const isStageOpen = this.#show !== undefined && holdsStage(this.#show)
    untrack(() => {
      this.#backstage.keep(mine.kind === 'presenter', around)
      this.#stage.keep(isStageOpen, seen)
    })
  }

  /** Call in an effect: what the devices give goes out where I am, and leaves the other room once it is out. */
  send(): void {
    if (this.phase === 'check') return
    const tracks = this.#tracks
    const here = this.room
    const other = this.phase === 'on' ? this.backstageRoom : this.stageRoom
    const { sent } = here
    untrack(() => move(tracks, here, other, sent))
  }

  /** Call in an effect: being silenced switches my microphone off, and only I switch it on again. */
  obey(): void {
    if (this.isSilenced && this.capture.wantsMicrophone) untrack(() => void this.#switchMicrophone(false))
  }

  /** Call in an effect: tells those who run the show what my device finds wrong, and when it is over. */
  tell(): void {
    const { found } = this.watch
    if (this.phase === 'check' || !this.mine || this.mine.trouble === found) return
    untrack(() => void this.#stream.send('airing.tellTrouble', { trouble: found }))
  }

  /** Call in an effect: in the room, what goes out of the microphone can be lowered. */
  duck(): (() => void) | undefined {
    const { microphone } = this.capture
    if (this.isInRoom && microphone) return untrack(() => this.ducked.take(microphone))
  }

  /** Call in an effect: and it is, while the loudspeakers of the room play someone from home. */
  duckWhileHomeSpeaks(): (() => void) | undefined {
    if (this.phase !== 'on' || !this.isInRoom || this.#home === '' || !this.ducked.track) return
    const home = new Set(this.#home.split(' '))
    return untrack(() => this.ducked.listen(() => this.stageRoom.soundOf(home)))
  }

  wearHeadphones(isOn: boolean): void {
    this.wearsHeadphones = isOn
    writePref('headphones', isOn ? 'yes' : null)
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
    this.#closeRooms()
    this.isHere = this.#wasThere = false
    this.screen.stop()
    const answer = await this.#stream.send('airing.leaveStage', {})
    this.refusal = answer.ok || answer.refused === 'airing.notPresenting' ? null : answer
  }

  async toggleMicrophone(): Promise<void> {
    if (!this.isSilenced) await this.#switchMicrophone(!this.capture.wantsMicrophone)
  }

  async toggleCamera(): Promise<void> {
    // By what is there, not by what is wanted: a camera that was lost is tried again.
    await this.capture.setCamera(this.capture.camera === null)
    await this.#correct()
  }

  close(): void {
    this.#closeRooms()
    this.capture.close()
    this.screen.stop()
  }

  async #switchMicrophone(isOn: boolean): Promise<void> {
    await this.capture.setMicrophone(isOn)
    await this.#correct()
  }

  /** Devices changed: the log is told, as long as the show goes on. */
  async #correct(): Promise<void> {
    if (this.mine && !this.isOver) await this.#say()
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

  /** Whoever was sent away comes back by their own press only, not with what they do in another window. */
  #stayAway(): void {
    if (this.#wasThere) this.isHere = this.#wasThere = false
    this.#closeRooms()
  }

  #closeRooms(): void {
    this.#stage.room.close()
    this.#backstage.room.close()
  }

  #giveWay(): void {
    this.isHere = this.#wasThere = false
    this.screen.stop()
    this.#stage.giveUp()
    this.#backstage.giveUp()
  }
}
