import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { WATCHES } from '#server/media/reconcile.ts'
import type { Person } from '../helpers/person.ts'
import { type Evening, evening, READY, type Stage, soon } from './airing-evening.ts'

const asked = async (night: Evening, person: Person) => {
  const { status, body } = await night.asks(person, 'oversee')
  return status === 200 ? 'let in' : (body as { refused: string }).refused
}

describe('who runs the show', () => {
  test('sees the stage’s room from open doors to the end, hidden, and no viewer does before it is live', async () => {
    const night = await evening()
    const [producer, mentor, viewer] = [
      await night.person('producer'),
      await night.person('mentor'),
      await night.person(),
    ]
    strictEqual(await asked(night, producer), 'airing.notOpen')
    await night.does(producer, 'airing.openDoors')
    const guest = await night.enters(producer, 'oversee')
    const [there] = await night.media.list(night.room)
    deepStrictEqual({ ...there, ...WATCHES }, there)
    for (const person of [viewer, mentor]) strictEqual(await asked(night, person), 'core.forbidden')
    strictEqual((await night.asks(viewer, 'watch')).status, 409)
    const stays = async () => {
      await night.hears('participant_joined')
      await night.nextLook()
      ok(guest.isThere())
    }
    await stays()
    await night.does(mentor, 'airing.standBy', READY)
    await night.does(producer, 'airing.startCountdown')
    strictEqual(await asked(night, producer), 'let in')
    await stays()
    night.made.clock.move(10_000)
    await producer.sees<Stage>(night.stream, 'stage', (stage) => stage?.state === 'live')
    await stays()
    await night.does(producer, 'airing.pause', { note: '', until: null })
    await stays()
    await night.does(producer, 'airing.end', { sure: true })
    await soon(() => ok(!guest.isThere()))
    strictEqual(await asked(night, producer), 'airing.notOpen')
  })

  test('sees nothing of a stage that another airing takes', async () => {
    const night = await evening()
    const [producer, mentor] = [await night.person('producer'), await night.person('mentor')]
    await night.does(producer, 'airing.openDoors')
    const guest = await night.enters(producer, 'oversee')
    const next = `airing:${await night.made.world.airing(night.event)}`
    for (const person of [producer, mentor]) ok((await person.joins(next)).ok)
    await night.does(producer, 'airing.openDoors', {}, next)
    await night.does(mentor, 'airing.standBy', READY, next)
    await night.does(producer, 'airing.startCountdown', {}, next)
    await soon(() => ok(!guest.isThere()))
    strictEqual(await asked(night, producer), 'airing.notOpen')
  })

  test('is out as soon as the role is gone', async () => {
    const night = await evening()
    const moderator = await night.person('moderator')
    await night.does(await night.person('producer'), 'airing.openDoors')
    const guest = await night.enters(moderator, 'oversee')
    const { db, core } = night.made.app.context
    await db.sql`update facts set roles = '{attendee}', version = version + 1 where participant = ${moderator.participant}`
    core.poke(moderator.participant)
    await night.hears('participant_joined')
    await soon(() => ok(!guest.isThere()))
  })
})
