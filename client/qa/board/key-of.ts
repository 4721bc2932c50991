import type { Act } from './acts.ts'

/** The key of each act; what can only be one of two at a time shares one. */
export const KEY_OF: Readonly<Partial<Record<Act, string>>> = {
  approve: 'a',
  dismiss: 'd',
  merge: 'm',
  claim: 'c',
  release: 'c',
  handOver: 'h',
  label: 'l',
  pin: 'p',
  unpin: 'p',
  start: 'Enter',
  finish: 'Enter',
  skip: 's',
  answer: 'w',
  note: 'o',
  send: 't',
  escalate: 'e',
  calm: 'e',
  callOn: 'y',
  archive: 'b',
  unmerge: 'm',
  history: 'u',
}

/** What a key does with a question: the first of these that suits. */
export const ACTS_OF: ReadonlyMap<string, readonly Act[]> = (() => {
  const acts = new Map<string, Act[]>()
  for (const [act, key] of Object.entries(KEY_OF) as [Act, string][]) acts.set(key, [...(acts.get(key) ?? []), act])
  return acts
})()
