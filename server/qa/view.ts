import type { RecordOf } from '#shared/core/contract.ts'
import { fits } from '#shared/core/fits.ts'
import { type Facts, has } from '#shared/core/people.ts'
import type { qa } from '#shared/qa/contract.ts'
import { isReadByEveryone, isUntold, MOST_MINE, mayRead } from '#shared/qa/rules.ts'
import { isKept, isShownNow, isTriaging, limitedTo, votesShown } from './audience.ts'
import { isInWindow } from './moves.ts'
import { now } from './now.ts'
import { above, type Channel, foldedInto, isShownIn, isStaff, limitOf, type Question, type State } from './state.ts'

export type Records = { [N in keyof (typeof qa)['records']]: RecordOf<typeof qa, N> }

/**
 * Staff see all, moderators who look after some channels all of these, everyone else what the channels of their segments
 * show. Whoever may stand on stage sees beside it what a moderator would like them to look at. Nobody is in two that
 * show the same.
 */
export function audiences(state: State, facts: Facts): readonly string[] {
  if (has(facts, 'screen')) return ['screen']
  const all = Object.values(state.channels)
  const isMentor = has(facts, 'mentor')
  const stage = isMentor ? ['stage'] : []
  if (isStaff(state, facts)) return ['staff', ...stage, ...belonging(all, facts)]
  const mentors = isMentor ? ['mentors', ...stage] : []
  const kept = limitOf(state, facts)?.flatMap((id) => state.channels[id] ?? [])
  if (kept) return [limitedTo(kept, isMentor), ...mentors, ...belonging(kept, facts)]
  const read = all.filter((channel) => mayRead(channel, facts))
  return [
    ...['everyone', ...mentors, ...read.map(({ id }) => `channel:${id}`)],
    ...belonging(
      read.filter(({ rules }) => isUntold(rules)),
      facts,
    ),
  ]
}

/** What tells them that they belong to the segments of these channels, wherever that is so. */
const belonging = (channels: readonly Channel[], facts: Facts): string[] =>
  channels.filter(({ state, segment }) => state !== 'archived' && fits(segment, facts)).map(({ id }) => `segment:${id}`)

/** What an audience may see of a key, whole, or null. */
export function view(state: State, key: string, audience: string): Records[keyof Records] | null {
  const at = key.indexOf('/')
  const [name, id] = at < 0 ? [key, ''] : [key.slice(0, at), key.slice(at + 1)]
  if (name.startsWith('@')) return own(state, name.slice(1), id)
  const isTriage = isTriaging(audience)
  switch (name) {
    case 'channel':
      return channel(state.channels[id], audience)
    case 'belongs':
      return state.channels[id] && audience === `segment:${id}` ? { channel: id } : null
    case 'question': {
      const one = state.questions[id]
      return one && isInWindow(state, one) ? question(state, one, audience) : null
    }
    case 'tally':
      return isTriage || audience === 'everyone' || audience === 'screen' ? tally(state) : null
    case 'now':
      return isShownNow(audience) ? now(state, audience) : null
    case 'escalated':
      return audience === 'stage' ? escalated(state.questions[id]) : null
    case 'counts':
      return isTriage ? counts(state, audience) : null
    case 'load':
      return isTriage ? load(state, id) : null
    case 'limited': {
      const one = state.limits[id]
      return one && audience === 'staff' ? { participant: id, name: one.name ?? '', channels: one.channels } : null
    }
    default:
      return null
  }
}

function channel(one: Channel | undefined, audience: string): Records['channel'] | null {
  if (!one) return null
  const { id, name, place, state, rules, segment, weight, counts } = one
  const isTriage = isKept(audience, one)
  if (!isTriage && audience !== `channel:${id}`) return null
  return {
    ...{ id, name: name ?? '', place, state, rules, weight },
    segment: isTriage ? segment : null,
    visible: (counts.visible ?? 0) + (counts.answering ?? 0),
    answered: counts.answered ?? 0,
    pending: isTriage ? (counts.pending ?? 0) : null,
  }
}

/**
 * A question as an audience may see it, in the window or not. Whose it is nobody learns here, unless it stands under the
 * asker's own name.
 */
export function question(state: State, one: Question, audience: string): Records['question'] | null {
  const { id, stand } = one
  const isTriage = isKept(audience, state.channels[stand.channel])
  if (!isTriage && !(audience === `channel:${stand.channel}` && isShownIn(stand.state))) return null
  return {
    ...{ id, channel: stand.channel, text: one.text ?? '', state: stand.state, name: one.name },
    participant: one.isOwnName ? one.by : null,
    ...{ side: one.side, at: one.at, since: stand.since, votes: votesShown(state, one) },
    merged: foldedInto(state, id).length,
    isPinned: state.pinned === id,
    ...{ startedAt: stand.startedAt, answeredAt: stand.answeredAt, answer: answerOf(one) },
    triage: isTriage ? triage(one) : null,
  }
}

