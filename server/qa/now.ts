import type { RecordOf } from '#shared/core/contract.ts'
import type { qa } from '#shared/qa/contract.ts'
import { nextUp } from '#shared/qa/order.ts'
import { mayRead } from '#shared/qa/rules.ts'
import { isKept, votesShown } from './audience.ts'
import { type Channel, isShownIn, type Question, type State } from './state.ts'

type Now = RecordOf<typeof qa, 'now'>

/** So many that come next are shown. */
const NEXT = 3

/** What is answered on stage, and what comes next, as those may see it who stand there, who triage, or who sit before a screen. */
export function now(state: State, audience: string): Now {
  const { questions, lists, pinned, channels } = state
  const may = (one: Question): boolean => maySee(channels[one.stand.channel], audience)
  const shown = (one: Question) => ({
    ...saidBy(one),
    channel: channels[one.stand.channel]?.name ?? '',
    votes: isKept(audience, channels[one.stand.channel]) ? one.votes : votesShown(state, one),
    ...{ isOffered: one.offer !== null, isCalled: one.calledAt !== null },
  })
  const pin = pinned === null ? undefined : questions[pinned]
  const isPinShown = pin && isShownIn(pin.stand.state) && channels[pin.stand.channel]?.state !== 'archived'
  return {
    // Heard by all as it is answered, whomever its channel is for.
    current: lists.answering
      .flatMap((id) => questions[id] ?? [])
      .map((one) => ({ ...shown(one), startedAt: one.stand.startedAt ?? 0 })),
    next: order(state, audience)
      .flatMap((id) => questions[id] ?? [])
      .filter(may)
      .slice(0, NEXT)
      .map(shown),
    pinned: isPinShown ? saidBy(pin) : null,
  }
}

/** A question as it is said, and as whom. That a name is a nickname is told with it, and nothing of who that is. */
const saidBy = ({ id, text, name, side, isNickname }: Question) => ({
  ...{ id, text: text ?? '', name, side },
  isNickname: name !== null && isNickname,
})

/** Every screen stands in the room; a moderator of some channels need not read what others look after. */
function maySee(channel: Channel | undefined, audience: string): boolean {
  if (!channel) return false
  if (audience === 'mentors' || isKept(audience, channel)) return true
  return mayRead(channel, { attendance: 'room', roles: ['attendee'], tags: [], membership: false })
}

/**
 * Ids of all that wait to be answered, in their order as of the last thing that changed it. A screen goes by what it may
 * know, as all do who sit before it: an order by votes that are hidden would tell them.
 */
export function order(state: State, audience: string): string[] {
  const { questions, lists, channels, turns, asOf } = state
  const weights = Object.fromEntries(
    Object.values(channels).flatMap(({ id, state, weight }) => (state === 'archived' ? [] : [[id, weight]])),
  )
  const waiting = lists.visible
    .flatMap((id) => questions[id] ?? [])
    .map((one) => ({
      ...{ id: one.id, side: one.side, ...one.stand },
      votes: audience === 'screen' ? votesShown(state, one) : one.votes,
    }))
  const sides = {
    room: { served: turns.room.served, asked: turns.room.asked.length },
    home: { served: turns.home.served, asked: turns.home.asked.length },
  }
  return nextUp(waiting, sides, weights, asOf)
}
