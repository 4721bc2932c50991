import type { people } from '#shared/airing/people.contract.ts'
import { BACKSTAGE_PLACES, holdsStage, STAGE_PLACES } from '#shared/airing/rules.ts'
import type { CommandOf, EventOf } from '#shared/core/contract.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Actor, Ctx, Meta } from '../core/feature.ts'
import type { Event } from './domain.ts'
import { countNext, countOn, hindered, isShown, nowhere, type Presenter, type State, self, unlight } from './state.ts'
import type { Rows } from './tables.ts'

type Command = CommandOf<typeof people>
type PeopleEvent = EventOf<typeof people>
type Data<T extends Command['type']> = Extract<Command, { type: T }>['data']

/** How many lines between staff are kept. */
const LINES = 50

/** Backstage, the stage, and how they stand on it. */
export function decidePeople(state: State, command: Command, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  switch (command.type) {
    case 'airing.standBy':
      return hindered(state, 'standBy') ?? standBy(state, command.data, ctx)
    case 'airing.leaveStage':
      return leave(state, self(ctx)) ?? refuse('airing.notPresenting')
    case 'airing.dropPresenter':
      return drop(state, command.data)
    case 'airing.tellTrouble': {
      const participant = self(ctx)
      const one = state.presenters[participant]
      if (!one) return refuse('airing.notPresenting')
      if (one.trouble === command.data.trouble) return []
      return [{ type: 'airing.troubleTold', data: { participant, trouble: command.data.trouble } }]
    }
    case 'airing.tellDevices': {
      const participant = self(ctx)
      const one = state.presenters[participant]
      if (!one) return refuse('airing.notPresenting')
      const { camera, microphone } = command.data
      if (one.camera === camera && one.microphone === microphone) return []
      return [{ type: 'airing.devicesTold', data: { participant, camera, microphone } }]
    }
    case 'airing.bringOn':
      return bringOn(state, command.data.participant)
    case 'airing.takeOff':
      return takeOff(state, command.data.participant)
    case 'airing.arrange': {
      const order = [...new Set(command.data.order)].filter((id) => state.presenters[id])
      return order.length < 2 ? [] : [{ type: 'airing.arranged', data: { order } }]
    }
    case 'airing.spotlight': {
      const { participant } = command.data
      if (participant === state.spotlight) return []
      if (participant !== null && state.presenters[participant]?.state !== 'on') return refuse('airing.notOn')
      return [{ type: 'airing.spotlit', data: { participant } }]
    }
    case 'airing.setLayout':
      return command.data.layout === state.layout ? [] : [{ type: 'airing.layoutSet', data: command.data }]
    case 'airing.silence': {
      const one = state.presenters[command.data.participant]
      if (!one) return refuse('airing.notBackstage')
      if (ctx.rows?.isHushed) return refuse('airing.hushed')
      return one[causeOf(ctx.actor)] === command.data.silenced ? [] : [{ type: 'airing.silenced', data: command.data }]
    }
    case 'airing.say':
      return [{ type: 'airing.said', data: { id: ctx.command, participant: self(ctx), ...command.data } }]
    case 'airing.hideLines':
      return hideLines(state, command.data)
    case 'airing.seat':
      return seat(state, command.data, ctx.rows)
    case 'airing.connection':
      return connection(state, command.data)
    case 'airing.seeSource':
      return seeSource(state, command.data)
    default:
      return command satisfies never
  }
}

/** Conduct silences through the server, those who run the show by themselves: what one takes the other does not give back. */
const causeOf = (actor: Actor): 'silenced' | 'hushed' => ('system' in actor ? 'hushed' : 'silenced')

/** A checked presenter is backstage until somebody brings them on. Said again, it corrects. */
function standBy(state: State, data: Data<'airing.standBy'>, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  const participant = self(ctx)
  const before = state.presenters[participant]
  if (!before && Object.keys(state.presenters).length >= BACKSTAGE_PLACES) return refuse('airing.backstageFull')
  // Silenced, one comes to no stage and shows no other words; that a camera went off is still noted.
  const isHushed = ctx.facts?.silenced === true
  if (isHushed && !before) return refuse('core.silenced')
  const kept = isHushed ? { name: before?.name ?? '', line: before?.line ?? '' } : {}
  const kind = before?.kind ?? 'presenter'
  const inRoom = ctx.facts?.attendance === 'room'
  return [
    ...handDown(state, participant, 'self'),
    { type: 'airing.stoodBy', data: { participant, ...data, ...kept, kind, inRoom } },
  ]
}

