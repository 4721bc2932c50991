import { describe, expect, test } from 'vitest'
import type { Feature } from '#server/core/feature.ts'
import { polls } from '#server/polls/index.ts'
import type { Poll, State } from '#server/polls/state.ts'
import { fits } from '#shared/core/fits.ts'
import { type Facts, has } from '#shared/core/people.ts'
import { pollsSubject, TAG } from './sim/polls.ts'
import { crowd, walk } from './sim/walk.ts'

/** Every question is its own, so that it is found wherever it is shown. */
const told = (data: object, i: number) => ('question' in data ? { ...data, question: `words${i}.` } : data)

const isStaff = (facts: Facts): boolean => has(facts, 'moderator', 'producer', 'organizer')
const isOut = ({ state }: Poll): boolean => state === 'open' || state === 'closed'

/** Whether a reader of an audience may read what a poll asks, by its rule and not by the view. */
function mayRead({ pinned }: State, id: string, one: Poll, audience: string, facts: Facts): boolean {
  if (audience === 'staff') return isStaff(facts)
  if (audience === 'screen') return isOut(one) && pinned === id
  return isOut(one) && (one.segment === null || fits(one.segment, facts))
}

/** And what was voted in it. */
function mayCount(state: State, id: string, one: Poll, audience: string, facts: Facts): boolean {
  if (audience === 'staff') return isStaff(facts)
  if (!mayRead(state, id, one, audience, facts)) return false
  if (one.state === 'closed' || one.results === 'live') return true
  return audience !== 'screen' && one.results === 'voted' && one.votes[facts.participant] !== undefined
}

/** What is shown to someone who may not see it. */
function leaks(feature: Feature): string[] {
  const found = new Set<string>()
  for (const { state, facts, audience, records } of walk(pollsSubject, {
    feature,
    seeds: 24,
    steps: 500,
    every: 2,
    told,
  })) {
    // One is enough of those planted here.
    if (found.size > 0) break
    const all = JSON.stringify(records)
    for (const [id, one] of Object.entries((state as State).polls)) {
      if (all.includes(`"${one.question}"`) && !mayRead(state as State, id, one, audience, facts))
        found.add(`${one.question} to ${audience}`)
      const isCounted = records[`results/${id}`] !== undefined || records[`sum/${id}`] !== undefined
      if (isCounted && !mayCount(state as State, id, one, audience, facts)) found.add(`votes to ${audience}`)
    }
    if (audience !== 'staff' && (all.includes(TAG) || all.includes('"segment"'))) found.add(`a segment to ${audience}`)
    for (const { participant } of crowd)
      if (JSON.stringify(Object.values(records)).includes(participant)) found.add(`who voted to ${audience}`)
    const [own] = Object.entries(records).filter(([key]) => key.startsWith('@'))
    for (const { poll, choices } of (own?.[1] as { list: { poll: string; choices: number[] }[] } | undefined)?.list ??
      [])
      if ((state as State).polls[poll]?.votes[facts.participant]?.join() !== choices.join())
        found.add(`a vote of another to ${audience}`)
  }
  return [...found]
}

const feature = polls.feature!
/** The view of polls that are not quite what they are. */
const eachPoll = (change: (one: Poll, key: string, audience: string) => Partial<Poll>): Feature => ({
  ...feature,
  view(state, key, audience) {
    const real = state as State
    const polled = Object.entries(real.polls).map(([id, one]) => [id, { ...one, ...change(one, key, audience) }])
    return feature.view({ ...real, polls: Object.fromEntries(polled) } as never, key, audience)
  },
})
/** The record of a key with more in it. */
const saying = (name: string, more: (one: Poll) => object): Feature => ({
  ...feature,
  view(state, key, audience) {
    const record = feature.view(state, key, audience) as object | null
    const one = (state as State).polls[key.slice(name.length + 1)]
    return record && one && key.startsWith(`${name}/`) ? { ...record, ...more(one) } : record
  },
})

describe('what a poll asks, of whom, and what was voted', () => {
  test('reaches nobody who may not see it, in whatever history', { timeout: 60_000 }, () => {
    expect(leaks(feature)).toEqual([])
  })
  test.each<[string, Feature]>([
    ['a poll is told with the tags of whom it is for', saying('poll', ({ segment }) => ({ segment }))],
    ['what is prepared is shown', eachPoll(({ state }) => (state === 'prepared' ? { state: 'open' } : {}))],
    ['what was put away is shown', eachPoll(({ state }) => (state === 'putAway' ? { state: 'closed' } : {}))],
    ['a poll for some is shown to everyone', eachPoll(() => ({ audience: 'everyone' }))],
    ['results show before one has voted', eachPoll(({ results }) => (results === 'voted' ? { results: 'live' } : {}))],
    ['results show before it is closed', eachPoll(({ results }) => (results === 'closed' ? { results: 'live' } : {}))],
    ['how many voted says who', saying('turnout', ({ votes }) => ({ who: Object.keys(votes) }))],
    [
      'a screen shows what is not pinned to it',
      {
        ...feature,
        view: (state, key, at) => {
          const pinned = at === 'screen' ? key.slice(key.indexOf('/') + 1) : (state as State).pinned
          return feature.view({ ...(state as State), pinned } as never, key, at)
        },
      },
    ],
    [
      'the sums of the desk are shown to all',
      { ...feature, view: (state, key, at) => feature.view(state, key, key.startsWith('sum/') ? 'staff' : at) },
    ],
    [
      'one is shown the votes of another',
      {
        ...feature,
        view: (state, key, at) => feature.view(state, key.replace(/^@person0\d\//, '@person01/'), at),
      },
    ],
  ])('the law goes red when %s', { timeout: 60_000 }, (_, broken) => {
    expect(leaks(broken)).not.toEqual([])
  })
})
