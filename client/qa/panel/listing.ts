import type { RecordOf } from '#shared/core/contract.ts'
import type { Attendance } from '#shared/core/people.ts'
import type { qa } from '#shared/qa/contract.ts'
import { isFor, isVoting, mayAsk, mayVote } from '#shared/qa/rules.ts'

export type Question = RecordOf<typeof qa, 'question'>
export type Channel = RecordOf<typeof qa, 'channel'>
export type Tally = RecordOf<typeof qa, 'tally'>
export type Mine = RecordOf<typeof qa, 'mine'>['list'][number]

/** What the audience is shown. Those who triage hold the others too, which belong on their board. */
export const isShown = ({ state }: Question): boolean =>
  state === 'visible' || state === 'answering' || state === 'answered'

/** What waits in a channel, as it is read: what is being answered, then the rest in fair order (`order`: ids). */
export function waitingIn(questions: readonly Question[], channel: string, order: readonly string[]): Question[] {
  const place = new Map(order.map((id, i) => [id, i]))
  const at = ({ id }: Question): number => place.get(id) ?? order.length
  const here = questions.filter((one) => one.channel === channel)
  const answering = here
    .filter(({ state }) => state === 'answering')
    .sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0))
  const visible = here.filter(({ state }) => state === 'visible').sort((a, b) => at(a) - at(b) || a.since - b.since)
  return [...answering, ...visible]
}

/** What must be said of a channel, since not everyone asks and votes in it now. */
export type Notice =
  | 'over'
  | 'closed'
  | 'silenced'
  | 'asking'
  | 'voting'
  | 'othersAsk'
  | 'othersAskAndYouVote'
  | 'othersVote'
/** The one thing that keeps this reader most from asking or voting; null where nothing does. `belongs`: to its segment. */
export function noticeOf(
  channel: Pick<Channel, 'state' | 'rules'>,
  { belongs, isOver, isSilenced }: { belongs: boolean; isOver: boolean; isSilenced: boolean },
): Notice | null {
  if (isOver) return 'over'
  if (channel.state === 'closed') return 'closed'
  const votes = mayVote(channel, belongs)
  if (!isFor(channel.rules.ask, belongs)) return votes ? 'othersAskAndYouVote' : 'othersAsk'
  if (isSilenced && mayAsk(channel, belongs)) return 'silenced'
  if (isVoting(channel) && !votes) return 'othersVote'
  return channel.state === 'asking' || channel.state === 'voting' ? channel.state : null
}

/** When a question was answered, on stage or in writing; ms UTC. */
export const answeredAt = ({ answeredAt: onStage, answer, since }: Question): number => onStage ?? answer?.at ?? since

/** What was answered in a channel, the last first. */
export const answeredIn = (questions: readonly Question[], channel: string): Question[] =>
  questions
    .filter((one) => one.channel === channel && one.state === 'answered')
    .sort((a, b) => answeredAt(b) - answeredAt(a))

/** The same questions where they stood, so that nothing moves under the hand; what is new comes last. */
export function steady(before: readonly string[], live: readonly Question[]): Question[] {
  const place = new Map(before.map((id, i) => [id, i]))
  return live.toSorted((a, b) => (place.get(a.id) ?? before.length) - (place.get(b.id) ?? before.length))
}

/** More seats than these say nothing a number does not. */
const MOST_SEATS = 14

/** A seat for each answered question, the last ones: in the order they were answered where all are known here, else by side. */
export function seatsOf(tally: Tally, questions: readonly Question[]): Attendance[] {
  const known = questions.filter(({ state, startedAt }) => state === 'answered' && startedAt !== null)
  const count = (side: Attendance) => known.filter((one) => one.side === side).length
  const { room, home } = tally
  const isWhole = count('room') === room.answered && count('home') === home.answered
  const seats = isWhole
    ? known.toSorted((a, b) => answeredAt(a) - answeredAt(b)).map(({ side }) => side)
    : [...Array<Attendance>(room.answered).fill('room'), ...Array<Attendance>(home.answered).fill('home')]
  return seats.slice(-MOST_SEATS)
}

/** Is nothing more to come of it? Then its receipt can be put away. */
export const isSettled = ({ state }: Mine): boolean =>
  state === 'answered' || state === 'dismissed' || state === 'merged' || state === 'archived'

/** What stands for one receipt as it was read: another state is news again. */
export const receiptKey = ({ id, state }: Mine): string => `${id}:${state}`

/** The moves of one's own questions since the last look, that are worth a word; `before`: state by id. */
export function newsOf(before: ReadonlyMap<string, Mine['state']>, list: readonly Mine[]): Mine[] {
  return list.filter((one) => {
    const was = before.get(one.id)
    return was !== undefined && was !== one.state && one.state !== 'pending' && one.state !== 'archived'
  })
}
