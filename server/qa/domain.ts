import type { CommandOf, EventOf } from '#shared/core/contract.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import { channels } from '#shared/qa/channels.contract.ts'
import type { qa } from '#shared/qa/contract.ts'
import { life } from '#shared/qa/life.contract.ts'
import type { Ctx, Meta, Touched } from '../core/feature.ts'
import { decideChannels, evolveChannels } from './channels.ts'
import { decideLife, evolveLife } from './life.ts'
import type { State } from './state.ts'
import type { Rows } from './tables.ts'
import { decideTriage } from './triage.ts'
import { evolveTriage } from './triaged.ts'

export { initial, type State } from './state.ts'
export type Command = CommandOf<typeof qa>
export type Event = EventOf<typeof qa>

type Named<Specs> = { type: keyof Specs & string }
/** Does a part of the contract name this? */
const isOf = <Specs extends object, T extends { type: string }>(specs: Specs, one: T): one is T & Named<Specs> =>
  Object.hasOwn(specs, one.type)

/** What follows from a command: events, or a refusal. Nothing at all when there is nothing to change. */
export function decide(state: State, command: Command, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  if (isOf(channels.commands, command)) return decideChannels(state, command, ctx)
  if (isOf(life.commands, command)) return decideLife(state, command, ctx)
  return decideTriage(state, command, ctx)
}

const isList = (touched: Touched): touched is readonly string[] => Array.isArray(touched)

/** Changes the state by one event and names the keys it touched. */
export function evolve(state: State, event: Event, meta: Meta): Touched {
  const touched = apply(state, event, meta)
  const keys = isList(touched) ? touched : touched.keys
  // The order is one of a moment: it stays as it was until something it stands on changes.
  if (keys.includes('now')) state.asOf = Math.max(state.asOf, meta.at)
  return touched
}

function apply(state: State, event: Event, meta: Meta): Touched {
  if (isOf(channels.events, event)) return evolveChannels(state, event)
  if (isOf(life.events, event)) return evolveLife(state, event, meta)
  return evolveTriage(state, event, meta)
}
