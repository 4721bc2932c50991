import type { Attendance } from '../core/people.ts'
import { inTurn, type Sides } from '../core/turns.ts'
import type { State } from './words.contract.ts'

const MINUTE = 60_000

/** What the order looks at: the `question` record has it, and so has the server's. `since`: ms UTC. */
export interface Ordered {
  id: string
  channel: string
  state: State
  side: Attendance
  since: number
  votes: number | null
  triage?: { votes: number } | null
}

/** The votes of a question as far as they are known here: those who triage know them where they are hidden. */
export const votesOf = ({ votes, triage }: Pick<Ordered, 'votes' | 'triage'>): number => triage?.votes ?? votes ?? 0

/**
 * The visible questions in the order they should be answered, ids, the first `most` of them. The one fairness rule
 * (`inTurn`, design §8): room and home in turn by how many of each asked; within a side votes plus minutes waiting, times
 * the weight of the channel. `weights`: by channel, of those that count; a question of any other does not come up.
 * `now`: ms UTC, the server's.
 */
export function nextUp(
  questions: readonly Ordered[],
  tally: Sides,
  weights: Readonly<Record<string, number>>,
  now: number,
  most = Number.POSITIVE_INFINITY,
): string[] {
  const waiting = questions
    .filter(({ state, channel }) => state === 'visible' && weights[channel] !== undefined)
    .map((one) => ({
      id: one.id,
      side: one.side,
      since: one.since,
      score: weights[one.channel]! * (votesOf(one) + Math.max(0, now - one.since) / MINUTE),
    }))
  return inTurn(waiting, tally, most)
}
