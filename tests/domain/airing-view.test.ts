import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { initial } from '#server/airing/domain.ts'
import { audiences } from '#server/airing/view.ts'
import { can, secondsLeft } from '#shared/airing/rules.ts'
import { mediaTime } from '#shared/core/media-time.ts'
import type { Role } from '#shared/core/people.ts'
import { ana, given } from './airing-history.ts'

const key = `presenter/${ana}`
const shown = { participant: ana, kind: 'presenter', inRoom: false } as const
const waiting = () =>
  given([
    5,
    { type: 'airing.stoodBy', data: { ...shown, name: 'Ana', line: 'Sound', camera: true, microphone: false } },
  ])

describe('what is revealed', () => {
  test('viewers see who is on stage, staff also who waits', () => {
    const wait = waiting()
    strictEqual(wait.shows(key, 'everyone'), null)
    deepStrictEqual(wait.shows(key, 'staff'), {
      participant: ana,
      name: 'Ana',
      line: 'Sound',
      kind: 'presenter',
      state: 'backstage',
      next: false,
      camera: true,
      microphone: false,
      silenced: false,
      inRoom: false,
      trouble: null,
      position: 1,
      identity: null,
      connected: false,
      backstage: { identity: null, connected: false },
      since: 5,
    })
    const on = given(
      [1, { type: 'airing.stoodBy', data: { ...shown, name: null, line: null, camera: true, microphone: true } }],
      [2, { type: 'airing.wentOn', data: { participant: ana } }],
    )
    deepStrictEqual(on.shows(key, 'everyone'), { ...(on.shows(key, 'staff') as object), backstage: null })
    strictEqual((on.shows(key, 'everyone') as { name: string }).name, '', 'scrubbed words are empty')
  })
  test('everyone is in exactly one audience', () => {
    const facts = (...roles: Role[]) => ({
      participant: ana,
      event: 'event111',
      version: 1,
      roles,
      attendance: 'home' as const,
      privacy: 'named' as const,
      tags: [],
      membership: false,
      silenced: false,
    })
    for (const role of ['organizer', 'producer', 'mentor', 'moderator', 'steward'] as const)
      deepStrictEqual(audiences(initial(), facts(role, 'attendee')), ['staff'])
    deepStrictEqual(audiences(initial(), facts('attendee')), ['everyone'])
  })
})

describe('rules both sides use', () => {
  const clock = [
    { wall: 1000, media: 0, running: true },
    { wall: 5000, media: 4000, running: false },
    { wall: 9000, media: 4000, running: true },
  ]
  test('media time runs while live and stands while paused', () => {
    deepStrictEqual(
      [999, 1000, 3000, 5000, 8999, 9000, 10_000].map((wall) => mediaTime(clock, wall)),
      [null, 0, 2000, 4000, 4000, 4000, 5000],
    )
  })
  test('the countdown shows 10 first and 0 when it is time', () => {
    deepStrictEqual(
      [0, 1, 9000, 9001, 10_000, 12_000].map((now) => secondsLeft(10_000, now)),
      [10, 10, 1, 1, 0, 0],
    )
  })
  test('buttons are offered only where they do something', () => {
    strictEqual(can({ state: 'doors', countdown: null }, 'startCountdown'), true)
    strictEqual(can({ state: 'doors', countdown: { number: 1, liveAt: 1 } }, 'startCountdown'), false)
    strictEqual(can({ state: 'doors', countdown: null }, 'stopCountdown'), false)
    strictEqual(can({ state: 'live', countdown: null }, 'pause'), true)
    strictEqual(can({ state: 'ended', countdown: null }, 'end'), false)
  })
})
