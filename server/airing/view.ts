import type { airing } from '#shared/airing/contract.ts'
import type { RecordOf } from '#shared/core/contract.ts'
import { type Facts, has } from '#shared/core/people.ts'
import { isUnheard, type Place, type State } from './state.ts'

type Records = { [N in keyof (typeof airing)['records']]: RecordOf<typeof airing, N> }

/**
 * Staff see who is backstage and who would like to speak; everyone else sees who is on, and so do screens in the venue,
 * which are told neither how many are here nor what is clapped. Nobody is in two of them.
 */
export function audiences(_state: State, facts: Facts): readonly string[] {
  if (has(facts, 'screen')) return ['screen']
  return isStaff(facts) ? ['staff'] : ['everyone']
}

/** Those who look after an airing, in whatever part. */
export const isStaff = (facts: Facts): boolean => has(facts, 'organizer', 'producer', 'mentor', 'moderator', 'steward')

/** What an audience may see of a key, whole, or null. */
export function view(state: State, key: string, audience: string): Records[keyof Records] | null {
  const at = key.indexOf('/')
  const [name, id] = at < 0 ? [key, ''] : [key.slice(0, at), key.slice(at + 1)]
  if (name.startsWith('@')) return id === 'hand' ? hand(state, name.slice(1)) : null
  switch (name) {
    case 'stage':
      return stage(state)
    case 'presenter':
      return presenter(state, id, audience === 'staff')
    case 'hands':
      return { room: turns(state, 'room'), home: turns(state, 'home') }
    case 'raised':
      return audience === 'staff' ? raised(state, id) : null
    case 'said':
      return audience === 'staff' ? said(state, id) : null
    case 'overdue':
      return audience === 'staff' ? overdue(state) : null
    default:
      return null
  }
}

const stage = (state: State): Records['stage'] => ({
  state: state.state,
  countdown: state.countdown,
  note: state.note,
  until: state.until,
  liveAt: state.liveAt,
  endedAt: state.endedAt,
  layout: state.layout,
  spotlight: state.spotlight,
  clock: state.clock,
})

const overdue = (state: State): Records['overdue'] | null =>
  state.reminded && state.state !== 'ended'
    ? { plannedEnd: state.reminded.plannedEnd, remindedAt: state.reminded.at }
    : null

const placeOf = ({ identity, isConnected }: Place) => ({ identity, connected: isConnected })

function presenter(state: State, participant: string, isStaff: boolean): Records['presenter'] | null {
  const one = state.presenters[participant]
  if (!one || (one.state !== 'on' && !isStaff)) return null
  return {
    participant,
    kind: one.kind,
    name: one.name ?? '',
    line: one.line ?? '',
    state: one.state,
    next: one.next,
    camera: one.camera,
    microphone: one.microphone,
    silenced: isUnheard(one),
    inRoom: one.inRoom,
    trouble: isStaff ? one.trouble : null,
    position: one.position,
    ...placeOf(one.places.stage),
    backstage: isStaff ? placeOf(one.places.backstage) : null,
    since: one.since,
  }
}

function said(state: State, id: string): Records['said'] | null {
  const line = state.said.find((one) => one.id === id)
  return line && !state.unread.includes(line.participant)
    ? { ...line, name: line.name ?? '', text: line.text ?? '' }
    : null
}

const turns = (state: State, side: 'room' | 'home'): Records['hands']['room'] => ({
  waiting: Object.values(state.hands).filter((one) => one.side === side).length,
  served: state.turns[side].served,
})

/** From 1: whose turn is next. */
const placeInLine = (state: State, participant: string): number => state.queue.indexOf(participant) + 1

function raised(state: State, participant: string): Records['raised'] | null {
  const one = state.hands[participant]
  if (!one) return null
  return {
    participant,
    side: one.side,
    name: one.name ?? '',
    about: one.about ?? '',
    where: one.where ?? '',
    raisedAt: one.raisedAt,
    place: placeInLine(state, participant),
    invitedUntil: one.invite?.until ?? null,
    wasLost: one.wasLost,
  }
}

function hand(state: State, participant: string): Records['hand'] | null {
  const one = state.hands[participant]
  const down = state.lowered[participant]
  if (one)
    return {
      isUp: true,
      about: one.about ?? '',
      where: one.where ?? '',
      place: placeInLine(state, participant),
      invitedUntil: one.invite?.until ?? null,
      why: null,
      note: '',
      at: one.raisedAt,
    }
  if (!down) return null
  const nothing = { isUp: false, about: '', where: '', place: null, invitedUntil: null }
  return { ...nothing, why: down.why, note: down.note ?? '', at: down.at }
}
