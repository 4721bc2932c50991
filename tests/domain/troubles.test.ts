import { expect, test } from 'vitest'
import { findings, follow, nothingSeen, type PersonCount, type TrackCount } from '../../client/airing/measured.ts'
import { STALL_COUNTS, type Stalls, stalling, withStalls } from '../../client/airing/stalling.ts'
import { troubles } from '../../client/airing/troubles.ts'

const MINUTE = 60_000
const stage = {
  state: 'live' as const,
  countdown: null,
  note: null,
  until: null,
  liveAt: 0,
  endedAt: null,
  layout: 'auto' as const,
  spotlight: null,
  clock: [],
}
const amara = {
  participant: 'amara',
  name: 'Amara',
  line: '',
  state: 'on' as const,
  camera: true,
  microphone: true,
  identity: 'i0',
  connected: true,
  kind: 'presenter' as const,
  next: false,
  silenced: false,
  inRoom: false,
  trouble: null,
  position: 1,
  backstage: { identity: 'b0', connected: true },
  since: 0,
}
const ola = { ...amara, participant: 'ola', name: 'Ola', state: 'backstage' as const }
const calm = {
  stage,
  presenters: [amara, ola],
  airing: { startsAt: 0, endsAt: 60 * MINUTE },
  media: null,
  overdue: undefined,
  findings: new Map(),
  house: { stalling: 0, lowDisk: null },
}
const told = (seen: Partial<Parameters<typeof troubles>[0]>, now = 30 * MINUTE) =>
  troubles({ ...calm, ...seen }, now).map((line) =>
    line.kind === 'person' ? `${line.person.participant} ${line.what}` : line.kind,
  )

test('nothing is wrong while all is well, and after the end', () => {
  expect(told({})).toEqual([])
  expect(told({ presenters: [], stage: { ...stage, state: 'ended' } }, 99 * MINUTE)).toEqual([])
})

test('of the show: nobody on, nobody heard, nobody seen, over time, late', () => {
  expect(told({ presenters: [ola] }, 62 * MINUTE)).toEqual(['nobodyOn', 'over'])
  expect(told({ presenters: [{ ...amara, camera: false, microphone: false }] })).toEqual(['unheard', 'unseen'])
  expect(told({ presenters: [{ ...amara, silenced: true }] })).toEqual(['unheard'])
  expect(told({ stage: { ...stage, state: 'doors', liveAt: null } }, 5 * MINUTE)).toEqual(['late'])
})

test('what viewers notice comes before what is wrong backstage, and that before the clock', () => {
  const presenters = [
    { ...ola, trouble: 'microphone' as const },
    { ...amara, trouble: 'line' as const },
    { ...amara, participant: 'kofi', connected: false },
    { ...amara, participant: 'room', kind: 'source' as const, connected: false },
  ]
  expect(told({ presenters }, 62 * MINUTE)).toEqual([
    'room encoder',
    'kofi lost',
    'amara line',
    'ola microphone',
    'over',
  ])
})

test('viewers who stall come after what is wrong on stage, a disk that fills after all people and before the clock', () => {
  const house = { stalling: 3, lowDisk: 1e9 }
  const presenters = [
    { ...amara, trouble: 'silent' as const },
    { ...ola, trouble: 'line' as const },
  ]
  expect(told({ house, presenters }, 62 * MINUTE)).toEqual(['amara silent', 'stalling', 'ola line', 'disk', 'over'])
  const paused = { ...stage, state: 'paused' as const }
  expect(told({ house, stage: paused }), 'nobody has a picture that could stand still').toEqual(['disk'])
})

test('stalls are counted for ten seconds, and worth a line when a tenth of those at home have them', () => {
  let stalls: Stalls = []
  for (const at of [0, 4000, 4250]) stalls = withStalls(stalls, 2, at)
  expect([0, 5, 60, 61].map((home) => stalling(stalls, home, 5000))).toEqual([6, 6, 6, 0])
  expect(stalling(stalls, 5, STALL_COUNTS)).toBe(4)
  expect(stalling(stalls, 5, 4250 + STALL_COUNTS)).toBe(0)
  expect(withStalls(stalls, 1, 60_000)).toHaveLength(1)
})

test('who is not connected has no other trouble, and what is measured is not told twice', () => {
  const findings = new Map([['amara', [{ what: 'silent' as const, seconds: 20 }]]])
  expect(told({ findings, presenters: [{ ...amara, trouble: 'silent' as const }] })).toEqual(['amara silent'])
  expect(told({ findings, presenters: [{ ...amara, connected: false, trouble: 'silent' as const }] })).toEqual([
    'amara lost',
  ])
})

const sound: TrackCount = {
  id: 's',
  source: 'microphone',
  isQuiet: false,
  isOff: false,
  bytes: 0,
  frames: null,
  identity: 'i0',
  energy: 0,
  played: 0,
  height: 0,
  perSecond: 0,
  packets: 0,
  lost: 0,
}
const picture: TrackCount = { ...sound, id: 'p', source: 'camera', frames: 0, energy: null }
const person = { participant: 'amara', isSource: false, isConnected: true, microphone: true, camera: true, tracks: [] }

