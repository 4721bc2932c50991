import { i18n } from '../../core/i18n.svelte.ts'
import { timeText } from '../../core/times.ts'
import { type Channel, doneAt, type Question } from './columns.ts'

/** The first channel has no name of its own. */
export const channelName = (channel: Pick<Channel, 'name'> | undefined): string =>
  channel?.name || i18n.m.board.rail.first

/** As whom it was asked. */
export const nameOf = ({ name }: Pick<Question, 'name'>): string => name ?? i18n.m.board.row.noName

/** What became of a question that is done. `into`: the one it was folded into, as far as it is held here. */
export function outcome(question: Question, into: Question | undefined): string {
  const m = i18n.m.board.row
  const { state, triage, answer } = question
  if (state === 'answered')
    return answer && question.startedAt === null
      ? m.answeredInWriting
      : m.answered({ time: timeText(doneAt(question)) })
  if (state === 'merged')
    return into ? m.mergedInto({ votes: into.triage?.votes ?? into.votes ?? 0 }) : m.mergedSomewhere
  const reason = i18n.m.board.reasons[triage?.reason ?? 'putAway']
  return state === 'dismissed' ? m.because({ reason }) : m.archived({ reason })
}

/** `A. B.` of `Ana Bo`: at most two letters. */
export const initials = (name: string): string =>
  name
    .split(/\s+/u)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('')
