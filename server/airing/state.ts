import type { AiringState } from '#shared/airing/contract.ts'
import type { Down } from '#shared/airing/hands.contract.ts'
import type { Kind, Layout, Room, Trouble } from '#shared/airing/people.contract.ts'
import { obstacle } from '#shared/airing/rules.ts'
import type { ClockMark } from '#shared/core/media-time.ts'
import type { Attendance } from '#shared/core/people.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Ctx } from '../core/feature.ts'

/** A place in a media room; a new random identity for every connection. */
export interface Place {
  identity: string | null
  isConnected: boolean
}

export interface Presenter {
  kind: Kind
  name: string | null
  line: string | null
  state: 'backstage' | 'on'
  /** Backstage, and comes on with the next countdown. */
  next: boolean
  camera: boolean
  microphone: boolean
  /** By those who run the show; and by conduct, at the whole event. Each is lifted by itself. */
  silenced: boolean
  hushed: boolean
  inRoom: boolean
  trouble: Trouble | null
  position: number
  places: Record<Room, Place>
  since: number
  /** A guest's hand as it was before they came. */
  hand: Hand | null
}

export interface Hand {
  side: Attendance
  name: string | null
  about: string | null
  where: string | null
  raisedAt: number
  /** Wanted with a question, and first of all; null: in turn. */
  calledAt: number | null
  invite: { number: number; until: number } | null
  wasLost: boolean
}

export interface State {
  state: AiringState
  /** The stage that was taken last. */
  stage: string | null
  /** How many countdowns were started: the number of the last. */
  countdowns: number
  countdown: { number: number; liveAt: number } | null
  note: string | null
  until: number | null
  liveAt: number | null
  endedAt: number | null
  clock: ClockMark[]
  layout: Layout
  spotlight: string | null
  presenters: Record<string, Presenter>
  /** How many positions were given out. */
  positions: number
  said: { id: string; participant: string; name: string | null; text: string | null; at: number }[]
  /** Whose lines are not read: they were removed from the event. */
  unread: string[]
  hands: Record<string, Hand>
  /** Why a hand that was up is down, for its owner. */
  lowered: Record<string, { why: Down; note: string | null; at: number }>
  /** How many invitations were sent: the number of the last. */
  invites: number
  /** Those whose hand is up, in the order of their turns. */
  queue: readonly string[]
  turns: Record<Attendance, { served: number; asked: string[] }>
  /** Since when nobody has been seen on stage; null while someone is. */
  emptySince: number | null
  reminded: { plannedEnd: number; at: number } | null
}

export const initial = (): State => ({
  state: 'scheduled',
  stage: null,
  countdowns: 0,
  countdown: null,
  note: null,
  until: null,
  liveAt: null,
  endedAt: null,
  clock: [],
  layout: 'auto',
  spotlight: null,
  presenters: {},
  positions: 0,
  said: [],
  unread: [],
  hands: {},
  lowered: {},
  invites: 0,
  queue: [],
  turns: { room: { served: 0, asked: [] }, home: { served: 0, asked: [] } },
  emptySince: 0,
  reminded: null,
})

export const nowhere = (): Record<Room, Place> => ({
  stage: { identity: null, isConnected: false },
  backstage: { identity: null, isConnected: false },
})

/** How many are on stage. */
export const countOn = (state: State): number =>
  Object.values(state.presenters).filter((one) => one.state === 'on').length

/** How many come on with the next countdown. */
export const countNext = (state: State): number => Object.values(state.presenters).filter((one) => one.next).length

/** Not to be heard, for whichever of the two reasons. */
export const isUnheard = ({ silenced, hushed }: Pick<Presenter, 'silenced' | 'hushed'>): boolean => silenced || hushed

/** Whether viewers see the stage now, or will with a countdown that runs. */
export const isShown = (state: State): boolean => state.state === 'live' || state.countdown !== null

/** Whoever is not on cannot be the one shown large. Names the keys it touched. */
export function unlight(state: State, participant: string): readonly string[] {
  if (state.spotlight !== participant) return []
  state.spotlight = null
  return ['stage']
}

export const wrongState = (state: State): Refusal => refuse('airing.wrongState', { state: state.state })

/** Why a verb cannot be done now, as a refusal that names the state; null when it can. */
export function hindered(state: State, verb: Parameters<typeof obstacle>[1]): Refusal | null {
  const code = obstacle(state, verb)
  return code === null ? null : refuse(code, { state: state.state })
}

/** Whoever is silenced may still do this, so that the show goes on, and puts no words to it that others read. */
export const heldBack = (words: string, { facts }: Pick<Ctx, 'facts'>): Refusal | null =>
  words !== '' && facts?.silenced ? refuse('core.silenced') : null

/** The one who acts; a command of people never comes from the server itself. */
export function self(ctx: Pick<Ctx, 'actor'>): string {
  if ('participant' in ctx.actor) return ctx.actor.participant
  throw new Error('This command is about its sender and needs a participant')
}
