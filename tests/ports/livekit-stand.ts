import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { AccessToken } from 'livekit-server-sdk'
import { createLiveKit } from '#server/media/livekit.ts'
import { keepLocalMedia, type MediaState } from '#server/media/local.ts'
import type { Guest, Stand } from './media.ts'

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

/** The local LiveKit of the product, and a headless browser as its guests. */
export async function liveKitStand(): Promise<Stand> {
  const data = await mkdtemp(path.join(tmpdir(), 'foyer-media-'))
  let state: MediaState = { step: 'looking', at: 0, server: null }
  const { local, server } = await new Promise<{
    local: ReturnType<typeof keepLocalMedia>
    server: NonNullable<MediaState['server']>
  }>((resolve, reject) => {
    const local = keepLocalMedia({
      data,
      host: '127.0.0.1',
      webhookPort: 9,
      env: process.env,
      onState(next, detail) {
        state = next
        if (next.server) resolve({ local, server: next.server })
        if (next.step === 'failed') reject(new Error(detail))
      },
    })
  })
  const pages = await servePage()
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  const join = async (token: string): Promise<Guest | null> => {
    const page = await browser.newPage()
    await page.goto(pages.url)
    return (await connect(page, server.url, token)) ? guest(page) : null
  }
  return {
    media: createLiveKit({ current: () => state, onChange: () => () => undefined }),
    join,
    async signed(event, room) {
      const body = JSON.stringify({ event, room: { name: room } })
      const token = new AccessToken(server.apiKey, server.apiSecret)
      token.sha256 = createHash('sha256').update(body).digest('base64')
      return { body, authorization: await token.toJwt() }
    },
    async close() {
      await browser.close()
      await pages.close()
      await local.stop()
      await rm(data, { recursive: true })
    },
  }
}

async function servePage(): Promise<{ url: string; close(): Promise<void> }> {
  const client = readFileSync(path.join(process.cwd(), 'node_modules/livekit-client/dist/livekit-client.umd.js'))
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
  publish: () =>
    page.evaluate(async () => {
      const { room } = window as unknown as { room: Room }
      const canvas = document.createElement('canvas')
      const brush = canvas.getContext('2d')
      setInterval(() => brush?.fillRect(Math.random() * 300, 0, 9, 9), 50)
      const track = canvas.captureStream(20).getVideoTracks()[0]
      if (!track) return false
      return room.localParticipant.publishTrack(track, { source: 'camera' }).then(
        () => true,
        () => false,
      )
    }),
  isThere: () => page.evaluate(() => (window as unknown as { room: Room }).room.state === 'connected'),
  leave: () => page.evaluate(() => (window as unknown as { room: Room }).room.disconnect()),
})
