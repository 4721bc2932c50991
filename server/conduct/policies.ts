import type { JobRequest, Meta } from '../core/feature.ts'
import type { Event, State } from './domain.ts'

/** Who is silenced is not heard on any stage, and heard again once it is lifted. */
export function policies(_stream: string, event: Event, _state: State, meta: Meta): readonly JobRequest[] {
  if (event.type !== 'conduct.silenced' && event.type !== 'conduct.lifted') return []
  const { participant } = event.data
  return [
    {
      kind: 'conduct.hush',
      payload: { participant },
      due: meta.at,
      key: `conduct.hush:${participant}`,
      lane: `conduct.hush:${participant}`,
    },
  ]
}
