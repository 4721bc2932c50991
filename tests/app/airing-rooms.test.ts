import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import type { FakeGuest } from '#server/media/fake.ts'
import { PRESENTS, WATCHES } from '#server/media/reconcile.ts'
import { evening, type Presenter, READY, SECOND, type Stage, soon } from './airing-evening.ts'

async function live() {
  const night = await evening()
  const [producer, mentor, viewer] = [
    await night.person('producer'),
    await night.person('mentor'),
    await night.person(),
  ]
  await night.goesLive(producer, mentor)
  return { night, producer, mentor, viewer, key: `presenter/${mentor.participant}` }
}

describe('presenting', () => {
  test('needs a place on stage', async () => {
    const night = await evening()
    const [producer, mentor] = [await night.person('producer'), await night.person('mentor')]
    const asks = async () => {
      const { status, body } = await night.asks(mentor, 'present')
      return [status, (body as { refused?: string }).refused]
    }
    deepStrictEqual(await asks(), [409, 'airing.notPresenting'])
    await night.does(producer, 'airing.openDoors')
    await night.does(mentor, 'airing.standBy', READY)
    deepStrictEqual(await asks(), [409, 'airing.notPresenting'])
    await night.does(producer, 'airing.startCountdown')
    deepStrictEqual(await asks(), [200, undefined])
  })

  test('everyone learns which identity is theirs, and whether they are there', async () => {
    const { night, mentor, viewer, key } = await live()
    const guest = await night.enters(mentor, 'present')
    const seated = await viewer.sees<Presenter>(night.stream, key, (one) => !!one?.identity)
    deepStrictEqual([seated.identity, seated.connected], [guest.identity, false])
    strictEqual(await night.hears('participant_joined'), 200)
    await viewer.sees<Presenter>(night.stream, key, (one) => one?.connected === true)
    strictEqual(guest.publish('camera'), true)
    guest.leave()
    // Nothing is said of it: the room is compared every five seconds anyway.
    await night.nextLook()
    await viewer.sees<Presenter>(night.stream, key, (one) => one?.connected === false)
  })

  test('a second connection takes the place of the first', async () => {
    const { night, mentor, viewer, key } = await live()
    const first = await night.enters(mentor, 'present')
    const second = await night.enters(mentor, 'present')
    await night.hears('participant_joined')
    await soon(() => ok(!first.isThere() && second.isThere()))
    await viewer.sees<Presenter>(night.stream, key, (one) => one?.identity === second.identity && one.connected)
  })

  test('who takes a seat while the room is compared may stay', async () => {
    const { night, mentor } = await live()
    const list = night.media.list
    let guest: Promise<FakeGuest> | undefined
    night.media.list = async (room) => {
      guest ??= night.enters(mentor, 'present')
      await guest
      return list(room)
    }
    await night.hears('participant_joined')
    await soon(() => ok(guest))
    night.media.list = list
    await night.hears('participant_joined')
    await soon(async () => strictEqual((await night.media.list(night.room)).length, 1))
    strictEqual((await guest)?.isThere(), true)
  })

  test('leaving the stage leaves the room', async () => {
    const { night, mentor, viewer, key } = await live()
    const guest = await night.enters(mentor, 'present')
    await night.does(mentor, 'airing.leaveStage')
    await viewer.sees(night.stream, key, (one) => one === undefined)
    await soon(() => ok(!guest.isThere()))
    strictEqual((await night.asks(mentor, 'present')).status, 409)
  })

  test('who lost the role is off the stage at the next look', async () => {
    const { night, mentor, producer, key } = await live()
    const guest = await night.enters(mentor, 'present')
    const { db, core } = night.made.app.context
    await db.sql`update facts set roles = '{attendee}', version = version + 1 where participant = ${mentor.participant}`
    core.poke(mentor.participant)
    await night.nextLook()
    await producer.sees(night.stream, key, (one) => one === undefined)
    await soon(() => ok(!guest.isThere()))
  })
})

