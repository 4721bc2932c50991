import type { airing } from '#shared/airing/contract.ts'
import { people } from '#shared/airing/people.contract.ts'
import { show } from '#shared/airing/show.contract.ts'
import type { CommandOf, EventOf } from '#shared/core/contract.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { Ctx, Meta, Touched } from '../core/feature.ts'
import { decideHands, evolveHands } from './hands.ts'
import { decidePeople, evolvePeople } from './people.ts'
import { decideShow, evolveShow } from './show.ts'
import type { State } from './state.ts'
import type { Rows } from './tables.ts'

export { initial, type State } from './state.ts'
export type Command = CommandOf<typeof airing>
export type Event = EventOf<typeof airing>

type Named<Specs> = { type: keyof Specs & string }
/** Does a part of the contract name this? */
const isOf = <Specs extends object, T extends { type: string }>(specs: Specs, one: T): one is T & Named<Specs> =>
  Object.hasOwn(specs, one.type)

/** What follows from a command: events, or a refusal. Nothing at all when there is nothing to change. */
export function decide(state: State, command: Command, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  if (isOf(show.commands, command)) return decideShow(state, command, ctx)
  if (isOf(people.commands, command)) return decidePeople(state, command, ctx)
  return decideHands(state, command, ctx)
}

/** Changes the state by one event and names the keys it touched. */
export function evolve(state: State, event: Event, meta: Meta): Touched {
  const touched = apply(state, event, meta)
  const isSeen = Object.values(state.presenters).some((one) => one.state === 'on' && one.places.stage.isConnected)
  state.emptySince = isSeen ? null : (state.emptySince ?? meta.at)
  return touched
}

function apply(state: State, event: Event, meta: Meta): readonly string[] {
  if (isOf(show.events, event)) return evolveShow(state, event, meta)
  if (isOf(people.events, event)) return evolvePeople(state, event, meta)
  return evolveHands(state, event, meta)
}
