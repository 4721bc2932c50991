import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import {
  ana,
  arrives,
  ben,
  bringOn,
  cleo,
  connection,
  counting,
  doorsOpened,
  end,
  free,
  given,
  leave,
  leftStage,
  linedUp,
  live,
  onStage,
  open,
  paused,
  ready,
  standBy,
  states,
  stoodBy,
  stopCountdown,
  takeOff,
  viewer,
  wentOn,
  withCleo,
} from './airing-history.ts'

const twelve = Array.from({ length: 12 }, (_, i) => `person${10 + i}`)
/** Twelve are on, Ana is backstage with her device there. */
const fullStage = () => {
  const all = twelve.flatMap((id) => [[2, stoodBy(id)] as const, [3, wentOn(id)] as const])
  return arrives(given([1, doorsOpened], ...all, [4, { type: 'airing.wentLive', data: {} }], [5, stoodBy(ana)]), ana)
}

describe('standing by', () => {
  test('whoever is silenced at the event does not come, nor changes their words; their devices are noted', () => {
    const { by, facts } = viewer(ana)
    const silenced = { by, facts: { ...facts, silenced: true } }
    given([1, doorsOpened]).when(standBy, silenced).refuses('core.silenced')
    const other = { ...ready, name: 'You fools', line: 'All of you', camera: false }
    open()
      .when({ type: 'airing.standBy', data: other }, silenced)
      .gives({
        type: 'airing.stoodBy',
        data: { participant: ana, ...ready, camera: false, kind: 'presenter', inRoom: false },
      })
  })
  test('is being backstage, whatever the show does', () => {
    for (const show of [given([1, doorsOpened]), counting(), live(), paused()])
      show.when(standBy, { by: cleo }).gives(stoodBy(cleo))
  })
  test('corrects name and devices on stage without leaving it', () => {
    const renamed = live().after({ ...standBy, data: { ...ready, name: 'Ana L.', camera: false } }, { by: ana })
    const { name, camera, state } = renamed.state.presenters[ana]!
    deepStrictEqual([name, camera, state], ['Ana L.', false, 'on'])
  })
  test('says whether one sits in the room', () => {
    const { state } = given([1, doorsOpened]).after(standBy, viewer(cleo, 'room'))
    strictEqual(state.presenters[cleo]?.inRoom, true)
  })
  test('has forty places', () => {
    const forty = Array.from({ length: 40 }, (_, i) => [2, stoodBy(`person${10 + i}`)] as const)
    const full = given([1, doorsOpened], ...forty)
    full.when(standBy, { by: ana }).refuses('airing.backstageFull')
    full.when(standBy, { by: 'person10' }).gives(stoodBy('person10'))
  })
})

describe('leaving', () => {
  test('is one step, from the stage and from backstage', () => {
    for (const show of [open(), counting(), live(), paused()]) show.when(leave, { by: ana }).gives(leftStage(ana))
    live().when(leave, { by: cleo }).refuses('airing.notPresenting')
  })
  test('happens to whoever lost the role or was removed, once', () => {
    for (const removed of [true, false]) {
      const drop = { type: 'airing.dropPresenter', data: { participant: ana, removed } } as const
      const off = live().after(drop)
      strictEqual(off.state.presenters[ana], undefined)
      off.when(drop).changesNothing()
    }
  })
})

describe('the lines of someone who was removed', () => {
  const say = { type: 'airing.say', data: { name: 'Ben', text: 'Careful' } } as const
  const hide = (hidden: boolean) => ({ type: 'airing.hideLines', data: { participant: ben, hidden } }) as const
  const removed = { type: 'airing.dropPresenter', data: { participant: ben, removed: true } } as const
  const hidden = { type: 'airing.linesHidden', data: { participant: ben, hidden: true } } as const
  test('are not read any more, and again once they are let in', () => {
    const written = live().after(say, { by: ben })
    written.when(removed).gives(leftStage(ben), hidden)
    const gone = written.after(removed)
    deepStrictEqual(gone.state.unread, [ben])
    gone.when(removed).changesNothing()
    gone.when(hide(true)).changesNothing()
    deepStrictEqual(gone.after(hide(false)).state.unread, [])
  })
  test('are none where they wrote nothing', () => {
    live().when(removed).gives(leftStage(ben))
    live().when(hide(true)).changesNothing()
    live().when(hide(false)).changesNothing()
  })
})

