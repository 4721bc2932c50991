import { REMIND_AFTER_MS } from '#shared/airing/rules.ts'
import type { AiringRow } from '#shared/programme/rows.ts'
import { doorsAt } from '#shared/programme/rules.ts'
import { overdueJob } from '../airing/policies.ts'
import type { JobRequest } from '../core/feature.ts'

const doorsKey = (airing: string): string => `airing.doors:${airing}`

/** The keys of all jobs an airing's times ask for, to forget them with it. */
export const airingKeys = (airing: string): readonly string[] => [doorsKey(airing), overdueJob(airing, 0).key!]

type Planned = Pick<AiringRow, 'id' | 'kind' | 'state' | 'startsAt' | 'endsAt' | 'doorsMinutes'>

/**
 * The jobs an airing's times ask for; asking again moves them. Before the doors: to open them. After: to look at the
 * planned end, which may have moved. Only what is shown from a stage has doors.
 */
export function airingJobs(airing: Planned): JobRequest[] {
  const { id, kind, state, endsAt } = airing
  if ((kind !== 'live' && kind !== 'rehearsal') || state === 'ended') return []
  if (state === 'scheduled')
    return [{ kind: 'airing.doors', key: doorsKey(id), payload: { airing: id }, due: doorsAt(airing) }]
  return [overdueJob(id, endsAt + REMIND_AFTER_MS)]
}
