import type { AiringState, airing, ClockMark } from '#shared/airing/contract.ts'
import {
  COUNTDOWN_MS,
  holdsStage,
  isOverdue,
  isReminderDue,
  mediaTime,
  obstacle,
  STAGE_PLACES,
} from '#shared/airing/rules.ts'
import type { CommandOf, EventOf } from '#shared/core/contract.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Ctx, Meta, Touched } from '../core/feature.ts'
import type { Rows } from './tables.ts'

export type Command = CommandOf<typeof airing>
export type Event = EventOf<typeof airing>

export interface Presenter {
  name: string | null
  line: string | null
  state: 'ready' | 'on'
  camera: boolean
  microphone: boolean
  /** Whose random identity in the media room this is; a new one for every connection. */
  identity: string | null
  isConnected: boolean
  since: number
}

export interface State {
  state: AiringState
  /** The stage that was taken last. */
  stage: string | null
  /** How many countdowns were started: the number of the last. */
  countdowns: number
  countdown: { number: number; liveAt: number } | null
  note: string | null
  liveAt: number | null
  endedAt: number | null
  clock: ClockMark[]
  presenters: Record<string, Presenter>
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
  liveAt: null,
  endedAt: null,
  clock: [],
  presenters: {},
  emptySince: 0,
  reminded: null,
})

/** Those who wait or are on, in the order they came. */
const inOrder = (state: State): [string, Presenter][] =>
  Object.entries(state.presenters).sort(([a, one], [b, other]) => one.since - other.since || (a < b ? -1 : 1))

const wrongState = (state: State): Refusal => refuse('airing.wrongState', { state: state.state })

/** Why a verb cannot be done now, as a refusal that names the state; null when it can. */
function hindered(state: State, verb: Parameters<typeof obstacle>[1]): Refusal | null {
  const code = obstacle(state, verb)
  return code === null ? null : refuse(code, { state: state.state })
}

/** The one who acts; a command of people never comes from the server itself. */
function self(ctx: Ctx): string {
  if ('participant' in ctx.actor) return ctx.actor.participant
  throw new Error('This command is about its sender and needs a participant')
}

/** What follows from a command: events, or a refusal. Nothing at all when there is nothing to change. */
export function decide(state: State, command: Command, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  switch (command.type) {
    case 'airing.openDoors':
      return hindered(state, 'openDoors') ?? [{ type: 'airing.doorsOpened', data: {} }]
    case 'airing.startCountdown':
      return hindered(state, 'startCountdown') ?? startCountdown(state, ctx)
    case 'airing.stopCountdown':
      return (
        hindered(state, 'stopCountdown') ?? [{ type: 'airing.countdownStopped', data: { countdown: state.countdowns } }]
      )
    case 'airing.goLive':
      return goLive(state, command.data.countdown)
    case 'airing.pause':
      return hindered(state, 'pause') ?? [{ type: 'airing.paused', data: { note: command.data.note || null } }]
    case 'airing.end':
      return hindered(state, 'end') ?? [{ type: 'airing.ended', data: { why: 'staff' } }]
    case 'airing.standBy':
      return hindered(state, 'standBy') ?? standBy(state, self(ctx), command.data)
    case 'airing.leaveStage':
      return leave(state, self(ctx)) ?? refuse('airing.notPresenting')
    case 'airing.takeOff':
      return leave(state, command.data.participant) ?? []
    case 'airing.seat':
      if (state.presenters[command.data.participant]?.state !== 'on') return refuse('airing.notPresenting')
      return [{ type: 'airing.seated', data: command.data }]
    case 'airing.connection':
      return connection(state, command.data)
    case 'airing.remind': {
      const { plannedEnd } = command.data
      if (state.state === 'ended') return wrongState(state)
      if (state.reminded?.plannedEnd === plannedEnd || !isReminderDue(plannedEnd, ctx.now)) return []
      return [{ type: 'airing.reminded', data: { plannedEnd } }]
    }
    case 'airing.endOverdue':
      if (state.state === 'ended') return wrongState(state)
      if (!isOverdue(command.data.plannedEnd, state.emptySince, ctx.now)) return []
      return [{ type: 'airing.ended', data: { why: 'overdue' } }]
    default:
      return command satisfies never
  }
}

/** Takes the stage for this airing; whoever stood by goes on with it. */
function startCountdown(state: State, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  if (!ctx.rows) return refuse('core.notFound')
  if (ctx.rows.heldBy) return refuse('airing.stageHeld', { airing: ctx.rows.heldBy })
  const presenters = inOrder(state)
  if (!presenters.length) return refuse('airing.nobodyReady')
  const liveAt = ctx.now + COUNTDOWN_MS
  return [
    { type: 'airing.countdownStarted', data: { countdown: state.countdowns + 1, liveAt, stage: ctx.rows.stage } },
    ...presenters
      .filter(([, presenter]) => presenter.state === 'ready')
      .map(([participant]): Event => ({ type: 'airing.wentOn', data: { participant } })),
  ]
}

