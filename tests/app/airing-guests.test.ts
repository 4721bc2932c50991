import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { evening, type Presenter, READY, SECOND, soon } from './airing-evening.ts'
import { mayBeSeen, show } from './airing-show.ts'

describe('a hand', () => {
  const up = { name: 'Vera', about: 'Prices', where: '' }
  const come = { name: 'Vera', line: '', camera: true, microphone: true }
  type Own = { isUp: boolean; place: number | null; invitedUntil: number | null; why: string | null }

  test('becomes a guest on stage, who watches again when taken off', async () => {
    const { night, producer, viewer } = await show()
    const { participant } = viewer
    await night.does(viewer, 'airing.raiseHand', up)
    await producer.sees<{ place: number }>(night.stream, `raised/${participant}`, (one) => one?.place === 1)
    await night.does(producer, 'airing.invite', { participant })
    await viewer.sees<Own>(night.stream, `@${participant}/hand`, (one) => !!one?.invitedUntil)
    strictEqual((await night.asks(viewer, 'present')).status, 409)
    await night.does(viewer, 'airing.acceptInvite', come)
    const guest = await night.enters(viewer, 'present')
    ok(mayBeSeen(guest))
    strictEqual((await night.asks(viewer, 'backstage')).status, 403)
    await night.does(producer, 'airing.takeOff', { participant })
    await soon(() => ok(!guest.isThere()))
    ok((await night.enters(viewer, 'watch')).isThere())
  })

  test('of two devices that accept at once one comes, and the other is told', async () => {
    const { night, producer, viewer } = await show()
    const { participant } = viewer
    await night.does(viewer, 'airing.raiseHand', up)
    await night.does(producer, 'airing.invite', { participant })
    const accept = () => viewer.sends(night.stream, 'airing.acceptInvite', come)
    const answers = await Promise.all([accept(), accept()])
    deepStrictEqual(answers.map((answer) => (answer.ok ? 'done' : answer.refused)).sort(), [
      'airing.notInvited',
      'done',
    ])
    const [first, second] = [await night.enters(viewer, 'present'), await night.enters(viewer, 'present')]
    await night.hears('participant_joined')
    await soon(() => ok(!first.isThere() && second.isThere(), 'one place is one device'))
  })

  test('an invitation that is not answered runs out after a minute', async () => {
    const { night, producer, viewer } = await show()
    const { participant } = viewer
    await night.does(viewer, 'airing.raiseHand', up)
    await night.does(producer, 'airing.invite', { participant })
    night.made.clock.move(61 * SECOND)
    await viewer.sees<Own>(night.stream, `@${participant}/hand`, (one) => one?.why === 'unanswered')
    deepStrictEqual(await viewer.sends(night.stream, 'airing.acceptInvite', come), {
      ok: false,
      refused: 'airing.notInvited',
    })
  })

  test('a guest whose line breaks has eight seconds to be back', async () => {
    const { night, producer, viewer } = await show()
    const { participant } = viewer
    const isThere = (there: boolean) =>
      producer.sees<Presenter>(night.stream, `presenter/${participant}`, (one) => one?.connected === there)
    await night.does(viewer, 'airing.raiseHand', up)
    await night.does(producer, 'airing.invite', { participant })
    await night.does(viewer, 'airing.acceptInvite', come)
    const first = await night.enters(viewer, 'present')
    await night.hears('participant_joined')
    await isThere(true)

    first.leave()
    await night.hears('participant_left')
    await isThere(false)
    night.made.clock.move(5 * SECOND)
    const second = await night.enters(viewer, 'present')
    await night.hears('participant_joined')
    await isThere(true)
    night.made.clock.move(60 * SECOND)

    second.leave()
    await night.hears('participant_left')
    await isThere(false)
    night.made.clock.move(9 * SECOND)
    await viewer.sees<Own>(night.stream, `@${participant}/hand`, (one) => one?.isUp === true && one.place === 1)
    strictEqual((await night.asks(viewer, 'present')).status, 409)
    ok((await night.enters(viewer, 'watch')).isThere())
  })

  test('a guest of a countdown that was stopped watches again, with the hand up', async () => {
    const night = await evening()
    const [producer, mentor, viewer] = [
      await night.person('producer'),
      await night.person('mentor'),
      await night.person(),
    ]
    const { participant } = viewer
    await night.does(producer, 'airing.openDoors')
    await night.does(mentor, 'airing.standBy', READY)
    await night.does(viewer, 'airing.raiseHand', up)
    await night.does(producer, 'airing.startCountdown')
    await night.does(producer, 'airing.invite', { participant })
    await night.does(viewer, 'airing.acceptInvite', come)
    const guest = await night.enters(viewer, 'present')
    await night.hears('participant_joined')
    await producer.sees<Presenter>(night.stream, `presenter/${participant}`, (one) => one?.connected === true)
    await night.does(producer, 'airing.stopCountdown')
    await soon(() => ok(!guest.isThere()))
    night.made.clock.move(20 * SECOND)
    await viewer.sees<Own>(night.stream, `@${participant}/hand`, (one) => one?.isUp === true)
    await producer.sees(night.stream, `presenter/${participant}`, (one) => one === undefined)
  })

  test('a guest who never arrives watches again, and the hand is up where it was', async () => {
    const { night, producer, viewer } = await show()
    const other = await night.person()
    await night.does(viewer, 'airing.raiseHand', up)
    night.made.clock.move(SECOND)
    await night.does(other, 'airing.raiseHand', up)
    await night.does(producer, 'airing.invite', { participant: viewer.participant })
    await night.does(viewer, 'airing.acceptInvite', come)
    night.made.clock.move(21 * SECOND)
    await viewer.sees<Own>(night.stream, `@${viewer.participant}/hand`, (one) => one?.isUp === true && one.place === 1)
    await producer.sees<{ wasLost: boolean }>(
      night.stream,
      `raised/${viewer.participant}`,
      (one) => one?.wasLost === true,
    )
    strictEqual(producer.record(night.stream, `presenter/${viewer.participant}`), undefined)
  })
})
