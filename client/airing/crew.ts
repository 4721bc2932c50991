import type { Measuring } from './measuring.svelte.ts'
import type { StageRecord } from './on-stage.ts'
import type { StageRoom } from './room.svelte.ts'

/** What can be done with one person. `main`: on, or off again. */
export type Act = 'main' | 'spotlight' | 'silence' | 'up' | 'down'

/** What a row of a person needs to know around them. */
export interface Crew {
  stage: StageRecord
  /** Viewers see the stage, or will with a countdown that runs. */
  isShown: boolean
  rooms: { stage: StageRoom; backstage: StageRoom }
  measuring: Measuring
  /** The worst that is wrong with someone, in words. */
  troubleOf: (participant: string) => string | null
  /** Who conducts here. */
  me: string
  /** Asks to remove someone from the event; null for whoever may not. */
  remove: ((person: { participant: string; name: string }) => void) | null
}

/** The order after one of them moved a place up or down; the same when there is none to move to. */
export function moved(order: readonly string[], participant: string, by: -1 | 1): string[] {
  const from = order.indexOf(participant)
  const to = from + by
  if (from < 0 || to < 0 || to >= order.length) return [...order]
  const next = [...order]
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}