/** The countdown of this number ran out. One that was stopped does nothing; with nobody left on stage it stops. */
function goLive(state: State, countdown: number): readonly Event[] {
  if (state.countdown?.number !== countdown) return []
  if (!Object.keys(state.presenters).length) return [{ type: 'airing.countdownStopped', data: { countdown } }]
  return [{ type: 'airing.wentLive', data: {} }]
}

type StandBy = Extract<Command, { type: 'airing.standBy' }>['data']

/** A checked presenter waits for the stage, or goes on at once when the airing holds it. Said again, it corrects. */
function standBy(state: State, participant: string, data: StandBy): readonly Event[] | Refusal {
  const stoodBy: Event = { type: 'airing.stoodBy', data: { participant, ...data } }
  if (state.presenters[participant]) return [stoodBy]
  if (Object.keys(state.presenters).length >= STAGE_PLACES) return refuse('airing.stageFull')
  return holdsStage(state) ? [stoodBy, { type: 'airing.wentOn', data: { participant } }] : [stoodBy]
}

const leave = (state: State, participant: string): readonly Event[] | null =>
  state.presenters[participant] ? [{ type: 'airing.leftStage', data: { participant } }] : null

/** What the media server saw. Of an identity that is no longer the presenter's it says nothing. */
function connection(
  state: State,
  { participant, identity, connected }: Extract<Command, { type: 'airing.connection' }>['data'],
): readonly Event[] {
  const presenter = state.presenters[participant]
  if (presenter?.identity !== identity || presenter.isConnected === connected) return []
  return [{ type: 'airing.connectionChanged', data: { participant, connected } }]
}

/** Changes the state by one event and names the keys it touched. */
export function evolve(state: State, event: Event, meta: Meta): Touched {
  const touched = apply(state, event, meta)
  const isSeen = Object.values(state.presenters).some((one) => one.state === 'on' && one.isConnected)
  state.emptySince = isSeen ? null : (state.emptySince ?? meta.at)
  return touched
}

const presenterKeys = (state: State): string[] => Object.keys(state.presenters).map((id) => `presenter/${id}`)

function apply(state: State, event: Event, meta: Meta): Touched {
  switch (event.type) {
    case 'airing.doorsOpened':
      state.state = 'doors'
      return ['stage']
    case 'airing.countdownStarted':
      state.countdowns = event.data.countdown
      state.countdown = { number: event.data.countdown, liveAt: event.data.liveAt }
      state.stage = event.data.stage
      return ['stage']
    case 'airing.countdownStopped':
      state.countdown = null
      if (holdsStage(state)) return ['stage']
      // The stage is free again: whoever came on with this countdown waits again.
      for (const presenter of Object.values(state.presenters))
        Object.assign(presenter, { state: 'ready', identity: null, isConnected: false })
      return ['stage', ...presenterKeys(state)]
    case 'airing.wentLive':
      state.state = 'live'
      state.countdown = null
      state.note = null
      state.liveAt ??= meta.at
      mark(state, meta.at, true)
      return ['stage']
    case 'airing.paused':
      state.state = 'paused'
      state.note = event.data.note
      mark(state, meta.at, false)
      return ['stage']
    case 'airing.ended': {
      const keys = ['stage', 'overdue', ...presenterKeys(state)]
      if (state.state === 'live') mark(state, meta.at, false)
      state.state = 'ended'
      state.countdown = null
      state.note = null
      state.endedAt = meta.at
      state.presenters = {}
      return keys
    }
    case 'airing.stoodBy': {
      const { participant, ...shown } = event.data
      const before = state.presenters[participant]
      state.presenters[participant] = {
        ...(before ?? { state: 'ready', identity: null, isConnected: false, since: meta.at }),
        ...shown,
      }
      return [`presenter/${participant}`]
    }
    case 'airing.wentOn':
      return change(state, event.data.participant, { state: 'on' })
    case 'airing.leftStage':
      delete state.presenters[event.data.participant]
      return [`presenter/${event.data.participant}`]
    case 'airing.seated':
      return change(state, event.data.participant, { identity: event.data.identity, isConnected: false })
    case 'airing.connectionChanged':
      return change(state, event.data.participant, { isConnected: event.data.connected })
    case 'airing.reminded':
      state.reminded = { plannedEnd: event.data.plannedEnd, at: meta.at }
      return ['overdue']
    default:
      return event satisfies never
  }
}

/** From `wall` on, media time runs or stands still where it is. */
function mark(state: State, wall: number, running: boolean): void {
  state.clock.push({ wall, media: mediaTime(state.clock, wall) ?? 0, running })
}

function change(state: State, participant: string, values: Partial<Presenter>): Touched {
  const presenter = state.presenters[participant]
  if (!presenter) return []
  Object.assign(presenter, values)
  return [`presenter/${participant}`]
}
