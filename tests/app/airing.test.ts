import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { newId } from '#shared/core/ids.ts'
import { Evening, evening, type Presenter, READY, SECOND, type Stage } from './airing-evening.ts'

describe('going live', () => {
  test('is a countdown that everyone sees, and happens when it runs out', async () => {
    const night = await evening()
    const [producer, mentor, viewer] = [
      await night.person('producer'),
      await night.person('mentor'),
      await night.person(),
    ]
    await night.does(producer, 'airing.openDoors')
    await night.does(mentor, 'airing.standBy', READY)
    await producer.sees(night.stream, `presenter/${mentor.participant}`, (one) => one?.state === 'backstage')
    strictEqual(viewer.record(night.stream, `presenter/${mentor.participant}`), undefined)

    await night.does(producer, 'airing.startCountdown')
    const liveAt = night.made.clock.now() + 10 * SECOND
    for (const person of [producer, mentor, viewer])
      deepStrictEqual((await person.sees<Stage>(night.stream, 'stage', (stage) => !!stage?.countdown)).countdown, {
        number: 1,
        liveAt,
      })
    await viewer.sees(night.stream, `presenter/${mentor.participant}`, (one) => one?.state === 'on')
    strictEqual(await night.holder(), night.airing)

    night.made.clock.move(10 * SECOND)
    for (const person of [producer, mentor, viewer]) {
      const stage = await person.sees<Stage>(night.stream, 'stage', (seen) => seen?.state === 'live')
      deepStrictEqual(stage.clock, [{ wall: liveAt, media: 0, running: true }])
    }
  })

  test('two producers pressing at once: one acts, the other is told', async () => {
    const night = await evening()
    const [one, other, mentor] = [
      await night.person('producer'),
      await night.person('producer'),
      await night.person('mentor'),
    ]
    await night.does(one, 'airing.openDoors')
    await night.does(mentor, 'airing.standBy', READY)
    const answers = await Promise.all([one, other].map((who) => who.sends(night.stream, 'airing.startCountdown', {})))
    strictEqual(answers.filter((answer) => answer.ok).length, 1)
    const told = answers.find((answer) => !answer.ok)
    strictEqual(told && !told.ok && told.refused, 'airing.alreadyCounting')
  })

  test('a stopped countdown gives the stage back, and its end comes to nothing', async () => {
    const night = await evening()
    const [producer, mentor] = [await night.person('producer'), await night.person('mentor')]
    await night.does(producer, 'airing.openDoors')
    await night.does(mentor, 'airing.standBy', READY)
    await night.does(producer, 'airing.startCountdown')
    await night.does(producer, 'airing.stopCountdown')
    strictEqual(await night.holder(), null)
    night.made.clock.move(7 * SECOND)
    await night.does(producer, 'airing.startCountdown')
    const second = night.made.clock.now()
    night.made.clock.move(10 * SECOND)
    const live = await producer.sees<Stage>(night.stream, 'stage', (stage) => stage?.state === 'live')
    deepStrictEqual(live.clock, [{ wall: second + 10 * SECOND, media: 0, running: true }])
  })

  test('with nobody ready is refused', async () => {
    const night = await evening()
    const producer = await night.person('producer')
    await night.does(producer, 'airing.openDoors')
    const answer = await producer.sends(night.stream, 'airing.startCountdown', {})
    deepStrictEqual(answer, { ok: false, refused: 'airing.nobodyReady' })
  })

  test('a pause stops the clock, and going on is a countdown again', async () => {
    const night = await evening()
    const [producer, mentor, viewer] = [
      await night.person('producer'),
      await night.person('mentor'),
      await night.person(),
    ]
    await night.goesLive(producer, mentor)
    night.made.clock.move(60 * SECOND)
    await night.does(producer, 'airing.pause', { note: 'Back at eight' })
    const paused = await viewer.sees<Stage>(night.stream, 'stage', (stage) => stage?.state === 'paused')
    strictEqual(paused.note, 'Back at eight')
    night.made.clock.move(30 * SECOND)
    await night.resumes(producer)
    const live = await viewer.sees<Stage>(night.stream, 'stage', (stage) => stage?.state === 'live')
    deepStrictEqual(
      live.clock.map(({ media, running }) => [media, running]),
      [
        [0, true],
        [60 * SECOND, false],
        [60 * SECOND, true],
      ],
    )
  })
})

