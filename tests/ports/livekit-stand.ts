import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import { AccessToken } from 'livekit-server-sdk'
import { createLiveKit } from '#server/media/livekit.ts'
import { findChromium, launchOptions } from '../helpers/chromium.ts'
import { startLivekit } from '../helpers/livekit.ts'
import type { Guest, Stand } from './media.ts'

const CLIENT = fileURLToPath(new URL('../../node_modules/livekit-client/dist/livekit-client.umd.js', import.meta.url))

/** What the page of the stand offers: a plain livekit-client, and a painted canvas as its camera. */
declare const LivekitClient: {
  Room: new () => {
    state: string
    localParticipant: { publishTrack(track: MediaStreamTrack, options: { source: string }): Promise<unknown> }
    connect(url: string, token: string, options: object): Promise<void>
    disconnect(): Promise<void>
  }
}
type Room = InstanceType<(typeof LivekitClient)['Room']>

/** A real LiveKit, and a headless browser as its guests. */
export async function liveKitStand(): Promise<Stand> {
  const livekit = await startLivekit()
  const { url, apiKey, apiSecret } = livekit
  const guests = await openGuests()
  return {
    media: createLiveKit({
      current: () => ({ step: 'ready', at: 0, server: { url, apiKey, apiSecret } }),
      onChange: () => () => undefined,
    }),
    join: (token) => guests.join(url, token),
    async signed(event, room) {
      const body = JSON.stringify({ event, room: { name: room } })
      const token = new AccessToken(apiKey, apiSecret)
      token.sha256 = createHash('sha256').update(body).digest('base64')
      return { body, authorization: await token.toJwt() }
    },
    async close() {
      await guests.close()
      await livekit.stop()
    },
  }
}

/** A headless browser with a tab for each who joins a LiveKit at `url`; `join` gives null when the door stays shut. */
export async function openGuests(): Promise<{
  join(url: string, token: string): Promise<Guest | null>
  close(): Promise<void>
}> {
  const pages = await servePage()
  const browser = await chromium.launch(launchOptions(await findChromium()))
  return {
    async join(url, token) {
      const page = await browser.newPage()
      await page.goto(pages.url)
      return (await connect(page, url, token)) ? guest(page) : null
    },
    async close() {
      await browser.close()
      await pages.close()
    },
  }
}

async function servePage(): Promise<{ url: string; close(): Promise<void> }> {
  const client = readFileSync(CLIENT)
  const server = createServer((request, reply) => {
    if (request.url === '/client.js') return reply.setHeader('content-type', 'text/javascript').end(client)
    return reply.setHeader('content-type', 'text/html').end('<!doctype html><script src="/client.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const connect = (page: Page, url: string, token: string): Promise<boolean> =>
  page.evaluate(
    async ([url, token]) => {
      const room = new LivekitClient.Room()
      Object.assign(window, { room })
      return room.connect(url, token, { rtcConfig: { iceServers: [] } }).then(
        () => true,
        () => false,
      )
    },
    [url, token] as const,
  )

const guest = (page: Page): Guest => ({
  publish: (source = 'camera') =>
    page.evaluate(async (source) => {
      const { room } = window as unknown as { room: Room }
      if (source === 'microphone') {
        const audio = new AudioContext()
        const tone = audio.createOscillator()
        const out = audio.createMediaStreamDestination()
        tone.connect(out)
        tone.start()
        return room.localParticipant.publishTrack(out.stream.getAudioTracks()[0]!, { source }).then(
          () => true,
          () => false,
        )
      }
      const canvas = document.createElement('canvas')
      const brush = canvas.getContext('2d')
      setInterval(() => brush?.fillRect(Math.random() * 300, 0, 9, 9), 50)
      const track = canvas.captureStream(20).getVideoTracks()[0]
      if (!track) return false
      return room.localParticipant.publishTrack(track, { source: 'camera' }).then(
        () => true,
        () => false,
      )
    }, source),
  isThere: () => page.evaluate(() => (window as unknown as { room: Room }).room.state === 'connected'),
  leave: () => page.evaluate(() => (window as unknown as { room: Room }).room.disconnect()),
})
