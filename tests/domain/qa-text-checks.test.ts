import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { piecesOf } from '#shared/core/links.ts'
import { countLinks, isSameText } from '#shared/core/typed.ts'
import { obstacleInText } from '#shared/qa/text-checks.ts'

describe('links in a text', () => {
  test.each([
    ['none', 'How do you price a first engagement?', 0],
    ['with a scheme', 'See https://example.org/a?b=c and HTTP://EXAMPLE.COM.', 2],
    ['without one', 'See www.example.museum, example.com and sub.example.co.uk/path!', 3],
    ['side by side', 'https://a.example/https://b.example', 2],
    ['in brackets and quotes', '(example.com) „example.net“ <https://example.org>', 3],
    ['in wide letters, with other points', 'ｅｘａｍｐｌｅ．ｃｏｍ example。net', 2],
    ['an address of mail', 'Write to ana@example.com', 1],
    ['short ones', 'bit.ly/x t.me/y youtu.be/z', 3],
    ['behind a sign', '👉www.a.museum *b.com see:c.com ...d.com', 4],
    ['names that only look like it', 'Node.js or Vue.js, e.g. with i.e. v1.2.3 at 10.30?', 0],
    ['a space forgotten after a point', 'We tried that.it failed.to be honest.in short: why?', 0],
    ['dots alone', 'Well... and then.. ?', 0],
  ])('%s', (_, text, count) => expect(countLinks(text)).toBe(count))

  test('that are shown as such are counted, whatever stands before them', () => {
    const parts = fc.constantFrom(
      'www.a.museum',
      'https://b.example',
      'x',
      ' ',
      '*',
      '.',
      '-',
      '①',
      '℡',
      '@',
      '/',
      '¨',
      '(',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (written) => {
        const text = written.join('')
        expect(countLinks(text)).toBeGreaterThanOrEqual(piecesOf(text).filter(({ href }) => href !== null).length)
      }),
    )
  })

  test('a long word costs no time worth speaking of', () => {
    // A pattern that tries every split of it would not come back.
    expect(countLinks('a.'.repeat(100_000))).toBe(0)
    expect(countLinks('a-'.repeat(100_000))).toBe(0)
    expect(countLinks('/a.'.repeat(100_000))).toBe(0)
    expect(countLinks('.'.repeat(100_000))).toBe(0)
  })
})

describe('the same words', () => {
  test.each([
    ['capitals and spaces', 'How  do you PRICE it', 'how do you price it', true],
    ['points', 'How do you price it?!', 'How do you price it', true],
    ['accents', 'Où est la clé ?', 'ou est la cle', true],
    ['letters that are typed otherwise', 'Ist die Straße lang, ığdır?', 'ist die strasse lang igdir', true],
    ['other words', 'How do you price it?', 'Who prices it?', false],
    ['signs alone, the same', '???', '? ? ?', true],
    ['signs alone, others', '👍', '👎', false],
  ])('%s', (_, one, other, is) => expect(isSameText(one, other)).toBe(is))
})

describe('a text in a channel', () => {
  test('needs words', () => {
    expect(obstacleInText('', 300)).toBe('qa.empty')
    expect(obstacleInText(' \n ', 300)).toBe('qa.empty')
  })
  test('may be as long as the channel takes', () => {
    expect(obstacleInText('x'.repeat(300), 300)).toBeNull()
    expect(obstacleInText('x'.repeat(301), 300)).toBe('qa.tooLong')
  })
  test('may hold two links', () => {
    expect(obstacleInText('a.com and b.com', 300)).toBeNull()
    expect(obstacleInText('a.com, b.com and c.com', 300)).toBe('qa.tooManyLinks')
  })
})
