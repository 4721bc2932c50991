import { describe, expect, test } from 'vitest'
import { isStorableValue, line, lines, Mail, tidy } from '#shared/core/text.ts'

describe('what people type is made safe to show beside other people’s words', () => {
  test.each([
    ['control characters go', 'a\u0007b\u001bc', 'abc'],
    ['bidi overrides and isolates go', 'user\u202egnp.exe\u2066x\u2069', 'usergnp.exex'],
    ['invisible joiners and marks go', 'ad\u200bmin\u2060\ufeff', 'admin'],
    ['zalgo keeps three marks a letter', `Z${'\u0301'.repeat(40)}algo`, '\u0179\u0301\u0301\u0301algo'],
    [
      'zalgo goes also through joiners',
      `Z${'\u0308\u200d\u0308\u0308\u200c'.repeat(9)}a`,
      'Z\u0308\u200d\u0308\u0308\u200ca',
    ],
    ['a run of joiners is one', 'می\u200c\u200c\u200cخواهم', 'می\u200cخواهم'],
    ['soft hyphens, fillers and other letters nobody sees go', 'a\u00add\u3164m\u115fi\uffa0n\u034f', 'admin'],
    ['text hidden in the letters of flags goes, flags stay', 'a\u{e0062}\u{e0064} 🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'a 🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['letters are composed', 'e\u0301', '\u00e9'],
    ['line ends are one character', 'a\r\nb', 'a\nb'],
    ['white space around goes', '  \u3000Ana \n', 'Ana'],
    ['emoji of several parts stay whole', '👩‍👩‍👧', '👩‍👩‍👧'],
    ['right-to-left names stay as they are', 'ليلى', 'ليلى'],
  ])('%s', (_, typed, shown) => {
    expect(tidy(typed)).toBe(shown)
  })

  test.each([
    ['letters nobody sees', '\u3164\u115f\uffa0'],
    ['joiners and styles without a letter', '\u200d\ufe0f\u200c'],
    ['empty cells of Braille', '\u2800 \u2800'],
    ['the letters of a flag', '\u{e0062}\u{e0064}\u{e007f}'],
  ])('of %s nothing is left', (_, typed) => {
    expect(tidy(typed)).toBe('')
  })

  test('tidying twice changes nothing more', () => {
    for (const typed of ['a\u202e\u0301\u0301\u0301\u0301b', 'e\u0301\u0323\u0301\u0301\u0301', '\u200b \u200b'])
      expect(tidy(tidy(typed))).toBe(tidy(typed))
  })
})

describe('a line', () => {
  const Name = line(5)
  test('is one line: breaks and runs of space become a space', () => {
    expect(Name.parse(' a\n\n b ')).toBe('a b')
  })
  test('is counted after tidying, at both limits', () => {
    expect(Name.parse('\u202e12345\u202c')).toBe('12345')
    expect(Name.safeParse('123456').success).toBe(false)
    expect(Name.safeParse('\u200b \u202e').success).toBe(false)
  })
  test('refuses what cannot be stored', () => {
    expect(Name.safeParse('a\u0000').success).toBe(false)
    expect(Name.safeParse('\ud83d').success).toBe(false)
  })
})

test('several lines may be empty and keep their breaks', () => {
  expect(lines(10).parse('')).toBe('')
  expect(lines(10).parse('a\r\nb')).toBe('a\nb')
  expect(lines(3).safeParse('abcd').success).toBe(false)
})

test('a mail address is trimmed, lower-cased, and looks like one', () => {
  expect(Mail.parse(' Ana@Example.ORG ')).toBe('ana@example.org')
  for (const bad of [
    'ana',
    'ana@',
    '@example.org',
    'a b@example.org',
    `${'a'.repeat(250)}@example.org`,
    'ana@example.org\u0000',
  ])
    expect(Mail.safeParse(bad).success, bad).toBe(false)
})

test('what is deeper than anything one can say is refused, and ends nothing', () => {
  const deep = (parts: number): unknown => JSON.parse('['.repeat(parts) + ']'.repeat(parts))
  expect(isStorableValue(deep(30))).toBe(true)
  expect(isStorableValue(deep(30_000))).toBe(false)
})

test('jsonb takes no NUL and no lone surrogate, in values or keys', () => {
  expect(isStorableValue({ a: ['b', { c: 1, d: null }] })).toBe(true)
  expect(isStorableValue({ a: ['b\u0000'] })).toBe(false)
  expect(isStorableValue({ 'a\udc00': 1 })).toBe(false)
})
