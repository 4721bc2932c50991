import type { airing } from '#shared/airing/contract.ts'
import type { RecordOf } from '#shared/core/contract.ts'
import { type Facts, has } from '#shared/core/people.ts'
import type { State } from './domain.ts'

type Records = { [N in keyof (typeof airing)['records']]: RecordOf<typeof airing, N> }

/** Staff see who waits for the stage; everyone else sees who is on it. Nobody is in both. */
export const audiences = (_state: State, facts: Facts): readonly string[] =>
  has(facts, 'organizer', 'producer', 'mentor', 'moderator') ? ['staff'] : ['everyone']

/** What an audience may see of a key, whole, or null. */
export function view(state: State, key: string, audience: string): Records[keyof Records] | null {
  if (key === 'stage') return stage(state)
  if (key === 'overdue') return audience === 'staff' ? overdue(state) : null
  if (key.startsWith('presenter/')) return presenter(state, key.slice('presenter/'.length), audience)
  return null
}

const stage = (state: State): Records['stage'] => ({
  state: state.state,
  countdown: state.countdown,
  note: state.note,
  liveAt: state.liveAt,
  endedAt: state.endedAt,
  clock: state.clock,
})

const overdue = (state: State): Records['overdue'] | null =>
  state.reminded && state.state !== 'ended'
    ? { plannedEnd: state.reminded.plannedEnd, remindedAt: state.reminded.at }
    : null

function presenter(state: State, participant: string, audience: string): Records['presenter'] | null {
  const one = state.presenters[participant]
  if (!one || (one.state === 'ready' && audience !== 'staff')) return null
  return {
    participant,
    name: one.name ?? '',
    line: one.line ?? '',
    state: one.state,
    camera: one.camera,
    microphone: one.microphone,
    identity: one.identity,
    connected: one.isConnected,
    since: one.since,
  }
}
