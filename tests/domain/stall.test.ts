import { expect, test } from 'vitest'
import { type Sample, StallWatch, type TrackSample } from '../../client/airing/stall.ts'

const STEP = 250

/** Samples of one evening, four a second: `draw(ms)` says what the counters show then. */
function watch(
  draw: (at: number) => Partial<Sample> & { tracks: TrackSample[] },
  until: number,
  step = STEP,
  stall = new StallWatch(),
) {
  for (let at = 0; at <= until; at += step) {
    const found = stall.see({ at, isTabVisible: true, missing: [], ...draw(at) })
    if (found) return { found, at }
  }
  return null
}
const moving = (at: number, stop: number) => Math.min(at, stop) * 10
const camera = (at: number, stop = Number.POSITIVE_INFINITY, id = 'cam'): TrackSample => ({
  id,
  source: 'camera',
  isQuiet: false,
  bytes: moving(at, stop),
  frames: Math.floor(Math.min(at, stop) / 40),
})
const microphone = (at: number, stop = Number.POSITIVE_INFINITY): TrackSample => ({
  id: 'mic',
  source: 'microphone',
  isQuiet: false,
  bytes: moving(at, stop),
  frames: null,
})

test('a line that carries is no stall', () => {
  expect(watch((at) => ({ tracks: [camera(at), microphone(at)] }), 60_000)).toBeNull()
})

test('nothing on any track for a second is a stall, noticed within a quarter more', () => {
  const seen = watch((at) => ({ tracks: [camera(at, 5000), microphone(at, 5000)] }), 20_000)
  expect(seen?.found).toBe('noBytes')
  expect(seen?.at).toBeGreaterThanOrEqual(6000)
  expect(seen?.at).toBeLessThanOrEqual(6250)
})

test('one microphone that goes on keeps the line, but a camera that stands still is noticed', () => {
  const seen = watch(
    (at) => ({ tracks: [{ ...camera(at), frames: Math.floor(Math.min(at, 5000) / 40) }, microphone(at)] }),
    20_000,
  )
  expect(seen).toEqual({ found: 'noFrames', at: 6000 })
})

test('a still slide is none, alone or beside sound', () => {
  const slide = (at: number): TrackSample => ({ ...camera(at, 3000), id: 'slide', source: 'screen' })
  expect(watch((at) => ({ tracks: [slide(at)] }), 60_000)).toBeNull()
  expect(watch((at) => ({ tracks: [slide(at), microphone(at)] }), 60_000)).toBeNull()
})

test('a muted track is none, and counts afresh once it is back', () => {
  const muted = (at: number) => at > 3000 && at < 30_000
  const seen = watch((at) => ({ tracks: [{ ...camera(at, muted(at) ? 3000 : at), isQuiet: muted(at) }] }), 60_000)
  expect(seen).toBeNull()
})

test('a hidden tab decodes nothing, and that is none; bytes still count', () => {
  const frozen = (at: number) => ({ ...camera(at), frames: 10 })
  expect(watch((at) => ({ isTabVisible: at < 1000, tracks: [at < 1000 ? camera(at) : frozen(at)] }), 20_000)).toBeNull()
  const dead = watch((at) => ({ isTabVisible: false, tracks: [camera(at, 4000)] }), 20_000, 1000)
  expect(dead).toEqual({ found: 'noBytes', at: 6000 })
})

test('a tab that is shown again gets a second before its pictures count', () => {
  const seen = watch(
    (at) => ({
      isTabVisible: at < 1000 || at >= 10_000,
      tracks: [{ ...camera(at), frames: at < 1000 || at > 10_500 ? at : 999 }],
    }),
    20_000,
  )
  expect(seen).toBeNull()
})

test('a camera that never drew in this connection is its owner’s trouble, so no connection is made for it twice', () => {
  expect(watch((at) => ({ tracks: [camera(at, 0, 'dead'), microphone(at)] }), 60_000)).toBeNull()
})

test('a camera that hangs sends one picture more for each newcomer, and that makes nobody connect anew', () => {
  const hangs = (at: number): TrackSample => ({ ...camera(at), bytes: 850 * newcomers(at), frames: newcomers(at) })
  const newcomers = (at: number) => Math.floor(at / 3000)
  expect(watch((at) => ({ tracks: [hangs(at), microphone(at)] }), 60_000)).toBeNull()
  expect(watch((at) => ({ tracks: [hangs(at)] }), 60_000)).toBeNull()
})

test('a device that slept starts anew', () => {
  const stall = new StallWatch()
  const at = (time: number, bytes: number) =>
    stall.see({ at: time, isTabVisible: true, missing: [], tracks: [{ ...microphone(0), bytes }] })
  expect(at(0, 1)).toBeNull()
  expect(at(250, 2)).toBeNull()
  expect(at(3_600_000, 2)).toBeNull()
  expect(at(3_600_250, 3)).toBeNull()
})

test('a track that was asked for and does not come within three seconds is a stall, whatever else moves', () => {
  const late = (from: number, to: number) => (at: number) => ({
    tracks: [microphone(at)],
    missing: at >= from && at < to ? ['cam'] : [],
  })
  expect(watch(late(1000, 3500), 60_000)).toBeNull()
  expect(watch(late(1000, 60_000), 60_000)).toEqual({ found: 'noTrack', at: 4000 })
  expect(watch(late(1000, 60_000), 60_000, STEP, new StallWatch(6000))).toEqual({ found: 'noTrack', at: 7000 })
})

test('each missing track is awaited from when it was asked for, and anew after sleep', () => {
  const one = (at: number) => ({ tracks: [], missing: [at < 2500 ? 'a' : 'b'] })
  expect(watch(one, 60_000)).toEqual({ found: 'noTrack', at: 5500 })
  const stall = new StallWatch()
  const see = (at: number) => stall.see({ at, isTabVisible: true, tracks: [], missing: ['a'] })
  expect([see(0), see(2000), see(3_600_000), see(3_602_000)]).toEqual([null, null, null, null])
})
