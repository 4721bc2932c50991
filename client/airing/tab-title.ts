import type { StageRecord } from './on-stage.ts'

/** What the title of a watching page's tab depends on. */
export interface TabFacts {
  state: StageRecord['state']
  /** Seconds left to answer an invitation onto the stage. */
  invitedFor: number | null
  /** One is on stage by this page; and viewers see and hear one now. */
  isOnStage: boolean
  isLive: boolean
  isReconnecting: boolean
  /** Seconds left of a countdown. */
  countdown: number | null
}

export type TabSays =
  | { says: 'invited' | 'countdown'; seconds: number }
  | { says: 'youAreLive' | 'onStage' | 'reconnecting' | 'live' | 'paused' | 'ended' | 'plain' }

/**
 * What a tab says while one looks elsewhere, the most pressing first: what asks for an answer, what others see of
 * oneself, what went wrong, what comes, what is.
 */
export function tabSays({ state, invitedFor, isOnStage, isLive, isReconnecting, countdown }: TabFacts): TabSays {
  if (invitedFor !== null) return { says: 'invited', seconds: invitedFor }
  if (isLive) return { says: 'youAreLive' }
  if (isReconnecting) return { says: 'reconnecting' }
  if (countdown !== null) return { says: 'countdown', seconds: countdown }
  if (isOnStage) return { says: 'onStage' }
  return { says: state === 'live' || state === 'paused' || state === 'ended' ? state : 'plain' }
}
