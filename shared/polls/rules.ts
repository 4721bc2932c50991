import type { Kind } from './kinds.ts'

/** How many polls an airing has, how many of them are open at once, and how many answers one offers. */
export const MOST_POLLS = 50
export const MOST_OPEN = 5
export const LEAST_OPTIONS = 2
export const MOST_OPTIONS = 8
/** A scale goes from 1 to this. */
export const STEPS = 5

/** What a poll asks, as far as its answers go. */
export interface Asked {
  kind: Kind
  options: readonly string[]
  most: number
}

/** How many answers can be chosen from. */
export const sizeOf = ({ kind, options }: Pick<Asked, 'kind' | 'options'>): number =>
  kind === 'scale' ? STEPS : options.length

/** How many one person may choose. */
export const mostOf = (asked: Asked): number => (asked.kind === 'multiple' ? Math.min(asked.most, sizeOf(asked)) : 1)

/** The code of what is wrong with the answers of a poll, or null. */
export function wrongOptions({ kind, options }: Pick<Asked, 'kind' | 'options'>): string | null {
  if (kind === 'scale') return null
  if (options.length < LEAST_OPTIONS) return 'polls.tooFewOptions'
  // Upper case, which alone makes ß and SS the same.
  const same = options.map((option) => option.toLocaleUpperCase('en'))
  return new Set(same).size < same.length ? 'polls.sameOptions' : null
}

/** The code of what is wrong with a vote, or null. Choosing nothing takes it back. */
export function wrongChoices(size: number, most: number, choices: readonly number[]): string | null {
  if (new Set(choices).size < choices.length || choices.some((choice) => choice >= size)) return 'polls.noSuchOption'
  return choices.length > most ? 'polls.tooMany' : null
}

/** What part of those who voted chose this, in whole percent. */
export const shareOf = (count: number, voters: number): number =>
  voters === 0 ? 0 : Math.min(100, Math.round((100 * count) / voters))

/** The middle of a scale's votes, 1 to 5; null before the first. `counts` by step, from 1. */
export function averageOf(counts: readonly number[]): number | null {
  const votes = counts.reduce((sum, count) => sum + count, 0)
  return votes === 0 ? null : counts.reduce((sum, count, i) => sum + count * (i + 1), 0) / votes
}
