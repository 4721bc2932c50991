import { expect, test } from 'vitest'
import { nextAt, timeField } from '../../client/airing/back-at.ts'
import { moved } from '../../client/airing/crew.ts'
import { watched } from '../../client/airing/watched.ts'

test('someone moves by one place, and not past the ends', () => {
  expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c'])
  expect(moved(['a', 'b'], 'who left', 1)).toEqual(['a', 'b'])
})

test('a time is meant today, or tomorrow when it has passed', () => {
  const now = new Date(2026, 10, 24, 20, 12).getTime()
  expect(nextAt('20:30', now)).toBe(new Date(2026, 10, 24, 20, 30).getTime())
  expect(nextAt('00:05', now)).toBe(new Date(2026, 10, 25, 0, 5).getTime())
  expect(nextAt('', now)).toBeNull()
  expect([timeField(new Date(2026, 10, 24, 9, 5).getTime()), timeField(null)]).toEqual(['09:05', ''])
})

test('the stage is watched while it is live, backstage while someone is there, and never beside a place of one’s own', () => {
  const one = {
    name: '',
    line: '',
    next: false,
    camera: true,
    microphone: true,
    silenced: false,
    inRoom: false,
    trouble: null,
    position: 1,
    connected: true,
    since: 0,
  }
  const on = { ...one, participant: 'ana', kind: 'presenter', state: 'on', identity: 's1', backstage: null } as const
  const off = {
    ...one,
    participant: 'bo',
    kind: 'presenter',
    state: 'backstage',
    identity: 's2',
    backstage: { identity: 'b2', connected: true },
  } as const
  const source = {
    ...one,
    participant: 'cam',
    kind: 'source',
    state: 'backstage',
    identity: 's3',
    backstage: null,
  } as const
  const presenters = [on, off, source]
  expect(watched({ presenters, state: 'live', me: 'producer' })).toEqual({ stage: ['s1', 's3'], backstage: ['b2'] })
  expect(watched({ presenters: [on, off], state: 'doors', me: 'producer' }).stage).toBeNull()
  expect(watched({ presenters, state: 'live', me: 'bo' }).backstage).toBeNull()
  for (const state of ['doors', 'paused'] as const)
    expect(
      watched({ presenters: [off, source], state, me: 'producer' }).stage,
      'an encoder, before viewers see it',
    ).toEqual(['s3'])
  for (const state of ['scheduled', 'ended'] as const)
    expect(watched({ presenters, state, me: 'producer' }).stage).toBeNull()
  expect(watched({ presenters: [source], state: 'live', me: 'producer' }).backstage).toBeNull()
})
