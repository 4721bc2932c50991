import type { CommandOf, EventOf } from '#shared/core/contract.ts'
import { fits, isForAll } from '#shared/core/fits.ts'
import { isRefusal, type Refusal, refuse } from '#shared/core/refusals.ts'
import type { polls } from '#shared/polls/contract.ts'
import { MOST_OPEN, MOST_POLLS, mostOf, sizeOf, wrongChoices, wrongOptions } from '#shared/polls/rules.ts'
import type { Ctx, Meta, Touched } from '../core/feature.ts'
import { isShown, type Poll, type State } from './state.ts'
import type { Rows } from './tables.ts'

export { initial, type State } from './state.ts'
export type Command = CommandOf<typeof polls>
export type Event = EventOf<typeof polls>
type Asked = Extract<Command, { type: 'polls.prepare' }>['data']
type Prepared = Extract<Event, { type: 'polls.prepared' }>['data']

/** What follows from a command: events, or a refusal. Nothing at all when there is nothing to change. */
export function decide(state: State, command: Command, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  switch (command.type) {
    case 'polls.prepare': {
      if (Object.keys(state.polls).length >= MOST_POLLS) return refuse('polls.full')
      const data = prepared(ctx.command, command.data, ctx.rows)
      return isRefusal(data) ? data : [{ type: 'polls.prepared', data }]
    }
    case 'polls.edit':
      return edit(state, command.data, ctx.rows)
    case 'polls.open':
      return open(state, command.data.poll, ctx.rows)
    case 'polls.close': {
      const one = state.polls[command.data.poll]
      if (!one) return refuse('polls.noPoll')
      if (one.state === 'closed') return []
      return one.state === 'open' ? [{ type: 'polls.closed', data: command.data }] : refuse('polls.notOpened')
    }
    case 'polls.pin': {
      const { poll } = command.data
      if (poll === state.pinned) return []
      const one = poll === null ? null : state.polls[poll]
      if (one === undefined) return refuse('polls.noPoll')
      return one?.state === 'putAway' ? refuse('polls.isPutAway') : [{ type: 'polls.pinned', data: { poll } }]
    }
    case 'polls.putAway': {
      const { poll } = command.data
      const one = state.polls[poll]
      if (!one) return refuse('polls.noPoll')
      if (one.state === 'putAway') return []
      return [...closing(one, poll), ...unpinning(state, poll), { type: 'polls.wasPutAway', data: { poll } }]
    }
    case 'polls.bringBack': {
      const one = state.polls[command.data.poll]
      if (!one) return refuse('polls.noPoll')
      return one.state === 'putAway' ? [{ type: 'polls.broughtBack', data: command.data }] : []
    }
    case 'polls.delete': {
      const { poll } = command.data
      const one = state.polls[poll]
      if (!one) return refuse('polls.noPoll')
      if (isShown(one)) return refuse('polls.notPutAway')
      return [...unpinning(state, poll), { type: 'polls.deleted', data: { poll } }]
    }
    case 'polls.vote':
      return vote(state, command.data, ctx)
    case 'polls.end':
      return Object.entries(state.polls).flatMap(([poll, one]) => closing(one, poll))
    default:
      return command satisfies never
  }
}

/** What is asked, made whole: a scale has no answers of its own, and nobody can choose more than there are. */
function prepared(poll: string, asked: Asked, { hasTags }: Rows): Prepared | Refusal {
  const wrong = wrongOptions(asked)
  if (wrong) return refuse(wrong)
  if (!hasTags) return refuse('polls.noSuchTag')
  const { question, kind, results, segment } = asked
  const isScale = kind === 'scale'
  return {
    poll,
    question,
    kind,
    options: isScale ? [] : asked.options,
    size: sizeOf(asked),
    most: mostOf(asked),
    low: isScale ? asked.low : '',
    high: isScale ? asked.high : '',
    results,
    segment: segment && isForAll(segment) ? null : segment,
  }
}

/** What a poll asks changes only before anybody could vote; of two who change it at once the second is told. */
function edit(
  state: State,
  { poll, revision, ...asked }: Extract<Command, { type: 'polls.edit' }>['data'],
  rows: Rows,
): readonly Event[] | Refusal {
  const one = state.polls[poll]
  if (!one) return refuse('polls.noPoll')
  if (one.openedAt !== null) return refuse('polls.begun')
  if (one.state === 'putAway') return refuse('polls.isPutAway')
  if (one.revision !== revision) return refuse('polls.changedSince')
  const data = prepared(poll, asked, rows)
  return isRefusal(data) ? data : [{ type: 'polls.edited', data }]
}

function open(state: State, poll: string, { isOver }: Rows): readonly Event[] | Refusal {
  const one = state.polls[poll]
  if (!one) return refuse('polls.noPoll')
  if (one.state === 'open') return []
  if (one.state === 'putAway') return refuse('polls.isPutAway')
  if (isOver) return refuse('polls.over')
  const others = Object.values(state.polls).filter((other) => other.state === 'open')
  return others.length >= MOST_OPEN ? refuse('polls.tooManyOpen') : [{ type: 'polls.opened', data: { poll } }]
}

