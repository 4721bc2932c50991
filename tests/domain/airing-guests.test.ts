import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import {
  ana,
  arrives,
  ben,
  bringOn,
  connection,
  counting,
  end,
  free,
  gil,
  goLive,
  leave,
  leftStage,
  linedUp,
  live,
  onStage,
  open,
  pause,
  seat,
  startCountdown,
  states,
  takeOff,
  vera,
  viewer,
  wentOn,
} from './airing-history.ts'

const raise = { type: 'airing.raiseHand', data: { name: 'Vera', about: 'Prices', where: '' } } as const
const invite = (participant: string) => ({ type: 'airing.invite', data: { participant } }) as const
const offer = { name: 'Vera B.', line: 'Listener', camera: true, microphone: true }
const accept = { type: 'airing.acceptInvite', data: offer } as const
const decline = { type: 'airing.declineInvite', data: {} } as const
const expire = (number: number) =>
  ({ type: 'airing.expireInvite', data: { participant: vera, invite: number } }) as const
const miss = { type: 'airing.missGuest', data: { participant: vera } } as const

const raised = () =>
  live()
    .after(raise, { at: 30_000, ...viewer(vera) })
    .after(raise, { at: 31_000, ...viewer(gil) })
const invited = () => raised().after(invite(vera), { at: 40_000 })
const guest = () => invited().after(accept, viewer(vera))
const cameOn = { type: 'airing.stoodBy', data: { participant: vera, ...offer, kind: 'guest', inRoom: false } } as const
const served = { type: 'airing.handServed', data: { participant: vera } } as const
/** Ten more are on stage, which is full then. */
const withTenMore = (show: ReturnType<typeof live>) =>
  Array.from({ length: 10 }, (_, i) => `person${10 + i}`).reduce(
    (all, id) => arrives(all.after({ type: 'airing.standBy', data: offer }, { by: id }), id).after(bringOn(id)),
    show,
  )
const own = (show: ReturnType<typeof live>) =>
  show.shows(`@${vera}/hand`, `person:${vera}`) as { isUp: boolean; why: string | null; place: number | null }

describe('an invitation', () => {
  test('is open for a minute, to anyone at home whose hand is up', () => {
    raised()
      .when(invite(vera), { at: 40_000 })
      .gives({ type: 'airing.invited', data: { participant: vera, invite: 1, until: 100_000 } })
    raised().when(invite('someone1')).refuses('airing.noHand')
  })
  test('is made once: of two who press the second is told', () => {
    invited().when(invite(vera)).refuses('airing.alreadyInvited')
  })
  test('needs a show that has the stage, and a place on it', () => {
    open().after(raise, viewer(vera)).when(invite(vera)).refuses('airing.wrongState', { state: 'doors' })
    withTenMore(raised()).when(invite(vera)).refuses('airing.stageFull')
  })
  test('runs out, and then the hand is down and the next can be asked', () => {
    const out = invited().after(expire(1), { at: 100_000 })
    deepStrictEqual([own(out).isUp, own(out).why], [false, 'unanswered'])
    out.when(accept, viewer(vera)).refuses('airing.notInvited')
    strictEqual((out.shows(`raised/${gil}`, 'staff') as { place: number }).place, 1)
    out.after(invite(gil))
  })
  test('that was answered runs out on nobody, nor does an older one', () => {
    guest().when(expire(1)).changesNothing()
    const again = invited().after(decline, viewer(vera)).after(raise, viewer(vera)).after(invite(vera))
    again.when(expire(1)).changesNothing()
    again
      .when(expire(2))
      .gives({ type: 'airing.handLowered', data: { participant: vera, why: 'unanswered', note: null } })
  })
  test('can be declined', () => {
    const down = invited().after(decline, viewer(vera))
    deepStrictEqual([own(down).isUp, own(down).why], [false, 'declined'])
    down.when(decline, viewer(vera)).refuses('airing.notInvited')
    raised().when(decline, viewer(vera)).refuses('airing.notInvited')
  })
  test('goes with the hand and with the end', () => {
    invited()
      .after({ type: 'airing.lowerHand', data: {} }, viewer(vera))
      .when(accept, viewer(vera))
      .refuses('airing.notInvited')
    invited().after(end).when(accept, viewer(vera)).refuses('airing.notInvited')
  })
})

