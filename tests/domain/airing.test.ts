import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import {
  ana,
  arrives,
  ben,
  bringOn,
  cleo,
  connection,
  countdownStarted,
  counting,
  doorsOpened,
  end,
  free,
  given,
  goLive,
  leave,
  leftStage,
  live,
  onStage,
  open,
  pause,
  paused,
  standBy,
  startCountdown,
  states,
  stoodBy,
  stopCountdown,
  takeOff,
  viewer,
  wentOn,
} from './airing-history.ts'

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
  test('brings on whoever is lined up, and nobody else', () => {
    open()
      .after(bringOn(ben))
      .when(startCountdown, { at: 10_000, rows: free })
      .gives(countdownStarted(1, 20_000), wentOn(ben))
  })
  test('brings on the first twelve if more are backstage and nobody was chosen', () => {
    const many = Array.from({ length: 14 }, (_, i) => [2, stoodBy(`person${10 + i}`)] as const)
    const started = given([1, doorsOpened], ...many).after(startCountdown, { rows: free })
    deepStrictEqual(
      onStage(started.state),
      Array.from({ length: 12 }, (_, i) => `person${10 + i}`),
    )
  })
  test('needs the stage', () => {
    open()
      .when(startCountdown, { rows: { stage: 'mainstage', heldBy: 'otherairing', isHushed: false } })
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
      .after(leave, { by: ana })
      .after(leave, { by: ben })
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
    const { state, note, until } = back.after(goLive(2), { at: 70_000 }).state
    deepStrictEqual([state, note, until], ['live', null, null])
  })
  test('keeps the order people stood in', () => {
    const back = live()
      .after({ type: 'airing.arrange', data: { order: [ben, ana] } })
      .after(pause)
      .after(startCountdown, { rows: free })
    deepStrictEqual(onStage(back.state), [ben, ana])
  })
  test('lets the producer choose anew who comes on', () => {
    const chosen = paused().after(takeOff(ana)).after(standBy, { by: cleo }).after(bringOn(cleo))
    deepStrictEqual(onStage(chosen.after(startCountdown, { rows: free }).state), [ben, cleo])
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
    const together = arrives(live(), ana).after(end, { at: 90_000 })
    deepStrictEqual(Object.keys(together.state.presenters), [ana], 'Ben had no device there')
    deepStrictEqual(states(together.state), ['backstage'])
    const closed = together.after({ type: 'airing.closeBackstage', data: {} })
    deepStrictEqual(closed.state.presenters, {})
    live().when({ type: 'airing.closeBackstage', data: {} }).refuses('airing.wrongState', { state: 'live' })
  })
  test('whoever leaves after the end is gone', () => {
    arrives(live(), ana)
      .after(end)
      .when(connection(ana, `${ana}backstage`, 'backstage', false))
      .gives(leftStage(ana))
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

describe('the slate', () => {
  const slate = { type: 'airing.setSlate', data: { note: 'In a minute', until: 99_000 } } as const
  test('says something before the show and while it pauses, until it is live', () => {
    for (const show of [given(), open(), paused()])
      show.when(slate).gives({ type: 'airing.slateSet', data: { note: 'In a minute', until: 99_000 } })
    const back = paused().after(slate).after(startCountdown, { rows: free }).after(goLive(2))
    deepStrictEqual([back.state.note, back.state.until], [null, null])
  })
  test('of a pause can be corrected, and emptied', () => {
    const emptied = paused().after({ type: 'airing.setSlate', data: { note: '', until: null } })
    deepStrictEqual([emptied.state.note, emptied.state.until], [null, null])
  })
  test('and a pause carry no words of someone who is silenced, who may pause all the same', () => {
    const { by, facts } = viewer('bo111111')
    const silenced = { by, facts: { ...facts, silenced: true } }
    live().when(pause, silenced).refuses('core.silenced')
    const wordless = { type: 'airing.pause', data: { note: '', until: 80_000 } } as const
    live()
      .when(wordless, silenced)
      .gives({ type: 'airing.paused', data: { note: null, until: 80_000 } })
  })
  test('is not seen while live, nor after the end', () => {
    live().when(slate).refuses('airing.wrongState', { state: 'live' })
    live().after(end).when(slate).refuses('airing.wrongState', { state: 'ended' })
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
