import type { hands } from '#shared/airing/hands.contract.ts'
import { holdsStage, INVITE_MS, MOST_HANDS, STAGE_PLACES } from '#shared/airing/rules.ts'
import type { CommandOf, EventOf } from '#shared/core/contract.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import { inTurn } from '#shared/core/turns.ts'
import type { Ctx, Meta } from '../core/feature.ts'
import type { Event } from './domain.ts'
import { countNext, countOn, heldBack, hindered, isShown, type State, self, unlight, wrongState } from './state.ts'
import type { Rows } from './tables.ts'

type Command = CommandOf<typeof hands>
type HandEvent = EventOf<typeof hands>
type Data<T extends Command['type']> = Extract<Command, { type: T }>['data']

/** Hands, invitations, and guests whose line breaks. */
export function decideHands(state: State, command: Command, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  switch (command.type) {
    case 'airing.raiseHand':
      return hindered(state, 'raiseHand') ?? raise(state, command.data, ctx)
    case 'airing.lowerHand':
      return lower(state, self(ctx), 'self', null)
    case 'airing.lowerHandOf':
      return (
        heldBack(command.data.note, ctx) ?? lower(state, command.data.participant, 'staff', command.data.note || null)
      )
    case 'airing.invite':
      return invite(state, command.data.participant, ctx)
    case 'airing.callOn':
      return hindered(state, 'raiseHand') ?? callOn(state, command.data, ctx)
    case 'airing.serveHand': {
      const { participant } = command.data
      const hand = state.hands[participant]
      if (!hand) return refuse('airing.noHand')
      if (hand.side === 'home') return refuse('airing.atHome')
      return [{ type: 'airing.handServed', data: { participant } }]
    }
    case 'airing.acceptInvite':
      return accept(state, command.data, ctx)
    case 'airing.declineInvite': {
      const participant = self(ctx)
      if (!state.hands[participant]?.invite) return refuse('airing.notInvited')
      return lower(state, participant, 'declined', null)
    }
    case 'airing.expireInvite': {
      const { participant, invite: number } = command.data
      if (state.hands[participant]?.invite?.number !== number) return []
      return lower(state, participant, 'unanswered', null)
    }
    case 'airing.missGuest': {
      const guest = state.presenters[command.data.participant]
      if (guest?.kind !== 'guest' || guest.places.stage.isConnected) return []
      return [{ type: 'airing.guestLost', data: command.data }]
    }
    default:
      return command satisfies never
  }
}

function raise(state: State, data: Data<'airing.raiseHand'>, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  const participant = self(ctx)
  if (state.presenters[participant]) return refuse('airing.onStageAlready')
  if (!state.hands[participant] && Object.keys(state.hands).length >= MOST_HANDS) return refuse('airing.handsFull')
  const side = ctx.facts?.attendance ?? 'home'
  return [{ type: 'airing.handRaised', data: { participant, side, ...data } }]
}

function lower(
  state: State,
  participant: string,
  why: 'self' | 'staff' | 'declined' | 'unanswered',
  note: string | null,
): readonly Event[] | Refusal {
  if (!state.hands[participant]) return refuse('airing.noHand')
  return [{ type: 'airing.handLowered', data: { participant, why, note } }]
}

/**
 * Someone is wanted on stage with what they asked: their hand is up and comes first. At home they are invited with it,
 * if the stage is held and has room; else they are where staff call on hands anyway.
 */
function callOn(state: State, data: Data<'airing.callOn'>, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  const { participant } = data
  if (state.presenters[participant]) return refuse('airing.onStageAlready')
  const hand = state.hands[participant]
  if (!hand && Object.keys(state.hands).length >= MOST_HANDS) return refuse('airing.handsFull')
  if (hand?.calledAt && hand.invite) return []
  const isHome = (hand?.side ?? data.side) === 'home'
  const isInvited = isHome && !hand?.invite && holdsStage(state) && countOn(state) < STAGE_PLACES
  const until = ctx.now + INVITE_MS
  return [
    ...(hand ? [] : [{ type: 'airing.handRaised', data } as const]),
    ...(hand?.calledAt ? [] : [{ type: 'airing.calledOn', data: { participant } } as const]),
    ...(isInvited
      ? [{ type: 'airing.invited', data: { participant, invite: state.invites + 1, until } } as const]
      : []),
  ]
}

