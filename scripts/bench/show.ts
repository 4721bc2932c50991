import fs from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { AccessToken } from 'livekit-server-sdk'
import { newId } from '#shared/core/ids.ts'
import { type Line, lineOf } from '../../tests/e2e/support/line.ts'
import { findChromium, launchOptions } from '../../tests/helpers/chromium.ts'
import { emptyFolder, startSupervisor } from '../../tests/helpers/supervisor.ts'
import { paintedCamera } from './painted-clock.ts'

/** A plain room on the same media server, for LiveKit's own client as its guide shows it. */
const PLAIN = 'plain'

export interface Show {
  /** Goes from the lobby to the page where an attendee watches, live, as people do: by its link, in the open app. */
  watch(page: Page): Promise<void>
  /** Back to the lobby. */
  leave(page: Page): Promise<void>
  /** Opens a browser profile of its own for someone of the demo evening, in the lobby. */
  enter(person: string): Promise<Page>
  /** The address of the airing that is live. */
  airing: string
  /** The producer, without a page. */
  producer: Line
  /** A page of an attendee, and one that has nothing but LiveKit's client. */
  viewer: Page
  plain: Page
  /** Opens one more page that has nothing but LiveKit's client. */
  openPlain(): Promise<Page>
  /** A place in the plain room. */
  seat(may: { publish: boolean }): Promise<{ url: string; token: string }>
}

/**
 * A demo evening as `npm start` makes it, live, with a mentor whose camera is a painted clock; beside it, on the same
 * LiveKit, a plain room with the same picture from LiveKit's own client. Four tabs, real Chromium.
 */
export async function withShow<T>(work: (show: Show) => Promise<T>): Promise<T> {
  const data = emptyFolder()
  const foyer = await startSupervisor(data, { env: { FOYER_DEMO: 'on' } })
  let browser: Browser | undefined
  let hangUp = () => {}
  const plainServer = servePlainPage()
  try {
    await Promise.all([foyer.says(/attendee .*\/in#/), foyer.says(/LiveKit +ready/)])
    browser = await chromium.launch(launchOptions(await findChromium()))
    const enter = async (person: string) => signIn(await profile(browser!), foyer.said(), person)
    const { airing, producer } = await goLive(enter)
    hangUp = producer.close
    const viewer = await enter('Ola Adeyemi')
    const { port } = plainServer.address() as AddressInfo
    const openPlain = async () => {
      const page = await (await profile(browser!)).newPage()
      await page.goto(`http://127.0.0.1:${port}`)
      return page
    }
    const [plain, publisher] = [await openPlain(), await openPlain()]
    const seat = (may: { publish: boolean }) => plainSeat(data, may)
    await publisher.evaluate(publishPlain, await seat({ publish: true }))
    return await work({ enter, airing, producer, viewer, plain, openPlain, seat, ...ways(airing) })
  } finally {
    hangUp()
    await browser?.close()
    plainServer.close()
    foyer.process.kill('SIGTERM')
    await foyer.ended
    fs.rmSync(data, { recursive: true, force: true })
  }
}

function ways(airing: string): Pick<Show, 'watch' | 'leave'> {
  const link = (page: Page) => page.locator(`a[href="${new URL(airing).pathname}"]`).first()
  return {
    watch: (page) => link(page).click(),
    async leave(page) {
      await page.goBack()
      await link(page).waitFor()
    },
  }
}

async function profile(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  await context.addInitScript(paintedCamera)
  return context
}

/** By the link the start printed, into the lobby. */
async function signIn(context: BrowserContext, said: string, person: string): Promise<Page> {
  const link = new RegExp(`${person}.*?(http\\S+/in#\\S+)`).exec(said)?.[1]
  if (!link) throw new Error(`The start printed no link for ${person}`)
  const page = await context.newPage()
  await page.goto(link)
  await page.waitForURL(/\/e\//)
  return page
}

/** A mentor is backstage, a producer starts the countdown. Answers the airing's address, and the producer's line, once it is live. */
async function goLive(enter: (person: string) => Promise<Page>): Promise<{ airing: string; producer: Line }> {
  const [mentor, producer] = [await enter('Amara Okafor'), await enter('Bo Lindqvist')]
  const href = await mentor.locator('a[href^="/e/"]', { hasText: 'Come in' }).first().getAttribute('href')
  const place = /^\/e\/[^/]+\/[^/]+/.exec(href ?? '')?.[0]
  if (!place) throw new Error('The lobby leads to no airing')
  const airing = new URL(place, mentor.url()).href
  await mentor.goto(`${airing}/present`)
  await mentor.getByRole('button', { name: /^(Go backstage|Come back on stage)/ }).click()
  await producer.goto(`${airing}/control`)
  await producer.getByRole('button', { name: 'Go live in 10 s' }).click()
  await producer.getByText('Viewers see and hear the stage.').waitFor()
  const line = await lineOf(producer)
  await producer.close()
  return { airing, producer: line }
}

async function plainSeat(data: string, may: { publish: boolean }): Promise<{ url: string; token: string }> {
  const kept = JSON.parse(fs.readFileSync(path.join(data, 'livekit.json'), 'utf8')) as Record<string, string>
  const token = new AccessToken(kept.key, kept.secret, { identity: newId() })
  token.addGrant({ roomJoin: true, room: PLAIN, canPublish: may.publish, canSubscribe: true, canPublishData: false })
  return { url: `ws://127.0.0.1:${kept.http}`, token: await token.toJwt() }
}

/** A page with LiveKit's client and a video, and nothing else. */
function servePlainPage() {
  const library = path.join(
    path.dirname(createRequire(import.meta.url).resolve('livekit-client')),
    'livekit-client.umd.js',
  )
  return createServer((request, response) => {
    if (request.url === '/livekit.js')
      response.setHeader('content-type', 'text/javascript').end(fs.readFileSync(library))
    else
      response
        .setHeader('content-type', 'text/html')
        .end(
          '<!doctype html><script src="/livekit.js"></script><video autoplay muted playsinline width="1000"></video>',
        )
  }).listen(0, '127.0.0.1')
}

declare const LivekitClient: typeof import('livekit-client')

/**
 * In the plain page: publishes camera and microphone as LiveKit's guide does, in the codec Foyer prefers: without a
 * graphics card a decoder for H.264 starts some 35 ms later than one for VP8, whoever asks for it. (No ICE servers: the
 * library's defaults are far away.)
 */
async function publishPlain({ url, token }: { url: string; token: string }): Promise<void> {
  const room = new LivekitClient.Room({ publishDefaults: { videoCodec: 'h264' } })
  await room.connect(url, token, { rtcConfig: { iceServers: [] } })
  await room.localParticipant.enableCameraAndMicrophone()
}

/** In the plain page: watches as LiveKit's guide does; answers how long it took from here to the first picture, ms. */
export async function watchPlain({ url, token }: { url: string; token: string }): Promise<number> {
  const since = performance.now()
  const video = document.querySelector('video')!
  const drawn = new Promise<number>((resolve) => video.requestVideoFrameCallback(() => resolve(performance.now())))
  const room = new LivekitClient.Room()
  room.on(LivekitClient.RoomEvent.TrackSubscribed, (track) => {
    if (track.kind === 'video') track.attach(video)
    else document.body.append(track.attach())
  })
  await room.connect(url, token, { rtcConfig: { iceServers: [] } })
  return (await drawn) - since
}
