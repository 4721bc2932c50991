import type { CommandOf } from '#shared/core/contract.ts'
import { has } from '#shared/core/people.ts'
import { isRefusal, type Refusal, refuse } from '#shared/core/refusals.ts'
import type { triage } from '#shared/qa/triage.contract.ts'
import type { Ctx } from '../core/feature.ts'
import type { Event } from './domain.ts'
import { decideHandling } from './handling.ts'
import { hasRoom } from './moves.ts'
import { isShownIn, mayTriage, type Question, type Standing, type State, self } from './state.ts'
import type { Rows } from './tables.ts'

export type Command = CommandOf<typeof triage>

/** Commands that change where questions stand; the others are about them. */
type Moving = Extract<
  Command,
  {
    type:
      | 'qa.approve'
      | 'qa.dismiss'
      | 'qa.archive'
      | 'qa.send'
      | 'qa.merge'
      | 'qa.unmerge'
      | 'qa.undo'
      | 'qa.startAnswering'
      | 'qa.finishAnswering'
      | 'qa.skip'
      | 'qa.answer'
  }
>

/** What moderators do with questions, and mentors with those on stage. Of several all change, or none. */
export function decideTriage(state: State, command: Command, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  switch (command.type) {
    case 'qa.approve':
    case 'qa.dismiss':
    case 'qa.archive':
    case 'qa.send':
    case 'qa.merge':
    case 'qa.undo':
      return moving(state, command, command.data.questions, ctx)
    case 'qa.unmerge':
    case 'qa.startAnswering':
    case 'qa.finishAnswering':
    case 'qa.skip':
    case 'qa.answer':
      return moving(state, command, [command.data.question], ctx)
    default:
      return decideHandling(state, command, ctx)
  }
}

/** Where a command finds the questions it changes. The rest of `undo` and `unmerge` says what they were. */
const FROM: Partial<Record<Moving['type'], readonly Standing[]>> = {
  'qa.approve': ['pending', 'dismissed', 'archived'],
  'qa.dismiss': ['pending', 'visible'],
  'qa.archive': ['visible', 'answering', 'answered', 'dismissed'],
  'qa.send': ['pending', 'visible'],
  'qa.merge': ['pending', 'visible'],
  'qa.startAnswering': ['visible'],
  'qa.finishAnswering': ['answering'],
  'qa.skip': ['answering', 'visible'],
  'qa.answer': ['pending', 'visible', 'answering', 'answered'],
}

function moving(state: State, command: Moving, ids: readonly string[], ctx: Ctx<Rows>): readonly Event[] | Refusal {
  const wrong = wrongAsAWhole(state, command, ctx)
  if (wrong) return wrong
  /** How many more this command makes visible in each channel. */
  const shown: Record<string, number> = {}
  const show = (channel: string): Refusal | null => {
    shown[channel] = (shown[channel] ?? 0) + 1
    return hasRoom(state, channel, shown[channel]) ? null : refuse('qa.channelFull')
  }
  const events: Event[] = []
  for (const id of new Set(ids)) {
    const one =
      command.type === 'qa.undo' ? undoable(state, command.data.change, id, ctx) : handled(state, command.type, id, ctx)
    if (isRefusal(one)) return one
    const next = hindrance(state, command, one, ctx) ?? step(state, command, one, ctx, show)
    if (isRefusal(next)) return next
    if (next) events.push(next)
  }
  return events.length === 0 ? [] : [hand(ctx, events.length), ...events]
}

/** What those on stage may do themselves with what they see there. */
const ON_STAGE: readonly Command['type'][] = [
  'qa.startAnswering',
  'qa.finishAnswering',
  'qa.skip',
  'qa.answer',
  'qa.callOn',
]

/** The question, if it is the sender's to handle: of the channels they look after, or, on stage, what they see there. */
export function handled(state: State, type: Command['type'], id: string, { facts }: Ctx<Rows>): Question | Refusal {
  const one = state.questions[id]
  if (one && mayTriage(state, facts, one.stand.channel)) return one
  const isOnStage = ON_STAGE.includes(type) && has(facts, 'mentor')
  const isSeen = one && (isShownIn(one.stand.state) || one.escalated !== null)
  return isOnStage && isSeen ? one : refuse('qa.noQuestion')
}

/** To be taken back: by those who look after the question, and by whoever did it from the stage. */
function undoable(state: State, change: string, id: string, ctx: Ctx<Rows>): Question | Refusal {
  const one = state.questions[id]
  const isOwn = has(ctx.facts, 'mentor') && one?.changes.some((past) => past.change === change && past.by === self(ctx))
  return one && isOwn ? one : handled(state, 'qa.undo', id, ctx)
}

/** Who does what follows; always the first event of what someone does here. */
export const hand = (ctx: Ctx<Rows>, count: number): Event => ({
  type: 'qa.handled',
  data: { change: ctx.command, by: self(ctx), name: ctx.rows.name, count },
})

