import { deepStrictEqual, strictEqual } from 'node:assert'
import type { Actor, Ctx, Feature } from '#server/core/feature.ts'
import { derivedId, derivedRandom } from '#server/core/ids.ts'
import type { CommandOf, Contract, EventOf } from '#shared/core/contract.ts'
import type { Facts } from '#shared/core/people.ts'
import { isRefusal, type Refusal } from '#shared/core/refusals.ts'

/** What a rule is told from outside: who acts, when (ms), and the rows it asked for. */
export interface Around<Rows> {
  by?: string | { system: string }
  /** The id of the command. */
  command?: string
  at?: number
  rows?: Rows
  facts?: Facts
}

type Bare<S, C extends Contract, Rows> = Pick<
  Feature<S, C, Rows>,
  'initial' | 'decide' | 'evolve' | 'view' | 'audiences'
>

const actorOf = (by: string | { system: string }): Actor => (typeof by === 'string' ? { participant: by } : by)

/** A history so far. Nothing that is asked of it changes it: `after` is another, longer one. */
interface Telling<S, C extends Contract, Rows> {
  /** What this command leads to. */
  when(command: CommandOf<C>, around?: Around<Rows>): Outcome<C>
  /** Decides a command, which must be accepted, and goes on from there. */
  after(command: CommandOf<C>, around?: Around<Rows>): Telling<S, C, Rows>
  /** What an audience is shown of a key. */
  shows(key: string, audience: string): unknown
  state: S
}

interface Outcome<C extends Contract> {
  gives(...events: readonly EventOf<C>[]): void
  changesNothing(): void
  refuses(code: string, detail?: Refusal['detail']): void
}

const outcomeOf = <C extends Contract>(decision: readonly EventOf<C>[] | Refusal): Outcome<C> => ({
  gives: (...events) => deepStrictEqual(decision, events),
  changesNothing: () => deepStrictEqual(decision, []),
  refuses(code, detail) {
    strictEqual(isRefusal(decision) ? decision.refused : decision, code)
    if (detail && isRefusal(decision)) deepStrictEqual(decision.detail, detail)
  },
})

/**
 * The rules of a feature in their own words: `given(history).when(command).gives(events)`. A history is pairs of a
 * moment (ms) and an event.
 */
export function rulesOf<S, C extends Contract, Rows>(feature: Bare<S, C, Rows>) {
  const decide = (state: S, now: number, command: CommandOf<C>, around: Around<Rows>) => {
    let draws = 0
    const id = around.command ?? 'testcommand'
    const ctx: Ctx<Rows> = {
      actor: actorOf(around.by ?? { system: 'test' }),
      facts: around.facts ?? null,
      rows: around.rows as Rows,
      now: Math.max(now, around.at ?? now),
      command: id,
      id: () => derivedId(id, ++draws),
      random: () => derivedRandom(id, ++draws),
    }
    return feature.decide(state, command, ctx)
  }

  const telling = (state: S, now: number): Telling<S, C, Rows> => ({
    when: (command, around = {}) => outcomeOf<C>(decide(state, now, command, around)),
    after(command, around = {}) {
      const decision = decide(state, now, command, around)
      if (isRefusal(decision)) throw new Error(`refused: ${decision.refused}`)
      const [next, at] = [structuredClone(state), Math.max(now, around.at ?? now)]
      const actor = actorOf(around.by ?? { system: 'test' })
      for (const event of decision) feature.evolve(next, event, { at, actor, version: 0 })
      return telling(next, at)
    },
    shows: (key, audience) => feature.view(state, key, audience),
    state,
  })

  return (...history: readonly (readonly [number, EventOf<C>])[]): Telling<S, C, Rows> => {
    const state = feature.initial()
    let now = 0
    for (const [at, event] of history) {
      now = Math.max(now, at)
      feature.evolve(state, event, { at: now, actor: { system: 'test' }, version: 0 })
    }
    return telling(state, now)
  }
}