const answerOf = ({ stand: { answer } }: Question): Records['question']['answer'] =>
  answer && { text: answer.text ?? '', name: answer.name ?? '', at: answer.at }
const offerOf = ({ offer }: Question): { where: string } | null => offer && { where: offer.where ?? '' }

const triage = (one: Question): Records['question']['triage'] => ({
  votes: one.votes,
  labels: one.labels,
  notes: one.notes.map(({ name, text, at }) => ({ name: name ?? '', text: text ?? '', at })),
  claim: one.claim && { participant: one.claim.by, name: one.claim.name ?? '', until: one.claim.until },
  escalated: one.escalated && { name: one.escalated.name ?? '', at: one.escalated.at },
  offer: offerOf(one),
  calledAt: one.calledAt,
  reason: one.stand.reason,
  reasonNote: one.stand.note ?? '',
  into: one.stand.into,
  changes: one.changes.map(({ change, what, name, at }) => ({ change, what, name: name ?? '', at })),
})

const tally = ({ turns }: State): Records['tally'] => {
  const of = ({ asked, served, answered }: State['turns']['room']) => ({ asked: asked.length, served, answered })
  return { room: of(turns.room), home: of(turns.home) }
}

function escalated(one: Question | undefined): Records['escalated'] | null {
  const { state } = one?.stand ?? {}
  const isOpen = state === 'pending' || state === 'visible' || state === 'answering'
  if (!one?.escalated || !isOpen) return null
  const { name: by, at } = one.escalated
  return { id: one.id, text: one.text ?? '', name: one.name, side: one.side, by: by ?? '', at }
}

function counts(state: State, audience: string): Records['counts'] {
  const sums: Records['counts'] = {}
  for (const channel of Object.values(state.channels).filter((one) => isKept(audience, one)))
    for (const [standing, n] of Object.entries(channel.counts) as [keyof typeof sums, number][])
      sums[standing] = (sums[standing] ?? 0) + n
  return sums
}

function load({ load, claimed, questions }: State, participant: string): Records['load'] | null {
  const one = load[participant]
  if (!one) return null
  const holds = claimed.filter((id) => questions[id]?.claim?.by === participant).length
  return { participant, name: one.name ?? '', handled: one.handled, claimed: holds }
}

function own(state: State, me: string, name: string): Records[keyof Records] | null {
  switch (name) {
    case 'mine': {
      const list = state.mine[me]?.slice(0, MOST_MINE).flatMap((id) => state.questions[id] ?? [])
      return list ? { list: list.map((one) => receipt(state, one)) } : null
    }
    case 'votes': {
      const list = state.votes[me]
      // What was folded into another counts for the last of them.
      return list ? { list: [...new Set(list.map((id) => above(state, id).at(-1)?.id ?? id))] } : null
    }
    case 'hidden': {
      const hides = state.hides[me]
      const ids = hides?.flatMap(({ author, channel }) =>
        (state.mine[author] ?? []).filter((id) => isHiddenIn(state.questions[id], channel)),
      )
      return ids ? { list: ids } : null
    }
    default:
      return null
  }
}

const isHiddenIn = (one: Question | undefined, channel: string): boolean =>
  one !== undefined && !one.isOwnName && one.stand.channel === channel && isShownIn(one.stand.state)

/**
 * What a question was folded into, as the asker of that question is told: why it is not shown always, its words and what
 * was said of it only in their own channel, or in one that is for everyone.
 */
function intoOf(state: State, one: Question): Records['mine']['list'][number]['into'] {
  const into = above(state, one.id).at(-1)
  if (!into) return null
  const { id, text, stand } = into
  const channel = state.channels[stand.channel]
  const isRead = stand.channel === one.stand.channel || (channel !== undefined && isReadByEveryone(channel))
  return {
    ...{ id, state: stand.state, reason: stand.reason },
    text: isRead && isShownIn(stand.state) ? (text ?? '') : '',
    reasonNote: isRead ? (stand.note ?? '') : '',
  }
}

/** What became of one's own question, and why. */
function receipt(state: State, one: Question): Records['mine']['list'][number] {
  const { id, stand, text, name, at, calledAt } = one
  return {
    ...{ id, channel: stand.channel, text: text ?? '', state: stand.state, at, votes: votesShown(state, one) },
    ...{ name, offer: offerOf(one), calledAt, reason: stand.reason, reasonNote: stand.note ?? '' },
    into: intoOf(state, one),
    ...{ startedAt: stand.startedAt, answeredAt: stand.answeredAt, answer: answerOf(one) },
  }
}
