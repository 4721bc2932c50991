import type { conduct } from '#shared/conduct/contract.ts'
import type { CommandOf, EventOf } from '#shared/core/contract.ts'
import { type Facts, has } from '#shared/core/people.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Ctx, Meta, Touched } from '../core/feature.ts'
import {
  aboutOf,
  MOST_OPEN,
  MOST_OPEN_OF_GUESTS,
  MOST_OPEN_OF_ONE,
  MOST_RECEIPTS,
  MOST_REPORTS,
  MOST_SEEN,
  MOST_SETTLED,
  type Report,
  type State,
  WITHIN,
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
  const { quote, person, isGuest } = ctx.rows
  if (!quote) return 'participant' in about ? refuse('conduct.gone') : refuse('conduct.notThere')
  if (quote.participant === me) return refuse('conduct.yourself')
  const thing = 'participant' in about ? null : about
  const before = state.open[aboutOf({ thing, participant: quote.participant })]
  const mine = before && state.reports[before]?.by[me]
  if (mine && mine.reason === reason && mine.note === note) return []
  if ((state.made[me] ?? []).filter((at) => at > ctx.now - WITHIN).length >= MOST_REPORTS)
    return refuse('conduct.tooMany')
  const full = before ? null : noRoom(state, me, isGuest)
  if (full) return full
  const isKeeper = person !== null && has(person, 'moderator', 'organizer')
  const { participant, name, words } = quote
  const seen = { participant, thing, name, words }
  return [
    {
      type: 'conduct.reported',
      data: { report: before ?? ctx.command, by: me, isGuest, isKeeper, ...seen, reason, note },
    },
  ]
}

/** Why there is no room for one more open report. What others reported already only counts up, and always may. */
function noRoom(state: State, me: string, isGuest: boolean): Refusal | null {
  const firsts = Object.values(state.open).flatMap((id) => state.reports[id]?.first ?? [])
  if (firsts.length >= MOST_OPEN) return refuse('conduct.full')
  if (firsts.filter(({ by }) => by === me).length >= MOST_OPEN_OF_ONE) return refuse('conduct.tooManyOpen')
  const guests = firsts.filter((first) => first.isGuest).length
  return isGuest && guests >= MOST_OPEN_OF_GUESTS ? refuse('conduct.full') : null
}

/** A report as this person may look at it. */
const reportFor = (state: State, id: string, facts: Facts | null): Report | undefined => {
  const one = state.reports[id]
  return one && isFor(one, facts) ? one : undefined
}

/**
 * May this person look at a report? One about a moderator or an organizer is for organizers; and a moderator never reads
 * what is about themselves, though it was made before they were one.
 */
export const isFor = ({ isKeeper, participant }: Report, facts: Facts | null): boolean =>
  has(facts, 'organizer') || (!isKeeper && participant !== facts?.participant)

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

export function reported(state: State, data: Data<'conduct.reported'>, { at }: Meta): Touched {
  const { report: id, by, isGuest = false, isKeeper, participant, thing, name, words, reason, note } = data
  const first = { by, isGuest }
  const fresh = { isKeeper, participant, thing, name, first, seen: [], by: {}, firstAt: at, lastAt: at, settled: null }
  const one: Report = state.reports[id] ?? fresh
  state.reports[id] = one
  one.isKeeper ||= isKeeper
  if (!one.seen.some((seen) => seen.words === words)) one.seen = [...one.seen, { words, at }].slice(-MOST_SEEN)
  one.by[by] = { reason, note, at }
  one.lastAt = at
  state.open[aboutOf(one)] = id
  state.made[by] = [...(state.made[by] ?? []), at].slice(-MOST_REPORTS)
  state.receipts[by] = [id, ...(state.receipts[by] ?? []).filter((known) => known !== id)].slice(0, MOST_RECEIPTS)
  // Whoever it is about may look after the event, and then has a feed of their own without it.
  return { keys: [`report/${id}`, `@${by}/receipts`], members: participant === null ? [] : [participant] }
}

export function settled(state: State, { report: id, outcome, by }: Data<'conduct.settled'>, { at }: Meta): Touched {
  const one = state.reports[id]
  if (!one) return []
  const members: string[] = []
  one.settled = { outcome, by, at }
  delete state.open[aboutOf(one)]
  state.settled.push(id)
  const keys = keysOf(id, one)
  // The oldest one falls out of what is shown; the log keeps it.
  for (const old of state.settled.splice(0, Math.max(0, state.settled.length - MOST_SETTLED))) {
    const gone = state.reports[old]
    if (gone) keys.push(...keysOf(old, gone))
    if (gone?.participant) members.push(gone.participant)
    delete state.reports[old]
  }
  return { keys, members }
}

export function reopened(state: State, id: string): readonly string[] {
  const one = state.reports[id]
  if (!one) return []
  one.settled = null
  state.open[aboutOf(one)] = id
  state.settled = state.settled.filter((known) => known !== id)
  return keysOf(id, one)
}
