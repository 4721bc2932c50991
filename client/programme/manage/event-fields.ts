import type { EventForm } from '#shared/programme/rows.ts'
import { LONGEST_EVENT, wrongSpan } from '#shared/programme/rules.ts'
import { i18n, refusalWords } from '../../core/i18n.svelte.ts'
import { instantOf, timeProblem, wallOf } from './wall-times.ts'

/** An event as its form's fields hold it. */
export type EventFields = {
  name: string
  startDate: string
  startTime: string
  endDate: string
  endTime: string
  zone: string
  place: string
  description: string
  admission: EventForm['admission']
}
export type EventErrors = Partial<Record<keyof EventFields, string>>

/** The fields of a row (or of what a stale save answered). */
export function eventFieldsOf(row: EventForm): EventFields {
  const start = wallOf(row.startsAt, row.zone)
  const end = wallOf(row.endsAt, row.zone)
  const { name, zone, place, description, admission } = row
  return {
    name,
    startDate: start.date,
    startTime: start.time,
    endDate: end.date,
    endTime: end.time,
    zone,
    place,
    description,
    admission,
  }
}

/** A new event: next week at 19:00, for three hours, in this zone. */
export function newEventFields(now: number, zone: string): EventFields {
  const { date } = wallOf(now + 7 * 24 * 3_600_000, zone)
  const times = { startDate: date, startTime: '19:00', endDate: date, endTime: '22:00' }
  return { name: '', ...times, zone, place: '', description: '', admission: 'code' }
}

/** What is sent, or what is wrong by field. */
export function eventFormOf(fields: EventFields): { form: EventForm } | { errors: EventErrors } {
  const start = instantOf({ date: fields.startDate, time: fields.startTime }, fields.zone)
  const end = instantOf({ date: fields.endDate, time: fields.endTime }, fields.zone)
  const errors: EventErrors = {}
  if (!fields.name.trim()) errors.name = i18n.m.programme.form.required
  const [startProblem, endProblem] = [timeProblem(start), timeProblem(end)]
  if (startProblem) errors.startTime = startProblem
  if (endProblem) errors.endTime = endProblem
  if ('at' in start && 'at' in end) {
    const wrong = wrongSpan({ startsAt: start.at, endsAt: end.at }, LONGEST_EVENT)
    if (wrong) errors.endTime = refusalWords({ refused: wrong })
  }
  if (Object.keys(errors).length > 0 || !('at' in start) || !('at' in end)) return { errors }
  const { name, zone, place, description, admission } = fields
  return { form: { name, startsAt: start.at, endsAt: end.at, zone, place, description, admission } }
}
