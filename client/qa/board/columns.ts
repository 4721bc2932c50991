import type { RecordOf } from '#shared/core/contract.ts'
import { unaccented } from '#shared/core/unaccented.ts'
import type { qa } from '#shared/qa/contract.ts'

export type Question = RecordOf<typeof qa, 'question'>
export type Channel = RecordOf<typeof qa, 'channel'>
type Claim = NonNullable<NonNullable<Question['triage']>['claim']>

/** The columns of the board, in the way of a question. */
export const COLUMNS = ['incoming', 'visible', 'answering', 'done'] as const
export type Column = (typeof COLUMNS)[number]

const OF: Record<Question['state'], Column> = {
  pending: 'incoming',
  visible: 'visible',
  answering: 'answering',
  answered: 'done',
  dismissed: 'done',
  merged: 'done',
  archived: 'done',
}
export const columnOf = (state: Question['state']): Column => OF[state]

/** What else one may ask of a question to see it; of several all. */
export const ONLY = ['unclaimed', 'mine', 'old', 'aloud', 'escalated', 'reported'] as const
export type Only = (typeof ONLY)[number]

/** From this age on a question that still waits counts as old. ms */
export const OLD_MS = 5 * 60_000

export interface Filter {
  channel: string | null
  label: string | null
  only: readonly Only[]
  /** Words that must all be in the text, its name or its labels. */
  search: string
}
export const NO_FILTER: Filter = { channel: null, label: null, only: [], search: '' }

/** What a filter looks at beside the question. `now`: ms UTC. `reported`: ids of questions with an open report. */
export interface Around {
  now: number
  me: string | null
  reported: ReadonlySet<string>
}

/** Who works on it now; a claim is void once its time has passed. */
export function claimOf({ triage }: Question, now: number): Claim | null {
  const claim = triage?.claim ?? null
  return claim !== null && claim.until > now ? claim : null
}

/** Does it still wait for someone: to be looked at, or to be answered? */
export const isWaiting = ({ state }: Question): boolean => state === 'pending' || state === 'visible'

const PASSES: Record<Only, (question: Question, around: Around) => boolean> = {
  unclaimed: (question, { now }) => claimOf(question, now) === null,
  mine: (question, { now, me }) => claimOf(question, now)?.participant === me,
  old: (question, { now }) => isWaiting(question) && now - question.since >= OLD_MS,
  aloud: ({ triage }) => triage?.offer != null,
  escalated: ({ triage }) => triage?.escalated != null,
  reported: ({ id }, { reported }) => reported.has(id),
}

/** Does the question fit in every part of the filter? */
export function passes(question: Question, filter: Filter, around: Around): boolean {
  return (
    (filter.channel === null || question.channel === filter.channel) &&
    (filter.label === null || (question.triage?.labels.includes(filter.label) ?? false)) &&
    filter.only.every((one) => PASSES[one](question, around)) &&
    isFound(question, filter.search)
  )
}

/** Records are replaced whole and never changed, so what was folded once of one stays right. */
const folded = new WeakMap<Question, string>()

function isFound(question: Question, search: string): boolean {
  const words = unaccented(search).split(/\s+/u).filter(Boolean)
  if (words.length === 0) return true
  let text = folded.get(question)
  if (text === undefined) {
    text = unaccented([question.text, question.name ?? '', ...(question.triage?.labels ?? [])].join(' '))
    folded.set(question, text)
  }
  return words.every((word) => text.includes(word))
}

const byId = (a: Question, b: Question): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
/** When it was done with, ms UTC. */
export const doneAt = ({ answeredAt, answer, triage, since }: Question): number =>
  triage?.changes[0]?.at ?? answer?.at ?? answeredAt ?? since

/**
 * Ids of each column in its order: what came first is first to be looked at; what is visible stands in the order it
 * should be answered (`order`: ids, the rest by age); what is done stands with the last first.
 */
export function arrange(questions: readonly Question[], order: readonly string[]): Record<Column, string[]> {
  const place = new Map(order.map((id, i) => [id, i]))
  const at = ({ id }: Question): number => place.get(id) ?? order.length
  const ORDERS: Record<Column, (a: Question, b: Question) => number> = {
    incoming: (a, b) => a.at - b.at || byId(a, b),
    visible: (a, b) => at(a) - at(b) || a.since - b.since || byId(a, b),
    answering: (a, b) => (a.startedAt ?? a.since) - (b.startedAt ?? b.since) || byId(a, b),
    done: (a, b) => doneAt(b) - doneAt(a) || byId(a, b),
  }
  const columns: Record<Column, Question[]> = { incoming: [], visible: [], answering: [], done: [] }
  for (const question of questions) columns[columnOf(question.state)].push(question)
  const ids = (column: Column): string[] => columns[column].sort(ORDERS[column]).map(({ id }) => id)
  return { incoming: ids('incoming'), visible: ids('visible'), answering: ids('answering'), done: ids('done') }
}

/** The labels in use, the most used first, and how often. */
export function labelsOf(questions: readonly Question[]): { label: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { triage } of questions)
    for (const label of triage?.labels ?? []) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label))
}