/** What is found after `seconds`, counted four times a second; `count` says what is there at each. */
function after(seconds: number, count: (second: number) => Partial<PersonCount>) {
  let watched = nothingSeen
  for (let at = 0; at <= seconds * 1000; at += 250) watched = follow(watched, [{ ...person, ...count(at / 1000) }], at)
  return (findings(watched).get('amara') ?? []).map(({ what }) => what)
}
const speaks = (second: number): TrackCount => ({
  ...sound,
  energy: 0.01 * second,
  played: second,
  packets: 50 * second,
  bytes: 1000 * second,
})
const moves = (second: number): TrackCount => ({ ...picture, frames: 25 * second, bytes: 9000 * second })

test('a microphone that is on and silent is found after 15 seconds, a picture that stands still after 3', () => {
  expect(after(60, (second) => ({ tracks: [speaks(second), moves(second)] }))).toEqual([])
  // Silence is sent two or three times a second.
  const noise = (second: number) => ({
    ...sound,
    energy: 1e-9 * second,
    played: second,
    packets: Math.floor(2.5 * second),
  })
  expect(after(14, (second) => ({ tracks: [noise(second), moves(second)] }))).toEqual([])
  expect(after(15, (second) => ({ tracks: [noise(second), moves(second)] }))).toEqual(['silent'])
  const stops = (second: number) => ({ tracks: [speaks(second), moves(Math.min(second, 10))] })
  expect([after(12.75, stops), after(13, stops)]).toEqual([[], ['frozen']])
})

test('a camera that sends nothing stands still, though the media server then pauses it', () => {
  const stops = (second: number) => ({ ...moves(Math.min(second, 10)), isQuiet: second > 11 })
  expect(after(12.75, (second) => ({ tracks: [speaks(second), stops(second)] }))).toEqual([])
  expect(after(13, (second) => ({ tracks: [speaks(second), stops(second)] }))).toEqual(['frozen'])
})

test('the last picture, sent once more for each newcomer, is no movement; two pictures a second are', () => {
  const hangs = (second: number): TrackCount => {
    const again = Math.floor(Math.max(0, second - 10) / 2.5)
    return { ...moves(Math.min(second, 10)), frames: 250 + again, bytes: 90_000 + 850 * again }
  }
  for (const second of [13, 14, 20, 30.25])
    expect(after(second, (now) => ({ tracks: [speaks(now), now < 10 ? moves(now) : hangs(now)] }))).toEqual(['frozen'])
  // Another connection counts from the start, and its first picture is the same last one.
  const anew = (second: number) => (second < 15 ? hangs(second) : { ...picture, frames: second < 16 ? 0 : 1 })
  expect(after(20, (second) => ({ tracks: [speaks(second), second < 10 ? moves(second) : anew(second)] }))).toEqual([
    'frozen',
  ])
  const slow = (second: number) => ({ ...picture, frames: Math.floor(2 * second), bytes: 900 * second })
  expect(after(60, (second) => ({ tracks: [speaks(second), slow(second)] }))).toEqual([])
})

test('what is off, silenced or paused by us is not missed, and one beep in ten seconds is enough', () => {
  expect(after(60, () => ({ microphone: false, camera: false }))).toEqual([])
  expect(
    after(60, () => ({ tracks: [sound, picture].map((track) => ({ ...track, isQuiet: true, isOff: true })) })),
  ).toEqual([])
  const beeps = (second: number) => ({
    tracks: [{ ...speaks(10 * Math.floor(second / 10)), played: second, packets: 50 * second }, moves(second)],
  })
  expect(after(60, beeps)).toEqual([])
})

test('who listens quietly is not taken for a microphone that is dead', () => {
  const hums = (second: number) => ({
    tracks: [{ ...speaks(second), energy: 10 ** -7.2 * second }, moves(second)],
  })
  expect(after(60, hums)).toEqual([])
})

test('a line that broke is no silent microphone, though silence is played in its place', () => {
  const breaks = (second: number) => ({
    tracks: [{ ...speaks(Math.min(second, 5)), played: second }, moves(second)],
  })
  expect(after(60, breaks)).toEqual([])
})

test('what this browser does not play, or may not listen to, it cannot measure, and says nothing of it', () => {
  expect(after(60, (second) => ({ tracks: [{ ...speaks(second), energy: null }, moves(second)] }))).toEqual([])
  expect(
    after(60, (second) => ({ tracks: [{ ...sound, packets: 50 * second, bytes: 1000 * second }, moves(second)] })),
  ).toEqual([])
})

test('a track that never comes is missed, a counter that begins anew is not a stop', () => {
  expect(after(4, (second) => ({ tracks: [speaks(second)] }))).toEqual(['frozen'])
  expect(after(30, (second) => ({ tracks: [speaks(second % 7), moves(second % 7)] }))).toEqual([])
})

test('an encoder that sends nothing is lost within 3 seconds, and nothing else is said of it', () => {
  const dies = (second: number) => ({
    isSource: true,
    tracks: [speaks(Math.min(second, 20)), moves(Math.min(second, 20))],
  })
  expect([after(21.75, dies), after(22, dies), after(60, dies)]).toEqual([[], ['lost'], ['lost']])
})

test('a device that slept begins anew', () => {
  let watched = follow(nothingSeen, [person], 0)
  watched = follow(watched, [person], 60_000)
  expect(findings(watched).size).toBe(0)
})
