import type { Contract, RecordOf } from '#shared/core/contract.ts'
import type { StreamView } from '../core/live.ts'

/**
 * A stream without the records of people one does not want to see: every record that says whose it is by `participant`.
 * The one place where a block takes effect, so that a page cannot forget it.
 */
export function unseen<C extends Contract>(
  stream: StreamView<C>,
  isBlocked: (participant: string) => boolean,
): StreamView<C> {
  const isHidden = (record: unknown): boolean => {
    const { participant } = (record ?? {}) as { participant?: unknown }
    return typeof participant === 'string' && isBlocked(participant)
  }
  const shown = {
    get<N extends keyof C['records'] & string>(name: N, id?: string): RecordOf<C, N> | undefined {
      const record = stream.get(name, id)
      return isHidden(record) ? undefined : record
    },
    list: <N extends keyof C['records'] & string>(name: N) =>
      stream.list(name).filter(({ record }) => !isHidden(record)),
  }
  return Object.assign(Object.create(stream) as StreamView<C>, shown)
}
