import type { conduct } from '#shared/conduct/contract.ts'
import type { CommandOf, EventOf } from '#shared/core/contract.ts'
import { type HeldRole, has } from '#shared/core/people.ts'
import { isRefusal, type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Ctx, Meta, Touched } from '../core/feature.ts'
import { reopen, reopened, report, reported, settle, settled } from './reports.ts'
import { MOST_BLOCKING, MOST_BLOCKS, type State, WITHIN } from './state.ts'
import type { Rows } from './tables.ts'

export { initial, type State } from './state.ts'
export type Command = CommandOf<typeof conduct>
export type Event = EventOf<typeof conduct>

/** Who stands above whom, where one takes the word from another. */
const rankOf = (roles: readonly HeldRole[]): number =>
  has({ roles }, 'organizer') ? 2 : has({ roles }, 'producer', 'moderator') ? 1 : 0

const eventsOr = (...events: readonly (Event | Refusal)[]): readonly Event[] | Refusal =>
  events.find(isRefusal) ?? events.filter((event): event is Event => !isRefusal(event))

/** What follows from a command: events, or a refusal. Nothing at all when there is nothing to change. */
export function decide(state: State, command: Command, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  const me = self(ctx)
  switch (command.type) {
    case 'conduct.report':
      return report(state, command.data, ctx, me)
    case 'conduct.block':
      return block(state, command.data, ctx, me)
    case 'conduct.unblock': {
      const { participant } = command.data
      if (!isBlocked(state, me, participant)) return []
      return tooFast(state, me, ctx.now) ?? [{ type: 'conduct.unblocked', data: { by: me, participant } }]
    }
    case 'conduct.settle':
      return eventsOr(settle(state, { ...command.data, by: me }, ctx.facts))
    case 'conduct.reopen':
      return eventsOr(reopen(state, command.data.report, ctx.facts))
    case 'conduct.silence':
      return silence(state, command.data, ctx, me)
    case 'conduct.lift': {
      const { participant, report: id } = command.data
      const silence = state.silences[participant]
      if (!silence) return refuse('conduct.notSilenced')
      if (participant === me) return refuse('conduct.yourself')
      if (silence.role === 'organizer' && !has(ctx.facts, 'organizer')) return refuse('conduct.above')
      return eventsOr(
        { type: 'conduct.lifted', data: { participant } },
        ...(id === null ? [] : [reopen(state, id, ctx.facts)]),
      )
    }
    default:
      return command satisfies never
  }
}

/** Every command here is about its sender, or answers for something: none comes from the server itself. */
function self(ctx: Pick<Ctx, 'actor'>): string {
  if ('participant' in ctx.actor) return ctx.actor.participant
  throw new Error('This command needs a participant as its sender')
}

const isBlocked = (state: State, me: string, participant: string): boolean =>
  (state.blocks[me] ?? []).some((one) => one.participant === participant)

/** Each block and its end is an entry that stays: a person makes only so many of them. */
const tooFast = (state: State, me: string, now: number): Refusal | null =>
  (state.blocking[me] ?? []).filter((at) => at > now - WITHIN).length >= MOST_BLOCKING
    ? refuse('conduct.blocksTooFast')
    : null

function block(
  state: State,
  { participant, name }: Extract<Command, { type: 'conduct.block' }>['data'],
  ctx: Ctx<Rows>,
  me: string,
): readonly Event[] | Refusal {
  if (participant === me) return refuse('conduct.yourself')
  if (isBlocked(state, me, participant)) return []
  if (!ctx.rows.person) return refuse('conduct.gone')
  const no = tooFast(state, me, ctx.now)
  if (no) return no
  if ((state.blocks[me] ?? []).length >= MOST_BLOCKS) return refuse('conduct.blocksFull')
  return [{ type: 'conduct.blocked', data: { by: me, participant, name } }]
}

/** Nobody is silenced by those beside or below them. Of two who press at once the second is told. */
function silence(
  state: State,
  { participant, reason, report: id }: Extract<Command, { type: 'conduct.silence' }>['data'],
  ctx: Ctx<Rows>,
  me: string,
): readonly Event[] | Refusal {
  const { person } = ctx.rows
  if (!person) return refuse('conduct.gone')
  if (participant === me) return refuse('conduct.yourself')
  if (rankOf(person.roles) >= rankOf(ctx.facts?.roles ?? [])) return refuse('conduct.above')
  if (state.silences[participant]) return refuse('conduct.silencedAlready')
  const role = has(ctx.facts, 'organizer') ? 'organizer' : 'moderator'
  return eventsOr(
    { type: 'conduct.silenced', data: { participant, by: me, role, reason } },
    ...(id === null ? [] : [settle(state, { report: id, outcome: 'silenced', by: me }, ctx.facts)]),
  )
}

/** Changes the state by one event and names the keys it touched. */
export function evolve(state: State, event: Event, meta: Meta): Touched {
  switch (event.type) {
    case 'conduct.reported':
      return reported(state, event.data, meta)
    case 'conduct.settled':
      return settled(state, event.data, meta)
    case 'conduct.reopened':
      return reopened(state, event.data.report)
    case 'conduct.silenced': {
      const { participant, ...said } = event.data
      state.silences[participant] = { ...said, at: meta.at }
      return silenceKeys(participant)
    }
    case 'conduct.lifted':
      delete state.silences[event.data.participant]
      return silenceKeys(event.data.participant)
    case 'conduct.blocked': {
      const { by, participant, name } = event.data
      state.blocks[by] = [{ participant, name, at: meta.at }, ...(state.blocks[by] ?? [])]
      noteBlocking(state, by, meta.at)
      return [`@${by}/blocks`]
    }
    case 'conduct.unblocked': {
      const { by, participant } = event.data
      state.blocks[by] = (state.blocks[by] ?? []).filter((one) => one.participant !== participant)
      noteBlocking(state, by, meta.at)
      return [`@${by}/blocks`]
    }
    default:
      return event satisfies never
  }
}

function noteBlocking(state: State, by: string, at: number): void {
  state.blocking[by] = [...(state.blocking[by] ?? []), at].slice(-MOST_BLOCKING)
}

const silenceKeys = (participant: string): readonly string[] => [`silence/${participant}`, `@${participant}/silenced`]