describe('bringing on', () => {
  test('shows someone at once while live, behind those who stand there', () => {
    withCleo().when(bringOn(cleo)).gives(wentOn(cleo))
    deepStrictEqual(onStage(withCleo().after(bringOn(cleo)).state), [ana, ben, cleo])
  })
  test('shows someone at once while a countdown runs', () => {
    arrives(counting().after(standBy, { by: cleo }), cleo)
      .when(bringOn(cleo))
      .gives(wentOn(cleo))
  })
  test('lines up for the next countdown while viewers see the slate, connected or not', () => {
    open().when(bringOn(ana)).gives(linedUp(ana))
    const wait = paused().after(standBy, { by: cleo })
    wait.when(bringOn(cleo)).gives(linedUp(cleo))
    deepStrictEqual(states(wait.after(bringOn(cleo)).state), ['backstage next', 'backstage next', 'backstage next'])
  })
  test('two who press at once: the second is told', () => {
    withCleo().after(bringOn(cleo)).when(bringOn(cleo)).refuses('airing.alreadyOn')
    open().after(bringOn(ana)).when(bringOn(ana)).refuses('airing.alreadyOn')
  })
  test('who has just left is not backstage any more', () => {
    withCleo().after(leave, { by: cleo }).when(bringOn(cleo)).refuses('airing.notBackstage')
  })
  test('whose device sleeps is not shown, until it is back', () => {
    const asleep = withCleo().after(connection(cleo, `${cleo}backstage`, 'backstage', false))
    asleep.when(bringOn(cleo)).refuses('airing.notConnected')
    arrives(asleep, cleo).when(bringOn(cleo)).gives(wentOn(cleo))
  })
  test('who has no camera may still be heard', () => {
    const heard = live().after({ ...standBy, data: { ...ready, camera: false } }, { by: cleo })
    arrives(heard, cleo).when(bringOn(cleo)).gives(wentOn(cleo))
  })
  test('a full stage has no thirteenth place, now or with the next countdown', () => {
    fullStage().when(bringOn(ana)).refuses('airing.stageFull')
    const pausing = fullStage().after({ type: 'airing.pause', data: { note: '' } })
    pausing.when(bringOn(ana)).refuses('airing.stageFull')
    pausing.after(takeOff('person10')).when(bringOn(ana)).gives(linedUp(ana))
    fullStage().after(takeOff('person10')).when(bringOn(ana)).gives(wentOn(ana))
  })
  test('is nothing for after the end', () => {
    arrives(live(), ana).after(end).when(bringOn(ana)).refuses('airing.wrongState', { state: 'ended' })
  })
})

describe('taking off', () => {
  test('is being backstage again', () => {
    live()
      .when(takeOff(ana))
      .gives({ type: 'airing.tookOff', data: { participant: ana } })
    deepStrictEqual(states(live().after(takeOff(ana)).state), ['backstage', 'on'])
  })
  test('takes someone out of the line-up', () => {
    paused().when(takeOff(ana)).gives(linedUp(ana, false))
  })
  test('two who press at once: the second is told', () => {
    live().after(takeOff(ana)).when(takeOff(ana)).refuses('airing.notOn')
    open().when(takeOff(ana)).refuses('airing.notOn')
    live().when(takeOff(cleo)).refuses('airing.notOn')
  })
  test('while a countdown runs keeps them off when it is over', () => {
    deepStrictEqual(states(counting().after(takeOff(ana)).after(stopCountdown).state), ['backstage', 'backstage next'])
  })
})

describe('an encoder of the venue', () => {
  const room = 'encoder1'
  const seen = (connected: boolean, label = 'Room camera') =>
    ({ type: 'airing.seeSource', data: { source: room, label, connected } }) as const
  const withSource = () => live().after(seen(true))

  test('is backstage as soon as it sends, and is brought on like anyone', () => {
    const one = withSource().state.presenters[room]!
    deepStrictEqual([one.kind, one.state, one.name, one.inRoom], ['source', 'backstage', 'Room camera', true])
    deepStrictEqual(one.places.stage, { identity: `source:${room}`, isConnected: true })
    withSource().when(bringOn(room)).gives(wentOn(room))
  })
  test('that dies on stage stays there, shown as lost, and takes over in place when it is back', () => {
    const lost = withSource().after(bringOn(room)).after(seen(false))
    deepStrictEqual(
      [lost.state.presenters[room]?.state, lost.state.presenters[room]?.places.stage.isConnected],
      ['on', false],
    )
    lost.after(seen(true)).when(seen(true)).changesNothing()
    deepStrictEqual(onStage(lost.after(seen(true)).state), [ana, ben, room])
  })
  test('that never sent is not there', () => {
    live().when(seen(false)).changesNothing()
    live().when(bringOn(room)).refuses('airing.notBackstage')
  })
  test('that is lost is not brought on, by hand or by a countdown', () => {
    withSource().after(seen(false)).when(bringOn(room)).refuses('airing.notConnected')
    given([1, doorsOpened])
      .after(seen(true))
      .after(seen(false))
      .when({ type: 'airing.startCountdown', data: {} }, { rows: free })
      .refuses('airing.nobodyReady')
  })
  test('can be named anew, and has no place to ask for', () => {
    strictEqual(withSource().after(seen(true, 'Balcony')).state.presenters[room]?.name, 'Balcony')
    withSource()
      .when({ type: 'airing.seat', data: { participant: room, identity: 'x', room: 'stage' } }, { rows: free })
      .refuses('airing.notPresenting')
  })
  test('goes with the end, and nobody can pass for one', () => {
    const over = arrives(withSource(), ana).after(end)
    deepStrictEqual(Object.keys(over.state.presenters), [ana])
    over.when(seen(true)).changesNothing()
    live()
      .when({ type: 'airing.seeSource', data: { source: ana, label: 'x', connected: true } })
      .refuses('core.invalid')
  })
})
