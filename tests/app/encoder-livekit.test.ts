import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { onTestFinished, test, vi } from 'vitest'
import { reconcileJob } from '#server/airing/policies.ts'
import { createLiveKit } from '#server/media/livekit.ts'
import type { MediaSource } from '#server/media/source.ts'
import { addEncoder } from '#shared/airing/encoder.routes.ts'
import { showCard } from '../../scripts/send/in-page.ts'
import { CannotSend, startSending } from '../../scripts/send/whip-sender.ts'
import { makeApp } from '../helpers/app.ts'
import { findChromium, launchOptions } from '../helpers/chromium.ts'
import { startLivekit } from '../helpers/livekit.ts'
import { Evening, type Presenter } from './airing-evening.ts'

const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 50 })

/** An evening with open doors on a real LiveKit, whose clock stands: only webhooks and requests make it look. */
async function realEvening() {
  let state: ReturnType<MediaSource['current']> = { step: 'starting', at: 0, server: null }
  const media = createLiveKit({ current: () => state, onChange: () => () => undefined })
  const made = await makeApp({ media })
  const event = await made.world.event()
  const night = new Evening(made, event, await made.world.airing(event))
  const livekit = await startLivekit({ webhookPort: Number(new URL(made.url).port) })
  onTestFinished(() => livekit.stop())
  const { url, apiKey, apiSecret } = livekit
  state = { step: 'ready', at: 0, server: { url, apiKey, apiSecret } }
  const producer = await night.person('producer')
  await night.does(producer, 'airing.openDoors')
  const reply = await producer.calls('POST', `/api/events/${event.id}/encoders`, { stage: event.stage, label: 'Room' })
  const { encoder, key } = addEncoder.reply.parse(reply.body)
  const record = `presenter/${encoder.id}`
  const connected = (is: boolean) => producer.sees<Presenter>(night.stream, record, (one) => one?.connected === is)
  return { night, producer, encoder, key, connected, record, address: `${made.url}/whip/v1` }
}

/** What a hardware encoder offers, made up: lines are never opened, only answered. */
function offer(...media: readonly string[]): string {
  const print = Array.from({ length: 32 }, (_, i) => (i + 16).toString(16)).join(':')
  const line = [
    `a=ice-ufrag:abcd`,
    `a=ice-pwd:abcdefghijklmnopqrstuvwx`,
    `a=fingerprint:sha-256 ${print}`,
    'a=setup:actpass',
  ]
  const bundle = `a=group:BUNDLE ${media.map((_, i) => i).join(' ')}`
  const head = ['v=0', 'o=- 4611731400430051336 2 IN IP4 127.0.0.1', 's=-', 't=0 0', bundle]
  const parts = media.flatMap((text, i) => [...text.split('\n'), `a=mid:${i}`, 'a=sendonly', 'a=rtcp-mux', ...line])
  return `${[...head, ...parts].join('\r\n')}\r\n`
}
const PICTURE = (profile: string, more = '') =>
  `m=video 9 UDP/TLS/RTP/SAVPF 96\nc=IN IP4 0.0.0.0\na=msid:s v\na=rtpmap:96 H264/90000\na=fmtp:96 profile-level-id=${profile};packetization-mode=1${more}`
const SOUND = 'm=audio 9 UDP/TLS/RTP/SAVPF 111\nc=IN IP4 0.0.0.0\na=msid:s a\na=rtpmap:111 opus/48000/2'

