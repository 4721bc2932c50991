import type { CommandOf, EventOf } from '#shared/core/contract.ts'
import type { programme } from '#shared/programme/contract.ts'
import type { Meta, Touched } from '../core/feature.ts'

type Contract = typeof programme

/** The version of the last change: pages compare it with what they hold. */
export interface State {
  version: number
}

export const initial = (): State => ({ version: 0 })

/** Every note is taken: the row was written in the same transaction, or by the log it belongs to. */
export const decide = (_: State, command: CommandOf<Contract>): readonly EventOf<Contract>[] => [
  { type: 'event.rowChanged', data: command.data },
]

export function evolve(state: State, _: EventOf<Contract>, meta: Meta): Touched {
  state.version = meta.version
  return ['programme']
}