const leave = (state: State, participant: string): readonly Event[] | null =>
  state.presenters[participant] ? [{ type: 'airing.leftStage', data: { participant } }] : null

/** Who is on stage or backstage needs no hand, and who was removed has none. */
const handDown = (state: State, participant: string, why: 'self' | 'staff'): readonly Event[] =>
  state.hands[participant] ? [{ type: 'airing.handLowered', data: { participant, why, note: null } }] : []

/** A guest is there by invitation, not by a role: one who loses a role stays. */
function drop(state: State, { participant, removed }: Data<'airing.dropPresenter'>): readonly Event[] {
  const off = leave(state, participant) ?? []
  if (!removed) return state.presenters[participant]?.kind === 'guest' ? [] : off
  return [...off, ...handDown(state, participant, 'staff'), ...hideLines(state, { participant, hidden: true })]
}

/** Only who wrote a line has any to hide. */
function hideLines(state: State, data: Data<'airing.hideLines'>): readonly Event[] {
  const { participant, hidden } = data
  const isHidden = state.unread.includes(participant)
  if (isHidden === hidden || (hidden && !state.said.some((line) => line.participant === participant))) return []
  return [{ type: 'airing.linesHidden', data }]
}

/** On at once while viewers see the stage; else with the next countdown. */
function bringOn(state: State, participant: string): readonly Event[] | Refusal {
  const one = state.presenters[participant]
  if (!one) return refuse('airing.notBackstage')
  if (state.state === 'ended') return refuse('airing.wrongState', { state: state.state })
  if (one.state === 'on') return refuse('airing.alreadyOn')
  if (!isShown(state)) {
    if (one.next) return refuse('airing.alreadyOn')
    if (countNext(state) >= STAGE_PLACES) return refuse('airing.stageFull')
    return [{ type: 'airing.linedUp', data: { participant, next: true } }]
  }
  if (!Object.values(one.places).some((place) => place.isConnected)) return refuse('airing.notConnected')
  if (countOn(state) >= STAGE_PLACES) return refuse('airing.stageFull')
  return [{ type: 'airing.wentOn', data: { participant } }]
}

/** Backstage again, or out of the line-up; a guest watches again. */
function takeOff(state: State, participant: string): readonly Event[] | Refusal {
  const one = state.presenters[participant]
  if (!one || (one.state !== 'on' && !one.next)) return refuse('airing.notOn')
  if (one.kind === 'guest') return [{ type: 'airing.leftStage', data: { participant } }]
  if (one.state === 'on') return [{ type: 'airing.tookOff', data: { participant } }]
  return [{ type: 'airing.linedUp', data: { participant, next: false } }]
}

/** Guests have no place backstage; nobody has one on a stage this airing does not hold. */
function seat(state: State, data: Data<'airing.seat'>, rows: Rows): readonly Event[] | Refusal {
  if (!rows) return refuse('core.notFound')
  const one = state.presenters[data.participant]
  if (!one || one.kind === 'source') return refuse('airing.notPresenting')
  const mayBe = data.room === 'stage' ? holdsStage(state) : one.kind === 'presenter'
  if (!mayBe) return refuse('airing.notPresenting')
  return [{ type: 'airing.seated', data: { ...data, stage: rows.stage } }]
}

/** What the media server saw. Of an identity that is no longer theirs it says nothing; after the end who went is gone. */
function connection(state: State, data: Data<'airing.connection'>): readonly Event[] {
  const { participant, identity, room, connected } = data
  const place = state.presenters[participant]?.places[room]
  if (place?.identity !== identity || place.isConnected === connected) return []
  if (state.state === 'ended' && !connected) return leave(state, participant) ?? []
  return [{ type: 'airing.connectionChanged', data: { participant, room, connected } }]
}

/** An encoder came or went. One that was brought on stays there, shown as lost, until it is taken off. */
function seeSource(state: State, { source, label, connected }: Data<'airing.seeSource'>): readonly Event[] | Refusal {
  const before = state.presenters[source]
  if (before && before.kind !== 'source') return refuse('core.invalid')
  if (state.state === 'ended') return leave(state, source) ?? []
  if (!before && !connected) return []
  const data = { participant: source, room: 'stage', connected } as const
  const changed: Event[] =
    (before?.places.stage.isConnected ?? false) === connected ? [] : [{ type: 'airing.connectionChanged', data }]
  if (before && before.name === label) return changed
  const shown = { name: label, line: '', camera: true, microphone: true, kind: 'source', inRoom: true } as const
  return [{ type: 'airing.stoodBy', data: { participant: source, ...shown } }, ...changed]
}

