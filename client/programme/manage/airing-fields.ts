import type { AiringForm, AiringKind } from '#shared/programme/rows.ts'
import { LONGEST_AIRING, wrongSpan } from '#shared/programme/rules.ts'
import { refusalWords } from '../../core/i18n.svelte.ts'
import { instantOf, timeProblem, wallOf } from './wall-times.ts'

const MINUTE = 60_000

/** One time of a session as its form's fields hold it. */
export type AiringFields = {
  kind: AiringKind
  date: string
  time: string
  minutes: number | undefined
  stage: string
  doorsMinutes: number | undefined
}
export type AiringErrors = Partial<Record<keyof AiringFields, string>>

export function airingFieldsOf(row: Omit<AiringForm, 'session'>, zone: string): AiringFields {
  const { date, time } = wallOf(row.startsAt, zone)
  const minutes = Math.round((row.endsAt - row.startsAt) / MINUTE)
  return { kind: row.kind, date, time, minutes, stage: row.stage, doorsMinutes: row.doorsMinutes }
}

/** What is sent, or what is wrong by field. */
export function airingFormOf(
  fields: AiringFields,
  session: string,
  zone: string,
): { form: AiringForm } | { errors: AiringErrors } {
  const start = instantOf({ date: fields.date, time: fields.time }, zone)
  const problem = timeProblem(start)
  if (problem || !('at' in start)) return { errors: { time: problem ?? '' } }
  const span = { startsAt: start.at, endsAt: start.at + (fields.minutes ?? 0) * MINUTE }
  const wrong = wrongSpan(span, LONGEST_AIRING)
  if (wrong) return { errors: { minutes: refusalWords({ refused: wrong }) } }
  const { kind, stage, doorsMinutes } = fields
  return { form: { session, stage, kind, ...span, doorsMinutes: doorsMinutes ?? 0 } }
}
