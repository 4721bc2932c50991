import { deepStrictEqual, match, ok, strictEqual } from 'node:assert'
import { describe, test, vi } from 'vitest'
import { SENDS } from '#server/media/reconcile.ts'
import { addEncoder } from '#shared/airing/encoder.routes.ts'
import type { Person } from '../helpers/person.ts'
import { type Evening, evening, type Presenter, READY } from './airing-evening.ts'

/** Asks until it is so; what makes it so is a job of the node. */
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 8000, interval: 20 })

const OFFER = 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n'
const SDP = { 'content-type': 'application/sdp' }
const FRAGMENT = { 'content-type': 'application/trickle-ice-sdpfrag' }

/** The venue's encoder, by the key it was given. */
class Sender {
  readonly id: string
  readonly address: string
  readonly key: string
  constructor(reply: unknown) {
    const { encoder, address, key } = addEncoder.reply.parse(reply)
    this.id = encoder.id
    this.address = address
    this.key = key
  }
  get record(): string {
    return `presenter/${this.id}`
  }
  says(night: Evening, method: string, path = '/whip/v1', options: { body?: string; headers?: HeadersInit } = {}) {
    const headers = new Headers({ authorization: `Bearer ${this.key}`, ...options.headers })
    return fetch(night.made.url + path, { method, body: options.body, headers })
  }
  async begins(night: Evening, body = OFFER): Promise<string> {
    const reply = await this.says(night, 'POST', '/whip/v1', { body, headers: SDP })
    strictEqual(reply.status, 201)
    return reply.headers.get('location') ?? ''
  }
}

const encodersOf = (night: Evening) => `/api/events/${night.event.id}/encoders`

async function given(night: Evening, producer: Person, label = 'Room camera'): Promise<Sender> {
  const { status, body } = await producer.calls('POST', encodersOf(night), { stage: night.event.stage, label })
  strictEqual(status, 200)
  return new Sender(body)
}

async function withDoors() {
  const night = await evening()
  const producer = await night.person('producer')
  await night.does(producer, 'airing.openDoors')
  const sender = await given(night, producer)
  return { night, producer, sender }
}

const listed = async (night: Evening, producer: Person) =>
  ((await producer.calls('GET', encodersOf(night))).body as { encoders: { id: string; connected: boolean }[] }).encoders

describe('a key', () => {
  test('is answered once, and opens the stage it was made for', async () => {
    const { night, producer, sender } = await withDoors()
    strictEqual(sender.address, `${night.made.config.url}/whip/v1`)
    const { body } = await producer.calls('GET', encodersOf(night))
    ok(!JSON.stringify(body).includes(sender.key))
    await sender.begins(night)
    const there = await night.media.list(night.room)
    deepStrictEqual(
      there.map(({ identity }) => identity),
      [`source:${sender.id}`],
    )
    deepStrictEqual({ ...there[0], ...SENDS }, there[0])
  })

  test('is for stages of this event alone', async () => {
    const { night, producer } = await withDoors()
    const foreign = await night.made.world.event()
    const { status } = await producer.calls('POST', encodersOf(night), { stage: foreign.stage, label: 'Room' })
    strictEqual(status, 404)
  })

  test('that is wrong is refused in one plain sentence', async () => {
    const { night, sender } = await withDoors()
    for (const authorization of ['', 'Bearer wrong', `Bearer ${'x'.repeat(43)}`, sender.key]) {
      const reply = await fetch(`${night.made.url}/whip/v1`, {
        method: 'POST',
        body: OFFER,
        headers: { ...SDP, authorization },
      })
      strictEqual(reply.status, 401)
      strictEqual(reply.headers.get('www-authenticate'), 'Bearer')
      match(await reply.text(), /^This is not the key of an encoder, or it was revoked\. [^.]+\.\n$/)
    }
    strictEqual((await night.media.list(night.room)).length, 0)
  })

  test('that is revoked cuts off who sends with it, at once and for good', async () => {
    const { night, producer, sender } = await withDoors()
    const session = await sender.begins(night)
    await producer.sees<Presenter>(night.stream, sender.record, (one) => one?.connected === true)
    strictEqual((await producer.calls('DELETE', `${encodersOf(night)}/${sender.id}`)).status, 200)
    strictEqual((await night.media.list(night.room)).length, 0)
    await producer.sees(night.stream, sender.record, (one) => one === undefined)
    strictEqual((await sender.says(night, 'POST', '/whip/v1', { body: OFFER, headers: SDP })).status, 401)
    strictEqual((await sender.says(night, 'DELETE', session)).status, 401)
    strictEqual((await producer.calls('DELETE', `${encodersOf(night)}/${sender.id}`)).status, 404)
    deepStrictEqual(await listed(night, producer), [])
    const noted = await night.made.app.context.db.sql`select actor, action, about from audit
      where action like 'encoder%' order by seq`
    const about = { actor: producer.participant, about: 'Room camera' }
    deepStrictEqual(noted, [
      { ...about, action: 'encoderAdded' },
      { ...about, action: 'encoderRevoked' },
    ])
  })

  test('is one of twenty at most', async () => {
    const { night, producer } = await withDoors()
    for (let i = 1; i < 20; i++) await given(night, producer)
    const one = { stage: night.event.stage, label: 'One more' }
    const { status, body } = await producer.calls('POST', encodersOf(night), one)
    deepStrictEqual([status, body], [409, { refused: 'airing.encodersFull' }])
  })
})

