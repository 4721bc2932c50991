import { expect, test } from 'vitest'
import { comesOnNext, inBackstage } from '../../client/airing/backstage.ts'
import { heard, type PresenterRecord } from '../../client/airing/on-stage.ts'
import { quietSince, worstOf } from '../../client/airing/own-trouble.ts'

const amara: PresenterRecord = {
  participant: 'amara',
  kind: 'presenter',
  name: 'Amara',
  line: '',
  state: 'backstage',
  next: false,
  camera: true,
  microphone: true,
  silenced: false,
  inRoom: false,
  trouble: null,
  position: 0,
  identity: 'on-stage',
  connected: false,
  backstage: { identity: 'green-room', connected: true },
  since: 0,
}
const henrik: PresenterRecord = { ...amara, participant: 'henrik', name: 'Henrik', since: 1 }
const doors = { state: 'doors', countdown: null } as const

test('backstage people stand under the identity they have there, and who is on, a guest or an encoder is not among them', () => {
  const others = (['guest', 'source'] as const).map((kind) => ({ ...amara, participant: kind, kind }))
  const on: PresenterRecord = { ...amara, participant: 'on', state: 'on' }
  expect(
    inBackstage([henrik, on, ...others, amara]).map(({ participant, identity, connected }) => [
      participant,
      identity,
      connected,
    ]),
  ).toEqual([
    ['amara', 'green-room', true],
    ['henrik', 'green-room', true],
  ])
  expect(inBackstage([{ ...amara, backstage: null }])[0]).toMatchObject({ identity: null, connected: false })
})

test('with nobody chosen the countdown brings on all, else those who were chosen', () => {
  expect([amara, henrik].map((one) => comesOnNext(one, [amara, henrik], doors))).toEqual([true, true])
  const chosen = { ...henrik, next: true }
  expect([amara, chosen].map((one) => comesOnNext(one, [amara, chosen], doors))).toEqual([false, true])
  expect(comesOnNext(chosen, [amara, chosen], { state: 'paused', countdown: null })).toBe(true)
})

test('nobody is told to come on with a countdown that does not come, or already runs', () => {
  const all = [amara, henrik]
  expect(comesOnNext(amara, all, { state: 'live', countdown: null })).toBe(false)
  expect(comesOnNext(amara, all, { state: 'ended', countdown: null })).toBe(false)
  expect(comesOnNext(amara, all, { state: 'doors', countdown: { number: 1, liveAt: 10_000 } })).toBe(false)
  expect(comesOnNext({ ...amara, state: 'on' }, all, doors)).toBe(false)
})

test('of several troubles the one is told that costs viewers most, and none while all is well', () => {
  const fine = { isCameraGone: false, isMicrophoneGone: false, isSilent: false, isLineBad: false }
  expect(worstOf(fine)).toBeNull()
  expect(worstOf({ ...fine, isLineBad: true })).toBe('line')
  expect(worstOf({ ...fine, isLineBad: true, isSilent: true })).toBe('silent')
  expect(worstOf({ ...fine, isSilent: true, isCameraGone: true })).toBe('camera')
  expect(worstOf({ isCameraGone: true, isMicrophoneGone: true, isSilent: true, isLineBad: true })).toBe('microphone')
})

test('whoever is silenced is not played, an encoder neither, which cannot be kept from sending', () => {
  const room: PresenterRecord = { ...amara, participant: 'room', kind: 'source', identity: 'source:room' }
  expect([...heard([amara, room])]).toEqual(['on-stage', 'source:room'])
  expect([...heard([amara, { ...room, silenced: true }])]).toEqual(['on-stage'])
  expect([...heard([{ ...amara, identity: null }])]).toEqual([])
})

test('only a microphone that is measured and gives nothing is silent; one who listens in a quiet room is not', () => {
  expect(quietSince(1000, Number.NEGATIVE_INFINITY, 9000)).toBe(1000)
  expect(quietSince(1000, -95, 9000)).toBe(1000)
  expect(quietSince(1000, -72, 9000)).toBe(9000)
  expect(quietSince(1000, null, 9000), 'the browser measures nothing before the first click').toBe(9000)
})
