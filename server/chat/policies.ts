import { splitStream } from '#shared/core/ids.ts'
import type { JobRequest, Meta } from '../core/feature.ts'
import type { Event, State } from './domain.ts'

/** A line that is to become a question is given to the questions of the airing. */
export function policies(stream: string, event: Event, _state: State, meta: Meta): readonly JobRequest[] {
  if (event.type !== 'chat.questionWished') return []
  const [, airing] = splitStream(stream)
  return [{ kind: 'chat.takeIn', payload: { airing, line: event.data.line }, due: meta.at }]
}
