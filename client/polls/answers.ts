import type { Kind } from '#shared/polls/kinds.ts'

/** What answers are drawn from. */
export interface Asked {
  kind: Kind
  options: readonly string[]
  size: number
  most: number
  low: string
  high: string
}

/** The answers in words, in their order: of a scale `1 · not at all`, `2`, … */
export function answersOf({ kind, options, size, low, high }: Asked): readonly string[] {
  if (kind !== 'scale') return options
  return Array.from({ length: size }, (_, i) => {
    const end = i === 0 ? low : i === size - 1 ? high : ''
    return end ? `${i + 1} · ${end}` : String(i + 1)
  })
}