describe('what an encoder says', () => {
  test('is answered with where its session is, on our own address and with nobody else named', async () => {
    const { night, sender } = await withDoors()
    const reply = await sender.says(night, 'POST', '/whip/v1', { body: OFFER, headers: SDP })
    deepStrictEqual([reply.status, reply.headers.get('content-type')], [201, 'application/sdp'])
    match(reply.headers.get('location') ?? '', /^\/whip\/v1\/\w+$/)
    ok(reply.headers.get('etag'))
    strictEqual(reply.headers.get('link'), null)
    strictEqual(await reply.text(), OFFER)
  })

  test('may be more of its line, for the session it holds', async () => {
    const { night, sender } = await withDoors()
    const begun = await sender.says(night, 'POST', '/whip/v1', { body: OFFER, headers: SDP })
    const session = begun.headers.get('location') ?? ''
    const tells = async (headers: HeadersInit, path = session) =>
      (await sender.says(night, 'PATCH', path, { body: 'a=end-of-candidates', headers })).status
    const etag = begun.headers.get('etag') ?? ''
    strictEqual(await tells({ ...FRAGMENT, 'if-match': etag }), 204)
    strictEqual(await tells({ ...FRAGMENT, 'if-match': '"other"' }), 412)
    strictEqual(await tells(FRAGMENT), 428)
    strictEqual(await tells({ ...SDP, 'if-match': etag }), 415)
    strictEqual(await tells({ ...FRAGMENT, 'if-match': etag }, '/whip/v1/PA_other'), 404)
  })

  test('about the session of another encoder does nothing', async () => {
    const { night, producer, sender } = await withDoors()
    const other = await given(night, producer, 'Balcony')
    const session = await sender.begins(night)
    strictEqual((await other.says(night, 'DELETE', session)).status, 404)
    strictEqual((await night.media.list(night.room)).length, 1)
    strictEqual((await sender.says(night, 'DELETE', session)).status, 200)
    strictEqual((await night.media.list(night.room)).length, 0)
  })

  test('is refused in plain words when it is no offer, too large, or of another kind', async () => {
    const { night, sender } = await withDoors()
    const offers = async (body: string, headers: HeadersInit = SDP) => {
      const reply = await sender.says(night, 'POST', '/whip/v1', { body, headers })
      match(await reply.text(), /^[A-Z][^{}]+\.\n$/)
      return reply.status
    }
    strictEqual(await offers('hello'), 400)
    strictEqual(await offers(''), 400)
    strictEqual(await offers(`${OFFER}\0`), 400)
    strictEqual(await offers(OFFER + 'a=x\r\n'.repeat(20_000)), 413)
    strictEqual(await offers('{}', { 'content-type': 'application/json' }), 415)
    strictEqual(await offers(OFFER, { 'content-type': 'text/plain' }), 415)
    strictEqual(await offers(OFFER, { 'content-type': 'video/webm' }), 415)
    const named = { 'content-type': 'application/sdp; charset=utf-8' }
    strictEqual((await sender.says(night, 'POST', '/whip/v1', { body: OFFER, headers: named })).status, 201)
  })

  test('waits while the media server is away', async () => {
    const { night, sender } = await withDoors()
    night.media.become('lost')
    const reply = await sender.says(night, 'POST', '/whip/v1', { body: OFFER, headers: SDP })
    strictEqual(reply.status, 503)
    match(await reply.text(), /^The media server is not there yet/)
  })
})

