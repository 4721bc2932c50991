import { REMIND_AFTER_MS } from '#shared/airing/rules.ts'
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
const overdueKey = (airing: string): string => `airing.overdue:${airing}`

/** The keys of all jobs an airing's times ask for, to forget them with it. */
export const airingKeys = (airing: string): readonly string[] => [doorsKey(airing), overdueKey(airing)]

type Planned = Pick<AiringRow, 'id' | 'kind' | 'state' | 'startsAt' | 'endsAt' | 'doorsMinutes'>

/**
 * The jobs an airing's times ask for; asking again moves them. Before the doors: to open them. After: to look at the
 * planned end, which may have moved. Only what is shown from a stage has doors.
 */
export function airingJobs(airing: Planned): JobRequest[] {
  const { id, kind, state, endsAt } = airing
  if ((kind !== 'live' && kind !== 'rehearsal') || state === 'ended') return []
  const payload = { airing: id }
  if (state === 'scheduled') return [{ kind: 'airing.doors', key: doorsKey(id), payload, due: doorsAt(airing) }]
  return [{ kind: 'airing.overdue', key: overdueKey(id), payload, due: endsAt + REMIND_AFTER_MS }]
}
