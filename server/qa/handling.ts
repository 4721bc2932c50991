import { has } from '#shared/core/people.ts'
import { isRefusal, type Refusal, refuse } from '#shared/core/refusals.ts'
import { CLAIM_MS, MOST_LABELS, MOST_NOTES } from '#shared/qa/rules.ts'
import type { Ctx } from '../core/feature.ts'
import type { Event } from './domain.ts'
import { isShownIn, mayTriage, type Question, type State, self } from './state.ts'
import type { Rows } from './tables.ts'
import { type Command, hand, handled, isTaken } from './triage.ts'

/** What is done about a question where it stands. */
type Handling = Extract<
  Command,
  {
    type:
      | 'qa.label'
      | 'qa.note'
      | 'qa.pin'
      | 'qa.claim'
      | 'qa.release'
      | 'qa.handOver'
      | 'qa.escalate'
      | 'qa.callOn'
      | 'qa.correctChapter'
  }
>
type Data<T extends Handling['type']> = Extract<Handling, { type: T }>['data']

/** Labels, notes, claims and what else is done about a question without moving it. */
export function decideHandling(state: State, command: Handling, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  const done = about(state, command, ctx)
  return isRefusal(done) || done.length === 0 ? done : [hand(ctx, 0), ...done]
}

function about(state: State, command: Handling, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  if (command.type === 'qa.label') return label(state, command.data, ctx)
  if (command.type === 'qa.pin' && command.data.question === null)
    return state.pinned === null ? [] : [{ type: 'qa.pinned', data: { question: null } }]
  const one = handled(state, command.type, command.data.question ?? '', ctx)
  if (isRefusal(one)) return one
  const question = one.id
  switch (command.type) {
    case 'qa.note': {
      if (one.notes.length >= MOST_NOTES) return refuse('qa.notesFull')
      return [{ type: 'qa.noted', data: { ...command.data, name: ctx.rows.name } }]
    }
    case 'qa.pin':
      if (!isShownIn(one.stand.state)) return refuse('qa.notPossible', { state: one.stand.state })
      return state.pinned === question ? [] : [{ type: 'qa.pinned', data: { question } }]
    case 'qa.claim':
      return claim(one, { by: self(ctx), name: ctx.rows.name }, ctx)
    case 'qa.release':
      if (!one.claim) return []
      return isTaken(one, ctx) ? refuse('qa.claimedByOther') : [{ type: 'qa.released', data: { question } }]
    case 'qa.handOver':
      return handOver(state, one, command.data.to, ctx)
    case 'qa.escalate': {
      const { isOn } = command.data
      if (isOn === (one.escalated !== null)) return []
      if (isOn && !isOpen(one)) return refuse('qa.notPossible', { state: one.stand.state })
      return [{ type: 'qa.escalated', data: { question, isOn, name: ctx.rows.name } }]
    }
    case 'qa.callOn':
      if (!one.offer) return refuse('qa.notOffered')
      if (one.stand.state !== 'visible' && one.stand.state !== 'answering') return refuse('qa.notVisible')
      return [{ type: 'qa.calledOn', data: { question } }]
    case 'qa.correctChapter':
      return correct(one, command.data)
    default:
      return command satisfies never
  }
}

/** Not done with yet. */
const isOpen = ({ stand: { state } }: Question): boolean =>
  state === 'pending' || state === 'visible' || state === 'answering'

function claim(one: Question, who: { by: string; name: string }, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  if (isTaken(one, ctx)) return refuse('qa.claimedByOther')
  if (!isOpen(one)) return refuse('qa.notPossible', { state: one.stand.state })
  return [{ type: 'qa.claimed', data: { question: one.id, ...who, until: ctx.now + CLAIM_MS } }]
}

/** To a colleague who looks after its channel too. */
function handOver(state: State, one: Question, to: string, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  const { person } = ctx.rows
  const isColleague = person && has(person.facts, 'moderator', 'producer', 'organizer')
  if (!isColleague || !mayTriage(state, person.facts, one.stand.channel)) return refuse('qa.noModerator')
  return claim(one, { by: to, name: person.name }, ctx)
}

function label(state: State, { questions, label, isOn }: Data<'qa.label'>, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  const events: Event[] = []
  for (const id of new Set(questions)) {
    const one = handled(state, 'qa.label', id, ctx)
    if (isRefusal(one)) return one
    if (one.labels.includes(label) === isOn) continue
    if (isOn && one.labels.length >= MOST_LABELS) return refuse('qa.labelsFull')
    events.push({ type: 'qa.labelled', data: { question: id, label, isOn } })
  }
  return events
}

function correct({ stand }: Question, data: Data<'qa.correctChapter'>): readonly Event[] | Refusal {
  if (stand.startedAt === null || stand.answeredAt === null) return refuse('qa.notAnswered')
  if (data.startedAt >= data.answeredAt) return refuse('qa.badTimes')
  return [{ type: 'qa.chapterCorrected', data }]
}
