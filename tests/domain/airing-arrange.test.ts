import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import {
  ana,
  ben,
  bringOn,
  cleo,
  connection,
  counting,
  free,
  given,
  goLive,
  leave,
  live,
  onStage,
  open,
  pause,
  paused,
  seat,
  standBy,
  startCountdown,
  stopCountdown,
  takeOff,
  withCleo,
} from './airing-history.ts'

const arrange = (...order: string[]) => ({ type: 'airing.arrange', data: { order } }) as const
const spotlight = (participant: string | null) => ({ type: 'airing.spotlight', data: { participant } }) as const

describe('the order on stage', () => {
  const three = () => withCleo().after(bringOn(cleo))
  test('is what the producer says', () => {
    deepStrictEqual(onStage(three().after(arrange(cleo, ana, ben)).state), [cleo, ana, ben])
  })
  test('of those who are named changes, others keep their place', () => {
    deepStrictEqual(onStage(three().after(arrange(cleo, ana)).state), [cleo, ben, ana])
  })
  test('is not upset by a name twice, or by someone who has just left', () => {
    deepStrictEqual(onStage(three().after(arrange(cleo, cleo, 'someone1', ana, ben)).state), [cleo, ana, ben])
    three().when(arrange(cleo, 'someone1')).changesNothing()
  })
  test('can be made before they come on', () => {
    const started = open().after(arrange(ben, ana)).after(startCountdown, { rows: free })
    deepStrictEqual(onStage(started.state), [ben, ana])
  })
})

describe('the spotlight', () => {
  test('shows one large, and can be put out', () => {
    const lit = live().after(spotlight(ana))
    strictEqual(lit.state.spotlight, ana)
    lit.when(spotlight(ana)).changesNothing()
    lit.when(spotlight(null)).gives({ type: 'airing.spotlit', data: { participant: null } })
  })
  test('needs someone on stage', () => {
    withCleo().when(spotlight(cleo)).refuses('airing.notOn')
    live().when(spotlight('someone1')).refuses('airing.notOn')
  })
  test('goes out when they leave, are taken off, or are not wanted after a pause', () => {
    const lit = () => live().after(spotlight(ana))
    strictEqual(lit().after(takeOff(ana)).state.spotlight, null)
    strictEqual(lit().after(leave, { by: ana }).state.spotlight, null)
    strictEqual(lit().after(takeOff(ben)).state.spotlight, ana)
    const resumed = lit().after(pause).after(takeOff(ana)).after(startCountdown, { rows: free })
    strictEqual(resumed.after(goLive(2)).state.spotlight, null)
  })
  test('outlives a pause with the one it is on', () => {
    const resumed = live().after(spotlight(ana)).after(pause).after(startCountdown, { rows: free })
    strictEqual(resumed.state.spotlight, ana)
  })
})

describe('the layout', () => {
  test('is set once', () => {
    const set = { type: 'airing.setLayout', data: { layout: 'screen' } } as const
    live()
      .when(set)
      .gives({ type: 'airing.layoutSet', data: { layout: 'screen' } })
    live().after(set).when(set).changesNothing()
  })
  test('outlives the track it was set for', () => {
    const set = live().after({ type: 'airing.setLayout', data: { layout: 'screen' } })
    strictEqual(set.after(leave, { by: ana }).state.layout, 'screen', 'a page without a screen draws what is there')
  })
})

describe('silence', () => {
  const silence = (participant: string, silenced: boolean) =>
    ({ type: 'airing.silence', data: { participant, silenced } }) as const
  const producer = { by: 'bo111111' }
  test('is a right taken, and given back', () => {
    const silenced = live().after(silence(ana, true), producer)
    strictEqual(silenced.state.presenters[ana]?.silenced, true)
    silenced.when(silence(ana, true), producer).changesNothing()
    silenced
      .when(silence(ana, false), producer)
      .gives({ type: 'airing.silenced', data: { participant: ana, silenced: false } })
  })
  test('by the event and by those who run the show are two: each ends alone, and one of them is enough', () => {
    const isSilenced = (show: ReturnType<typeof given>) =>
      (show.shows(`presenter/${ana}`, 'everyone') as { silenced: boolean } | null)?.silenced
    const both = live().after(silence(ana, true), producer).after(silence(ana, true))
    const lifted = both.after(silence(ana, false))
    const spoken = both.after(silence(ana, false), producer)
    deepStrictEqual([both, lifted, spoken].map(isSilenced), [true, true, true])
    strictEqual(isSilenced(lifted.after(silence(ana, false), producer)), false)
    strictEqual(isSilenced(spoken.after(silence(ana, false))), false)
  })
  test('lasts when they correct their devices, are taken off and come on again', () => {
    const again = live().after(silence(ana, true), producer).after(standBy, { by: ana }).after(takeOff(ana))
    strictEqual(again.state.presenters[ana]?.silenced, true)
  })
  test('can be said of someone backstage, but not of someone who is gone', () => {
    withCleo()
      .when(silence(cleo, true))
      .gives({ type: 'airing.silenced', data: { participant: cleo, silenced: true } })
    live().when(silence(cleo, true)).refuses('airing.notBackstage')
  })
})

