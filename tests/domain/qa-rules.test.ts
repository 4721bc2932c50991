import { describe, expect, test } from 'vitest'
import { type Fitting, fits } from '#shared/core/fits.ts'
import {
  type Channel,
  isReadByAll,
  isUntold,
  isVoting,
  mayAsk,
  mayRead,
  mayVote,
  obstacleToAsk,
  obstacleToVote,
} from '#shared/qa/rules.ts'

const everyone = { attendance: null, roles: [], tags: [], membership: null }
const atHome: Fitting = { attendance: 'home', roles: ['attendee'], tags: ['newcomer'], membership: false }
const inRoom: Fitting = { attendance: 'room', roles: ['mentor', 'attendee'], tags: [], membership: true }

describe('whom a channel is for', () => {
  test.each<[string, Partial<Parameters<typeof fits>[0]>, boolean, boolean]>([
    ['everyone', {}, true, true],
    ['those at home', { attendance: 'home' }, true, false],
    ['those in the room', { attendance: 'room' }, false, true],
    ['mentors only', { roles: ['mentor'] }, false, true],
    ['mentors or attendees', { roles: ['mentor', 'attendee'] }, true, true],
    ['newcomers', { tags: ['newcomer', 'first time'] }, true, false],
    ['members', { membership: true }, false, true],
    ['those who are no members', { membership: false }, true, false],
    ['newcomers in the room: both must fit', { attendance: 'room', tags: ['newcomer'] }, false, false],
  ])('%s', (_, part, home, room) => {
    const segment = { ...everyone, ...part }
    expect([fits(segment, atHome), fits(segment, inRoom)]).toEqual([home, room])
  })
})

const forHome = (rules: Partial<Channel['rules']> = {}, state: Channel['state'] = 'open'): Channel => ({
  state,
  rules: { ask: 'segment', vote: 'segment', read: 'segment', ...rules },
  segment: { ...everyone, attendance: 'home' },
})

describe('reading, asking and voting', () => {
  test('in a channel for its segment, others are not told that it is there', () => {
    expect([mayRead(forHome(), atHome), mayRead(forHome(), inRoom)]).toEqual([true, false])
    expect([obstacleToAsk(forHome(), atHome), obstacleToVote(forHome(), atHome)]).toEqual([null, null])
    expect([obstacleToAsk(forHome(), inRoom), obstacleToVote(forHome(), inRoom)]).toEqual([
      'qa.noChannel',
      'qa.noChannel',
    ])
  })
  test('where all may read, those outside the segment are told that it is for others', () => {
    const channel = forHome({ read: 'everyone' })
    expect(mayRead(channel, inRoom)).toBe(true)
    expect([obstacleToAsk(channel, inRoom), obstacleToVote(channel, inRoom)]).toEqual(['qa.mayNotAsk', 'qa.mayNotVote'])
  })
  test('all may vote on what a segment asks', () => {
    const channel = forHome({ read: 'everyone', vote: 'everyone' })
    expect([obstacleToAsk(channel, inRoom), obstacleToVote(channel, inRoom)]).toEqual(['qa.mayNotAsk', null])
    expect([mayAsk(channel, false), mayVote(channel, false)]).toEqual([false, true])
  })
  test('where nobody may, nobody may', () => {
    const channel = forHome({ ask: 'nobody', vote: 'nobody' })
    expect([obstacleToAsk(channel, atHome), obstacleToVote(channel, atHome)]).toEqual(['qa.mayNotAsk', 'qa.mayNotVote'])
  })
  test('who reads it is told what they may do there by whether they belong, and not whom else it is for', () => {
    const { segment: _, ...told } = forHome({ read: 'everyone' })
    expect([mayAsk(told, true), mayVote(told, true)]).toEqual([true, true])
    expect([mayAsk(told, false), mayVote(told, false)]).toEqual([false, false])
  })
  test('whether they belong must be told only where reading does not say it', () => {
    expect(isUntold(forHome().rules)).toBe(false)
    expect(isUntold(forHome({ read: 'everyone' }).rules)).toBe(true)
    expect(isUntold(forHome({ read: 'everyone', vote: 'everyone' }).rules)).toBe(true)
    expect(isUntold(forHome({ read: 'everyone', ask: 'nobody', vote: 'everyone' }).rules)).toBe(false)
  })
  test.each<[Channel['state'], boolean, boolean, boolean]>([
    ['open', true, true, true],
    ['asking', true, true, false],
    ['voting', true, false, true],
    ['closed', true, false, false],
    ['archived', false, false, false],
  ])('a channel that is %s', (state, reads, asks, votes) => {
    const channel = forHome({}, state)
    expect([mayRead(channel, atHome), mayAsk(channel, true), mayVote(channel, true)]).toEqual([reads, asks, votes])
    expect([obstacleToAsk(channel, atHome), obstacleToVote(channel, atHome)].map((code) => code === null)).toEqual([
      asks,
      votes,
    ])
    expect(isVoting(channel)).toBe(state !== 'archived' && votes)
  })
  test('the code says which it is: closed, or gone', () => {
    expect([obstacleToAsk(forHome({}, 'voting'), atHome), obstacleToVote(forHome({}, 'asking'), atHome)]).toEqual([
      'qa.notAsking',
      'qa.notVoting',
    ])
    expect(obstacleToAsk(forHome({}, 'archived'), atHome)).toBe('qa.noChannel')
  })
  test('nobody may ask or vote who may not read', () => {
    expect(isReadByAll(forHome().rules)).toBe(true)
    expect(isReadByAll(forHome({ ask: 'nobody' }).rules)).toBe(true)
    expect(isReadByAll(forHome({ ask: 'everyone' }).rules)).toBe(false)
    expect(isReadByAll(forHome({ vote: 'everyone' }).rules)).toBe(false)
    expect(isReadByAll(forHome({ ask: 'everyone', vote: 'everyone', read: 'everyone' }).rules)).toBe(true)
  })
})
