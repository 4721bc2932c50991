import { shareOf } from '#shared/polls/rules.ts'
import { words } from '#shared/polls/words/export.en.ts'
import type { Poll, State } from './state.ts'

/** What a spreadsheet would take for a formula becomes plain text: it came from people. */
const FORMULA = /^[=+\-@\t\r]/

/** One field of a CSV: quoted where it has to be, and never a formula. */
export function cellOf(value: string | number | null): string {
  if (typeof value === 'number') return String(value)
  const text = value ?? ''
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const rowOf = (cells: readonly (string | number | null)[]): string => cells.map(cellOf).join(',')

/**
 * Every poll that was ever opened, a line an answer, with how many chose it; a scale from 1 up. Times as the clock at the
 * event says. It begins with the mark by which spreadsheets know UTF-8.
 */
export function csvOf(state: State, zone: string): string {
  const opened = Object.values(state.polls)
    .filter((one) => one.openedAt !== null)
    .sort((a, b) => a.openedAt! - b.openedAt!)
  return `\ufeff${[rowOf(words.columns), ...opened.flatMap((one) => rowsOf(one, zone))].join('\r\n')}\r\n`
}

function rowsOf(one: Poll, zone: string): string[] {
  const voters = Object.keys(one.votes).length
  const poll = [one.question, words.kinds[one.kind], words.states[one.state], voters]
  const times = [clockOf(one.openedAt, zone), clockOf(one.closedAt, zone)]
  return one.counts.map((count, i) => rowOf([...poll, optionOf(one, i), count, shareOf(count, voters), ...times]))
}

function optionOf({ kind, options, low, high, counts }: Poll, i: number): string {
  if (kind !== 'scale') return options?.[i] ?? ''
  const end = i === 0 ? low : i === counts.length - 1 ? high : null
  return end ? `${i + 1} ${end}` : String(i + 1)
}

/** `2026-11-24 19:12:03`: the form that Swedish writes, and spreadsheets read everywhere. */
const clockOf = (at: number | null, zone: string): string =>
  at === null
    ? ''
    : new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