/** Asks someone at home onto the stage. In the room they are given the microphone there: nothing may echo. */
function invite(state: State, participant: string, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  if (!holdsStage(state)) return wrongState(state)
  const hand = state.hands[participant]
  if (!hand) return refuse('airing.noHand')
  if (hand.side === 'room') return refuse('airing.inTheRoom')
  if (hand.invite) return refuse('airing.alreadyInvited')
  if (countOn(state) >= STAGE_PLACES) return refuse('airing.stageFull')
  const until = ctx.now + INVITE_MS
  return [{ type: 'airing.invited', data: { participant, invite: state.invites + 1, until } }]
}

/** On stage at once while viewers see it, else with the next countdown. Of two devices that accept the second is told. */
function accept(state: State, data: Data<'airing.acceptInvite'>, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  const participant = self(ctx)
  const hand = state.hands[participant]
  if (!hand?.invite || !holdsStage(state)) return refuse('airing.notInvited')
  if (ctx.facts?.attendance === 'room') return refuse('airing.inTheRoom')
  const isNow = isShown(state)
  if ((isNow ? countOn(state) : countNext(state)) >= STAGE_PLACES) return refuse('airing.stageFull')
  return [
    { type: 'airing.stoodBy', data: { participant, ...data, kind: 'guest', inRoom: false } },
    { type: 'airing.handServed', data: { participant } },
    isNow
      ? { type: 'airing.wentOn', data: { participant } }
      : { type: 'airing.linedUp', data: { participant, next: true } },
  ]
}

const handKeys = (participant: string): readonly string[] => [`raised/${participant}`, `@${participant}/hand`]

/** Others may move with one hand that changed: names them, and the figures everyone sees. */
function lineUp(state: State, participant: string): readonly string[] {
  const before = state.queue
  state.queue = inOrder(state)
  const moved = state.queue.filter((id, place) => before[place] !== id && id !== participant)
  return ['hands', ...[participant, ...moved].flatMap(handKeys)]
}

/**
 * Whose turn comes when: first those who were called on, then by the one fairness rule: hands wait, and nothing else
 * counts.
 */
function inOrder({ hands, turns }: State): string[] {
  const sideOf = ({ served, asked }: State['turns']['room']) => ({ served, asked: asked.length })
  const called = Object.entries(hands)
    .flatMap(([id, { calledAt }]) => (calledAt === null ? [] : [{ id, calledAt }]))
    .sort((a, b) => a.calledAt - b.calledAt || (a.id < b.id ? -1 : 1))
  const waiting = Object.entries(hands).filter(([, { calledAt }]) => calledAt === null)
  const inTurns = inTurn(
    waiting.map(([id, { side, raisedAt }]) => ({ id, side, score: 0, since: raisedAt })),
    { room: sideOf(turns.room), home: sideOf(turns.home) },
  )
  return [...called.map(({ id }) => id), ...inTurns]
}

/** Changes the state and names the keys it touched. */
export function evolveHands(state: State, event: HandEvent, meta: Meta): readonly string[] {
  const { participant } = event.data
  switch (event.type) {
    case 'airing.handRaised': {
      const { side, name, about, where } = event.data
      const before = state.hands[participant]
      state.hands[participant] = {
        ...(before ?? { raisedAt: meta.at, calledAt: null, invite: null, wasLost: false }),
        ...{ side, name, about, where },
      }
      delete state.lowered[participant]
      const { asked } = state.turns[side]
      if (!asked.includes(participant)) asked.push(participant)
      return lineUp(state, participant)
    }
    case 'airing.handLowered':
      delete state.hands[participant]
      state.lowered[participant] = { why: event.data.why, note: event.data.note, at: meta.at }
      return lineUp(state, participant)
    case 'airing.calledOn': {
      const hand = state.hands[participant]
      if (hand) hand.calledAt = meta.at
      return lineUp(state, participant)
    }
    case 'airing.invited': {
      const hand = state.hands[participant]
      state.invites = event.data.invite
      if (hand) hand.invite = { number: event.data.invite, until: event.data.until }
      return handKeys(participant)
    }
    case 'airing.handServed': {
      const hand = state.hands[participant]
      if (hand) state.turns[hand.side].served++
      delete state.hands[participant]
      state.lowered[participant] = { why: 'served', note: null, at: meta.at }
      return lineUp(state, participant)
    }
    case 'airing.guestLost': {
      const hand = state.presenters[participant]?.hand
      delete state.presenters[participant]
      const keys = [`presenter/${participant}`, ...unlight(state, participant)]
      if (!hand) return keys
      state.hands[participant] = { ...hand, invite: null, wasLost: true }
      state.turns[hand.side].served--
      delete state.lowered[participant]
      return [...keys, ...lineUp(state, participant)]
    }
    default:
      return event satisfies never
  }
}
