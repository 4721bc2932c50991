import type { chat } from '#shared/chat/contract.ts'
import { ACTS, BURST, FLOOD, isOver, SAME_WITHIN, slowNow, WINDOW, wrongLine } from '#shared/chat/rules.ts'
import type { CommandOf, EventOf } from '#shared/core/contract.ts'
import { has } from '#shared/core/people.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import { isSameText } from '#shared/core/typed.ts'
import type { Ctx, Meta, Touched } from '../core/feature.ts'
import type { Line, State } from './state.ts'
import type { Rows } from './tables.ts'

export { initial, type State } from './state.ts'
export type Command = CommandOf<typeof chat>
export type Event = EventOf<typeof chat>
type Data<T extends Command['type']> = Extract<Command, { type: T }>['data']

/** What follows from a command: events, or a refusal. Nothing at all when there is nothing to change. */
export function decide(state: State, command: Command, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  switch (command.type) {
    case 'chat.switch':
      return command.data.isOn === state.isOn ? [] : [{ type: 'chat.switched', data: command.data }]
    case 'chat.say':
      return say(state, command.data, ctx)
    case 'chat.takeBack':
    case 'chat.putBack': {
      const line = found(state, command.data, ctx)
      if (!line) return refuse('chat.noLine')
      if (line.participant !== self(ctx)) return refuse('chat.notYours')
      const isTakenBack = command.type === 'chat.takeBack'
      if (line.isTakenBack === isTakenBack) return []
      const tooFast = actsTooFast(state, ctx)
      if (tooFast) return tooFast
      return [{ type: isTakenBack ? 'chat.takenBack' : 'chat.broughtBack', data: command.data }]
    }
    case 'chat.hide': {
      const line = shown(state, command.data, ctx)
      if (!line) return refuse('chat.noLine')
      if (line.hidden) return refuse('chat.hiddenAlready')
      return [{ type: 'chat.hidden', data: { line: line.id, participant: line.participant, name: ctx.rows.name } }]
    }
    case 'chat.show': {
      const line = shown(state, command.data, ctx)
      if (!line) return refuse('chat.noLine')
      if (!line.hidden) return refuse('chat.notHidden')
      return [{ type: 'chat.shown', data: { line: line.id, participant: line.participant } }]
    }
    case 'chat.slow': {
      const { seconds } = command.data
      const isSlow = state.slow > 0 || slowNow(state, ctx.now) > 0
      return state.slow === seconds && (seconds > 0 || !isSlow) ? [] : [{ type: 'chat.slowSet', data: { seconds } }]
    }
    case 'chat.pin':
      return command.data.text === state.notice?.text ? [] : [{ type: 'chat.pinned', data: command.data }]
    case 'chat.unpin':
      return state.notice === null ? [] : [{ type: 'chat.unpinned', data: {} }]
    case 'chat.makeQuestion':
      return makeQuestion(state, command.data, ctx)
    case 'chat.noteQuestion': {
      const { line: id, refused } = command.data
      if (found(state, { line: id }, ctx)?.question?.state !== 'moving') return []
      if (refused === null) return [{ type: 'chat.questionAsked', data: { line: id } }]
      return [{ type: 'chat.questionRefused', data: { line: id, refused } }]
    }
    case 'chat.removeAuthor': {
      const { participant, isBack } = command.data
      if (state.removed.includes(participant) !== isBack) return []
      return [{ type: isBack ? 'chat.authorReturned' : 'chat.authorRemoved', data: { participant } }]
    }
    default:
      return command satisfies never
  }
}

/** The one who acts. */
function self(ctx: Pick<Ctx, 'actor'>): string {
  if ('participant' in ctx.actor) return ctx.actor.participant
  throw new Error('This command is about its sender and needs a participant')
}

const isKeeper = (ctx: Ctx): boolean => has(ctx.facts, 'moderator', 'producer', 'organizer')

/** A line of the window, or an older one by its row. */
const found = (state: State, { line: id }: { line: string }, ctx: Ctx<Rows>): Line | null =>
  state.lines.find((line) => line.id === id) ?? ctx.rows.line

/** The same, if those who look after the chat see it. */
function shown(state: State, data: { line: string }, ctx: Ctx<Rows>): Line | null {
  const line = found(state, data, ctx)
  return line && !line.isTakenBack && !state.removed.includes(line.participant) ? line : null
}

function say(state: State, { text, replyTo }: Data<'chat.say'>, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  const participant = self(ctx)
  if (!state.isOn) return refuse('chat.off')
  if (isOver(ctx.rows.endedAt, ctx.now)) return refuse('chat.over')
  const wrong = wrongLine(text)
  if (wrong) return refuse(wrong)
  const wait = waitOf(state, participant, isKeeper(ctx), ctx.now)
  if (wait > 0) return refuse('chat.wait', { seconds: Math.ceil(wait / 1000) })
  const saidLately = (state.authors[participant] ?? []).some(
    (one) => one.at > ctx.now - SAME_WITHIN && isSameText(one.words ?? '', text),
  )
  if (saidLately) return refuse('chat.saidAlready')
  if (replyTo !== null) {
    const parent = shown(state, { line: replyTo }, ctx)
    if (!parent || (parent.hidden && !isKeeper(ctx))) return refuse('chat.noLine')
  }
  const side = ctx.facts?.attendance ?? 'home'
  const said = { line: ctx.command, participant, name: ctx.rows.name, side, text, replyTo }
  return [{ type: 'chat.said', data: said }, ...flood(state, ctx.now)]
}

