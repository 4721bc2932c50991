import type { JobRequest } from '../core/feature.ts'

/**
 * Asked for in the transaction that takes a role from someone, or removes them: whatever stage they are on, or wait for,
 * they leave. The job looks for itself whether it still has to be.
 */
export const offStageJob = (participant: string, due: number): JobRequest => ({
  kind: 'people.offStage',
  key: `off-stage:${participant}`,
  payload: { participant },
  due,
})
