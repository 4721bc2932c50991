import { PAIRS } from '../../tests/domain/fixtures/similar-pairs.ts'

/** So many texts as they are asked in an evening, all different: labelled ones, each with a few words of others behind. */
export function textsOfAnEvening(count: number): { id: string; text: string }[] {
  const asked = PAIRS.flatMap(({ one, other }) => [one, other])
  const words = asked.flatMap((text) => text.split(' '))
  // Any fixed stride does that has no factor in common with the number of words: chance would not be the same twice.
  const word = (n: number): string => words[(n * 7919) % words.length]!
  return Array.from({ length: count }, (_, i) => ({
    id: `question${i}`,
    text: [asked[i % asked.length], ...Array.from({ length: 3 + (i % 8) }, (_, n) => word(i * 8 + n))].join(' '),
  }))
}
