import { setTimeout as delay } from 'node:timers/promises'
import { noteFirstFrame, readDelays } from './painted-clock.ts'
import { type Bench, type Figure, median, quantile } from './report.ts'
import { type Show, watchPlain, withShow } from './show.ts'

const ROUNDS = 10
const GLASS_ROUNDS = 8
/** Between two joins: LiveKit asks a sender for whole pictures only so often (docs/decisions/018); one who comes sooner waits for that. ms */
const APART = 1500
/** How long pictures are read in one round. ms */
const READ = 3000
const MUST: Figure['must'] = { is: '<=', bound: 1.2 }

/** From the token to the first picture in the page where an attendee watches. ms */
async function ours({ viewer, watch }: Show): Promise<number> {
  await viewer.evaluate(() =>
    Object.assign((window as unknown as { seen: object }).seen, { token: undefined, frame: undefined }),
  )
  await watch(viewer)
  const seen = await viewer.waitForFunction(() => {
    const { token, frame } = (window as unknown as { seen: { token?: number; frame?: number } }).seen
    return token !== undefined && frame !== undefined && { token, frame }
  })
  const { token, frame } = (await seen.jsonValue()) as { token: number; frame: number }
  return frame - token
}

async function theirs({ plain, seat }: Show): Promise<number> {
  await plain.reload()
  return plain.evaluate(watchPlain, await seat({ publish: false }))
}

const firstFrameOf = (): Promise<readonly Figure[]> =>
  withShow(async (show) => {
    await show.viewer.addInitScript(noteFirstFrame)
    await show.viewer.reload()
    const [mine, plain]: [number[], number[]] = [[], []]
    // The first round fills caches on both sides.
    for (let round = 0; round <= ROUNDS; round++) {
      mine.push(await ours(show))
      await show.leave(show.viewer)
      await delay(APART)
      plain.push(await theirs(show))
      await show.plain.reload()
      await delay(APART)
    }
    const [us, them] = [median(mine.slice(1)), median(plain.slice(1))]
    return [
      {
        figure: 'token to first picture',
        value: us / them,
        unit: 'x',
        must: MUST,
        reference: `ours ${Math.round(us)} ms, LiveKit's plain client ${Math.round(them)} ms`,
      },
    ]
  })

const glassOf = (): Promise<readonly Figure[]> =>
  withShow(async (show) => {
    await show.viewer.addInitScript(noteFirstFrame)
    await show.viewer.reload()
    const [mine, plain]: [number[], number[]] = [[], []]
    let unreadable = 0
    for (let round = 0; round < GLASS_ROUNDS; round++) {
      // What a receiver holds back is settled anew by each join: one join on each side would measure its luck.
      await ours(show)
      await theirs(show)
      const both = await Promise.all([show.viewer.evaluate(readDelays, READ), show.plain.evaluate(readDelays, READ)])
      mine.push(...both[0].delays)
      plain.push(...both[1].delays)
      unreadable += both[0].unreadable + both[1].unreadable
      await show.leave(show.viewer)
    }
    const figure = (name: string, share: number, must: Figure['must']): Figure => {
      const [us, them] = [quantile(mine, share), quantile(plain, share)]
      const seen = `${mine.length} and ${plain.length} pictures, ${unreadable} unreadable`
      return {
        figure: name,
        value: us / them,
        unit: 'x',
        must,
        reference: `ours ${Math.round(us)} ms, LiveKit's plain client ${Math.round(them)} ms; ${seen}`,
      }
    }
    return [figure('glass to glass, median', 0.5, MUST), figure('glass to glass, p95', 0.95, MUST)]
  })

const BESIDE = `On the same LiveKit a plain room: the same picture and a microphone sent in the same codec (H.264 where the browser has it) and watched by LiveKit's own client with its defaults.`

export const firstFrame: Bench = {
  name: 'first-frame',
  meaning:
    'Coming to the stage is as fast as LiveKit can be: our page adds no round trip of its own between token and picture.',
  method: `An evening made by \`npm start\`, live, real Chromium: an attendee comes from the lobby to the page where one watches, and the time is taken from its token for the media room to the first picture drawn. ${BESIDE} In turn, ${APART / 1000} s apart (LiveKit asks a sender for whole pictures only so often), ${ROUNDS} times each after one to fill caches, medians.`,
  run: firstFrameOf,
}
export const glass: Bench = {
  name: 'glass',
  meaning:
    'What is seen at home is as fresh as LiveKit delivers it. Both ends are on one machine: the way through the internet comes on top, for both alike.',
  method: `The mentor's camera is a canvas painted with the time 25 times a second; the watching page reads it off every picture drawn. ${BESIDE} Both at the same time, joined anew for each of ${GLASS_ROUNDS} rounds of ${READ / 1000} s.`,
  run: glassOf,
}
