import type { RecordOf } from '#shared/core/contract.ts'
import { fits } from '#shared/core/fits.ts'
import { type Facts, has } from '#shared/core/people.ts'
import type { polls } from '#shared/polls/contract.ts'
import { isShown, type Poll, type State } from './state.ts'

type Records = { [N in keyof (typeof polls)['records']]: RecordOf<typeof polls, N> }

/**
 * Everyone; those a poll is for, where that is not everyone (`for:`); those who see what was voted because they voted
 * (`voted:`). Who looks after polls has the desk (`staff`) beside what is theirs as anybody's. Screens are apart.
 */
export function audiences(state: State, facts: Facts): readonly string[] {
  if (has(facts, 'screen')) return ['screen']
  const mine = new Set(has(facts, 'moderator', 'producer', 'organizer') ? ['staff', 'everyone'] : ['everyone'])
  for (const [id, one] of Object.entries(state.polls)) {
    if (!isShown(one) || !(one.segment === null || fits(one.segment, facts))) continue
    mine.add(one.audience)
    if (showsToVoters(one) && one.votes[facts.participant]) mine.add(votersOf(id))
  }
  return [...mine]
}

const votersOf = (id: string): string => `voted:${id}`
const showsToVoters = ({ results, state }: Poll): boolean => results === 'voted' && state === 'open'

/** What an audience may see of a key, whole, or null. Who voted what is shown to nobody else. */
export function view(state: State, key: string, audience: string): Records[keyof Records] | null {
  const at = key.indexOf('/')
  const [name, id] = [key.slice(0, at), key.slice(at + 1)]
  if (name.startsWith('@')) return id === 'votes' ? votes(state, name.slice(1)) : null
  const one = state.polls[id]
  if (!one) return null
  const isPinned = state.pinned === id
  const isTheirs = isShown(one) && (audience === one.audience || (audience === 'screen' && isPinned))
  switch (name) {
    case 'desk':
      return audience === 'staff' ? desk(id, one, isPinned) : null
    case 'sum':
      return audience === 'staff' ? { voters: votersIn(one), counts: [...one.counts] } : null
    case 'poll':
      return isTheirs ? poll(id, one, isPinned) : null
    case 'turnout':
      return isTheirs ? { voters: votersIn(one) } : null
    case 'results': {
      const isOut = one.state === 'closed' || one.results === 'live'
      const seesAsVoter = showsToVoters(one) && audience === votersOf(id)
      return (isTheirs && isOut) || seesAsVoter ? { counts: [...one.counts] } : null
    }
    default:
      return null
  }
}

const votersIn = ({ votes }: Poll): number => Object.keys(votes).length

const shown = (id: string, one: Poll, isPinned: boolean) => ({
  id,
  question: one.question ?? '',
  kind: one.kind,
  options: one.kind === 'scale' ? [] : Array.from({ length: one.size }, (_, i) => one.options?.[i] ?? ''),
  size: one.size,
  most: one.most,
  low: one.low ?? '',
  high: one.high ?? '',
  results: one.results,
  openedAt: one.openedAt,
  closedAt: one.closedAt,
  isPinned,
})

const desk = (id: string, one: Poll, isPinned: boolean): Records['desk'] => ({
  ...shown(id, one, isPinned),
  state: one.state,
  segment: one.segment,
  revision: one.revision,
  preparedAt: one.preparedAt,
})

const poll = (id: string, one: Poll, isPinned: boolean): Records['poll'] => ({
  ...shown(id, one, isPinned),
  state: one.state === 'open' ? 'open' : 'closed',
  side: one.segment?.attendance ?? null,
})

function votes(state: State, me: string): Records['votes'] | null {
  const list = Object.entries(state.polls).flatMap(([poll, one]) => {
    const choices = one.votes[me]
    return choices ? [{ poll, choices }] : []
  })
  return list.length > 0 ? { list } : null
}