test('on a real LiveKit an encoder comes, is taken over in place, goes, and is cut off', {
  timeout: 60_000,
}, async () => {
  const { night, producer, encoder, key, connected, record, address } = await realEvening()
  const first = await startSending(address, key)
  onTestFinished(() => first.end())
  await connected(true)
  const tracks = async () =>
    (await night.media.list(night.room)).map(({ identity, tracks }) => [
      identity,
      tracks.map(({ kind }) => kind).sort(),
    ])
  await soon(async () => deepStrictEqual(await tracks(), [[`source:${encoder.id}`, ['audio', 'video']]]))

  const second = await startSending(address, key)
  onTestFinished(() => second.end())
  await soon(async () => deepStrictEqual(await tracks(), [[`source:${encoder.id}`, ['audio', 'video']]]))
  strictEqual(producer.record<Presenter>(night.stream, record)?.connected, true)
  const hears = async (isHushed: boolean) => {
    strictEqual(await night.media.hush(night.room, `source:${encoder.id}`, isHushed), true)
    const [there] = await night.media.list(night.room)
    strictEqual(there?.tracks.find(({ kind }) => kind === 'audio')?.muted, isHushed)
  }
  await hears(true)
  await hears(false)
  await second.end()
  await connected(false)

  // Silenced, it comes in with its picture alone.
  const { core, db, clock } = night.made.app.context
  await db.sql`update encoders set silenced = true where id = ${encoder.id}`
  const third = await startSending(address, key)
  onTestFinished(() => third.end())
  await connected(true)
  await soon(async () => deepStrictEqual(await tracks(), [[`source:${encoder.id}`, ['video']]]))
  await db.sql`update encoders set silenced = false where id = ${encoder.id}`
  await core.jobs.add(db.sql, [reconcileJob(night.room.slice('stage:'.length), clock.now())])
  core.jobs.wake()
  await connected(false)
  const fourth = await startSending(address, key)
  onTestFinished(() => fourth.end())
  await soon(async () => deepStrictEqual(await tracks(), [[`source:${encoder.id}`, ['audio', 'video']]]))
  await connected(true)
  strictEqual((await producer.calls('DELETE', `/api/events/${night.event.id}/encoders/${encoder.id}`)).status, 200)
  await producer.sees(night.stream, record, (one) => one === undefined)
  deepStrictEqual(await night.media.list(night.room), [])
})

test('a real LiveKit takes pictures alone, sound alone and 4K60, and nothing that is no offer', {
  timeout: 60_000,
}, async () => {
  const { night, key, connected, address } = await realEvening()
  const says = async (method: string, to: string, body?: string) => {
    const authorization = `Bearer ${key}`
    const headers = { authorization, ...(body !== undefined && { 'content-type': 'application/sdp' }) }
    return fetch(new URL(to, address), { method, body, headers })
  }
  for (const media of [[PICTURE('42e01f')], [SOUND], [PICTURE('640034', '\na=framerate:60'), SOUND]]) {
    const reply = await says('POST', address, offer(...media))
    const answer = await reply.text()
    strictEqual(reply.status, 201, answer)
    ok(answer.startsWith('v=0'))
    strictEqual(reply.headers.get('link'), null)
    await connected(true)
    strictEqual((await says('DELETE', reply.headers.get('location') ?? '')).status, 200)
    await connected(false)
  }
  for (const nonsense of ['hello', 'v=0\r\n', offer(), offer('m=application 9 UDP/DTLS/SCTP webrtc-datachannel')]) {
    const reply = await says('POST', address, nonsense)
    strictEqual(reply.status, 400, nonsense)
    ok(!(await reply.text()).includes('{'))
  }
  strictEqual((await says('DELETE', '/whip/v1/PA_nobodysown')).status, 404)
  deepStrictEqual(await night.media.list(night.room), [])
})

/** Two seconds of the test card as a WebM file. */
async function recordFilm(folder: string): Promise<string> {
  const browser = await chromium.launch(launchOptions(await findChromium()))
  try {
    const page = await browser.newPage()
    await page.evaluate(showCard)
    const film = await page.evaluate(async () => {
      const { sender } = window as unknown as { sender: { stream: MediaStream } }
      const recorder = new MediaRecorder(sender.stream, { mimeType: 'video/webm;codecs=vp8,opus' })
      const recorded = new Promise<Blob>((resolve) => {
        recorder.ondataavailable = ({ data }) => resolve(data)
      })
      recorder.start()
      setTimeout(() => recorder.stop(), 2000)
      return [...new Uint8Array(await (await recorded).arrayBuffer())]
    })
    const file = path.join(folder, 'film.webm')
    fs.writeFileSync(file, Uint8Array.from(film))
    return file
  } finally {
    await browser.close()
  }
}

test('the test sender sends a film, and says which it cannot', { timeout: 90_000 }, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-test-film-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true }))
  const { night, encoder, key, connected, address } = await realEvening()
  const sending = await startSending(address, key, await recordFilm(folder))
  onTestFinished(() => sending.end())
  await connected(true)
  const kinds = async () =>
    (await night.media.list(night.room)).flatMap(({ tracks }) => tracks.map(({ kind }) => kind)).sort()
  await soon(async () => deepStrictEqual(await kinds(), ['audio', 'video']))
  strictEqual((await night.media.list(night.room))[0]?.identity, `source:${encoder.id}`)

  const noFilm = path.join(folder, 'no-film.webm')
  fs.writeFileSync(noFilm, 'hello')
  await rejects(startSending(address, key, noFilm), CannotSend)
})