/** Changes the state and names the keys it touched. */
export function evolvePeople(state: State, event: PeopleEvent, meta: Meta): readonly string[] {
  switch (event.type) {
    case 'airing.stoodBy':
      return stoodBy(state, event.data, meta.at)
    case 'airing.linedUp': {
      const { participant, next } = event.data
      return [...change(state, participant, { next }), ...(next ? [] : unlight(state, participant))]
    }
    case 'airing.wentOn':
      return change(state, event.data.participant, { state: 'on', next: false, position: ++state.positions })
    case 'airing.tookOff':
      return [
        ...change(state, event.data.participant, { state: 'backstage', next: false }),
        ...unlight(state, event.data.participant),
      ]
    case 'airing.leftStage':
      delete state.presenters[event.data.participant]
      return [`presenter/${event.data.participant}`, ...unlight(state, event.data.participant)]
    case 'airing.troubleTold':
      return change(state, event.data.participant, { trouble: event.data.trouble })
    case 'airing.devicesTold': {
      const { participant, camera, microphone } = event.data
      return change(state, participant, { camera, microphone })
    }
    case 'airing.arranged': {
      // The named ones take the smallest of their positions, in the order asked for.
      const there = event.data.order.filter((id) => state.presenters[id])
      const positions = there.map((id) => state.presenters[id]!.position).sort((a, b) => a - b)
      for (const [i, id] of there.entries()) state.presenters[id]!.position = positions[i]!
      return there.map((id) => `presenter/${id}`)
    }
    case 'airing.spotlit':
      state.spotlight = event.data.participant
      return ['stage']
    case 'airing.layoutSet':
      state.layout = event.data.layout
      return ['stage']
    case 'airing.silenced':
      return change(state, event.data.participant, { [causeOf(meta.actor)]: event.data.silenced })
    case 'airing.said': {
      state.said.push({ ...event.data, at: meta.at })
      const gone = state.said.splice(0, Math.max(0, state.said.length - LINES))
      return [event.data, ...gone].map(({ id }) => `said/${id}`)
    }
    case 'airing.linesHidden': {
      const { participant, hidden } = event.data
      state.unread = state.unread.filter((one) => one !== participant)
      if (hidden) state.unread.push(participant)
      return state.said.filter((one) => one.participant === participant).map(({ id }) => `said/${id}`)
    }
    case 'airing.seated': {
      const { participant, room = 'stage', identity, stage } = event.data
      const one = state.presenters[participant]
      if (stage) state.stage = stage
      if (one) one.places[room] = { identity, isConnected: false }
      return [`presenter/${participant}`]
    }
    case 'airing.connectionChanged': {
      const { participant, room = 'stage', connected } = event.data
      const one = state.presenters[participant]
      if (one) one.places[room].isConnected = connected
      return [`presenter/${participant}`]
    }
    default:
      return event satisfies never
  }
}

function stoodBy(state: State, data: Extract<PeopleEvent, { type: 'airing.stoodBy' }>['data'], at: number) {
  const { participant, ...told } = data
  // An entry from before there was a backstage says neither.
  const shown = { ...told, kind: told.kind ?? 'presenter', inRoom: told.inRoom ?? false }
  const before = state.presenters[participant]
  const fresh = {
    state: 'backstage',
    next: false,
    silenced: false,
    hushed: false,
    trouble: null,
    position: before?.position ?? ++state.positions,
    places: nowhere(),
    since: at,
    hand: shown.kind === 'guest' ? (state.hands[participant] ?? null) : null,
  } as const
  const one: Presenter = { ...(before ?? fresh), ...shown }
  // An encoder is named by its key: it has this one place for good.
  if (shown.kind === 'source' && !before) one.places.stage.identity = `source:${participant}`
  state.presenters[participant] = one
  return [`presenter/${participant}`]
}

function change(state: State, participant: string, values: Partial<Presenter>): readonly string[] {
  const presenter = state.presenters[participant]
  if (!presenter) return []
  Object.assign(presenter, values)
  return [`presenter/${participant}`]
}
