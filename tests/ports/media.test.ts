import { rejects, strictEqual } from 'node:assert'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'vitest'
import { createFakeMedia } from '#server/media/fake.ts'
import { createLiveKit } from '#server/media/livekit.ts'
import { MediaAway } from '#server/media/port.ts'
import type { MediaSource } from '#server/media/source.ts'
import { liveKitStand } from './livekit-stand.ts'
import { mediaSuite } from './media.ts'

mediaSuite('the fake', async () => {
  const media = createFakeMedia({ now: () => Date.now() })
  return {
    media,
    async join(token) {
      const guest = media.join(token)
      if (!guest) return null
      return {
        publish: async (source = 'camera') => guest.publish(source),
        isThere: async () => guest.isThere(),
        leave: async () => guest.leave(),
      }
    },
    signed: async (event, room) => media.signed(event, room),
    close: async () => undefined,
  }
})

mediaSuite('LiveKit', liveKitStand)

const at = (url: string, publicUrl?: string): MediaSource => ({
  current: () => ({
    step: 'ready',
    at: 0,
    server: { url, ...(publicUrl ? { publicUrl } : {}), apiKey: 'key', apiSecret: 'a-secret-of-thirty-two-characters' },
  }),
  onChange: () => () => undefined,
})

describe('LiveKit, when it is not as it should be', () => {
  test('not there yet', async () => {
    const media = createLiveKit({
      current: () => ({ step: 'building', at: 7, server: null }),
      onChange: () => () => undefined,
    })
    strictEqual(media.state().step, 'building')
    await rejects(media.list('stage:a'), new MediaAway('The media server is not there yet.'))
    strictEqual(await media.hook('{}', 'x'), null)
  })
  test('nobody listens there', async () => {
    await rejects(
      createLiveKit(at('ws://127.0.0.1:9')).list('stage:a'),
      new MediaAway('The media server cannot be reached.'),
    )
  })
  test('it answers with an error, without our secret in the words', async () => {
    const broken = createServer((request, reply) =>
      reply.writeHead(request.url?.includes('Delete') ? 401 : 500).end('{}'),
    )
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve))
    const media = createLiveKit(at(`http://127.0.0.1:${(broken.address() as AddressInfo).port}`))
    await rejects(media.list('stage:a'), new MediaAway('The media server answered with status 500.'))
    await rejects(media.close('stage:a'), new MediaAway('The media server does not accept our key.'))
    broken.close()
  })
})

describe('the address browsers use', () => {
  const local = createLiveKit(at('http://127.0.0.1:7880'))
  test('is the name the page was reached by, for a LiveKit beside us', () => {
    strictEqual(local.url('http://192.0.2.7:3000'), 'ws://192.0.2.7:7880')
    strictEqual(local.url('http://[2001:db8::1]:3000'), 'ws://[2001:db8::1]:7880')
    strictEqual(local.url('http://localhost:3000'), 'ws://127.0.0.1:7880')
    strictEqual(local.url('http://[::1]:3000'), 'ws://127.0.0.1:7880')
  })
  test('is the configured one otherwise', () => {
    strictEqual(createLiveKit(at('https://media.example')).url('https://foyer.example'), 'wss://media.example')
    strictEqual(
      createLiveKit(at('http://10.0.0.2:7880', 'wss://media.example')).url('https://x.example'),
      'wss://media.example',
    )
  })
})
