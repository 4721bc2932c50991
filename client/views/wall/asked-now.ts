import { i18n } from '../../core/i18n.svelte.ts'
import { clockText, listText } from '../../core/times.ts'
import { seatsOf } from '../../qa/panel/listing.ts'
import type { OpenWall } from './open-wall.svelte.ts'

/** The question a wall shows; null while none is answered or pinned, or it is not live. */
export function questionOn(wall: OpenWall) {
  if (wall.stage?.state !== 'live') return null
  const m = i18n.m.questions.wall
  const [current] = wall.asked?.current ?? []
  if (current) {
    // Two names are read while one passes; a whole panel is not.
    const names = wall.people.filter(({ kind }) => kind === 'presenter').map(({ name }) => name)
    const lead = names.length > 0 && names.length < 3 ? m.by({ names: listText(names) }) : m.now
    const clock = clockText(Math.floor((wall.now - current.startedAt) / 1000) * 1000)
    return { ...current, lead, clock }
  }
  const pinned = wall.asked?.pinned
  return pinned ? { ...pinned, lead: m.pinned, clock: null } : null
}

/** What comes after it; null when nothing waits or it is not live. */
export const nextOn = (wall: OpenWall) => (wall.stage?.state === 'live' ? (wall.asked?.next[0] ?? null) : null)

/** Seats and numbers of the tally; null before anything was asked. */
export function tallyOn(wall: OpenWall) {
  const { tally } = wall
  if (!tally || wall.stage?.state !== 'live' || tally.room.asked + tally.home.asked === 0) return null
  const next = nextOn(wall)?.side ?? null
  return { room: tally.room.answered, home: tally.home.answered, seats: seatsOf(tally, []), next }
}
