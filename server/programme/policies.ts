import type { AiringRow } from '#shared/programme/rows.ts'
import { doorsAt } from '#shared/programme/rules.ts'
import type { JobRequest } from '../core/feature.ts'

/** The key of the job that opens an airing's doors; asked for again it moves. */
export const doorsKey = (airing: string): string => `airing.doors:${airing}`

/**
 * The job an airing's times ask for. It opens the doors and then watches over the planned end; once they are open it is
 * asked for again when that end moves. Only what is shown from a stage has doors.
 */
export function airingJobs(
  airing: Pick<AiringRow, 'id' | 'kind' | 'state' | 'startsAt' | 'doorsMinutes'>,
): JobRequest[] {
  const { id, kind, state } = airing
  if ((kind !== 'live' && kind !== 'rehearsal') || state === 'ended') return []
  return [{ kind: 'airing.doors', key: doorsKey(id), payload: { airing: id }, due: doorsAt(airing) }]
}

/** The job that closes the event at `due` (ms UTC). It looks for itself whether it is time. */
export const closeJob = (event: string, due: number): JobRequest => ({
  kind: 'access.closeEvent',
  key: `close:${event}`,
  payload: { event },
  due,
})
