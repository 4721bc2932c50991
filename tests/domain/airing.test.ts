import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { decide, type Event, evolve, initial, type State } from '#server/airing/domain.ts'
import { audiences, view } from '#server/airing/view.ts'
import { rulesOf } from '../helpers/given.ts'

const given = rulesOf({ initial, decide, evolve, audiences, view })

const free = { stage: 'mainstage', heldBy: null }
const [ana, ben, cleo] = ['ana11111', 'ben11111', 'cleo1111'] as const
const ready = { name: 'Ana Lind', line: 'Sound', camera: true, microphone: true }
const standBy = { type: 'airing.standBy', data: ready } as const
const startCountdown = { type: 'airing.startCountdown', data: {} } as const
const stopCountdown = { type: 'airing.stopCountdown', data: {} } as const
const goLive = (countdown: number) => ({ type: 'airing.goLive', data: { countdown } }) as const
const end = { type: 'airing.end', data: { sure: true } } as const
const pause = { type: 'airing.pause', data: { note: 'Back at eight', until: 80_000 } } as const

const doorsOpened: Event = { type: 'airing.doorsOpened', data: {} }
const stoodBy = (participant: string): Event => ({
  type: 'airing.stoodBy',
  data: { participant, ...ready, kind: 'presenter', inRoom: false },
})
const wentOn = (participant: string): Event => ({ type: 'airing.wentOn', data: { participant } })
const countdownStarted = (countdown: number, liveAt: number): Event => ({
  type: 'airing.countdownStarted',
  data: { countdown, liveAt, stage: 'mainstage' },
})

/** Who is where, in the order they came: `on`, `backstage`, `backstage next`. */
const states = (state: State): string[] =>
  Object.values(state.presenters).map((one) => (one.next ? `${one.state} next` : one.state))

/** Doors are open, Ana and Ben are ready. */
const open = () => given([1000, doorsOpened], [2000, stoodBy(ana)], [3000, stoodBy(ben)])
const counting = () => open().after(startCountdown, { at: 10_000, rows: free })
const live = () => counting().after(goLive(1), { at: 20_000 })
const paused = () => live().after(pause, { at: 50_000 })

describe('doors', () => {
  test('open once, before the start', () => {
    given().when({ type: 'airing.openDoors', data: {} }).gives(doorsOpened)
    open().when({ type: 'airing.openDoors', data: {} }).refuses('airing.wrongState', { state: 'doors' })
  })
})

describe('going live', () => {
  test('is a countdown of ten seconds that takes the stage, and those who stood by go on', () => {
    open().when(startCountdown, { at: 10_000, rows: free }).gives(countdownStarted(1, 20_000), wentOn(ana), wentOn(ben))
  })
  test('happens when the countdown runs out', () => {
    counting().when(goLive(1), { at: 20_000 }).gives({ type: 'airing.wentLive', data: {} })
  })
  test('two producers pressing at once: one acts, the other is told', () => {
    counting().when(startCountdown, { rows: free }).refuses('airing.alreadyCounting')
  })
  test('needs open doors', () => {
    given([1, stoodBy(ana)])
      .when(startCountdown, { rows: free })
      .refuses('airing.wrongState', { state: 'scheduled' })
  })
  test('needs somebody ready', () => {
    given([1, doorsOpened]).when(startCountdown, { rows: free }).refuses('airing.nobodyReady')
  })
  test('needs the stage', () => {
    open()
      .when(startCountdown, { rows: { stage: 'mainstage', heldBy: 'otherairing' } })
      .refuses('airing.stageHeld', { airing: 'otherairing' })
  })
  test('cannot be done twice', () => {
    live().when(startCountdown, { rows: free }).refuses('airing.wrongState', { state: 'live' })
  })
})

describe('stopping the countdown', () => {
  test('undoes everything: those who went on wait again', () => {
    const stopped = counting().after(stopCountdown)
    strictEqual(stopped.state.state, 'doors')
    strictEqual(stopped.state.countdown, null)
    deepStrictEqual(
      Object.values(stopped.state.presenters).map((one) => one.state),
      ['backstage', 'backstage'],
    )
  })
  test('makes its end come to nothing, also when another runs by then', () => {
    const again = counting().after(stopCountdown).after(startCountdown, { at: 15_000, rows: free })
    again.when(goLive(1), { at: 20_000 }).changesNothing()
    again.when(goLive(2), { at: 25_000 }).gives({ type: 'airing.wentLive', data: {} })
  })
  test('needs one that runs', () => {
    open().when(stopCountdown).refuses('airing.noCountdown')
  })
  test('happens by itself when nobody is left to show', () => {
    counting()
      .after({ type: 'airing.leaveStage', data: {} }, { by: ana })
      .after({ type: 'airing.leaveStage', data: {} }, { by: ben })
      .when(goLive(1))
      .gives({ type: 'airing.countdownStopped', data: { countdown: 1 } })
  })
})

