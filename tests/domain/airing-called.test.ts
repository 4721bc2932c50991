import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import type { Attendance } from '#shared/core/people.ts'
import { ana, end, gil, given, live, oda, open, vera, viewer } from './airing-history.ts'

type Telling = ReturnType<typeof given>
const asked = { name: 'Vera', about: 'What is churn?', where: '' }
const callOn = (participant: string, side: Attendance = 'home') =>
  ({ type: 'airing.callOn', data: { participant, side, ...asked } }) as const
const raise = { type: 'airing.raiseHand', data: { name: 'Gil', about: '', where: '' } } as const
const places = (show: Telling) =>
  [vera, oda, gil].map((who) => (show.shows(`raised/${who}`, 'staff') as { place: number } | null)?.place)

describe('someone who is called on with their question', () => {
  test('at home is invited at once, where the stage is held and has room', () => {
    live()
      .when(callOn(vera), { at: 30_000 })
      .gives(
        { type: 'airing.handRaised', data: { participant: vera, side: 'home', ...asked } },
        { type: 'airing.calledOn', data: { participant: vera } },
        { type: 'airing.invited', data: { participant: vera, invite: 1, until: 90_000 } },
      )
    live().after(callOn(vera)).when(callOn(vera)).changesNothing()
    strictEqual(open().after(callOn(vera)).state.hands[vera]?.invite, null)
  })
  test('in the room is next for its microphone, before all who wait', () => {
    const waiting = live()
      .after(raise, { at: 30_000, ...viewer(gil) })
      .after(raise, { at: 31_000, ...viewer(vera) })
    const called = waiting.after(callOn(oda, 'room'), { at: 32_000 })
    deepStrictEqual(places(called), [3, 1, 2])
    strictEqual(called.state.hands[oda]?.invite, null)
    // Another one waits behind them.
    deepStrictEqual(places(called.after(callOn(vera), { at: 33_000 })), [2, 1, 3])
  })
  test('keeps the hand that is up already, and its words', () => {
    const up = live().after(raise, { at: 30_000, ...viewer(vera) })
    const called = up.after(callOn(vera), { at: 40_000 })
    deepStrictEqual([called.state.hands[vera]?.name, called.state.hands[vera]?.raisedAt], ['Gil', 30_000])
  })
  test('is not called while they are there already, or when it is over', () => {
    live().when(callOn(ana)).refuses('airing.onStageAlready')
    live().after(end).when(callOn(vera)).refuses('airing.wrongState')
    given().when(callOn(vera)).refuses('airing.wrongState')
  })
})
