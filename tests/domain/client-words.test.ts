import { describe, expect, test } from 'vitest'
import { titleSize } from '../../client/access/title-size.ts'
import { pseudo, pseudoCatalogue } from '../../client/core/pseudo.ts'
import { nickname } from '../../shared/access/nicknames.ts'
import { plural } from '../../shared/core/words/plural.ts'

describe('the pseudo-language', () => {
  test('marks every letter it can and grows by a third', () => {
    expect(pseudo('Send me a link')).toBe('[Şéñd mé à ļîñk ·····]')
  })
  test('reaches into the catalogue, functions included', () => {
    const words = pseudoCatalogue({ a: { b: 'no', c: ({ n }: { n: number }) => `${n} on`, d: (n: number) => `${n}` } })
    expect(words.a.b).toBe('[ñö ·]')
    expect(words.a.c({ n: 3 })).toBe('[3 öñ ··]')
    expect(words.a.d(3)).toBe('[3 ·]')
  })
})

test('plural forms follow the language', () => {
  const forms = { one: 'one', few: 'few', other: 'many' }
  expect([1, 2].map((n) => plural('en', n, forms))).toEqual(['one', 'many'])
  expect([1, 2, 5].map((n) => plural('pl', n, forms))).toEqual(['one', 'few', 'many'])
})

test('a nickname is two words of ours, from the first pair to the last', () => {
  expect(nickname(() => 0)).toBe('Quiet Fern')
  expect(nickname(() => 0.999999)).toBe('Mellow River')
})

describe('the title on the marquee', () => {
  test('fills a short sign up to the largest size', () => {
    expect(titleSize('A quiet evening', 700)).toBe(132)
  })
  test('sets a poster title in three lines', () => {
    // "for first-time" is the longest of three lines: 14 letters of 0.42 each.
    expect(titleSize('Pricing clinic for first-time founders', 588)).toBe(100)
  })
  test('never gets too small to read', () => {
    expect(titleSize('x'.repeat(80), 320)).toBe(28)
  })
})