describe('pausing', () => {
  test('shows a note, and sends everyone backstage until the show goes on', () => {
    live()
      .when(pause)
      .gives({ type: 'airing.paused', data: { note: 'Back at eight', until: 80_000 } })
    deepStrictEqual(states(paused().state), ['backstage next', 'backstage next'])
  })
  test('needs no time to be back at', () => {
    live()
      .when({ type: 'airing.pause', data: { note: '' } })
      .gives({ type: 'airing.paused', data: { note: null, until: null } })
  })
  test('ends with a countdown again, which brings the same people on', () => {
    const withCleo = paused().after(standBy, { by: cleo })
    withCleo
      .when(startCountdown, { at: 60_000, rows: free })
      .gives(countdownStarted(2, 70_000), wentOn(ana), wentOn(ben))
    const back = paused().after(startCountdown, { at: 60_000, rows: free })
    strictEqual(back.state.state, 'paused')
    deepStrictEqual(states(back.state), ['on', 'on'])
    strictEqual(back.after(goLive(2), { at: 70_000 }).state.until, null)
    strictEqual(back.after(goLive(2), { at: 70_000 }).state.state, 'live')
    strictEqual(back.state.note, null)
  })
  test('goes on when that countdown is stopped, and the same people are lined up', () => {
    const still = paused().after(startCountdown, { rows: free }).after(stopCountdown)
    strictEqual(still.state.state, 'paused')
    deepStrictEqual(states(still.state), ['backstage next', 'backstage next'])
  })
  test('needs a live airing', () => open().when(pause).refuses('airing.wrongState', { state: 'doors' }))
})

describe('the end', () => {
  test('is final: who is backstage stays there together, until another airing takes the stage', () => {
    const together = live()
      .after({ type: 'airing.seat', data: { participant: ana, identity: 'green', room: 'backstage' } }, { rows: free })
      .after({
        type: 'airing.connection',
        data: { participant: ana, identity: 'green', room: 'backstage', connected: true },
      })
      .after(end, { at: 90_000 })
    deepStrictEqual(Object.keys(together.state.presenters), [ana], 'Ben had no device there')
    deepStrictEqual(states(together.state), ['backstage'])
    const closed = together.after({ type: 'airing.closeBackstage', data: {} })
    deepStrictEqual(closed.state.presenters, {})
    live().when({ type: 'airing.closeBackstage', data: {} }).refuses('airing.wrongState', { state: 'live' })
  })
  test('whoever leaves after the end is gone', () => {
    const identity = 'green'
    const place = { participant: ana, identity, room: 'backstage' } as const
    live()
      .after({ type: 'airing.seat', data: place }, { rows: free })
      .after({ type: 'airing.connection', data: { ...place, connected: true } })
      .after(end)
      .when({ type: 'airing.connection', data: { ...place, connected: false } })
      .gives({ type: 'airing.leftStage', data: { participant: ana } })
  })
  test('cannot be undone', () => {
    const over = live().after(end, { at: 90_000 })
    for (const command of [end, startCountdown, pause, standBy, stopCountdown] as const)
      over.when(command, { by: ana, rows: free }).refuses('airing.wrongState', { state: 'ended' })
    over.when(goLive(1)).changesNothing()
  })
  test('may come during a countdown, which then comes to nothing', () => {
    counting().after(end).when(goLive(1)).changesNothing()
  })
})

describe('the clock', () => {
  test('runs from going live, stands while paused, and stops at the end', () => {
    const over = paused()
      .after(startCountdown, { at: 60_000, rows: free })
      .after(goLive(2), { at: 70_000 })
      .after(end, { at: 90_000 })
    deepStrictEqual(over.state.clock, [
      { wall: 20_000, media: 0, running: true },
      { wall: 50_000, media: 30_000, running: false },
      { wall: 70_000, media: 30_000, running: true },
      { wall: 90_000, media: 50_000, running: false },
    ])
    strictEqual(over.state.liveAt, 20_000)
    strictEqual(over.state.endedAt, 90_000)
  })
})

