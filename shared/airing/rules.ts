import type { AiringState } from './contract.ts'

const MINUTE = 60_000
/** At most this many on stage. */
export const STAGE_PLACES = 12
/** At most this many on stage and backstage together. */
export const BACKSTAGE_PLACES = 40
/** At most this many hands up at once: more could not be heard in an evening. */
export const MOST_HANDS = 200
/** How long someone invited has to answer. ms */
export const INVITE_MS = 60_000
/** Going live is announced this long. ms */
export const COUNTDOWN_MS = 10_000
/** How long after the planned end staff are reminded. ms */
export const REMIND_AFTER_MS = 15 * MINUTE
/** How long past the planned end nobody may be on stage before the airing ends by itself. ms */
export const EMPTY_AFTER_MS = 30 * MINUTE
/** How long past the planned end an airing may run at all. ms */
export const LONGEST_OVERRUN_MS = 6 * 60 * MINUTE

/** What the rules look at: the `stage` record has it. */
export interface Show {
  state: AiringState
  countdown: { number: number; liveAt: number } | null
}

/** What can be done with an airing, by whoever may. */
export type Verb =
  | 'openDoors'
  | 'startCountdown'
  | 'stopCountdown'
  | 'pause'
  | 'setSlate'
  | 'end'
  | 'standBy'
  | 'raiseHand'

const STATES: Record<Verb, readonly AiringState[]> = {
  openDoors: ['scheduled'],
  startCountdown: ['doors', 'paused'],
  stopCountdown: ['doors', 'paused'],
  pause: ['live'],
  setSlate: ['scheduled', 'doors', 'paused'],
  end: ['scheduled', 'doors', 'live', 'paused'],
  standBy: ['scheduled', 'doors', 'live', 'paused'],
  raiseHand: ['doors', 'live', 'paused'],
}

/** The code of why this cannot be done now, or null. `startCountdown` needs more than this: a free stage and somebody ready. */
export function obstacle(show: Show, verb: Verb): string | null {
  if (!STATES[verb].includes(show.state)) return 'airing.wrongState'
  if (verb === 'startCountdown' && show.countdown) return 'airing.alreadyCounting'
  if (verb === 'stopCountdown' && !show.countdown) return 'airing.noCountdown'
  return null
}

/** Can this be done now? For drawing buttons. */
export const can = (show: Show, verb: Verb): boolean => obstacle(show, verb) === null

/** An airing holds its stage from the start of its countdown until it ends. */
export const holdsStage = (show: Show): boolean =>
  show.countdown !== null || show.state === 'live' || show.state === 'paused'

/** Whole seconds until `liveAt` as they are shown: 10 at first, 0 when it goes on. */
export const secondsLeft = (liveAt: number, now: number): number => Math.max(0, Math.ceil((liveAt - now) / 1000))

/** Should staff be reminded that the planned end has passed? Times in ms UTC. */
export const isReminderDue = (plannedEnd: number, now: number): boolean => now >= plannedEnd + REMIND_AFTER_MS

/** Does the airing end by itself now? `emptySince`: since when nobody has been on stage, null while someone is. */
export function isOverdue(plannedEnd: number, emptySince: number | null, now: number): boolean {
  if (now >= plannedEnd + LONGEST_OVERRUN_MS) return true
  return emptySince !== null && now >= Math.max(plannedEnd, emptySince) + EMPTY_AFTER_MS
}
