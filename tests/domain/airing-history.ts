import { decide, type Event, evolve, initial, type State } from '#server/airing/domain.ts'
import type { Rows } from '#server/airing/tables.ts'
import { audiences, view } from '#server/airing/view.ts'
import type { airing } from '#shared/airing/contract.ts'
import type { Attendance, Facts } from '#shared/core/people.ts'
import { rulesOf } from '../helpers/given.ts'

/** The rules of an airing: what its tests have in common. */
export const given = rulesOf<State, typeof airing, Rows>({ initial, decide, evolve, audiences, view })

export const free = { stage: 'mainstage', heldBy: null, isHushed: false }
export const [ana, ben, cleo] = ['ana11111', 'ben11111', 'cleo1111'] as const
export const [vera, oda, gil] = ['vera1111', 'oda11111', 'gil11111'] as const
export const ready = { name: 'Ana Lind', line: 'Sound', camera: true, microphone: true }

export const standBy = { type: 'airing.standBy', data: ready } as const
export const startCountdown = { type: 'airing.startCountdown', data: {} } as const
export const stopCountdown = { type: 'airing.stopCountdown', data: {} } as const
export const goLive = (countdown: number) => ({ type: 'airing.goLive', data: { countdown } }) as const
export const end = { type: 'airing.end', data: { sure: true } } as const
export const pause = { type: 'airing.pause', data: { note: 'Back at eight', until: 80_000 } } as const
export const leave = { type: 'airing.leaveStage', data: {} } as const
export const bringOn = (participant: string) => ({ type: 'airing.bringOn', data: { participant } }) as const
export const takeOff = (participant: string) => ({ type: 'airing.takeOff', data: { participant } }) as const
export const seat = (participant: string, identity: string, room: 'stage' | 'backstage') =>
  ({ type: 'airing.seat', data: { participant, identity, room } }) as const
export const connection = (participant: string, identity: string, room: 'stage' | 'backstage', connected: boolean) =>
  ({ type: 'airing.connection', data: { participant, identity, room, connected } }) as const

export const doorsOpened: Event = { type: 'airing.doorsOpened', data: {} }
export const stoodBy = (participant: string): Event => ({
  type: 'airing.stoodBy',
  data: { participant, ...ready, kind: 'presenter', inRoom: false },
})
export const wentOn = (participant: string): Event => ({ type: 'airing.wentOn', data: { participant } })
export const linedUp = (participant: string, next = true): Event => ({
  type: 'airing.linedUp',
  data: { participant, next },
})
export const leftStage = (participant: string): Event => ({ type: 'airing.leftStage', data: { participant } })
export const countdownStarted = (countdown: number, liveAt: number): Event => ({
  type: 'airing.countdownStarted',
  data: { countdown, liveAt, stage: 'mainstage' },
})

/** Where everyone is, in the order they came: `on`, `backstage`, `backstage next`. */
export const states = (state: State): string[] =>
  Object.values(state.presenters).map((one) => (one.next ? `${one.state} next` : one.state))

/** Those on stage, as they stand there. */
export const onStage = (state: State): string[] =>
  Object.entries(state.presenters)
    .filter(([, one]) => one.state === 'on')
    .sort(([, one], [, other]) => one.position - other.position)
    .map(([id]) => id)

/** What the server knows of someone who watches. */
export const viewer = (participant: string, attendance: Attendance = 'home'): { by: string; facts: Facts } => ({
  by: participant,
  facts: {
    ...{ participant, event: 'event111', version: 1, roles: ['attendee'], attendance },
    ...{ privacy: 'named', tags: [], membership: false, silenced: false },
  },
})

/** Doors are open, Ana and Ben are ready. */
export const open = () => given([1000, doorsOpened], [2000, stoodBy(ana)], [3000, stoodBy(ben)])
export const counting = () => open().after(startCountdown, { at: 10_000, rows: free })
export const live = () => counting().after(goLive(1), { at: 20_000 })
export const paused = () => live().after(pause, { at: 50_000 })

type Telling = ReturnType<typeof given>

/** Someone's device is there, in that room. */
export const arrives = (show: Telling, participant: string, room: 'stage' | 'backstage' = 'backstage'): Telling =>
  show
    .after(seat(participant, `${participant}${room}`, room), { rows: free })
    .after(connection(participant, `${participant}${room}`, room, true))

/** Live with Ana and Ben on stage, and Cleo backstage with her device there. */
export const withCleo = () => arrives(live().after(standBy, { by: cleo }), cleo)
