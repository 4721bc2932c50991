import { COUNTDOWN_MS, holdsStage, isOverdue, isReminderDue, STAGE_PLACES } from '#shared/airing/rules.ts'
import type { show } from '#shared/airing/show.contract.ts'
import type { CommandOf, EventOf } from '#shared/core/contract.ts'
import { mediaTime } from '#shared/core/media-time.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Ctx, Meta } from '../core/feature.ts'
import type { Event } from './domain.ts'
import { heldBack, hindered, type Presenter, type State, wrongState } from './state.ts'
import type { Rows } from './tables.ts'

type Command = CommandOf<typeof show>
type ShowEvent = EventOf<typeof show>

/** The lifecycle, the slate and the clock. */
export function decideShow(state: State, command: Command, ctx: Ctx<Rows>): readonly Event[] | Refusal {
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
    case 'airing.pause': {
      const { note, until = null } = command.data
      return (
        hindered(state, 'pause') ??
        heldBack(note, ctx) ?? [{ type: 'airing.paused', data: { note: note || null, until } }]
      )
    }
    case 'airing.setSlate': {
      const { note, until } = command.data
      return hindered(state, 'setSlate') ?? [{ type: 'airing.slateSet', data: { note: note || null, until } }]
    }
    case 'airing.end':
      return hindered(state, 'end') ?? [{ type: 'airing.ended', data: { why: 'staff' } }]
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
    case 'airing.closeBackstage':
      if (state.state !== 'ended') return wrongState(state)
      return Object.keys(state.presenters).map((participant) => ({ type: 'airing.leftStage', data: { participant } }))
    default:
      return command satisfies never
  }
}

/** Those backstage as they stand in line. An encoder that is gone shows nothing, so nobody is meant by it. */
const inOrder = (state: State): [string, Presenter][] =>
  Object.entries(state.presenters)
    .filter(([, one]) => one.kind !== 'source' || one.places.stage.isConnected)
    .sort(([, one], [, other]) => one.position - other.position)

/** Takes the stage for this airing; whoever is lined up goes on with it, and all of them if nobody was chosen. */
function startCountdown(state: State, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  if (!ctx.rows) return refuse('core.notFound')
  if (ctx.rows.heldBy) return refuse('airing.stageHeld', { airing: ctx.rows.heldBy })
  const all = inOrder(state)
  const chosen = all.filter(([, one]) => one.next)
  const lineUp = chosen.length > 0 ? chosen : all.slice(0, STAGE_PLACES)
  if (lineUp.length === 0) return refuse('airing.nobodyReady')
  const liveAt = ctx.now + COUNTDOWN_MS
  return [
    { type: 'airing.countdownStarted', data: { countdown: state.countdowns + 1, liveAt, stage: ctx.rows.stage } },
    ...lineUp.map(([participant]): Event => ({ type: 'airing.wentOn', data: { participant } })),
  ]
}

/** The countdown of this number ran out. One that was stopped does nothing; with nobody left on stage it stops. */
function goLive(state: State, countdown: number): readonly Event[] {
  if (state.countdown?.number !== countdown) return []
  if (!Object.values(state.presenters).some((one) => one.state === 'on'))
    return [{ type: 'airing.countdownStopped', data: { countdown } }]
  return [{ type: 'airing.wentLive', data: {} }]
}

const presenterKeys = (state: State): string[] => Object.keys(state.presenters).map((id) => `presenter/${id}`)

/** Changes the state and names the keys it touched. */
export function evolveShow(state: State, event: ShowEvent, meta: Meta): readonly string[] {
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
      sendBackstage(state, true)
      if (!holdsStage(state)) leaveRoom(state)
      return ['stage', ...presenterKeys(state)]
    case 'airing.wentLive':
      state.state = 'live'
      state.countdown = state.note = state.until = null
      state.liveAt ??= meta.at
      mark(state, meta.at, true)
      return ['stage']
    case 'airing.paused':
      state.state = 'paused'
      state.note = event.data.note
      state.until = event.data.until ?? null
      mark(state, meta.at, false)
      sendBackstage(state, true)
      return ['stage', ...presenterKeys(state)]
    case 'airing.slateSet':
      state.note = event.data.note
      state.until = event.data.until
      return ['stage']
    case 'airing.ended':
      return ended(state, meta.at)
    case 'airing.reminded':
      state.reminded = { plannedEnd: event.data.plannedEnd, at: meta.at }
      return ['overdue']
    default:
      return event satisfies never
  }
}

/** Who is backstage stays there together; guests watch again, and hands go down. */
function ended(state: State, at: number): readonly string[] {
  const waiting = Object.keys(state.hands)
  const keys = ['stage', 'overdue', 'hands', ...presenterKeys(state)]
  if (state.state === 'live') mark(state, at, false)
  state.state = 'ended'
  state.countdown = state.note = state.until = state.spotlight = null
  state.endedAt = at
  sendBackstage(state, false)
  leaveRoom(state)
  for (const [id, one] of Object.entries(state.presenters))
    if (one.kind !== 'presenter' || !one.places.backstage.isConnected) delete state.presenters[id]
  for (const id of waiting) state.lowered[id] = { why: 'ended', note: null, at }
  state.hands = {}
  state.queue = []
  return [...keys, ...waiting.flatMap((id) => [`raised/${id}`, `@${id}/hand`])]
}

/** `next`: who was on comes on again with the next countdown. */
function sendBackstage(state: State, next: boolean): void {
  for (const one of Object.values(state.presenters)) {
    one.next = next && (one.next || one.state === 'on')
    one.state = 'backstage'
  }
}

/** The stage is free: nobody of this airing has a place in its room. An encoder belongs to the stage and stays. */
function leaveRoom(state: State): void {
  for (const one of Object.values(state.presenters))
    if (one.kind !== 'source') one.places.stage = { identity: null, isConnected: false }
}

/** From `wall` on, media time runs or stands still where it is. */
function mark(state: State, wall: number, running: boolean): void {
  state.clock.push({ wall, media: mediaTime(state.clock, wall) ?? 0, running })
}