describe('trouble', () => {
  const tell = (trouble: 'silent' | null) => ({ type: 'airing.tellTrouble', data: { trouble } }) as const
  test('is what a device says of itself, until it says otherwise; staff see it', () => {
    const troubled = live().after(tell('silent'), { by: ana })
    const shown = (audience: string) => troubled.shows(`presenter/${ana}`, audience) as { trouble: string | null }
    deepStrictEqual([shown('staff').trouble, shown('everyone').trouble], ['silent', null])
    troubled.when(tell('silent'), { by: ana }).changesNothing()
    troubled
      .when(tell(null), { by: ana })
      .gives({ type: 'airing.troubleTold', data: { participant: ana, trouble: null } })
    live().when(tell('silent'), { by: cleo }).refuses('airing.notPresenting')
  })
})

describe('lines between staff', () => {
  const say = (text: string) => ({ type: 'airing.say', data: { name: 'Bo', text } }) as const
  test('are seen by staff and by nobody else', () => {
    const said = open().after(say('Two minutes'), { by: ben })
    deepStrictEqual(said.shows('said/testcommand', 'staff'), {
      id: 'testcommand',
      participant: ben,
      name: 'Bo',
      text: 'Two minutes',
      at: 3000,
    })
    strictEqual(said.shows('said/testcommand', 'everyone'), null)
  })
  test('of an evening the last fifty are kept', () => {
    const lines = Array.from(
      { length: 52 },
      (_, i) =>
        [
          i,
          { type: 'airing.said', data: { id: `line${1000 + i}`, participant: ben, name: 'Bo', text: `${i}` } },
        ] as const,
    )
    const { state } = given(...lines)
    deepStrictEqual([state.said.length, state.said[0]?.text, state.said.at(-1)?.text], [50, '2', '51'])
  })
})

describe('the place in a media room', () => {
  const seated = (participant: string, room: 'stage' | 'backstage') =>
    ({ type: 'airing.seated', data: { participant, identity: 'one', room, stage: 'mainstage' } }) as const
  test('on the stage is for those backstage or on, while the airing holds it', () => {
    live()
      .when(seat(ana, 'one', 'stage'), { rows: free })
      .gives(seated(ana, 'stage'))
    withCleo()
      .when(seat(cleo, 'one', 'stage'), { rows: free })
      .gives(seated(cleo, 'stage'))
    open()
      .when(seat(ana, 'one', 'stage'), { rows: free })
      .refuses('airing.notPresenting')
    live()
      .when(seat(cleo, 'one', 'stage'), { rows: free })
      .refuses('airing.notPresenting')
  })
  test('backstage is for presenters, from the start', () => {
    open()
      .when(seat(ana, 'one', 'backstage'), { rows: free })
      .gives(seated(ana, 'backstage'))
    open()
      .when(seat(cleo, 'one', 'backstage'), { rows: free })
      .refuses('airing.notPresenting')
  })
  test('of an airing that was deleted is nowhere', () => {
    live()
      .when(seat(ana, 'one', 'stage'), { rows: null })
      .refuses('core.notFound')
  })
  test('is kept over a pause, and lost when the stage is given back', () => {
    const there = (show: ReturnType<typeof live>) =>
      show.after(seat(ana, 'one', 'stage'), { rows: free }).after(connection(ana, 'one', 'stage', true))
    deepStrictEqual(there(live()).after(pause).state.presenters[ana]?.places.stage, {
      identity: 'one',
      isConnected: true,
    })
    const stopped = there(counting()).after(stopCountdown)
    deepStrictEqual(stopped.state.presenters[ana]?.places.stage, { identity: null, isConnected: false })
    strictEqual(paused().state.state, 'paused')
  })
  test('what is heard of an older connection says nothing about the newer', () => {
    const moved = live()
      .after(seat(ana, 'one', 'stage'), { rows: free })
      .after(connection(ana, 'one', 'stage', true))
      .after(seat(ana, 'two', 'stage'), { rows: free })
    moved.when(connection(ana, 'one', 'stage', false)).changesNothing()
    const news = connection(ana, 'two', 'stage', true)
    moved.when(news).gives({
      type: 'airing.connectionChanged',
      data: { participant: ana, room: 'stage', connected: true },
    })
    moved.after(news).when(news).changesNothing()
  })
})
