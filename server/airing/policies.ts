import { splitStream } from '#shared/core/ids.ts'
import type { JobRequest, Meta } from '../core/feature.ts'
import type { Event, State } from './domain.ts'

/** The job that compares who is in a stage's rooms with who may be; one waits for each stage at most. */
export const reconcileJob = (stage: string, due: number): JobRequest => ({
  kind: 'media.reconcile',
  payload: { stage },
  due,
  key: `media:${stage}`,
  lane: `media:${stage}`,
})

export const overdueJob = (airing: string, due: number): JobRequest => ({
  kind: 'airing.overdue',
  payload: { airing },
  due,
  key: `airing.overdue:${airing}`,
})

/** Lobbies show the state of an airing's row; the event stream tells them that it changed. */
const noteRowJob = (airing: string, meta: Meta): JobRequest => ({
  kind: 'airing.noteRow',
  payload: { airing, version: meta.version },
  due: meta.at,
})

/** How long a guest has to be seen on stage after accepting, and how long a broken line may stay broken. ms */
const GUEST_WITHIN = 20_000
const GUEST_BACK_WITHIN = 8000

const missGuestJob = (airing: string, participant: string, due: number): JobRequest => ({
  kind: 'airing.missGuest',
  payload: { airing, participant },
  due,
  key: `airing.missGuest:${airing}:${participant}`,
})

/** What an event makes necessary: the end of the countdown, the media rooms, the lobbies, ends of invitations. */
export function policies(stream: string, event: Event, state: State, meta: Meta): readonly JobRequest[] {
  const [, airing] = splitStream(stream)
  const media = state.stage === null ? [] : [reconcileJob(state.stage, meta.at)]
  switch (event.type) {
    case 'airing.doorsOpened':
      // An encoder may send already; an airing learns which is its stage only when it takes it.
      return [noteRowJob(airing, meta), { kind: 'airing.findSources', payload: { airing }, due: meta.at }]
    // A countdown that was stopped is not taken back: its job carries the number, and then does nothing.
    case 'airing.countdownStarted': {
      const { countdown, liveAt, stage } = event.data
      return [
        { kind: 'airing.goLive', payload: { airing, countdown }, due: liveAt },
        { kind: 'airing.closeOthers', payload: { airing, stage }, due: meta.at },
        ...media,
      ]
    }
    case 'airing.wentLive':
    case 'airing.paused':
      return [noteRowJob(airing, meta), ...media]
    case 'airing.ended':
      return [{ kind: 'polls.end', payload: { airing }, due: meta.at }, noteRowJob(airing, meta), ...media]
    case 'airing.countdownStopped':
    case 'airing.seated':
    case 'airing.leftStage':
    case 'airing.wentOn':
    case 'airing.tookOff':
    case 'airing.silenced':
    case 'airing.guestLost':
      return media
    case 'airing.stoodBy':
      return event.data.kind === 'guest' ? [missGuestJob(airing, event.data.participant, meta.at + GUEST_WITHIN)] : []
    case 'airing.connectionChanged': {
      const { participant, room, connected } = event.data
      const isLost = !connected && room === 'stage' && state.presenters[participant]?.kind === 'guest'
      return isLost ? [missGuestJob(airing, participant, meta.at + GUEST_BACK_WITHIN)] : []
    }
    case 'airing.invited': {
      const { participant, invite, until } = event.data
      return [{ kind: 'airing.expireInvite', payload: { airing, participant, invite }, due: until }]
    }
    case 'airing.slateSet':
    case 'airing.reminded':
    case 'airing.linedUp':
    case 'airing.troubleTold':
    case 'airing.devicesTold':
    case 'airing.arranged':
    case 'airing.spotlit':
    case 'airing.layoutSet':
    case 'airing.said':
    case 'airing.linesHidden':
    case 'airing.handRaised':
    case 'airing.calledOn':
    case 'airing.handLowered':
    case 'airing.handServed':
      return []
    default:
      return event satisfies never
  }
}