describe('presenting', () => {
  test('who is ready is backstage, whatever the show does', () => {
    for (const show of [given([1, doorsOpened]), counting(), live(), paused()])
      show.when(standBy, { by: cleo }).gives(stoodBy(cleo))
  })
  test('the name can be corrected on stage without leaving it', () => {
    const renamed = live().after({ ...standBy, data: { ...ready, name: 'Ana L.' } }, { by: ana })
    strictEqual(renamed.state.presenters[ana]?.name, 'Ana L.')
    strictEqual(renamed.state.presenters[ana]?.state, 'on')
  })
  test('forty have a place backstage, the next has not', () => {
    const forty = Array.from({ length: 40 }, (_, i) => [2, stoodBy(`person${10 + i}`)] as const)
    const full = given([1, doorsOpened], ...forty)
    full.when(standBy, { by: ana }).refuses('airing.backstageFull')
    full.when(standBy, { by: 'person10' }).gives(stoodBy('person10'))
  })
  test('with nobody lined up the first twelve go on', () => {
    const many = Array.from({ length: 14 }, (_, i) => [2, stoodBy(`person${10 + i}`)] as const)
    const started = given([1, doorsOpened], ...many).after(startCountdown, { rows: free })
    strictEqual(states(started.state).filter((one) => one === 'on').length, 12)
  })
  test('leaving is one step, from the stage and from waiting', () => {
    const leave = { type: 'airing.leaveStage', data: {} } as const
    for (const show of [open(), counting(), live(), paused()])
      show.when(leave, { by: ana }).gives({ type: 'airing.leftStage', data: { participant: ana } })
    live().when(leave, { by: cleo }).refuses('airing.notPresenting')
  })
  test('who lost the role is taken off, once', () => {
    const off = live().after({ type: 'airing.dropPresenter', data: { participant: ana } })
    strictEqual(off.state.presenters[ana], undefined)
    off.when({ type: 'airing.dropPresenter', data: { participant: ana } }).changesNothing()
  })
})

describe('the place in the media room', () => {
  const seat = (participant: string, identity: string) =>
    ({ type: 'airing.seat', data: { participant, identity, room: 'stage' } }) as const
  const green = { type: 'airing.seat', data: { participant: ana, identity: 'one', room: 'backstage' } } as const
  const connection = (identity: string, connected: boolean) =>
    ({ type: 'airing.connection', data: { participant: ana, identity, room: 'stage', connected } }) as const

  test('on the stage is for those backstage or on, while the airing holds it', () => {
    live()
      .when(seat(ana, 'one'), { rows: free })
      .gives({ type: 'airing.seated', data: { participant: ana, identity: 'one', room: 'stage', stage: 'mainstage' } })
    live()
      .after(standBy, { by: cleo })
      .when(seat(cleo, 'one'), { rows: free })
      .gives({
        type: 'airing.seated',
        data: { participant: cleo, identity: 'one', room: 'stage', stage: 'mainstage' },
      })
    open().when(seat(ana, 'one'), { rows: free }).refuses('airing.notPresenting')
    live().when(seat(cleo, 'one'), { rows: free }).refuses('airing.notPresenting')
  })
  test('backstage is for presenters from the start', () => {
    open()
      .when(green, { rows: free })
      .gives({ type: 'airing.seated', data: { ...green.data, stage: 'mainstage' } })
    given([1, doorsOpened]).when(green, { rows: free }).refuses('airing.notPresenting')
  })
  test('is lost when the stage is given back', () => {
    const stopped = counting()
      .after(seat(ana, 'one'), { rows: free })
      .after(connection('one', true))
      .after(stopCountdown)
    deepStrictEqual(stopped.state.presenters[ana]?.places.stage, { identity: null, isConnected: false })
  })
  test('what is heard of an older connection says nothing about the newer', () => {
    const moved = live()
      .after(seat(ana, 'one'), { rows: free })
      .after(connection('one', true))
      .after(seat(ana, 'two'), { rows: free })
    moved.when(connection('one', false)).changesNothing()
    moved.when(connection('two', true)).gives({
      type: 'airing.connectionChanged',
      data: { participant: ana, room: 'stage', connected: true },
    })
    moved.after(connection('two', true)).when(connection('two', true)).changesNothing()
  })
})