describe('the airing', () => {
  test('learns which encoder came, and that it went', async () => {
    const { night, producer, sender } = await withDoors()
    const session = await sender.begins(night)
    const seen = await producer.sees<Presenter & { kind: string; name: string }>(
      night.stream,
      sender.record,
      (one) => one?.connected === true,
    )
    deepStrictEqual([seen.kind, seen.name, seen.identity], ['source', 'Room camera', `source:${sender.id}`])
    strictEqual((await listed(night, producer))[0]?.connected, true)
    strictEqual((await sender.says(night, 'DELETE', session)).status, 200)
    await producer.sees<Presenter>(night.stream, sender.record, (one) => one?.connected === false)
    await soon(async () => strictEqual((await listed(night, producer))[0]?.connected, false))
    await sender.begins(night)
    await producer.sees<Presenter>(night.stream, sender.record, (one) => one?.connected === true)
  })

  test('learns of one that came before its doors opened', async () => {
    const night = await evening()
    const producer = await night.person('producer')
    const sender = await given(night, producer)
    await sender.begins(night)
    await soon(async () => strictEqual((await listed(night, producer))[0]?.connected, true))
    strictEqual(producer.record(night.stream, sender.record), undefined)
    await night.does(producer, 'airing.openDoors')
    await producer.sees<Presenter>(night.stream, sender.record, (one) => one?.connected === true)
  })

  test('notices at its next look one that was cut off without a word', async () => {
    const { night, producer, sender } = await withDoors()
    await sender.begins(night)
    await producer.sees<Presenter>(night.stream, sender.record, (one) => one?.connected === true)
    // A look that is still under way would notice it too, and leave none to come.
    await night.rests()
    await night.media.remove(night.room, `source:${sender.id}`)
    await night.nextLook()
    await producer.sees<Presenter>(night.stream, sender.record, (one) => one?.connected === false)
  })

  test('of two who send with one key keeps the later, and stays connected', async () => {
    const { night, producer, sender } = await withDoors()
    const first = await sender.begins(night)
    await producer.sees<Presenter>(night.stream, sender.record, (one) => one?.connected === true)
    const second = await sender.begins(night)
    strictEqual((await night.media.list(night.room)).length, 1)
    strictEqual((await sender.says(night, 'DELETE', first)).status, 404)
    await night.nextLook()
    strictEqual(producer.record<Presenter>(night.stream, sender.record)?.connected, true)
    strictEqual((await sender.says(night, 'DELETE', second)).status, 200)
    await producer.sees<Presenter>(night.stream, sender.record, (one) => one?.connected === false)
  })

  test('brings it on like anyone, and viewers learn its identity only then', async () => {
    const { night, producer, sender } = await withDoors()
    const [mentor, viewer] = [await night.person('mentor'), await night.person()]
    await sender.begins(night)
    await producer.sees<Presenter>(night.stream, sender.record, (one) => one?.connected === true)
    await night.does(mentor, 'airing.standBy', READY)
    await night.does(producer, 'airing.bringOn', { participant: mentor.participant })
    await night.resumes(producer)
    strictEqual(viewer.record(night.stream, sender.record), undefined)
    await night.does(producer, 'airing.bringOn', { participant: sender.id })
    const seen = await viewer.sees<Presenter>(night.stream, sender.record, (one) => one?.state === 'on')
    strictEqual(seen.identity, `source:${sender.id}`)
    // Nothing about it needs a seat, and the room keeps it.
    await night.hears('participant_joined')
    await night.nextLook()
    strictEqual((await night.media.list(night.room)).length, 1)
  })

  test('silences it and lets it be heard again, and the next one begins anew', async () => {
    const { night, producer, sender } = await withDoors()
    const participant = sender.id
    await sender.begins(night)
    await producer.sees<Presenter>(night.stream, sender.record, (one) => one?.connected === true)
    const isHushed = (wanted: boolean) =>
      soon(async () => {
        const [there] = await night.media.list(night.room)
        deepStrictEqual(
          there?.tracks.map(({ kind, muted }) => [kind, muted]),
          [
            ['video', false],
            ['audio', wanted],
          ],
        )
      })
    await night.does(producer, 'airing.bringOn', { participant })
    await night.resumes(producer)
    await night.does(producer, 'airing.silence', { participant, silenced: true })
    await isHushed(true)
    await night.does(producer, 'airing.silence', { participant, silenced: false })
    await isHushed(false)
    await night.does(producer, 'airing.silence', { participant, silenced: true })
    await isHushed(true)
    await night.does(producer, 'airing.end', { sure: true })
    const next = `airing:${await night.made.world.airing(night.event)}`
    ok((await producer.joins(next)).ok)
    await night.does(producer, 'airing.openDoors', {}, next)
    await producer.sees<Presenter>(next, sender.record, (one) => one?.connected === true)
    await night.does(producer, 'airing.bringOn', { participant }, next)
    await night.does(producer, 'airing.startCountdown', {}, next)
    await isHushed(false)
  })

  test('lets one that comes while it is silenced bring no sound, not for a moment, and lets it come anew to be heard', async () => {
    const { night, producer, sender } = await withDoors()
    const participant = sender.id
    const kinds = async () =>
      (await night.media.list(night.room)).flatMap(({ tracks }) => tracks.map(({ kind }) => kind))
    await sender.begins(night)
    await producer.sees<Presenter>(night.stream, sender.record, (one) => one?.connected === true)
    await night.does(producer, 'airing.bringOn', { participant })
    await night.resumes(producer)
    await night.does(producer, 'airing.silence', { participant, silenced: true })
    await sender.begins(night)
    deepStrictEqual(await kinds(), ['video'], 'as soon as it is there, before anything was compared')
    await night.nextLook()
    await producer.sees<Presenter>(night.stream, sender.record, (one) => one?.connected === true)
    deepStrictEqual(await kinds(), ['video'], 'and it is left in peace while it stays silenced')
    await night.does(producer, 'airing.silence', { participant, silenced: false })
    await soon(async () => deepStrictEqual(await kinds(), []))
    await sender.begins(night)
    deepStrictEqual(await kinds(), ['video', 'audio'])
  })

  test('knows it no more when it is over, and the next one on the stage is told', async () => {
    const { night, producer, sender } = await withDoors()
    await sender.begins(night)
    await producer.sees<Presenter>(night.stream, sender.record, (one) => one?.connected === true)
    const next = `airing:${await night.made.world.airing(night.event)}`
    ok((await producer.joins(next)).ok)
    await night.does(producer, 'airing.end', { sure: true })
    await producer.sees(night.stream, sender.record, (one) => one === undefined)
    await night.does(producer, 'airing.openDoors', {}, next)
    await producer.sees<Presenter>(next, sender.record, (one) => one?.connected === true)
  })
})