/** Someone else works on it: a moderator waits; who runs the event need not, and those on stage do not see it. */
export const isTaken = ({ claim }: Question, ctx: Ctx<Rows>): boolean =>
  claim !== null && claim.until > ctx.now && claim.by !== self(ctx) && !has(ctx.facts, 'organizer', 'producer')

function wrongAsAWhole(state: State, command: Moving, ctx: Ctx<Rows>): Refusal | null {
  switch (command.type) {
    case 'qa.send': {
      const { channel } = command.data
      const isThere = mayTriage(state, ctx.facts, channel) && state.channels[channel]
      return isThere && isThere.state !== 'archived' ? null : refuse('qa.noChannel')
    }
    case 'qa.merge': {
      const { questions, into } = command.data
      const one = handled(state, command.type, into, ctx)
      if (isRefusal(one)) return one
      if (questions.includes(into)) return refuse('qa.intoItself')
      return wrongInto(one)
    }
    case 'qa.dismiss':
      // A reason is chosen; a sentence of one's own is said to someone.
      return command.data.note !== '' && ctx.facts?.silenced ? refuse('core.silenced') : null
    case 'qa.answer':
      return command.data.text === '' ? refuse('qa.empty') : null
    default:
      return null
  }
}

/** What is merged itself counts for another; what is put away is answered no more. */
function wrongInto({ stand }: Question): Refusal | null {
  if (stand.state === 'merged') return refuse('qa.intoMerged')
  return stand.state === 'dismissed' || stand.state === 'archived' ? refuse('qa.notPossible') : null
}

function hindrance(state: State, command: Moving, one: Question, ctx: Ctx<Rows>): Refusal | null {
  const { stand } = one
  if (has(ctx.facts, 'moderator') && isTaken(one, ctx))
    return refuse('qa.claimedByOther', { name: one.claim?.name ?? '' })
  const from = FROM[command.type]
  if (from && !from.includes(stand.state)) return refuse('qa.notPossible', { state: stand.state })
  // What its asker took back, or was removed with, is not shown again by others.
  const isTheirs = stand.reason === 'takenBack' || stand.reason === 'removed'
  if (command.type === 'qa.approve' && isTheirs) return refuse('qa.notPossible', { state: stand.state })
  if (command.type !== 'qa.undo') return null
  const last = one.changes[0]
  if (!last || last.change !== command.data.change || isTheirs) return refuse('qa.changedSince')
  const isFromHere = last.before.channel === stand.channel
  return isFromHere || mayTriage(state, ctx.facts, last.before.channel) ? null : refuse('qa.noQuestion')
}

function step(
  state: State,
  command: Moving,
  { id: question, stand, changes }: Question,
  { rows: { name } }: Ctx<Rows>,
  show: (channel: string) => Refusal | null,
): Event | Refusal | null {
  switch (command.type) {
    case 'qa.approve':
      return show(stand.channel) ?? { type: 'qa.approved', data: { question } }
    case 'qa.dismiss': {
      const { reason, note } = command.data
      return { type: 'qa.dismissed', data: { question, reason, note } }
    }
    case 'qa.archive':
      return { type: 'qa.archived', data: { question } }
    case 'qa.send': {
      const { channel } = command.data
      if (channel === stand.channel) return null
      const full = stand.state === 'visible' ? show(channel) : null
      return full ?? { type: 'qa.sent', data: { question, channel } }
    }
    case 'qa.merge':
      return { type: 'qa.merged', data: { question, into: command.data.into } }
    case 'qa.unmerge': {
      if (stand.state !== 'merged') return refuse('qa.notMerged')
      return backTo(state, changes[0]?.before, show) ?? { type: 'qa.unmerged', data: { question } }
    }
    case 'qa.undo': {
      const { change } = command.data
      return backTo(state, changes[0]?.before, show) ?? { type: 'qa.undone', data: { question, change } }
    }
    case 'qa.startAnswering':
      return { type: 'qa.answeringStarted', data: { question } }
    case 'qa.finishAnswering':
      return { type: 'qa.answered', data: { question } }
    case 'qa.skip':
      return (stand.state === 'visible' ? null : show(stand.channel)) ?? { type: 'qa.skipped', data: { question } }
    case 'qa.answer': {
      const { text } = command.data
      return { type: 'qa.answeredInWriting', data: { question, text, name } }
    }
    default:
      return command satisfies never
  }
}

/** Can a question go back to where it was? There may be no room any more, or what it was folded into is folded itself. */
function backTo(
  state: State,
  before: Question['stand'] | undefined,
  show: (channel: string) => Refusal | null,
): Refusal | null {
  if (!before) return refuse('qa.changedSince')
  if (before.state === 'visible') return show(before.channel)
  const into = before.into === null ? undefined : state.questions[before.into]
  return into ? wrongInto(into) : null
}
