import { NOTHING } from './loudness.ts'
import type { TrackSample } from './stall.ts'

/** One subscribed track as the browser counts it, with whose it is and what it carries. */
export interface TrackCount extends TrackSample {
  identity: string
  /**
   * Muted by its owner, or paused for us. A camera that sends no more frames is none of these, though the media server
   * pauses it as well.
   */
  isOff: boolean
  /** What was sent to be heard so far, level² × seconds; null for a picture, and while nobody can listen here. */
  energy: number | null
  /** How much of a sound was played here, heard or muted: what is not played is not measured. s */
  played: number
  height: number
  perSecond: number
  packets: number
  lost: number
}

/** Someone in a media room as they should be, and what arrives of them. */
export interface PersonCount {
  participant: string
  /** The venue's encoder, of which something must always come. */
  isSource: boolean
  isConnected: boolean
  /** Switched on, and allowed. */
  microphone: boolean
  camera: boolean
  tracks: readonly TrackCount[]
}

/** `silent`: switched on, and no sound. `frozen`: switched on, and no new picture. `lost`: an encoder that sends nothing. */
export interface Finding {
  what: 'silent' | 'frozen' | 'lost'
  seconds: number
}

/** How long it may last before it is told. ms */
const TELL_AFTER = { silent: 15_000, frozen: 3000, lost: 2000 }
/**
 * Whoever comes to look has a hanging camera's encoder send its last picture once more. Only pictures that follow each
 * other this soon are movement. ms
 */
const FOLLOWS_WITHIN = 1000
/** Sound below this is silence. level² × seconds, a second */
const QUIETEST = 10 ** (NOTHING / 10)
/** A silent microphone still sends something several times a second; without it the line is away, and not the sound. ms */
const SENDS_WITHIN = 1000
/** A longer gap between two counts: this device slept, and knows nothing of what was meanwhile. ms */
const SLEPT_AFTER = 2500

interface Seen {
  energy: number
  played: number
  frames: number
  bytes: number
  /** Packets of sound, and when they last came. */
  packets: number
  packetsAt: number
  /** When a picture last came, be it the same one again. */
  frameAt: number
  /** When there was last something to be heard, a new picture, or anything at all: or no reason to expect it. */
  heardAt: number
  movedAt: number
  cameAt: number
}

/** What was seen of everyone in a room, up to `at` (a monotonic clock, ms). */
export interface Watched {
  at: number
  people: ReadonlyMap<string, Seen>
}
export const nothingSeen: Watched = { at: Number.NEGATIVE_INFINITY, people: new Map() }

/** Takes the next count, about four a second. */
export function follow(before: Watched, people: readonly PersonCount[], at: number): Watched {
  const slept = at - before.at > SLEPT_AFTER
  const seconds = (at - before.at) / 1000
  return {
    at,
    people: new Map(
      people.map((one) => [
        one.participant,
        look(slept ? undefined : before.people.get(one.participant), one, at, seconds),
      ]),
    ),
  }
}

function look(before: Seen | undefined, one: PersonCount, at: number, seconds: number): Seen {
  const sound = one.tracks.find(({ source }) => source === 'microphone')
  const picture = one.tracks.find(({ source }) => source === 'camera')
  const energy = sound?.energy ?? 0
  const played = sound?.played ?? 0
  const frames = picture?.frames ?? 0
  const packets = sound?.packets ?? 0
  const bytes = one.tracks.reduce((sum, track) => sum + track.bytes, 0)
  const counts = { energy, played, packets, frames, bytes }
  if (!before || !one.isConnected)
    return { ...counts, packetsAt: at, frameAt: Number.NEGATIVE_INFINITY, heardAt: at, movedAt: at, cameAt: at }
  // A counter that fell was started again by a new connection: what it shows since then is new.
  const louder = energy - (energy < before.energy ? 0 : before.energy)
  const isHeard = louder > QUIETEST * seconds
  const packetsAt = packets === before.packets ? before.packetsAt : at
  // What is not played is not measured; and where nothing comes, silence is played in its place.
  const isUnknown =
    sound !== undefined && (sound.energy === null || played === before.played || at - packetsAt > SENDS_WITHIN)
  const pictures = frames - (frames < before.frames ? 0 : before.frames)
  const isMoved = pictures > 1 || (pictures === 1 && at - before.frameAt < FOLLOWS_WITHIN)
  const isQuiet = one.tracks.length > 0 && one.tracks.every((track) => track.isOff)
  return {
    ...counts,
    packetsAt,
    frameAt: pictures > 0 ? at : before.frameAt,
    heardAt: !one.microphone || sound?.isQuiet || isUnknown || isHeard ? at : before.heardAt,
    movedAt: !one.camera || picture?.isOff || isMoved ? at : before.movedAt,
    cameAt: !one.isSource || isQuiet || (bytes !== before.bytes && bytes > 0) ? at : before.cameAt,
  }
}

/** What is wrong with each of them by now, the worst first; who is fine is not in it. */
export function findings({ at, people }: Watched): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>()
  for (const [participant, { cameAt, heardAt, movedAt }] of people) {
    const since = { lost: cameAt, silent: heardAt, frozen: movedAt }
    const all = (['lost', 'silent', 'frozen'] as const)
      .filter((what) => at - since[what] >= TELL_AFTER[what])
      .map((what) => ({ what, seconds: Math.floor((at - since[what]) / 1000) }))
    // Of an encoder that sends nothing there is nothing more to say.
    if (all.length > 0) found.set(participant, all[0]?.what === 'lost' ? all.slice(0, 1) : all)
  }
  return found
}