/** How long this person has to wait before their next line, ms. Slow mode is not for those who look after the chat. */
function waitOf(state: State, participant: string, isKeeper: boolean, now: number): number {
  const said = state.authors[participant] ?? []
  const slow = isKeeper ? 0 : slowNow(state, now) * 1000
  const afterLast = said.length > 0 ? said.at(-1)!.at + slow - now : 0
  const first = said.at(-BURST.lines)
  return Math.max(afterLast, first ? first.at + BURST.within - now : 0)
}

/** With this line it is more than people can read: it slows down by itself, or more so where that was not enough. */
function flood({ recent, flood: before }: State, now: number): readonly Event[] {
  const first = recent.at(1 - FLOOD.lines)
  if (first === undefined || first <= now - FLOOD.within) return []
  const until = now + FLOOD.lasts
  if (!before || before.until <= now) return [{ type: 'chat.flooded', data: { seconds: FLOOD.seconds, until } }]
  // What was said before it slowed down tells nothing of how it went since.
  if (first <= before.until - FLOOD.lasts) return []
  return [{ type: 'chat.flooded', data: { seconds: Math.min(FLOOD.most, before.seconds * 2), until } }]
}

function makeQuestion(state: State, data: Data<'chat.makeQuestion'>, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  if (!state.isOn && !isKeeper(ctx)) return refuse('chat.off')
  const line = shown(state, data, ctx)
  if (!line || (line.hidden && !isKeeper(ctx))) return refuse('chat.noLine')
  if (line.participant !== self(ctx) && !isKeeper(ctx)) return refuse('chat.notYours')
  if (line.question && line.question.state !== 'refused') return refuse('chat.isQuestion')
  return actsTooFast(state, ctx) ?? [{ type: 'chat.questionWished', data }]
}

function actsTooFast({ acts }: State, ctx: Ctx<Rows>): Refusal | null {
  const first = acts[self(ctx)]?.at(-ACTS.times)
  const wait = first === undefined || isKeeper(ctx) ? 0 : first + ACTS.within - ctx.now
  return wait > 0 ? refuse('chat.wait', { seconds: Math.ceil(wait / 1000) }) : null
}

/** Changes the state by one event and names the keys it touched. */
export function evolve(state: State, event: Event, meta: Meta): Touched {
  switch (event.type) {
    case 'chat.switched':
      state.isOn = event.data.isOn
      return ['chat', ...state.lines.map(keyOf)]
    case 'chat.said':
      return said(state, event.data, meta.at)
    case 'chat.takenBack':
      noteAct(state, meta)
      return change(state, event.data.line, { isTakenBack: true })
    case 'chat.broughtBack':
      noteAct(state, meta)
      return change(state, event.data.line, { isTakenBack: false })
    case 'chat.hidden':
      return change(state, event.data.line, { hidden: { name: event.data.name, at: meta.at } })
    case 'chat.shown':
      return change(state, event.data.line, { hidden: null })
    case 'chat.slowSet':
      state.slow = event.data.seconds
      state.flood = null
      // Whoever looks after it decided: only a new flood slows it down again.
      state.recent = []
      return ['chat']
    case 'chat.flooded':
      state.flood = event.data
      return ['chat']
    case 'chat.pinned':
      state.notice = { text: event.data.text, at: meta.at }
      return ['chat']
    case 'chat.unpinned':
      state.notice = null
      return ['chat']
    case 'chat.questionWished':
      noteAct(state, meta)
      return change(state, event.data.line, { question: { state: 'moving', refused: null } })
    case 'chat.questionAsked':
      return change(state, event.data.line, { question: { state: 'asked', refused: null } })
    case 'chat.questionRefused':
      return change(state, event.data.line, { question: { state: 'refused', refused: event.data.refused } })
    case 'chat.authorRemoved':
      state.removed.push(event.data.participant)
      return keysBy(state, event.data.participant)
    case 'chat.authorReturned':
      state.removed = state.removed.filter((one) => one !== event.data.participant)
      return keysBy(state, event.data.participant)
    default:
      return event satisfies never
  }
}

function noteAct({ acts }: State, { actor, at }: Meta): void {
  if ('participant' in actor) acts[actor.participant] = [...(acts[actor.participant] ?? []), at].slice(-ACTS.times)
}

const keyOf = ({ id }: { id: string }): string => `line/${id}`
const ownKey = (participant: string): string => `@${participant}/own`

const keysBy = (state: State, participant: string): string[] => [
  ...state.lines.filter((line) => line.participant === participant).map(keyOf),
  ownKey(participant),
]

function said(state: State, data: Extract<Event, { type: 'chat.said' }>['data'], at: number): readonly string[] {
  const { line: id, participant, text } = data
  const { name, side, replyTo } = data
  const fresh = { question: null, hidden: null, isTakenBack: false }
  state.lines.push({ id, seq: ++state.count, participant, name, side, text, at, replyTo, ...fresh })
  state.recent = [...state.recent, at].slice(1 - FLOOD.lines)
  const before = (state.authors[participant] ?? []).filter((one) => one.at > at - SAME_WITHIN)
  state.authors[participant] = [...before, { at, words: text }]
  const gone = state.lines.splice(0, Math.max(0, state.lines.length - WINDOW))
  return [`line/${id}`, ownKey(participant), ...gone.flatMap((old) => [keyOf(old), ownKey(old.participant)])]
}

/** Changes a line of the window; of older ones only the rows know. */
function change(state: State, id: string, values: Partial<Line>): readonly string[] {
  const line = state.lines.find((one) => one.id === id)
  if (!line) return []
  Object.assign(line, values)
  return [keyOf(line), ownKey(line.participant)]
}
