import type { FakeGuest } from '#server/media/fake.ts'
import { evening, READY } from './airing-evening.ts'

/** Live, with Ana on stage and Ben backstage, both with their devices in both rooms. */
export async function show() {
  const night = await evening()
  const [producer, ana, ben, viewer] = [
    await night.person('producer'),
    await night.person('mentor'),
    await night.person('mentor'),
    await night.person(),
  ]
  await night.does(producer, 'airing.openDoors')
  for (const mentor of [ana, ben]) await night.does(mentor, 'airing.standBy', READY)
  const green = { ana: await night.enters(ana, 'backstage'), ben: await night.enters(ben, 'backstage') }
  await night.does(producer, 'airing.bringOn', { participant: ana.participant })
  await night.resumes(producer)
  const on = { ana: await night.enters(ana, 'present'), ben: await night.enters(ben, 'present') }
  await night.hears('participant_joined')
  const connected = (who: typeof ana) =>
    producer.sees<{ connected: boolean; backstage: { connected: boolean } }>(
      night.stream,
      `presenter/${who.participant}`,
      (one) => one?.connected === true && one.backstage.connected,
    )
  await connected(ana)
  await connected(ben)
  return { night, producer, ana, ben, viewer, green, on }
}

/** Does the media server let them send a picture? */
export const mayBeSeen = (guest: FakeGuest) => guest.publish('camera')
