import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { decide, type Event, evolve, initial } from '#server/airing/domain.ts'
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
const pause = { type: 'airing.pause', data: { note: 'Back at eight' } } as const

const doorsOpened: Event = { type: 'airing.doorsOpened', data: {} }
const stoodBy = (participant: string): Event => ({ type: 'airing.stoodBy', data: { participant, ...ready } })
const wentOn = (participant: string): Event => ({ type: 'airing.wentOn', data: { participant } })
const countdownStarted = (countdown: number, liveAt: number): Event => ({
  type: 'airing.countdownStarted',
  data: { countdown, liveAt, stage: 'mainstage' },
})

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
      ['ready', 'ready'],
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
  test('shows a note, and nobody leaves the stage', () => {
    live()
      .when(pause)
      .gives({ type: 'airing.paused', data: { note: 'Back at eight' } })
    strictEqual(Object.values(paused().state.presenters)[0]?.state, 'on')
  })
  test('ends with a countdown again', () => {
    const back = paused().after(startCountdown, { at: 60_000, rows: free })
    strictEqual(back.state.state, 'paused')
    strictEqual(back.after(goLive(2), { at: 70_000 }).state.state, 'live')
    strictEqual(back.state.note, null)
  })
  test('goes on when that countdown is stopped, and those on stage stay', () => {
    const still = paused().after(startCountdown, { rows: free }).after(stopCountdown)
    strictEqual(still.state.state, 'paused')
    strictEqual(Object.values(still.state.presenters)[0]?.state, 'on')
  })
  test('needs a live airing', () => open().when(pause).refuses('airing.wrongState', { state: 'doors' }))
})

describe('the end', () => {
  test('is final and takes everyone off', () => {
    const over = live().after(end, { at: 90_000 })
    deepStrictEqual(over.state.presenters, {})
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
  test('who is ready waits until the airing takes the stage', () => {
    given([1, doorsOpened]).when(standBy, { by: ana }).gives(stoodBy(ana))
  })
  test('who is ready goes on at once when the airing holds the stage', () => {
    for (const show of [counting(), live(), paused()])
      show.when(standBy, { by: cleo }).gives(stoodBy(cleo), wentOn(cleo))
  })
  test('the name can be corrected on stage without leaving it', () => {
    const renamed = live().after({ ...standBy, data: { ...ready, name: 'Ana L.' } }, { by: ana })
    strictEqual(renamed.state.presenters[ana]?.name, 'Ana L.')
    strictEqual(renamed.state.presenters[ana]?.state, 'on')
  })
  test('the thirteenth is refused, waiting or on', () => {
    const twelve = Array.from({ length: 12 }, (_, i) => [2, stoodBy(`person${10 + i}`)] as const)
    const full = given([1, doorsOpened], ...twelve)
    full.when(standBy, { by: ana }).refuses('airing.stageFull')
    full.when(standBy, { by: 'person10' }).gives(stoodBy('person10'))
    full.after(startCountdown, { rows: free }).when(standBy, { by: ana }).refuses('airing.stageFull')
  })
  test('leaving is one step, from the stage and from waiting', () => {
    const leave = { type: 'airing.leaveStage', data: {} } as const
    for (const show of [open(), counting(), live(), paused()])
      show.when(leave, { by: ana }).gives({ type: 'airing.leftStage', data: { participant: ana } })
    live().when(leave, { by: cleo }).refuses('airing.notPresenting')
  })
  test('who lost the role is taken off, once', () => {
    const off = live().after({ type: 'airing.takeOff', data: { participant: ana } })
    strictEqual(off.state.presenters[ana], undefined)
    off.when({ type: 'airing.takeOff', data: { participant: ana } }).changesNothing()
  })
})

describe('the place in the media room', () => {
  const seat = (participant: string, identity: string) =>
    ({ type: 'airing.seat', data: { participant, identity } }) as const
  const connection = (identity: string, connected: boolean) =>
    ({ type: 'airing.connection', data: { participant: ana, identity, connected } }) as const

  test('is for those on stage, not for those who wait', () => {
    live()
      .when(seat(ana, 'one'))
      .gives({ type: 'airing.seated', data: { participant: ana, identity: 'one' } })
    open().when(seat(ana, 'one')).refuses('airing.notPresenting')
    live().when(seat(cleo, 'one')).refuses('airing.notPresenting')
  })
  test('is lost when the stage is given back', () => {
    const stopped = counting().after(seat(ana, 'one')).after(connection('one', true)).after(stopCountdown)
    strictEqual(stopped.state.presenters[ana]?.identity, null)
    strictEqual(stopped.state.presenters[ana]?.isConnected, false)
  })
  test('what is heard of an older connection says nothing about the newer', () => {
    const moved = live().after(seat(ana, 'one')).after(connection('one', true)).after(seat(ana, 'two'))
    moved.when(connection('one', false)).changesNothing()
    moved.when(connection('two', true)).gives({
      type: 'airing.connectionChanged',
      data: { participant: ana, connected: true },
    })
    moved.after(connection('two', true)).when(connection('two', true)).changesNothing()
  })
})
