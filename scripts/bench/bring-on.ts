import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { firstShownIn } from './first-shown.ts'
import { type Bench, type Figure, quantile } from './report.ts'
import { withShow } from './show.ts'

const ROUNDS = 12
/** Between two pictures that come on, ms: each finds a sender that was not asked for a whole picture just before. */
const APART = 1500

declare const LivekitClient: typeof import('livekit-client')

/** In a plain page: comes into the room with an open camera and sends nothing yet. */
async function joinPlain({ url, token }: { url: string; token: string }): Promise<void> {
  const room = new LivekitClient.Room({ publishDefaults: { videoCodec: 'h264' } })
  await room.connect(url, token, { rtcConfig: { iceServers: [] } })
  const [camera] = (await navigator.mediaDevices.getUserMedia({ video: true })).getVideoTracks()
  Object.assign(window, { room, camera })
}

interface Joined {
  room: import('livekit-client').Room
  camera: MediaStreamTrack
}

/** In that page: sends the camera, or stops; answers when it was asked to, ms since 1970. */
async function sendPlain(isOn: boolean): Promise<number> {
  const { room, camera } = window as unknown as Joined
  const at = performance.timeOrigin + performance.now()
  const { localParticipant } = room
  if (isOn) await localParticipant.publishTrack(camera, { source: LivekitClient.Track.Source.Camera })
  else await localParticipant.unpublishTrack(camera, false)
  return at
}

/** In a plain page: shows whoever sends a picture in the room, each in an element of its own. */
async function showPlain({ url, token }: { url: string; token: string }): Promise<void> {
  const room = new LivekitClient.Room()
  room
    .on(LivekitClient.RoomEvent.TrackSubscribed, (track) => document.body.append(track.attach()))
    .on(LivekitClient.RoomEvent.TrackUnsubscribed, (track) => {
      for (const element of track.detach()) element.remove()
    })
  await room.connect(url, token, { rtcConfig: { iceServers: [] } })
}

/** From `come` to the first new picture in the page, ms. */
async function shown(page: Page, selector: string, come: () => Promise<number>): Promise<number> {
  const first = page.evaluate(firstShownIn, selector)
  const at = await come()
  return (await first) - at
}

const run = (): Promise<readonly Figure[]> =>
  withShow(async ({ enter, airing, producer, viewer, plain, openPlain, seat, watch }) => {
    const [henrik, sender] = [await enter('Henrik Vos'), await openPlain()]
    await henrik.goto(`${airing}/present`)
    await henrik.getByRole('button', { name: /^(Go backstage|Come back on stage)/ }).click()
    const participant = await producer.idOf('Henrik Vos')
    await watch(viewer)
    await sender.evaluate(joinPlain, await seat({ publish: true }))
    await plain.evaluate(showPlain, await seat({ publish: false }))
    const tile = `figure[data-participant="${participant}"] video`

    const [mine, theirs]: [number[], number[]] = [[], []]
    // The first round fills caches on both sides.
    for (let round = 0; round <= ROUNDS; round++) {
      await delay(APART)
      const ours = await shown(viewer, tile, async () => {
        const at = Date.now()
        await producer.says('airing.bringOn', { participant })
        return at
      })
      await producer.says('airing.takeOff', { participant })
      await viewer.locator(tile).waitFor({ state: 'detached' })
      await delay(APART)
      const plainly = await shown(plain, 'video', () => sender.evaluate(sendPlain, true))
      await sender.evaluate(sendPlain, false)
      if (round > 0) mine.push(ours)
      if (round > 0) theirs.push(plainly)
    }
    return (
      [
        ['median', 0.5],
        ['p95', 0.95],
      ] as const
    ).map(([name, share]) => ({
      figure: `bring-on to first picture, ${name}`,
      value: quantile(mine, share) / quantile(theirs, share),
      unit: 'x',
      must: null,
      reference: `ours ${Math.round(quantile(mine, share))} ms, a plain publish ${Math.round(quantile(theirs, share))} ms`,
    }))
  })

export const bringOn: Bench = {
  name: 'bring-on',
  meaning:
    "Nobody on stage waits long for the next one. The presenter's picture goes out after some 400 ms; whoever then misses its first whole picture waits for the next, so the reference is as uneven as ours (docs/decisions/018).",
  method: `A second presenter waits backstage with an open camera; from the producer's press (the command leaves) over log, right to publish and publishing until an attendee's page draws the first picture of them. Reference: on the same LiveKit a plain room with the same picture; from the call that publishes an open camera until LiveKit's own client, subscribed to all, draws it. In turn, ${APART / 1000} s apart, ${ROUNDS} times each after one to fill caches.`,
  run,
}
