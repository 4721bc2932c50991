import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { WATCHES } from '#server/media/reconcile.ts'
import { Evening, READY, soon } from './airing-evening.ts'
import { mayBeSeen, show } from './airing-show.ts'

type Refused = { refused?: string }

describe('backstage', () => {
  test('is for presenters and for those who look after them, and for nobody else', async () => {
    const { night, producer, viewer, green } = await show()
    ok(mayBeSeen(green.ana) && mayBeSeen(green.ben))
    const looksAfter = await night.enters(producer, 'backstage')
    strictEqual(mayBeSeen(looksAfter), false)
    const listed = (await night.media.list(night.backstage)).find((one) => one.identity === looksAfter.identity)
    strictEqual(listed?.hidden, true)
    const { status, body } = await night.asks(viewer, 'backstage')
    deepStrictEqual([status, (body as Refused).refused], [403, 'core.forbidden'])
    const mentor = await night.person('mentor')
    deepStrictEqual((await night.asks(mentor, 'backstage')).status, 409, 'who has not stood by is not backstage')
  })

  test('holds nobody whose identity we did not give', async () => {
    const { night, viewer } = await show()
    const watching = await night.enters(viewer, 'watch')
    const intruder = night.media.join(await night.media.token(night.backstage, watching.identity, WATCHES, 60))
    await night.hears('participant_joined', night.backstage)
    await soon(() => ok(!intruder?.isThere()))
    ok(watching.isThere(), 'a seat to watch is one to watch and no more')
  })

  test('is overheard only by whom the house trusts with it now, and while anybody is there', async () => {
    const { night, producer, green } = await show()
    const moderator = await night.person('moderator')
    const overhears = await night.enters(moderator, 'backstage')
    const { db, core } = night.made.app.context
    await db.sql`update facts set roles = '{attendee}', version = version + 1 where participant = ${moderator.participant}`
    core.poke(moderator.participant)
    await night.hears('participant_joined', night.backstage)
    await soon(() => ok(!overhears.isThere()))
    await night.does(producer, 'airing.end', { sure: true })
    ok((await night.enters(producer, 'backstage')).isThere(), 'the others are still together')
    green.ana.leave()
    green.ben.leave()
    await night.hears('participant_left', night.backstage)
    await soon(async () => strictEqual(await night.seats(), 0))
    strictEqual((await night.asks(producer, 'backstage')).status, 409)
  })

  test('one person overhears in six tabs at most', async () => {
    const { night, producer } = await show()
    const before = await night.seats()
    for (let tab = 0; tab < 8; tab++) strictEqual((await night.asks(producer, 'backstage')).status, 200)
    strictEqual(await night.seats(), before + 6)
  })
})

describe('who is removed from the event', () => {
  test('loses both places at once', async () => {
    const { night, producer, ana, green, on } = await show()
    const { sql } = night.made.app.context.db
    await sql`update participants set removed_at = now() where id = ${ana.participant}`
    await night.hears('participant_joined')
    await producer.sees(night.stream, `presenter/${ana.participant}`, (one) => one === undefined)
    await soon(() => ok(!on.ana.isThere() && !green.ana.isThere()))
  })
})

