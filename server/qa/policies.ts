import { splitStream } from '#shared/core/ids.ts'
import type { JobRequest, Meta } from '../core/feature.ts'
import type { Event, State } from './domain.ts'

/** Who is called on comes onto the stage, or is next for the room's microphone. */
export function policies(stream: string, event: Event, _state: State, meta: Meta): readonly JobRequest[] {
  if (event.type !== 'qa.calledOn') return []
  const [, airing] = splitStream(stream)
  const { question } = event.data
  return [{ kind: 'qa.callOn', payload: { airing, question }, due: meta.at, lane: `qa.callOn:${airing}` }]
}
