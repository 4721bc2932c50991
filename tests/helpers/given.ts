import { deepStrictEqual, strictEqual } from 'node:assert'
import type { Actor, Ctx, Feature } from '#server/core/feature.ts'
import { derivedId, derivedRandom } from '#server/core/ids.ts'
import type { CommandOf, Contract, EventOf } from '#shared/core/contract.ts'
import type { Facts } from '#shared/core/people.ts'
import { isRefusal, type Refusal } from '#shared/core/refusals.ts'

/** What a rule is told from outside: who acts, when (ms), and the rows it asked for. */
export interface Around<Rows> {
  by?: string | { system: string }
  at?: number
  rows?: Rows
  facts?: Facts
}

type Bare<S, C extends Contract, Rows> = Pick<
  Feature<S, C, Rows>,
  'initial' | 'decide' | 'evolve' | 'view' | 'audiences'
>

const actorOf = (by: string | { system: string }): Actor => (typeof by === 'string' ? { participant: by } : by)

/**
 * The rules of a feature in their own words: `given(history).when(command).gives(events)`. A history is pairs of a
 * moment (ms) and an event; every `when` decides on it and leaves it as it was.
 */
export function rulesOf<S, C extends Contract, Rows>(feature: Bare<S, C, Rows>) {
  return (...history: readonly (readonly [number, EventOf<C>])[]) => {
    let now = 0
    const state = feature.initial()
    const fold = (at: number, event: EventOf<C>, by: Actor): void => {
      now = Math.max(now, at)
      feature.evolve(state, event, { at: now, actor: by, version: 0 })
    }
    for (const [at, event] of history) fold(at, event, { system: 'test' })

    const decide = (command: CommandOf<C>, around: Around<Rows>): readonly EventOf<C>[] | Refusal => {
      let draws = 0
      const ctx: Ctx<Rows> = {
        actor: actorOf(around.by ?? { system: 'test' }),
        facts: around.facts ?? null,
        rows: around.rows as Rows,
        now: Math.max(now, around.at ?? now),
        command: 'testcommand',
        id: () => derivedId('testcommand', ++draws),
        random: () => derivedRandom('testcommand', ++draws),
      }
      return feature.decide(state, command, ctx)
    }

    return {
      /** What this command leads to. */
      when(command: CommandOf<C>, around: Around<Rows> = {}) {
        const decision = decide(command, around)
        return {
          gives: (...events: readonly EventOf<C>[]) => deepStrictEqual(decision, events),
          changesNothing: () => deepStrictEqual(decision, []),
          refuses(code: string, detail?: Refusal['detail']) {
            strictEqual(isRefusal(decision) ? decision.refused : decision, code)
            if (detail && isRefusal(decision)) deepStrictEqual(decision.detail, detail)
          },
        }
      },
      /** Decides a command, which must be accepted, and goes on from there. */
      after(command: CommandOf<C>, around: Around<Rows> = {}) {
        const decision = decide(command, around)
        if (isRefusal(decision)) throw new Error(`refused: ${decision.refused}`)
        for (const event of decision) fold(around.at ?? now, event, actorOf(around.by ?? { system: 'test' }))
        return this
      },
      /** What an audience is shown of a key. */
      shows: (key: string, audience: string): unknown => feature.view(state, key, audience),
      state,
    }
  }
}
