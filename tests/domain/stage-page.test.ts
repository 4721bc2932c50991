import { expect, test } from 'vitest'
import { arrange, columns } from '../../client/airing/arrange.ts'
import { decibelsOf, judge, loudness } from '../../client/airing/loudness.ts'
import { retryDelay } from '../../client/airing/retry.ts'
import { follow, HOLD_MS, type Spotlight } from '../../client/airing/spotlight.ts'
import { keep, megabytesPerHour, roundUsage, type UsagePoint } from '../../client/airing/usage.ts'

const people = (count: number) => Array.from({ length: count }, (_, i) => `p${i}`)

test('everyone on stage has a place, however many there are', () => {
  for (let count = 1; count <= 12; count++) {
    const { large, small } = arrange(people(count), 'p0', null)
    expect([...large, ...small].sort()).toEqual(people(count).sort())
  }
})

test('three to five: the speaker is large, the others keep their order below', () => {
  expect(arrange(people(4), 'p2', null)).toEqual({ kind: 'spotlight', large: ['p2'], small: ['p0', 'p1', 'p3'] })
  expect(arrange(people(4), 'someone who left', null).large).toEqual(['p0'])
})

test('a shared screen takes the large place, the speaker stands first beside it', () => {
  expect(arrange(people(6), 'p4', 'p1')).toEqual({ kind: 'screen', large: ['p1'], small: ['p4', 'p0', 'p1', 'p2'] })
  expect(arrange(people(2), null, 'someone who left').kind).toBe('pair')
})

test('twelve equal pictures are 4 by 3 on a wide stage and 3 by 4 on a phone', () => {
  expect([columns(12, false), columns(12, true)]).toEqual([4, 3])
})

test('the large picture follows who speaks on, not who coughs', () => {
  let spotlight: Spotlight = follow({ identity: null, next: null }, people(3), null, 0)
  expect(spotlight.identity).toBe('p0')
  spotlight = follow(spotlight, people(3), 'p1', 1000)
  expect(spotlight.identity).toBe('p0')
  expect(follow(spotlight, people(3), 'p0', 1200).next).toBeNull()
  expect(follow(spotlight, people(3), 'p1', 1000 + HOLD_MS).identity).toBe('p1')
  expect(follow(spotlight, ['p1', 'p2'], null, 1100).identity).toBe('p1')
})

test('tries to reconnect come at once, then soon, then rarely, and are spread', () => {
  expect(retryDelay(0, 0.9)).toBe(0)
  const firstFive = [0, 1, 2, 3, 4].reduce((sum, attempt) => sum + retryDelay(attempt, 0.99), 0)
  expect(firstFive).toBeLessThan(2500)
  expect(retryDelay(50, 0.99)).toBeLessThanOrEqual(8000)
  expect(retryDelay(50, 0)).toBe(4000)
})

test('megabytes an hour are measured over 20 s, and nothing is said before there is enough', () => {
  let points: UsagePoint[] = []
  for (let at = 0; at <= 4000; at += 1000) points = keep(points, { at, bytes: at * 100 })
  expect(megabytesPerHour(points)).toBeNull()
  for (let at = 5000; at <= 60_000; at += 1000) points = keep(points, { at, bytes: at * 100 })
  expect(megabytesPerHour(points)).toBeCloseTo(360)
  expect(points.length).toBe(21)
  expect(keep(points, { at: 61_000, bytes: 5 })).toEqual([{ at: 61_000, bytes: 5 }])
  expect([613, 87, 6.4].map(roundUsage)).toEqual([610, 87, 6])
})

test('a microphone level is judged by how loud it is, not by its numbers', () => {
  const tone = (size: number) => new Float32Array(1024).map((_, i) => size * Math.sin(i / 5))
  expect([0, 0.005, 0.2, 1].map((size) => judge(loudness(decibelsOf(tone(size)))))).toEqual([
    'silent',
    'low',
    'good',
    'loud',
  ])
})
