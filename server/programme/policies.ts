import type { AiringRow } from '#shared/programme/rows.ts'
import { doorsAt } from '#shared/programme/rules.ts'
import type { JobRequest } from '../core/feature.ts'

/** The key of the job that closes an event: one waits at most, and it moves with the last airing. */
export const closeKey = (event: string): string => `access.close:${event}`

/** Closes the event at `due` (ms UTC). */
export const closeJob = (event: string, due: number): JobRequest => ({
  kind: 'access.closeEvent',
  key: closeKey(event),
  payload: { event },
  due,
})

const doorsKey = (airing: string): string => `airing.doors:${airing}`

/** The keys of all jobs an airing's times ask for, to forget them with it. */
export const airingKeys = (airing: string): readonly string[] => [doorsKey(airing)]

/** The jobs an airing's times ask for; asking again moves them. Only what happens on a stage has doors. */
export function airingJobs(
  airing: Pick<AiringRow, 'id' | 'kind' | 'state' | 'startsAt' | 'doorsMinutes'>,
): JobRequest[] {
  const isOnStage = airing.kind === 'live' || airing.kind === 'rehearsal'
  if (!isOnStage || airing.state !== 'scheduled') return []
  return [{ kind: 'airing.doors', key: doorsKey(airing.id), payload: { airing: airing.id }, due: doorsAt(airing) }]
}
