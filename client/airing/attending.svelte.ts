import { untrack } from 'svelte'
import type { airing } from '#shared/airing/contract.ts'
import { secondsLeft } from '#shared/airing/rules.ts'
import type { StreamView } from '../core/live.ts'
import { Companion } from './companion.svelte.ts'
import { Guest } from './guest.svelte.ts'
import { OwnHand } from './hand.svelte.ts'
import { Handover } from './handover.svelte.ts'
import { identities, onStage, type PresenterRecord } from './on-stage.ts'
import { type AskSeat, StageRoom } from './room.svelte.ts'
import { StallTeller } from './stalling.ts'
import { eachTick } from './ticks.ts'
import { Viewing } from './viewing.svelte.ts'

interface Opened {
  stream: StreamView<typeof airing>
  live: { readonly me: { participant: string } | null; readonly status: string; serverNow(): number }
  askSeat(purpose: 'watch' | 'present'): AskSeat
}

/** Someone of the audience at one airing: watches, raises a hand, comes on stage and watches again. */
export class Attending {
  readonly viewing = new Viewing()
  readonly hand: OwnHand
  readonly guest: Guest
  /** What is drawn and heard, by whichever connection. */
  readonly shown: Handover
  readonly watching: StageRoom
  /** This page among the others of the same person. */
  readonly companion: Companion
  #open: Opened
  #stalls: StallTeller

  /** `id` of the airing, `name`: as one is called here. */
  constructor(open: Opened, id: string, name: string) {
    this.#open = open
    this.#stalls = new StallTeller(open.stream)
    this.guest = new Guest(open.stream, () => open.live.me?.participant ?? null, name, open.askSeat('present'))
    this.hand = new OwnHand(open.stream, id, () => this.guest.left)
    this.watching = new StageRoom(open.askSeat('watch'))
    this.shown = new Handover(this.watching, this.guest.place.room)
    const { viewing, guest } = this
    this.companion = new Companion({ stream: open.stream, live: open.live, viewing, isOnStage: () => guest.isHere })
  }

  /** Those on stage; oneself as this device has it, for the log is told once. */
  readonly people: readonly PresenterRecord[] = $derived.by(() => {
    const { isHere, mine, capture, isSilenced } = this.guest
    const microphone = capture.wantsMicrophone && !isSilenced
    return onStage(this.#open.stream.list('presenter').map(({ record }) => record)).map((one) =>
      isHere && one.participant === mine?.participant ? { ...one, microphone, camera: capture.camera !== null } : one,
    )
  })
  /** One's own tile among theirs. */
  readonly own = $derived.by(() => {
    const { isHere, mine, capture, isLive } = this.guest
    return isHere && mine ? { participant: mine.participant, camera: capture.preview, screen: null, isLive } : null
  })
  /** Whole seconds left to answer an invitation; null without one. */
  readonly secondsToAnswer: number | null = $derived.by(() => {
    const until = this.guest.invitedUntil
    if (until === null) return null
    eachTick()
    return secondsLeft(until, this.#open.live.serverNow())
  })

  /** Call in an effect: is where one is to be, and by that connection hears everyone but oneself. */
  follow(): (() => void) | undefined {
    const { isHere, others } = this.guest
    const { isOn, quality } = this.viewing
    const isLive = this.#open.stream.get('stage')?.state === 'live'
    untrack(() => this.watching.want(identities(others), quality))
    return this.shown.follow(isHere ? 'present' : isLive && isOn ? 'watch' : null)
  }

  /** Call in an effect: while the picture stands still here, says that it does, and not for whom. */
  tellStall(): (() => void) | undefined {
    const isLive = this.#open.stream.get('stage')?.state === 'live'
    if (isLive && this.watching.status === 'reconnecting') return this.#stalls.begin()
  }

  /** The page is looked at again after it was not: whatever waits to be tried is tried now. */
  comeBack(): void {
    for (const room of [this.watching, this.guest.place.room]) room.comeBack()
  }

  close(): void {
    this.shown.close()
    this.guest.close()
  }
}
