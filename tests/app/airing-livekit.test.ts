import { ok, strictEqual } from 'node:assert'
import { onTestFinished, test, vi } from 'vitest'
import { createLiveKit } from '#server/media/livekit.ts'
import type { MediaSource } from '#server/media/source.ts'
import * as routes from '#shared/airing/routes.ts'
import { makeApp } from '../helpers/app.ts'
import { startLivekit } from '../helpers/livekit.ts'
import { openGuests } from '../ports/livekit-stand.ts'
import { Evening, type Presenter } from './airing-evening.ts'

const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 50 })

test('on a real LiveKit its webhooks alone keep the airing and the room in step', { timeout: 60_000 }, async () => {
  // The clock stands, so that nothing is compared unless something was heard.
  let state: ReturnType<MediaSource['current']> = { step: 'starting', at: 0, server: null }
  const media = createLiveKit({ current: () => state, onChange: () => () => undefined })
  const made = await makeApp({ media })
  const event = await made.world.event()
  const night = new Evening(made, event, await made.world.airing(event))
  const livekit = await startLivekit({ webhookPort: Number(new URL(made.url).port) })
  const { url, apiKey, apiSecret } = livekit
  state = { step: 'ready', at: 0, server: { url, apiKey, apiSecret } }
  const guests = await openGuests()
  onTestFinished(async () => {
    await guests.close()
    await livekit.stop()
  })
  const [producer, mentor, viewer] = [
    await night.person('producer'),
    await night.person('mentor'),
    await night.person(),
  ]
  await night.goesLive(producer, mentor)

  const enters = async (person: typeof mentor, kind: 'watch' | 'present') => {
    const { url, token } = routes.watch.reply.parse((await night.asks(person, kind)).body)
    const guest = await guests.join(url, token)
    ok(guest)
    return guest
  }
  const presenting = await enters(mentor, 'present')
  const key = `presenter/${mentor.participant}`
  await viewer.sees<Presenter>(night.stream, key, (one) => one?.connected === true)
  strictEqual(await presenting.publish(), true)
  const watching = await enters(viewer, 'watch')
  strictEqual(await watching.publish(), false)

  await night.does(producer, 'airing.pause', { note: '' })
  await soon(async () => strictEqual(await watching.isThere(), false))
  strictEqual(await presenting.isThere(), true)
  await presenting.leave()
  await producer.sees<Presenter>(night.stream, key, (one) => one?.connected === false)

  const intruder = await guests.join(
    url,
    await media.token(
      night.room,
      'intruder',
      { canPublish: true, canSubscribe: true, canPublishData: true, hidden: false, silenced: false },
      60,
    ),
  )
  // Quick enough, and the door never opened for them.
  await soon(async () => strictEqual((await intruder?.isThere()) ?? false, false))
})
