/** What a picture or a sound is of. */
export type Source = 'camera' | 'microphone' | 'screen' | 'screenAudio'

/** One subscribed track as the browser counts it at one moment. */
export interface TrackSample {
  id: string
  source: Source
  /** Muted by its owner, or paused by us (off screen) or by the media server (a weak line): nothing is to be expected. */
  isQuiet: boolean
  bytes: number
  /** Decoded frames; null for sound. */
  frames: number | null
}

/** All subscribed tracks at one moment. `at` is a monotonic clock, ms. */
export interface Sample {
  at: number
  isTabVisible: boolean
  tracks: readonly TrackSample[]
  /** Ids of tracks that were asked for, go out unmuted, and are not here. */
  missing: readonly string[]
}

/** Why a line counts as dead: nothing arrives at all, a camera's picture stands still, or what was asked for never came. */
export type Stall = 'noBytes' | 'noFrames' | 'noTrack'

/** A line that is silent this long is dead. ms */
export const STALL_AFTER = 1000
/** A track that was asked for and is not here after so long does not come any more. ms */
export const MISSING_AFTER = 3000
/** Hidden tabs count once a second; a longer gap between samples means that this device slept. ms */
const SLEPT_AFTER = 2500
/** So many samples in a row have to grow before a track counts as one that moved here: a lone picture proves nothing. */
const PROVEN_BY = 3
/** A row is broken by a longer wait; a hidden tab counts once a second. ms */
const IN_A_ROW = 1500
/** One sample without movement may just be early. */
const LEAST_STILL = 2

interface Seen {
  bytes: number
  frames: number
  /** When bytes, or frames, last grew. */
  bytesAt: number
  framesAt: number
  /** How many samples in a row showed no movement. */
  stillBytes: number
  stillFrames: number
  /** How many samples in a row grew. */
  byteRun: number
  frameRun: number
  /**
   * It moved in this connection. One that never did is its owner's trouble, not our line's; and of a camera that hangs each
   * newcomer has one picture sent, which, taken for movement, would have everyone connect anew again and again.
   */
  hasBytes: boolean
  hasFrames: boolean
}

/**
 * Tells from a row of samples (about four a second) when the line died without saying so. Pure: it has no clock and no timers.
 * Screen shares are exempt, for a still slide sends nothing; so is what is quiet, and frames in a hidden tab. A gap between
 * samples means that this device slept: everything then starts anew.
 */
export class StallWatch {
  #seen = new Map<string, Seen>()
  #missing = new Map<string, number>()
  #missingAfter: number
  #at = Number.NEGATIVE_INFINITY
  #wasVisible = false

  /** `missingAfter`: how long a track may be awaited, ms; longer when another connection did not bring it either. */
  constructor(missingAfter = MISSING_AFTER) {
    this.#missingAfter = missingAfter
  }

  /** Takes the next sample; answers why the line counts as dead, or null. */
  see(sample: Sample): Stall | null {
    const slept = sample.at - this.#at > SLEPT_AFTER
    const showsAgain = sample.isTabVisible && !this.#wasVisible
    this.#at = sample.at
    this.#wasVisible = sample.isTabVisible
    const before = this.#seen
    this.#seen = new Map()
    for (const track of sample.tracks) {
      const seen = follow(before.get(track.id), track, sample.at)
      if (slept || track.isQuiet) restart(seen, 'bytes', sample.at)
      if (slept || track.isQuiet || showsAgain) restart(seen, 'frames', sample.at)
      this.#seen.set(track.id, seen)
    }
    const awaited = slept ? new Map<string, number>() : this.#missing
    this.#missing = new Map(sample.missing.map((id) => [id, awaited.get(id) ?? sample.at]))
    return this.#judge(sample)
  }

  #judge(sample: Sample): Stall | null {
    const due = sample.tracks
      .filter((track) => !track.isQuiet && track.source !== 'screen' && track.source !== 'screenAudio')
      .map((track) => ({ track, seen: this.#seen.get(track.id)! }))
    const proven = due.filter(({ seen }) => seen.hasBytes)
    if (proven.length > 0 && proven.every(({ seen }) => isStill(seen.bytesAt, seen.stillBytes, sample.at)))
      return 'noBytes'
    const still = due.some(
      ({ track, seen }) =>
        track.source === 'camera' && seen.hasFrames && isStill(seen.framesAt, seen.stillFrames, sample.at),
    )
    if (sample.isTabVisible && still) return 'noFrames'
    return [...this.#missing.values()].some((since) => sample.at - since >= this.#missingAfter) ? 'noTrack' : null
  }
}

const isStill = (since: number, samples: number, now: number) => samples >= LEAST_STILL && now - since >= STALL_AFTER

function restart(seen: Seen, what: 'bytes' | 'frames', at: number): void {
  if (what === 'bytes') [seen.bytesAt, seen.stillBytes] = [at, 0]
  else [seen.framesAt, seen.stillFrames] = [at, 0]
}

function follow(before: Seen | undefined, track: TrackSample, at: number): Seen {
  const [bytes, frames] = [track.bytes, track.frames ?? 0]
  const still = { bytesAt: at, framesAt: at, stillBytes: 0, stillFrames: 0 }
  if (!before) return { bytes, frames, ...still, byteRun: 0, frameRun: 0, hasBytes: false, hasFrames: false }
  // A counter that falls was started again by the browser: that is movement too.
  const seen = { ...before, bytes, frames, stillBytes: before.stillBytes + 1, stillFrames: before.stillFrames + 1 }
  if (bytes !== before.bytes) {
    restart(seen, 'bytes', at)
    seen.byteRun = at - before.bytesAt <= IN_A_ROW ? before.byteRun + 1 : 1
    seen.hasBytes ||= seen.byteRun >= PROVEN_BY
  }
  if (frames !== before.frames) {
    restart(seen, 'frames', at)
    seen.frameRun = at - before.framesAt <= IN_A_ROW ? before.frameRun + 1 : 1
    seen.hasFrames ||= seen.frameRun >= PROVEN_BY
  }
  return seen
}
