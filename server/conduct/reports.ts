import type { conduct } from '#shared/conduct/contract.ts'
import type { CommandOf, EventOf } from '#shared/core/contract.ts'
import { type Facts, has } from '#shared/core/people.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Ctx, Meta } from '../core/feature.ts'
import {
  aboutOf,
  MOST_OPEN,
  MOST_RECEIPTS,
  MOST_REPORTS,
  MOST_SEEN,
  MOST_SETTLED,
  REPORTS_WITHIN,
  type Report,
  type State,
} from './state.ts'
import type { Rows } from './tables.ts'

type Command = CommandOf<typeof conduct>
type Event = EventOf<typeof conduct>
type Data<T extends Event['type']> = Extract<Event, { type: T }>['data']

/** Something is shown to those who look after the event; said again by the same person it corrects. */
export function report(
  state: State,
  { about, reason, note }: Extract<Command, { type: 'conduct.report' }>['data'],
  ctx: Ctx<Rows>,
  me: string,
): readonly Event[] | Refusal {
  const { quote, person } = ctx.rows
  if (!quote) return 'participant' in about ? refuse('conduct.gone') : refuse('conduct.notThere')
  if (quote.participant === me) return refuse('conduct.yourself')
  const thing = 'participant' in about ? null : about
  const before = state.open[aboutOf({ thing, participant: quote.participant })]
  const mine = before && state.reports[before]?.by[me]
  if (mine && mine.reason === reason && mine.note === note) return []
  if ((state.made[me] ?? []).filter((at) => at > ctx.now - REPORTS_WITHIN).length >= MOST_REPORTS)
    return refuse('conduct.tooMany')
  if (!before && Object.keys(state.open).length >= MOST_OPEN) return refuse('conduct.full')
  const isKeeper = person !== null && has(person, 'moderator', 'organizer')
  const { participant, name, words } = quote
  const seen = { participant, thing, name, words }
  return [
    { type: 'conduct.reported', data: { report: before ?? ctx.command, by: me, isKeeper, ...seen, reason, note } },
  ]
}

/** A report as this person may look at it: one about a moderator or an organizer is for organizers. */
const reportFor = (state: State, id: string, facts: Facts | null): Report | undefined => {
  const one = state.reports[id]
  return one?.isKeeper && !has(facts, 'organizer') ? undefined : one
}

/** Settles a report that is open, or says why not. */
export function settle(
  state: State,
  { report: id, outcome, by }: Data<'conduct.settled'>,
  facts: Facts | null,
): Refusal | Event {
  const one = reportFor(state, id, facts)
  if (!one) return refuse('conduct.noReport')
  if (one.settled) return refuse('conduct.settledAlready')
  if (one.participant === by) return refuse('conduct.yourself')
  return { type: 'conduct.settled', data: { report: id, outcome, by } }
}

/** Opens a report that was settled, or says why not. Reported again meanwhile, the newer one stands for it. */
export function reopen(state: State, id: string, facts: Facts | null): Refusal | Event {
  const one = reportFor(state, id, facts)
  if (!one) return refuse('conduct.noReport')
  if (!one.settled || state.open[aboutOf(one)]) return refuse('conduct.notSettled')
  return { type: 'conduct.reopened', data: { report: id } }
}

/** The report, and the receipts of all who made it. */
const keysOf = (id: string, { by }: Report): string[] => [
  `report/${id}`,
  ...Object.keys(by).map((participant) => `@${participant}/receipts`),
]

export function reported(state: State, data: Data<'conduct.reported'>, { at }: Meta): readonly string[] {
  const { report: id, by, isKeeper, participant, thing, name, words, reason, note } = data
  const fresh = { isKeeper, participant, thing, name, seen: [], by: {}, firstAt: at, lastAt: at, settled: null }
  const one: Report = state.reports[id] ?? fresh
  state.reports[id] = one
  one.isKeeper ||= isKeeper
  if (!one.seen.some((seen) => seen.words === words)) one.seen = [...one.seen, { words, at }].slice(-MOST_SEEN)
  one.by[by] = { reason, note, at }
  one.lastAt = at
  state.open[aboutOf(one)] = id
  state.made[by] = [...(state.made[by] ?? []), at].slice(-MOST_REPORTS)
  state.receipts[by] = [id, ...(state.receipts[by] ?? []).filter((known) => known !== id)].slice(0, MOST_RECEIPTS)
  return [`report/${id}`, `@${by}/receipts`]
}

export function settled(state: State, { report: id, outcome, by }: Data<'conduct.settled'>, { at }: Meta): string[] {
  const one = state.reports[id]
  if (!one) return []
  one.settled = { outcome, by, at }
  delete state.open[aboutOf(one)]
  state.settled.push(id)
  const keys = keysOf(id, one)
  // The oldest one falls out of what is shown; the log keeps it.
  for (const old of state.settled.splice(0, Math.max(0, state.settled.length - MOST_SETTLED))) {
    const gone = state.reports[old]
    if (gone) keys.push(...keysOf(old, gone))
    delete state.reports[old]
  }
  return keys
}

export function reopened(state: State, id: string): readonly string[] {
  const one = state.reports[id]
  if (!one) return []
  one.settled = null
  state.open[aboutOf(one)] = id
  state.settled = state.settled.filter((known) => known !== id)
  return keysOf(id, one)
}
