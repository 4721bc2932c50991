import { strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { evening, MINUTE, plannedEvening, SECOND, type Stage } from './airing-evening.ts'

const is = (state: string) => (stage: Stage | undefined) => stage?.state === state

describe('by itself', () => {
  test('an airing opens its doors in time, and lobbies learn of it', async () => {
    const night = await plannedEvening(60 * MINUTE)
    const viewer = await night.person()
    await viewer.joins(`event:${night.event.id}`)
    const before = await viewer.sees<{ version: number }>(`event:${night.event.id}`, 'programme', (one) => !!one)
    night.made.clock.move(45 * MINUTE)
    await viewer.sees<Stage>(night.stream, 'stage', is('doors'))
    await viewer.sees<{ version: number }>(
      `event:${night.event.id}`,
      'programme',
      (one) => !!one && one.version > before.version,
    )
    const { body } = await viewer.calls('GET', `/api/events/${night.event.id}/programme`)
    strictEqual((body as { airings: { state: string }[] }).airings[0]?.state, 'doors')
  })

  test('15 minutes past the planned end staff are reminded; 30 minutes with nobody on stage end it', async () => {
    const night = await plannedEvening(10 * MINUTE)
    const [producer, mentor, viewer] = [
      await night.person('producer'),
      await night.person('mentor'),
      await night.person(),
    ]
    await producer.sees<Stage>(night.stream, 'stage', is('doors'))
    await night.does(mentor, 'airing.standBy', { name: 'Ana', line: '', camera: true, microphone: true })
    await night.resumes(producer)
    const plannedEnd = night.made.clock.now() - 10 * SECOND + 70 * MINUTE

    night.made.clock.move(plannedEnd + 15 * MINUTE - night.made.clock.now())
    await producer.sees(night.stream, 'overdue', (one) => one?.plannedEnd === plannedEnd)
    strictEqual(viewer.record(night.stream, 'overdue'), undefined)

    night.made.clock.move(15 * MINUTE)
    for (const person of [producer, mentor, viewer]) await person.sees<Stage>(night.stream, 'stage', is('ended'))
    strictEqual(await night.holder(), null)
    await producer.sees(night.stream, 'overdue', (one) => one === undefined)
  })

  test('it goes on while someone is seen on stage, but never six hours over', async () => {
    const night = await plannedEvening(10 * MINUTE)
    const [producer, mentor] = [await night.person('producer'), await night.person('mentor')]
    await producer.sees<Stage>(night.stream, 'stage', is('doors'))
    await night.does(mentor, 'airing.standBy', { name: 'Ana', line: '', camera: true, microphone: true })
    await night.resumes(producer)
    await night.enters(mentor, 'present')
    await night.hears('participant_joined')
    await producer.sees(night.stream, `presenter/${mentor.participant}`, (one) => one?.connected === true)

    night.made.clock.move(75 * MINUTE + 30 * MINUTE)
    await producer.sees(night.stream, 'overdue', (one) => !!one)
    strictEqual(producer.record<Stage>(night.stream, 'stage')?.state, 'live')
    night.made.clock.move(6 * 60 * MINUTE)
    await producer.sees<Stage>(night.stream, 'stage', is('ended'))
  })

  test('an end that was pressed by mistake asks to be sure', async () => {
    const night = await evening()
    const producer = await night.person('producer')
    const answer = await producer.sends(night.stream, 'airing.end', {})
    strictEqual(!answer.ok && answer.refused, 'core.invalid')
  })
})
