import { type Finding, findings, follow, nothingSeen, type PersonCount, type TrackCount } from './measured.ts'
import type { PresenterRecord } from './on-stage.ts'
import type { StageRoom } from './room.svelte.ts'
import { isPicture } from './tracks.ts'

/** What an encoder sends, as it arrives here. */
export interface SourceFacts {
  height: number
  perSecond: number
  bitsPerSecond: number
  /** 0 to 1, of the last second. */
  loss: number
  /** Root mean square of the last second, dB below the loudest; null when there is none, or nobody can listen here yet. */
  decibels: number | null
  isListenedTo: boolean
}
type Where = 'stage' | 'backstage'

/** Measures everyone on stage and backstage on this device, with no word from theirs. */
export class Measuring {
  /** What is wrong by now, by participant. */
  findings: ReadonlyMap<string, readonly Finding[]> = $state.raw(new Map())
  /** What each encoder sends, by participant. */
  sources: ReadonlyMap<string, SourceFacts> = $state.raw(new Map())
  #presenters: () => readonly PresenterRecord[]
  #found: Record<Where, Map<string, Finding[]>> = { stage: new Map(), backstage: new Map() }
  #second = new Map<string, { at: number; tracks: readonly TrackCount[] }>()
  #stops: (() => void)[]

  constructor(rooms: Record<Where, StageRoom>, presenters: () => readonly PresenterRecord[]) {
    this.#presenters = presenters
    this.#stops = (['stage', 'backstage'] as const).map((where) => this.#watch(where, rooms[where]))
  }

  /** The room was left: what was found in it may no longer be so. */
  forget(where: Where): void {
    this.#found[where] = new Map()
    this.#tell()
  }

  close(): void {
    for (const stop of this.#stops) stop()
  }

  #watch(where: Where, room: StageRoom): () => void {
    let watched = nothingSeen
    return room.count((tracks, at) => {
      const people = this.#presenters().flatMap((one) => counted(one, where, tracks) ?? [])
      watched = follow(watched, people, at)
      this.#found[where] = findings(watched)
      this.#tell()
      if (where === 'stage') this.#measureSources(people, at)
    })
  }

  #tell(): void {
    const all = new Map([...this.#found.stage, ...this.#found.backstage])
    if (!isSame(all, this.findings)) this.findings = all
  }

  #measureSources(people: readonly PersonCount[], at: number): void {
    let facts: Map<string, SourceFacts> | null = null
    for (const { participant, isSource, tracks } of people) {
      const before = this.#second.get(participant)
      if (!isSource || (before && at - before.at < 1000)) continue
      this.#second.set(participant, { at, tracks })
      if (before) facts = (facts ?? new Map(this.sources)).set(participant, factsOf(before, { at, tracks }))
    }
    if (facts) this.sources = facts
  }
}

/** Someone as they should be in this room; null when they are not to be in it. */
function counted(one: PresenterRecord, where: Where, tracks: readonly TrackCount[]): PersonCount | null {
  const isHere = where === 'stage' ? one.state === 'on' || one.kind === 'source' : one.state === 'backstage'
  const place = where === 'stage' ? one : one.backstage
  if (!isHere || !place?.identity) return null
  return {
    participant: one.participant,
    isSource: one.kind === 'source',
    isConnected: place.connected,
    microphone: one.microphone && !one.silenced,
    camera: one.camera,
    tracks: tracks.filter(({ identity }) => identity === place.identity),
  }
}

type Counts = { at: number; tracks: readonly TrackCount[] }
function factsOf(before: Counts, now: Counts): SourceFacts {
  const seconds = (now.at - before.at) / 1000
  const sum = ({ tracks }: Counts, value: (track: TrackCount) => number) =>
    tracks.reduce((total, track) => total + value(track), 0)
  const grown = (value: (track: TrackCount) => number) => Math.max(0, sum(now, value) - sum(before, value))
  const [lost, packets] = [grown((track) => track.lost), grown((track) => track.packets)]
  const level = Math.sqrt(grown((track) => track.energy ?? 0) / seconds)
  const picture = now.tracks.find(({ source }) => source === 'camera')
  return {
    height: picture?.height ?? 0,
    perSecond: Math.round(picture?.perSecond ?? 0),
    bitsPerSecond: (grown((track) => track.bytes) * 8) / seconds,
    loss: lost + packets > 0 ? lost / (lost + packets) : 0,
    isListenedTo: now.tracks.every((track) => isPicture(track.source) || track.energy !== null),
    decibels: level > 0.001 ? Math.round(20 * Math.log10(level)) : null,
  }
}

const isSame = (a: ReadonlyMap<string, readonly Finding[]>, b: ReadonlyMap<string, readonly Finding[]>): boolean =>
  JSON.stringify([...a]) === JSON.stringify([...b])