describe('the stage', () => {
  test('is held by one airing at a time, from its countdown until its end', async () => {
    const night = await evening()
    const [producer, mentor] = [await night.person('producer'), await night.person('mentor')]
    const later = new Evening(night.made, night.event, await night.made.world.airing(night.event))
    for (const one of [night, later]) {
      await one.does(producer, 'airing.openDoors')
      await one.does(mentor, 'airing.standBy', READY)
    }
    const start = (stream: string) => producer.sends(stream, 'airing.startCountdown', {})
    const answers = await Promise.all([start(night.stream), start(later.stream)])
    strictEqual(answers.filter((answer) => answer.ok).length, 1)
    const [first, second] = answers[0].ok ? [night, later] : [later, night]
    deepStrictEqual(await start(second.stream), {
      ok: false,
      refused: 'airing.stageHeld',
      detail: { airing: first.airing },
    })
    await first.does(producer, 'airing.end', { sure: true })
    strictEqual(await night.holder(), null)
    await second.does(producer, 'airing.startCountdown')
    strictEqual(await night.holder(), second.airing)
  })

  test('has twelve places; the thirteenth is told so, and a place left is a place free', async () => {
    const night = await evening()
    const producer = await night.person('producer')
    await night.does(producer, 'airing.openDoors')
    const mentors = await Promise.all(Array.from({ length: 13 }, () => night.person('mentor')))
    for (const one of mentors) await night.does(one, 'airing.standBy', READY)
    const bringOn = ({ participant }: (typeof mentors)[number]) =>
      producer.sends(night.stream, 'airing.bringOn', { participant })
    const answers = await Promise.all(mentors.map(bringOn))
    const refused = mentors.filter((_, i) => !answers[i]?.ok)
    strictEqual(refused.length, 1)
    deepStrictEqual(
      answers.find((answer) => !answer.ok),
      { ok: false, refused: 'airing.stageFull' },
    )
    const leaver = mentors.find((one) => one !== refused[0])
    ok(leaver && refused[0])
    await night.does(leaver, 'airing.leaveStage')
    ok((await bringOn(refused[0])).ok)
    await night.does(producer, 'airing.startCountdown')
    await producer.sees<Presenter>(night.stream, `presenter/${refused[0].participant}`, (one) => one?.state === 'on')
  })
})

describe('who may', () => {
  test('another event’s airing is not there, nor is one that does not exist', async () => {
    const night = await evening()
    const abroad = await night.made.world.event()
    const stranger = await night.made.world.person(abroad, { roles: ['producer'] })
    for (const stream of [night.stream, `airing:${newId()}`]) {
      const answers = [await stranger.joins(stream), await stranger.sends(stream, 'airing.end', { sure: true })]
      for (const answer of answers) deepStrictEqual(answer, { ok: false, refused: 'core.notFound' })
    }
    for (const event of [abroad.id, night.event.id])
      for (const kind of ['watch', 'present'] as const) {
        const { status, body } = await night.asks(stranger, kind, night.airing, event)
        deepStrictEqual([status, (body as { refused: string }).refused], [404, 'core.notFound'])
      }
  })

  test('viewers run no show, and nobody speaks for the server', async () => {
    const night = await evening()
    const [viewer, producer] = [await night.person(), await night.person('producer')]
    for (const [who, type, data, refused] of [
      [viewer, 'airing.openDoors', {}, 'core.forbidden'],
      [viewer, 'airing.standBy', READY, 'core.forbidden'],
      [producer, 'airing.goLive', { countdown: 1 }, 'core.notFound'],
      [producer, 'airing.seat', { participant: producer.participant, identity: 'mine' }, 'core.notFound'],
    ] as const)
      deepStrictEqual(await who.sends(night.stream, type, data), { ok: false, refused })
  })

  test('a command that comes again is answered again and done once', async () => {
    const night = await evening()
    const [one, other] = [await night.person('producer'), await night.person('producer')]
    const id = newId()
    const first = await one.sends(night.stream, 'airing.openDoors', {}, id)
    const again = await one.sends(night.stream, 'airing.openDoors', {}, id)
    ok(first.ok && again.ok)
    strictEqual(again.version, first.version)
    deepStrictEqual(await other.sends(night.stream, 'airing.openDoors', {}, id), { ok: false, refused: 'core.idTaken' })
  })
})
