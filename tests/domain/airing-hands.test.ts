import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import type { Attendance } from '#shared/core/people.ts'
import {
  ana,
  cleo,
  doorsOpened,
  end,
  gil,
  given,
  live,
  oda,
  open,
  pause,
  standBy,
  vera,
  viewer,
} from './airing-history.ts'

type Telling = ReturnType<typeof given>
const raise = { type: 'airing.raiseHand', data: { name: 'Vera', about: 'Prices', where: '' } } as const
const lower = { type: 'airing.lowerHand', data: {} } as const
const lowerOf = (participant: string, note = '') =>
  ({ type: 'airing.lowerHandOf', data: { participant, note } }) as const
const serve = (participant: string) => ({ type: 'airing.serveHand', data: { participant } }) as const
const raises = (show: Telling, at: number, participant: string, attendance: Attendance = 'home') =>
  show.after(raise, { at, ...viewer(participant, attendance) })
const place = (show: Telling, participant: string) =>
  (show.shows(`raised/${participant}`, 'staff') as { place: number } | null)?.place

/** Vera at home, then Oda in the room, then Gil at home, all with a hand up. */
const three = () =>
  [
    [vera, 'home'],
    [oda, 'room'],
    [gil, 'home'],
  ].reduce((show, [who, where], i) => raises(show, 30_000 + i, who!, where as Attendance), live())

describe('a hand', () => {
  test('goes up with one line on what it is about, and says where its owner sits', () => {
    const where = { ...raise, data: { ...raise.data, where: 'third row, blue jacket' } }
    live()
      .when(where, viewer(oda, 'room'))
      .gives({ type: 'airing.handRaised', data: { participant: oda, side: 'room', ...where.data } })
  })
  test('has its place from the first time it went up, also when its line is corrected', () => {
    const corrected = three().after(
      { ...raise, data: { ...raise.data, about: 'Churn' } },
      { at: 90_000, ...viewer(vera) },
    )
    strictEqual(place(corrected, vera), 1)
    strictEqual(corrected.state.hands[vera]?.about, 'Churn')
  })
  test('is lowered by someone silenced without a word of theirs', () => {
    const { by, facts } = viewer('tarek111')
    const silenced = { by, facts: { ...facts, silenced: true } }
    three().when(lowerOf(vera, 'You fool'), silenced).refuses('core.silenced')
    three()
      .when(lowerOf(vera), silenced)
      .gives({ type: 'airing.handLowered', data: { participant: vera, why: 'staff', note: null } })
  })
  test('can be up from the doors to the end', () => {
    given().when(raise, viewer(vera)).refuses('airing.wrongState', { state: 'scheduled' })
    for (const show of [open(), live(), live().after(pause)]) raises(show, 60_000, vera)
    live().after(end).when(raise, viewer(vera)).refuses('airing.wrongState', { state: 'ended' })
  })
  test('is not for those on stage or backstage', () => {
    live().when(raise, viewer(ana)).refuses('airing.onStageAlready')
    live().after(standBy, { by: cleo }).when(raise, viewer(cleo)).refuses('airing.onStageAlready')
  })
  test('goes down when its owner comes backstage', () => {
    const backstage = three().after(standBy, viewer(vera))
    strictEqual(backstage.state.hands[vera], undefined)
    strictEqual(backstage.state.presenters[vera]?.kind, 'presenter')
  })
  test('the two hundred and first is told that no more can be heard', () => {
    const many = Array.from(
      { length: 200 },
      (_, i) =>
        [
          i,
          {
            type: 'airing.handRaised',
            data: { participant: `person${1000 + i}`, side: 'home', name: 'P', about: '', where: '' },
          },
        ] as const,
    )
    const full = given([0, doorsOpened], ...many)
    full.when(raise, viewer(vera)).refuses('airing.handsFull')
    full.after(raise, viewer('person1000'))
    full.after(lowerOf('person1005')).after(raise, viewer(vera))
  })
})

describe('a hand goes down', () => {
  const own = (show: Telling, participant: string) =>
    show.shows(`@${participant}/hand`, `person:${participant}`) as { isUp: boolean; why: string; note: string }
  test('by its owner, once', () => {
    const down = three().after(lower, viewer(vera))
    deepStrictEqual([own(down, vera).isUp, own(down, vera).why], [false, 'self'])
    down.when(lower, viewer(vera)).refuses('airing.noHand')
  })
  test('by staff, and its owner is told why', () => {
    const down = three().after(lowerOf(vera, 'No time left, sorry'))
    deepStrictEqual([own(down, vera).why, own(down, vera).note], ['staff', 'No time left, sorry'])
    down.when(lowerOf(vera)).refuses('airing.noHand')
  })
  test('at the end, and when its owner is removed from the event', () => {
    strictEqual(own(three().after(end), oda).why, 'ended')
    const drop = { type: 'airing.dropPresenter', data: { participant: oda, removed: true } } as const
    strictEqual(three().after(drop).state.hands[oda], undefined)
  })
  test('not when its owner only loses a role', () => {
    three()
      .when({ type: 'airing.dropPresenter', data: { participant: oda, removed: false } })
      .changesNothing()
  })
})

describe('whose turn it is', () => {
  test('is fair to room and home: one of each side, the longest wait first', () => {
    deepStrictEqual(
      [vera, oda, gil].map((id) => place(three(), id)),
      [1, 2, 3],
    )
    const late = raises(raises(raises(live(), 30_000, vera), 30_001, gil), 30_002, oda, 'room')
    deepStrictEqual(
      [vera, oda, gil].map((id) => place(late, id)),
      [1, 2, 3],
    )
  })
  test('follows what each side has had already', () => {
    const served = raises(three().after(serve(oda)), 50_000, cleo, 'room')
    strictEqual(place(served, cleo), 3, 'neither of the two at home had a turn yet')
    deepStrictEqual(served.shows('hands', 'everyone'), {
      room: { waiting: 1, served: 1 },
      home: { waiting: 2, served: 0 },
    })
  })
  test('is known to its owner and to staff, and to nobody else', () => {
    const show = three()
    strictEqual((show.shows(`@${oda}/hand`, `person:${oda}`) as { place: number }).place, 2)
    strictEqual(show.shows(`raised/${oda}`, 'everyone'), null)
    strictEqual(show.shows(`@${oda}/votes`, `person:${oda}`), null)
    strictEqual(given().shows(`@${oda}/hand`, `person:${oda}`), null)
  })
})

describe('the microphone of the room', () => {
  test('is given to someone in the room, who then had a turn', () => {
    three()
      .when(serve(oda))
      .gives({ type: 'airing.handServed', data: { participant: oda } })
    three().after(serve(oda)).when(serve(oda)).refuses('airing.noHand')
  })
  test('does not reach those at home', () => {
    three().when(serve(vera)).refuses('airing.atHome')
  })
  test('is theirs alone: who sits in the room is not asked onto the stage, for it would echo', () => {
    three()
      .when({ type: 'airing.invite', data: { participant: oda } })
      .refuses('airing.inTheRoom')
  })
})
