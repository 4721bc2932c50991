import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { piecesOf } from '#shared/core/links.ts'

const links = (text: string) => piecesOf(text).flatMap(({ text: shown, href }) => (href ? [[shown, href]] : []))

describe('a link in what people write', () => {
  test('is what the web opens, shown as it was written', () => {
    deepStrictEqual(links('See https://foyer.example/a?b=1#c and www.foyer.example.'), [
      ['https://foyer.example/a?b=1#c', 'https://foyer.example/a?b=1#c'],
      ['www.foyer.example', 'https://www.foyer.example'],
    ])
  })
  test('ends before what ends the sentence, and holds the brackets it opened', () => {
    deepStrictEqual(links('(https://foyer.example/a), https://foyer.example/a_(b)!'), [
      ['https://foyer.example/a', 'https://foyer.example/a'],
      ['https://foyer.example/a_(b)', 'https://foyer.example/a_(b)'],
    ])
  })
  test('is nothing that runs, names this machine, or does not parse', () => {
    for (const text of ['javascript:alert(1)', 'data:text/html,x', 'https://', 'http://localhost/x', 'ftp://a.example'])
      deepStrictEqual(links(text), [], text)
  })
  test('loses no word around it', () => {
    for (const text of ['a https://b.example c', 'https://b.example', 'nothing', '', 'www.', 'x (www.b.example) y'])
      strictEqual(
        piecesOf(text)
          .map((piece) => piece.text)
          .join(''),
        text,
      )
  })
})