const closing = ({ state }: Poll, poll: string): readonly Event[] =>
  state === 'open' ? [{ type: 'polls.closed', data: { poll } }] : []

const unpinning = ({ pinned }: State, poll: string): readonly Event[] =>
  pinned === poll ? [{ type: 'polls.pinned', data: { poll: null } }] : []

function vote(
  state: State,
  { poll, choices }: Extract<Command, { type: 'polls.vote' }>['data'],
  { actor, facts }: Ctx<Rows>,
): readonly Event[] | Refusal {
  if (!('participant' in actor) || !facts) throw new Error('A vote is somebody’s')
  const one = state.polls[poll]
  if (!one || !isShown(one) || !(one.segment === null || fits(one.segment, facts))) return refuse('polls.noPoll')
  if (one.state === 'closed') return refuse('polls.isClosed')
  const wrong = wrongChoices(one.size, one.most, choices)
  if (wrong) return refuse(wrong, { most: one.most })
  const chosen = [...choices].sort((a, b) => a - b)
  const before = one.votes[actor.participant] ?? []
  if (chosen.join() === before.join()) return []
  return [{ type: 'polls.voted', data: { poll, by: actor.participant, choices: chosen } }]
}

/** Changes the state by one event and names the keys it touched. */
export function evolve(state: State, event: Event, meta: Meta): Touched {
  switch (event.type) {
    case 'polls.prepared': {
      const { poll, ...said } = event.data
      const empty = { votes: {}, counts: Array.from({ length: said.size }, () => 0), openedAt: null, closedAt: null }
      const audience = audienceOf(state, said.segment)
      state.polls[poll] = { ...said, ...empty, audience, state: 'prepared', revision: 1, preparedAt: meta.at }
      return keysOf(poll)
    }
    case 'polls.edited': {
      const { poll, ...said } = event.data
      const one = state.polls[poll]
      if (!one) return []
      Object.assign(one, said, {
        audience: audienceOf(state, said.segment),
        counts: Array.from({ length: said.size }, () => 0),
        revision: one.revision + 1,
      })
      return keysOf(poll)
    }
    case 'polls.opened':
      return changed(state, event.data.poll, (one) => {
        one.state = 'open'
        one.openedAt ??= meta.at
        one.closedAt = null
      })
    case 'polls.closed':
      return changed(state, event.data.poll, (one) => {
        one.state = 'closed'
        one.closedAt = meta.at
      })
    case 'polls.pinned': {
      const touched = [state.pinned, event.data.poll].flatMap((poll) => (poll === null ? [] : keysOf(poll)))
      state.pinned = event.data.poll
      return touched
    }
    case 'polls.wasPutAway':
      return changed(state, event.data.poll, (one) => {
        one.state = 'putAway'
      })
    case 'polls.broughtBack':
      return changed(state, event.data.poll, (one) => {
        one.state = one.openedAt === null ? 'prepared' : 'closed'
      })
    case 'polls.deleted': {
      const { poll } = event.data
      const voters = Object.keys(state.polls[poll]?.votes ?? {})
      delete state.polls[poll]
      return [...keysOf(poll), ...voters.map((voter) => `@${voter}/votes`)]
    }
    case 'polls.voted':
      return voted(state, event.data)
    default:
      return event satisfies never
  }
}

const keysOf = (poll: string): string[] =>
  ['desk', 'sum', 'poll', 'turnout', 'results'].map((name) => `${name}/${poll}`)

/** The audience of a segment: the one that polls for the same people have already, or a new one. */
function audienceOf(state: State, segment: Poll['segment']): string {
  if (segment === null) return 'everyone'
  const same = Object.values(state.polls).find((one) => JSON.stringify(one.segment) === JSON.stringify(segment))
  return same?.audience ?? `for:${++state.audiences}`
}

/** Whoever the poll is for, or has voted in it, may see more or less of it from now on. */
function changed(state: State, poll: string, change: (one: Poll) => void): Touched {
  const one = state.polls[poll]
  if (!one) return []
  change(one)
  const hasAudiences = one.audience !== 'everyone' || one.results === 'voted'
  return hasAudiences ? { keys: keysOf(poll), members: 'all' } : keysOf(poll)
}

/** A vote replaces the one before. Where it opens the results to its voter, or shuts them, it moves them. */
function voted(state: State, { poll, by, choices }: Extract<Event, { type: 'polls.voted' }>['data']): Touched {
  const one = state.polls[poll]
  if (!one) return []
  const before = one.votes[by]
  for (const choice of before ?? []) one.counts[choice]!--
  for (const choice of choices) one.counts[choice]!++
  if (choices.length > 0) one.votes[by] = choices
  else delete one.votes[by]
  const keys = [`sum/${poll}`, `turnout/${poll}`, `results/${poll}`, `@${by}/votes`]
  const moves = one.results === 'voted' && (before === undefined) !== (choices.length === 0)
  return moves ? { keys, members: [by] } : keys
}