describe('accepting', () => {
  test('is being on at once while live, under the name the guest chose', () => {
    invited().when(accept, viewer(vera)).gives(cameOn, served, wentOn(vera))
    deepStrictEqual(onStage(guest().state), [ana, ben, vera])
  })
  test('while the show pauses comes on with the next countdown', () => {
    const waits = invited().after(pause)
    waits.when(accept, viewer(vera)).gives(cameOn, served, linedUp(vera))
    deepStrictEqual(onStage(waits.after(accept, viewer(vera)).after(startCountdown, { rows: free }).state), [
      ana,
      ben,
      vera,
    ])
  })
  test('while the first countdown runs is being on with it', () => {
    const counted = counting().after(raise, viewer(vera)).after(invite(vera)).after(accept, viewer(vera))
    strictEqual(counted.after(goLive(1)).state.presenters[vera]?.state, 'on')
  })
  test('on a second device is told that it was answered already', () => {
    guest().when(accept, viewer(vera)).refuses('airing.notInvited')
  })
  test('is not for someone who has come into the room meanwhile', () => {
    invited().when(accept, viewer(vera, 'room')).refuses('airing.inTheRoom')
  })
  test('finds the stage full: the invitation stays open', () => {
    const full = withTenMore(invited())
    full.when(accept, viewer(vera)).refuses('airing.stageFull')
    full.after(takeOff(ana)).when(accept, viewer(vera)).gives(cameOn, served, wentOn(vera))
    full.after(pause).when(accept, viewer(vera)).refuses('airing.stageFull')
  })
})

describe('a guest', () => {
  const there = () => arrives(guest(), vera, 'stage')
  test('has a place on the stage and none backstage', () => {
    guest()
      .when(seat(vera, 'two', 'stage'), { rows: free })
      .gives({ type: 'airing.seated', data: { participant: vera, identity: 'two', room: 'stage', stage: 'mainstage' } })
    guest()
      .when(seat(vera, 'two', 'backstage'), { rows: free })
      .refuses('airing.notPresenting')
    invited()
      .when(seat(vera, 'two', 'stage'), { rows: free })
      .refuses('airing.notPresenting')
  })
  test('says when camera or microphone go off or on, so that others know why they see and hear nothing', () => {
    const say = (camera: boolean, microphone: boolean) =>
      ({ type: 'airing.tellDevices', data: { camera, microphone } }) as const
    const told = { type: 'airing.devicesTold', data: { participant: vera, camera: false, microphone: true } } as const
    there().when(say(false, true), viewer(vera)).gives(told)
    const seen = there().after(say(false, true), viewer(vera)).shows(`presenter/${vera}`, 'everyone')
    const { camera, microphone } = seen as { camera: boolean; microphone: boolean }
    deepStrictEqual([camera, microphone], [false, true])
    there().when(say(true, true), viewer(vera)).changesNothing()
    invited().when(say(false, false), viewer(vera)).refuses('airing.notPresenting')
  })
  test('who is taken off, or leaves, watches again, and has had a turn', () => {
    there().when(takeOff(vera)).gives(leftStage(vera))
    there().when(leave, viewer(vera)).gives(leftStage(vera))
    const off = there().after(takeOff(vera))
    strictEqual(own(off).why, 'served')
    deepStrictEqual((off.shows('hands', 'everyone') as { home: unknown }).home, { waiting: 1, served: 1 })
    there().after(pause).when(takeOff(vera)).gives(leftStage(vera))
  })
  test('comes on again after a pause, and watches again after the end', () => {
    const pausing = there().after(pause)
    deepStrictEqual(states(pausing.state), ['backstage next', 'backstage next', 'backstage next'])
    strictEqual(pausing.after(end).state.presenters[vera], undefined)
  })
  test('keeps the stage when a role of theirs changes, and loses it when removed from the event', () => {
    const drop = (removed: boolean) => ({ type: 'airing.dropPresenter', data: { participant: vera, removed } }) as const
    there().when(drop(false)).changesNothing()
    there().when(drop(true)).gives(leftStage(vera))
  })
  test('can raise a hand again afterwards, behind those who have not been heard', () => {
    const again = there()
      .after(takeOff(vera))
      .after(raise, { at: 90_000, ...viewer(vera) })
    strictEqual(own(again).place, 2)
  })
})

describe('a guest whose line breaks', () => {
  const lost = () => arrives(guest(), vera, 'stage').after(connection(vera, `${vera}stage`, 'stage', false))
  test('or who never arrives watches again, with the hand where it was and staff told', () => {
    for (const show of [guest(), lost()]) {
      const back = show.after(miss)
      strictEqual(back.state.presenters[vera], undefined)
      deepStrictEqual([own(back).isUp, own(back).place], [true, 1])
      const raisedHand = back.shows(`raised/${vera}`, 'staff') as { wasLost: boolean; invitedUntil: number | null }
      deepStrictEqual([raisedHand.wasLost, raisedHand.invitedUntil], [true, null])
      deepStrictEqual(back.shows('hands', 'staff'), {
        room: { waiting: 0, served: 0 },
        home: { waiting: 2, served: 0 },
      })
      back.after(invite(vera))
    }
  })
  test('is not missed while there, nor when gone already', () => {
    arrives(guest(), vera, 'stage').when(miss).changesNothing()
    guest().after(takeOff(vera)).when(miss).changesNothing()
    live()
      .when({ type: 'airing.missGuest', data: { participant: ana } })
      .changesNothing()
  })
  test('and who stood large leaves the large place', () => {
    const lit = guest().after({ type: 'airing.spotlight', data: { participant: vera } })
    strictEqual(lit.after(miss).state.spotlight, null)
  })
})