describe('the stage', () => {
  test('who is brought on may be seen there, who is taken off may not', async () => {
    const { night, producer, ana, ben, on } = await show()
    ok(mayBeSeen(on.ana))
    strictEqual(mayBeSeen(on.ben), false)
    await night.does(producer, 'airing.bringOn', { participant: ben.participant })
    await soon(() => ok(mayBeSeen(on.ben)))
    await night.does(producer, 'airing.takeOff', { participant: ana.participant })
    await soon(() => strictEqual(mayBeSeen(on.ana), false))
    ok(on.ana.isThere(), 'their way back on is one grant')
  })

  test('a silenced one is seen and not heard, until the right is given back', async () => {
    const { night, producer, ana, on, green } = await show()
    ok(on.ana.publish('microphone'))
    const participant = ana.participant
    await night.does(producer, 'airing.silence', { participant, silenced: true })
    await soon(async () => {
      const one = (await night.media.list(night.room)).find(({ identity }) => identity === on.ana.identity)
      strictEqual(one?.silenced, true)
      deepStrictEqual(one.tracks, [])
    })
    strictEqual(on.ana.publish('microphone'), false)
    ok(on.ana.publish('camera'))
    ok(green.ana.publish('microphone'), 'backstage they can talk it over')
    await night.does(producer, 'airing.silence', { participant, silenced: false })
    await soon(() => ok(on.ana.publish('microphone')))
  })

  test('a pause takes everyone off, and the next countdown brings the same ones on', async () => {
    const { night, producer, on } = await show()
    await night.does(producer, 'airing.pause', { note: 'Ten minutes' })
    await soon(() => strictEqual(mayBeSeen(on.ana), false))
    await night.does(producer, 'airing.startCountdown')
    await soon(() => ok(mayBeSeen(on.ana)))
    strictEqual(mayBeSeen(on.ben), false)
  })

  test('after the end the stage is empty, people are together backstage, and the next airing sends them out', async () => {
    const { night, producer, on, green } = await show()
    const next = new Evening(night.made, night.event, await night.made.world.airing(night.event))
    const cleo = await next.person('mentor')
    await producer.joins(next.stream)
    await night.does(producer, 'airing.end', { sure: true })
    await soon(() => ok(!on.ana.isThere() && !on.ben.isThere()))
    ok(green.ana.isThere() && green.ben.isThere())
    await next.does(producer, 'airing.openDoors')
    await next.does(cleo, 'airing.standBy', READY)
    const cleoGreen = await next.enters(cleo, 'backstage')
    ok(green.ana.isThere(), 'two evenings may meet for a while')
    await next.does(producer, 'airing.startCountdown')
    await soon(() => ok(!green.ana.isThere() && !green.ben.isThere()))
    ok(cleoGreen.isThere())
  })

  test('two producers who press at once: one acts, the other is told, also while a countdown runs', async () => {
    const { night, producer, ben } = await show()
    const other = await night.person('producer')
    const both = async (type: string, data: unknown) => {
      const answers = await Promise.all([producer, other].map((who) => who.sends(night.stream, type, data)))
      return answers.map((answer) => (answer.ok ? 'done' : answer.refused)).sort()
    }
    const { participant } = ben
    deepStrictEqual(await both('airing.bringOn', { participant }), ['airing.alreadyOn', 'done'])
    deepStrictEqual(await both('airing.takeOff', { participant }), ['airing.notOn', 'done'])
    deepStrictEqual(await both('airing.pause', { note: '' }), ['airing.wrongState', 'done'])
    await night.does(producer, 'airing.startCountdown')
    deepStrictEqual(await both('airing.bringOn', { participant }), ['airing.alreadyOn', 'done'])
    deepStrictEqual(await both('airing.stopCountdown', {}), ['airing.noCountdown', 'done'])
  })

  test('someone asleep is not brought on, nor somebody who has just left', async () => {
    const { night, producer, ben, green, on } = await show()
    green.ben.leave()
    on.ben.leave()
    await night.hears('participant_left')
    await producer.sees<{ connected: boolean }>(
      night.stream,
      `presenter/${ben.participant}`,
      (one) => one?.connected === false,
    )
    await night.hears('participant_left', night.backstage)
    await producer.sees<{ backstage: { connected: boolean } }>(
      night.stream,
      `presenter/${ben.participant}`,
      (one) => one?.backstage.connected === false,
    )
    const bringOn = () => producer.sends(night.stream, 'airing.bringOn', { participant: ben.participant })
    deepStrictEqual(await bringOn(), { ok: false, refused: 'airing.notConnected' })
    await night.does(ben, 'airing.leaveStage')
    deepStrictEqual(await bringOn(), { ok: false, refused: 'airing.notBackstage' })
  })
})