describe('watching', () => {
  test('is hidden, subscribe-only, under a random identity, while the airing is live', async () => {
    const { night, producer, viewer } = await live()
    const [first, second] = [await night.enters(viewer, 'watch'), await night.enters(viewer, 'watch')]
    ok(first.identity !== second.identity && !first.identity.includes(viewer.participant))
    const listed = (await night.media.list(night.room)).find((one) => one.identity === first.identity)
    ok(listed)
    deepStrictEqual({ ...listed, ...WATCHES }, listed)
    strictEqual(first.publish('camera'), false)

    await night.does(producer, 'airing.pause', { note: '' })
    await soon(() => ok(!first.isThere() && !second.isThere()))
    const { status, body } = await night.asks(viewer, 'watch')
    deepStrictEqual([status, (body as { refused: string }).refused], [409, 'airing.notLive'])
    await night.resumes(producer)
    ok((await night.enters(viewer, 'watch')).isThere())
  })

  test('is refused before the airing is live', async () => {
    const night = await evening()
    const viewer = await night.person()
    strictEqual((await night.asks(viewer, 'watch')).status, 409)
  })

  test('a rehearsal is there for staff alone', async () => {
    const { night, viewer, producer } = await live()
    await night.made.app.context.db.sql`update airings set kind = 'rehearsal' where id = ${night.airing}`
    strictEqual((await night.asks(viewer, 'watch')).status, 404)
    strictEqual((await night.asks(producer, 'watch')).status, 200)
  })

  test('one person watches in six tabs at most', async () => {
    const { night, viewer } = await live()
    for (let tab = 0; tab < 8; tab++) strictEqual((await night.asks(viewer, 'watch')).status, 200)
    strictEqual(await night.seats(), 6)
  })

  test('who was removed from the event is out of the room at the next look', async () => {
    const { night, viewer } = await live()
    const guest = await night.enters(viewer, 'watch')
    const { sql } = night.made.app.context.db
    await sql`update participants set removed_at = now() where id = ${viewer.participant}`
    await night.nextLook()
    await soon(() => ok(!guest.isThere()))
  })
})

describe('the room', () => {
  test('is empty after the end, and no token opens it for longer than a moment', async () => {
    const { night, producer, mentor, viewer } = await live()
    const guests = [await night.enters(mentor, 'present'), await night.enters(viewer, 'watch')]
    const kept = await night.media.token(night.room, 'intruder', PRESENTS, 180)
    await night.does(producer, 'airing.end', { sure: true })
    await soon(() => ok(guests.every((guest) => !guest.isThere())))
    strictEqual(await night.seats(), 0)
    const intruder = night.media.join(kept)
    ok(intruder)
    await night.nextLook()
    await soon(() => ok(!intruder.isThere()))
  })

  test('holds nobody whose identity we did not give', async () => {
    const { night } = await live()
    const intruder = night.media.join(await night.media.token(night.room, 'intruder', WATCHES, 60))
    await night.hears('participant_joined')
    await soon(() => ok(!intruder?.isThere()))
  })

  test('a grant that was changed behind our back is mended', async () => {
    const { night, mentor } = await live()
    const guest = await night.enters(mentor, 'present')
    await night.media.allow(night.room, guest.identity, { ...PRESENTS, canPublish: false })
    await night.hears('participant_joined')
    await soon(() => ok(guest.publish('camera')))
  })

  test('a forged webhook is refused', async () => {
    const { night } = await live()
    const { body, authorization } = night.media.signed('participant_left', night.room)
    strictEqual(await night.hook(body.replace('left', 'joined'), authorization), 403)
    strictEqual(await night.hook(body, 'forged'), 403)
    strictEqual(await night.hook(body, authorization), 200)
  })
})

describe('without a media server', () => {
  test('nobody gets a seat, pages learn how far it is, and all heals when it is back', async () => {
    const { night, mentor, viewer, producer, key } = await live()
    const guest = await night.enters(mentor, 'present')
    await night.hears('participant_joined')
    await producer.sees<Presenter>(night.stream, key, (one) => one?.connected === true)
    night.media.become('lost')
    night.made.clock.move(2 * SECOND)
    for (const [who, kind] of [
      [viewer, 'watch'],
      [mentor, 'present'],
    ] as const) {
      const { status, body } = await night.asks(who, kind)
      deepStrictEqual([status, (body as { refused: string }).refused], [503, 'airing.mediaNotReady'])
    }
    const state = await fetch(`${night.made.url}/api/media`)
    deepStrictEqual(await state.json(), { ready: false, step: 'lost', since: 2000 })
    strictEqual(guest.isThere(), false)
    // Commands need no media: the show can be paused meanwhile.
    await night.does(producer, 'airing.pause', { note: 'One moment' })

    night.media.become('ready')
    await night.nextLook()
    await producer.sees<Presenter>(night.stream, key, (one) => one?.connected === false)
    await night.resumes(producer)
    const back = await night.enters(mentor, 'present')
    await night.hears('participant_joined')
    await producer.sees<Presenter>(
      night.stream,
      key,
      (one) => one?.connected === true && one.identity === back.identity,
    )
    strictEqual(producer.record<Stage>(night.stream, 'stage')?.state, 'live')
  })
})
