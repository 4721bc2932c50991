import { claimOf, type Question } from './columns.ts'

/** What a press can do with a question. */
export const ACTS = [
  'approve',
  'dismiss',
  'merge',
  'claim',
  'release',
  'handOver',
  'label',
  'pin',
  'unpin',
  'start',
  'finish',
  'skip',
  'answer',
  'note',
  'send',
  'escalate',
  'calm',
  'callOn',
  'archive',
  'unmerge',
  'chapter',
  'history',
] as const
export type Act = (typeof ACTS)[number]
type State = Question['state']

const ALL: readonly State[] = ['pending', 'visible', 'answering', 'answered', 'dismissed', 'merged', 'archived']
const OPEN: readonly State[] = ['pending', 'visible', 'answering']

const FROM: Record<Act, readonly State[]> = {
  approve: ['pending', 'dismissed', 'archived'],
  dismiss: ['pending', 'visible'],
  merge: ['pending', 'visible'],
  claim: OPEN,
  release: OPEN,
  handOver: OPEN,
  label: ALL,
  pin: ['visible', 'answering', 'answered'],
  unpin: ALL,
  start: ['visible'],
  finish: ['answering'],
  skip: ['visible', 'answering'],
  answer: ['pending', 'visible', 'answering', 'answered'],
  note: ALL,
  send: OPEN,
  escalate: OPEN,
  calm: OPEN,
  callOn: ['visible', 'answering'],
  archive: ['visible', 'answered', 'dismissed'],
  unmerge: ['merged'],
  chapter: ['answered'],
  history: ALL,
}
/** What can be done with several at once. */
const SEVERAL: ReadonlySet<Act> = new Set(['approve', 'dismiss', 'merge', 'label', 'send', 'archive'])

/** Beside the state: what must be so of the question itself. `me`: whose press; `now`: ms UTC. */
function suits(act: Act, question: Question, me: string | null, now: number): boolean {
  const claim = claimOf(question, now)
  const { triage } = question
  if (act === 'claim') return claim === null
  if (act === 'release') return claim !== null && claim.participant === me
  if (act === 'pin') return !question.isPinned
  if (act === 'unpin') return question.isPinned
  if (act === 'escalate') return triage !== null && triage.escalated === null
  if (act === 'calm') return triage?.escalated != null
  if (act === 'callOn') return triage?.offer != null && triage.calledAt === null
  if (act === 'chapter') return question.startedAt !== null && question.answeredAt !== null
  return true
}

/** Those of `questions` the press can be about; with several only what can be done with several. */
export function suited(act: Act, questions: readonly Question[], me: string | null, now: number): Question[] {
  if (questions.length > 1 && !SEVERAL.has(act)) return []
  return questions.filter((question) => FROM[act].includes(question.state) && suits(act, question, me, now))
}
export const can = (act: Act, question: Question, me: string | null, now: number): boolean =>
  suited(act, [question], me, now).length > 0

/** The verbs a question is opened with, the likeliest first; all others are behind "More". `isAlike`: it looks like another. */
export function firstActs(question: Question, isAlike: boolean): readonly Act[] {
  switch (question.state) {
    case 'pending':
      return isAlike ? ['merge', 'approve', 'dismiss'] : ['approve', 'dismiss']
    case 'visible':
      return isAlike ? ['merge', 'start', 'dismiss'] : ['start', 'dismiss']
    case 'answering':
      return ['finish', 'skip']
    case 'merged':
      return ['unmerge']
    case 'answered':
      return ['answer']
    default:
      return ['approve']
  }
}
