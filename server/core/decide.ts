import type { Facts } from '#shared/core/people.ts'
import { has } from '#shared/core/people.ts'
import { isRefusal, type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Actor, Ctx, Entry } from './feature.ts'
import type { Fold } from './fold.ts'
import { derivedId, derivedRandom } from './ids.ts'

/** A command that waits for its decision. */
export interface Pending {
  id: string
  type: string
  data: unknown
  actor: Actor
  /** Authorized before it came here (a route's handler, which writes a row beside it). */
  isTrusted?: true
}

/** All `decide` may use, made once per command. `now` is never earlier than the stream's last entry. */
export function contextOf(fold: Fold, command: Pending, facts: Facts | null, rows: unknown, now: number): Ctx {
  let ids = 0
  let draws = 0
  return {
    actor: command.actor,
    facts,
    rows,
    now: Math.max(now, fold.at),
    command: command.id,
    id: () => derivedId(command.id, ++ids),
    random: () => derivedRandom(command.id, ++draws),
  }
}

/** May this actor send this command here? Authority before existence: "not there" and "not yours" are one answer. */
export function mayCommand(fold: Fold, command: Pending, facts: Facts | null): Refusal | null {
  const spec = fold.feature.contract.commands[command.type]
  if (!spec) return refuse('core.notFound')
  if ('system' in command.actor || command.isTrusted) return null
  if (!facts || facts.event !== fold.event || fold.feature.audiences(fold.state as never, facts).length === 0)
    return refuse('core.notFound')
  if (!has(facts, ...spec.by)) return refuse('core.forbidden')
  return spec.speaks && facts.silenced ? refuse('core.silenced') : null
}

/** Decides one command on a fold: the entry it becomes (not yet folded), a refusal, or null when it changes nothing. */
export function decideOne(fold: Fold, command: Pending, ctx: Ctx): Entry | Refusal | null {
  const refused = mayCommand(fold, command, ctx.facts)
  if (refused) return refused
  const decision = fold.feature.decide(fold.state, { type: command.type, data: command.data } as never, ctx)
  if (isRefusal(decision)) return decision
  if (decision.length === 0) return null
  return {
    stream: fold.stream,
    version: fold.version + 1,
    commandId: command.id,
    actor: command.actor,
    at: ctx.now,
    events: decision as Entry['events'],
  }
}
