import type { EventOf } from '#shared/core/contract.ts'
import type { polls } from '#shared/polls/contract.ts'
import type { State as PollState } from '#shared/polls/kinds.ts'

type Prepared = Extract<EventOf<typeof polls>, { type: 'polls.prepared' }>['data']

export interface Poll extends Omit<Prepared, 'poll'> {
  state: PollState
  /** Whom it is for, as an audience: polls for the same people share one. */
  audience: string
  revision: number
  preparedAt: number
  openedAt: number | null
  closedAt: number | null
  /** What each person chose, and what that comes to. */
  votes: Record<string, number[]>
  counts: number[]
}

export interface State {
  polls: Record<string, Poll>
  pinned: string | null
  /** How many audiences were named so far. */
  audiences: number
}

export const initial = (): State => ({ polls: {}, pinned: null, audiences: 0 })

/** Is it open to those it is for, or closed and still theirs to see? */
export const isShown = ({ state }: Poll): boolean => state === 'open' || state === 'closed'
