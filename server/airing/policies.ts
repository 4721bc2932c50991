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

/** What an event makes necessary: the end of the countdown, the media rooms, the lobbies. */
export function policies(stream: string, event: Event, state: State, meta: Meta): readonly JobRequest[] {
  const [, airing] = splitStream(stream)
  const media = state.stage === null ? [] : [reconcileJob(state.stage, meta.at)]
  switch (event.type) {
    case 'airing.doorsOpened':
      return [noteRowJob(airing, meta)]
    // A countdown that was stopped is not taken back: its job carries the number, and then does nothing.
    case 'airing.countdownStarted': {
      const { countdown, liveAt } = event.data
      return [{ kind: 'airing.goLive', payload: { airing, countdown }, due: liveAt }, ...media]
    }
    case 'airing.wentLive':
    case 'airing.paused':
    case 'airing.ended':
      return [noteRowJob(airing, meta), ...media]
    case 'airing.countdownStopped':
    case 'airing.seated':
    case 'airing.leftStage':
      return media
    case 'airing.stoodBy':
    case 'airing.wentOn':
    case 'airing.connectionChanged':
    case 'airing.reminded':
      return []
    default:
      return event satisfies never
  }
}
