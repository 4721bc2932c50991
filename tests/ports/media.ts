import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { afterAll, beforeAll, describe, test } from 'vitest'
import type { Media, MediaGrant } from '#server/media/port.ts'
import { mend, PRESENTS, SILENCED, STANDS, WATCHES } from '#server/media/reconcile.ts'

/** A browser, as far as the suite needs one. */
export interface Guest {
  /** A camera, if nothing else is said; false when it may not. */
  publish(source?: 'camera' | 'microphone'): Promise<boolean>
  isThere(): Promise<boolean>
  leave(): Promise<void>
}
export interface Stand {
  media: Media
  /** Joins by a token; null when the door stays shut. */
  join(token: string): Promise<Guest | null>
  /** A webhook as the media server signs it. */
  signed(event: string, room: string): Promise<{ body: string; authorization: string }>
  close(): Promise<void>
}

let rooms = 0

/** Everything Foyer relies on in a media server; each adapter passes it. */
export function mediaSuite(name: string, open: () => Promise<Stand>): void {
  describe(name, () => {
    let stand: Stand
    beforeAll(async () => {
      stand = await open()
    })
    afterAll(() => stand?.close())

    const newRoom = () => `stage:suite${++rooms}`
    const join = async (room: string, identity: string, grant: MediaGrant): Promise<Guest> => {
      const guest = await stand.join(await stand.media.token(room, identity, grant, 60))
      ok(guest, `${identity} may come in`)
      return guest
    }
    const identities = async (room: string) => (await stand.media.list(room)).map((one) => one.identity).sort()
    const grantOf = async (room: string, identity: string): Promise<MediaGrant | undefined> => {
      const one = (await stand.media.list(room)).find((listed) => listed.identity === identity)
      if (!one) return undefined
      const { canPublish, canSubscribe, canPublishData, hidden, silenced } = one
      return { canPublish, canSubscribe, canPublishData, hidden, silenced }
    }
    const sourcesOf = async (room: string, identity: string): Promise<string[]> =>
      ((await stand.media.list(room)).find((one) => one.identity === identity)?.tracks ?? []).map((one) => one.source)

    test('an unknown room is empty', async () => deepStrictEqual(await stand.media.list(newRoom()), []))

    test('a forged token does not open the door', async () => {
      strictEqual(await stand.join('eyJhbGciOiJIUzI1NiJ9.e30.forged'), null)
    })

    test('lists who is there and what they may do, the hidden included', async () => {
      const room = newRoom()
      await join(room, 'ana', PRESENTS)
      await join(room, 'viewer', WATCHES)
      deepStrictEqual(await identities(room), ['ana', 'viewer'])
      deepStrictEqual(await grantOf(room, 'ana'), PRESENTS)
      deepStrictEqual(await grantOf(room, 'viewer'), WATCHES)
    })

    test('who may publish does, and is listed with the track; who may not, cannot', async () => {
      const room = newRoom()
      const ana = await join(room, 'ana', PRESENTS)
      const viewer = await join(room, 'viewer', WATCHES)
      strictEqual(await ana.publish(), true)
      strictEqual(await viewer.publish(), false)
      const [track] = (await stand.media.list(room)).find((one) => one.identity === 'ana')?.tracks ?? []
      deepStrictEqual([track?.kind, track?.source, track?.muted], ['video', 'camera', false])
    })

    test('taking canPublish away takes the tracks off', async () => {
      const room = newRoom()
      const ana = await join(room, 'ana', PRESENTS)
      await ana.publish()
      await stand.media.allow(room, 'ana', STANDS)
      await until(async () => (await stand.media.list(room))[0]?.tracks.length === 0)
      deepStrictEqual(await grantOf(room, 'ana'), STANDS)
      strictEqual(await ana.isThere(), true)
    })

    test('who is silenced is seen and not heard, and is not made to speak when that ends', async () => {
      const room = newRoom()
      const ana = await join(room, 'ana', PRESENTS)
      strictEqual(await ana.publish('camera'), true)
      strictEqual(await ana.publish('microphone'), true)
      await until(async () => (await sourcesOf(room, 'ana')).length === 2)
      await stand.media.allow(room, 'ana', SILENCED)
      await until(async () => (await sourcesOf(room, 'ana')).length === 1)
      deepStrictEqual(await sourcesOf(room, 'ana'), ['camera'])
      deepStrictEqual(await grantOf(room, 'ana'), SILENCED)
      strictEqual(await ana.publish('microphone'), false)
      await stand.media.allow(room, 'ana', PRESENTS)
      await until(async () => (await grantOf(room, 'ana'))?.silenced === false)
      deepStrictEqual(await sourcesOf(room, 'ana'), ['camera'])
      strictEqual(await ana.publish('microphone'), true)
    })

    test('a token can let someone in who may be seen and not heard', async () => {
      const room = newRoom()
      const ana = await join(room, 'ana', SILENCED)
      deepStrictEqual(await grantOf(room, 'ana'), SILENCED)
      strictEqual(await ana.publish('microphone'), false)
      strictEqual(await ana.publish('camera'), true)
    })

    test('a removed one is gone, and the same token opens the door again', async () => {
      const room = newRoom()
      const token = await stand.media.token(room, 'ana', PRESENTS, 60)
      const ana = await stand.join(token)
      await stand.media.remove(room, 'ana')
      deepStrictEqual(await identities(room), [])
      await until(async () => !(await ana?.isThere()))
      ok(await stand.join(token))
    })

    test('a connection has a sid of its own, and the same identity takes over', async () => {
      const room = newRoom()
      const first = await join(room, 'ana', PRESENTS)
      const [before] = await stand.media.list(room)
      await join(room, 'ana', PRESENTS)
      await until(async () => !(await first.isThere()))
      const [after, ...others] = await stand.media.list(room)
      strictEqual(others.length, 0)
      ok(before && after && before.sid !== after.sid)
    })

    test('nothing happens to somebody who is not there', async () => {
      const room = newRoom()
      await stand.media.remove(room, 'nobody')
      await stand.media.allow(room, 'nobody', WATCHES)
      await stand.media.close(room)
      const ana = await join(room, 'ana', PRESENTS)
      await ana.leave()
      await until(async () => (await stand.media.list(room)).length === 0)
      await stand.media.remove(room, 'ana')
    })

    test('closing a room sends everyone out', async () => {
      const room = newRoom()
      const ana = await join(room, 'ana', PRESENTS)
      await stand.media.close(room)
      await until(async () => !(await ana.isThere()))
      deepStrictEqual(await stand.media.list(room), [])
    })

    test('a webhook counts only with its signature', async () => {
      const { body, authorization } = await stand.signed('participant_joined', 'stage:abc')
      deepStrictEqual(await stand.media.hook(body, authorization), { room: 'stage:abc', event: 'participant_joined' })
      strictEqual(await stand.media.hook(body.replace('abc', 'abd'), authorization), null)
      strictEqual(await stand.media.hook(body, undefined), null)
      strictEqual(await stand.media.hook(body, 'nonsense'), null)
    })

    test('mending removes who is not wanted and leaves each with their grant', async () => {
      const room = newRoom()
      const intruder = await join(room, 'intruder', PRESENTS)
      await join(room, 'ana', STANDS)
      await join(room, 'viewer', WATCHES)
      const wanted = new Map([
        ['ana', PRESENTS],
        ['viewer', WATCHES],
        ['absent', WATCHES],
      ])
      const there = await stand.media.list(room)
      const stay = await mend(stand.media, room, there, wanted, AbortSignal.timeout(10_000))
      deepStrictEqual(stay.map((one) => one.identity).sort(), ['ana', 'viewer'])
      await until(async () => !(await intruder.isThere()))
      deepStrictEqual(await identities(room), ['ana', 'viewer'])
      deepStrictEqual(await grantOf(room, 'ana'), PRESENTS)
    })
  })
}

/** Waits for what the media server does in its own time; a minute-long wait is a failure of the test's time-out. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 20))
}
