import { describe, expect, test } from 'vitest'
import { playedInRoom } from '../../client/airing/room-output.ts'
import { followed, following, isOver, type Planned, shown } from '../../client/screens/which.ts'

const HOUR = 3_600_000
const one = (id: string, more: Partial<Planned> = {}): Planned => ({
  id,
  stage: 'main',
  kind: 'live',
  state: 'scheduled',
  startsAt: HOUR,
  endsAt: 2 * HOUR,
  ...more,
})
const on = (more: object) => ({ kind: 'presenter', state: 'on', inRoom: false, identity: 'x', ...more }) as const

describe('the room output', () => {
  test('plays those on stage who are at home, guests like presenters', () => {
    const people = [on({ identity: 'a' }), on({ identity: 'b', kind: 'guest' })]
    expect(playedInRoom(people).map(({ identity }) => identity)).toEqual(['a', 'b'])
  })
  test('never plays the camera of the room, wherever it says it is', () => {
    expect(playedInRoom([on({ kind: 'source' }), on({ kind: 'source', inRoom: true })])).toEqual([])
  })
  test('never plays a presenter who sits in the room', () => {
    expect(playedInRoom([on({ inRoom: true })])).toEqual([])
  })
  test('plays nobody who is still backstage', () => {
    expect(playedInRoom([on({ state: 'backstage' })])).toEqual([])
  })
})

describe('which airing a wall shows', () => {
  const look = (airings: Planned[], { now = 0, held = '' } = {}) =>
    shown(airings, { stage: 'main', now, holds: (id) => id === held })?.id

  test('the one that holds the stage, by its own word, though another has its doors open', () => {
    const airings = [one('a', { state: 'doors' }), one('b', { state: 'doors', startsAt: 2 * HOUR })]
    expect(look(airings)).toBe('a')
    expect(look(airings, { held: 'b' })).toBe('b')
  })
  test('the one that is live, before its own word came', () => {
    expect(look([one('a', { state: 'doors' }), one('b', { state: 'live', startsAt: 2 * HOUR })])).toBe('b')
  })
  test('the next by the programme of its own stage, and no other stage’s', () => {
    const airings = [one('x', { stage: 'side', startsAt: 0 }), one('b', { startsAt: 3 * HOUR }), one('a')]
    expect(look(airings)).toBe('a')
    expect(look([one('x', { stage: 'side' })])).toBeUndefined()
  })
  test('after the end, what comes next; and nothing once all is over', () => {
    const done = one('a', { state: 'ended' })
    expect(look([done, one('b', { startsAt: 2 * HOUR })])).toBe('b')
    expect(look([done])).toBeUndefined()
    expect(isOver([done], 'main')).toBe(true)
    expect(isOver([one('b')], 'main')).toBe(false)
  })
  test('not one whose time went by unused', () => {
    expect(look([one('a'), one('b', { startsAt: 5 * HOUR, endsAt: 6 * HOUR })], { now: 3 * HOUR })).toBe('b')
  })
  test('a rehearsal only while it is held', () => {
    const rehearsal = one('r', { kind: 'rehearsal', startsAt: 0 })
    expect(look([rehearsal, one('a')])).toBe('a')
    expect(look([{ ...rehearsal, state: 'doors' }, one('a')])).toBe('a')
    expect(look([{ ...rehearsal, state: 'doors' }, one('a')], { held: 'r' })).toBe('r')
  })
  test('it follows all that could take the stage, and the next', () => {
    const airings = [
      one('done', { state: 'ended', startsAt: 0 }),
      one('open', { state: 'doors' }),
      one('next', { startsAt: 3 * HOUR, endsAt: 4 * HOUR }),
      one('later', { startsAt: 5 * HOUR, endsAt: 6 * HOUR }),
      one('other', { stage: 'side', state: 'live' }),
    ]
    expect(followed(airings, 'main', 0)).toEqual(['open', 'next'])
    expect(following(airings, airings[1]!, 0)?.id).toBe('next')
    expect(following(airings, airings[3]!, 0)).toBeNull()
  })
})
