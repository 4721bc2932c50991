import type { JobRequest } from '../core/feature.ts'

/** Removed and let in again in one breath: the two are told in that order, never beside each other. */
const laneOf = (participant: string): string => `standing:${participant}`

/**
 * Asked for in the transaction that takes a role from someone, or removes them: whatever stage they are on, or wait for,
 * they leave. The job looks for itself whether it still has to be.
 */
export const offStageJob = (participant: string, due: number): JobRequest => ({
  kind: 'people.offStage',
  key: `off-stage:${participant}`,
  lane: laneOf(participant),
  payload: { participant },
  due,
})

/** Asked for in the transaction that lets someone in again: what they wrote is seen again. */
export const backAgainJob = (participant: string, due: number): JobRequest => ({
  kind: 'people.backAgain',
  key: `back-again:${participant}`,
  lane: laneOf(participant),
  payload: { participant },
  due,
})
