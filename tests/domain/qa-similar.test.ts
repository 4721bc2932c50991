import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import fc from 'fast-check'
import { describe, test } from 'vitest'
import { type Similar, SimilarTexts } from '#shared/qa/similar.ts'
import { PAIRS, type Pair } from './fixtures/similar-pairs.ts'

/** An evening on which the first of each pair was asked, and the other somewhere else. */
function evening(): SimilarTexts {
  const texts = new SimilarTexts()
  for (const [i, { one, other }] of PAIRS.entries()) {
    texts.set(`one${i}`, one)
    texts.set(`other${i}`, other)
  }
  return texts
}
/** The same is asked over and over, until it is folded together: its words are all but rare. */
const FLOOD = 100
function floodedEvening(): (pair: Pair) => SimilarTexts {
  const texts = new SimilarTexts()
  for (const [i, { one }] of PAIRS.entries()) texts.set(`one${i}`, one)
  return ({ one }) => {
    for (let n = 0; n < FLOOD; n++) texts.set(`again${n}`, one)
    return texts
  }
}
/** Only one question so far: nothing is known of which words are common. */
function quietEvening({ one }: Pair, i: number): SimilarTexts {
  const texts = new SimilarTexts()
  texts.set(`one${i}`, one)
  return texts
}

interface Figures {
  precision: number
  recall: number
}

/** How often it is right in calling a pair the same, and how many of those that are it finds. */
function figures(textsOf: (pair: Pair, i: number) => SimilarTexts): Figures {
  const called = PAIRS.filter((pair, i) =>
    textsOf(pair, i)
      .find(pair.other, { most: 1000 })
      .some(({ id }) => id === `one${i}`),
  )
  const right = called.filter(({ isSame }) => isSame).length
  return { precision: right / called.length, recall: right / PAIRS.filter(({ isSame }) => isSame).length }
}

function hold(when: string, textsOf: (pair: Pair, i: number) => SimilarTexts, least: Figures): void {
  const are = figures(textsOf)
  const said = `${when}: precision ${are.precision.toFixed(3)}, recall ${are.recall.toFixed(3)}`
  console.log(said)
  ok(are.precision >= least.precision && are.recall >= least.recall, said)
}

const ids = (found: readonly Similar[]): string[] => found.map(({ id }) => id)

describe('200 labelled pairs', () => {
  test('half of them are the same question, and each is there once', () => {
    deepStrictEqual([PAIRS.length, PAIRS.filter(({ isSame }) => isSame).length], [200, 100])
    strictEqual(new Set(PAIRS.map(({ one, other }) => `${one}\n${other}`)).size, 200)
  })

  test('on a full evening three of four that are called the same are, and three of four are found', () => {
    const full = evening()
    hold('on a full evening', () => full, { precision: 0.75, recall: 0.75 })
  })

  test('with one question so far six of ten are found, and it is right as often', () => {
    hold('with one question so far', quietEvening, { precision: 0.75, recall: 0.61 })
  })

  test(`of a question that was asked ${FLOOD} times nearly half are found, and it is right more often`, () => {
    hold('in a flood of one question', floodedEvening(), { precision: 0.79, recall: 0.46 })
  })
})

describe('similar texts', () => {
  const found = (asked: string, ...others: readonly string[]): string[] => {
    const texts = new SimilarTexts()
    for (const other of others) texts.set(other, other)
    return texts.find(asked).map(({ id }) => id)
  }
  const busy = [
    'How do you price a first consulting engagement?',
    'How do I find my first ten customers?',
    'Will the slides be shared after the session?',
  ]

  test('the most alike comes first, and no more than are asked for', () => {
    const texts = new SimilarTexts()
    for (const { one } of PAIRS) texts.set(one, one)
    const all = texts.find('How do I find my first ten customers?', { most: 1000, least: 0.3 })
    strictEqual(all[0]!.id, 'How do I find my first ten customers?')
    deepStrictEqual(
      all.map(({ score }) => score),
      all.map(({ score }) => score).sort((a, b) => b - a),
    )
    deepStrictEqual(texts.find('How do I find my first ten customers?', { most: 2, least: 0.3 }), all.slice(0, 2))
  })
  test('while someone types, it is found before the last word is there', () => {
    deepStrictEqual(found('how do you price your fir', ...busy), [])
    deepStrictEqual(found('how do you price your first consulting', ...busy), [busy[0]])
  })
  test('a few words that hold sentences together are like nothing', () => {
    for (const asked of ['', '?!', 'How do', 'how do you', 'Will the']) deepStrictEqual(found(asked, ...busy), [])
  })
  test('capitals, accents and letters typed otherwise make no difference', () => {
    deepStrictEqual(found('OU TELECHARGER LA PRESENTATION', 'Où télécharger la présentation ?').length, 1)
    deepStrictEqual(found('Wie lang ist die Strasse gesperrt', 'Wie lang ist die Straße gesperrt?').length, 1)
  })
  test('words written together and apart are the same', () => {
    deepStrictEqual(found('Where is the hand-out?', 'Where is the handout?').length, 1)
    deepStrictEqual(found('Where is the handout?', 'Where is the hand-out?').length, 1)
  })
  test('a language without spaces is one word, and searched by its trigrams', () => {
    const texts = new SimilarTexts()
    for (const text of ['最初の顧客をどうやって見つけますか', '録画はありますか']) texts.set(text, text)
    deepStrictEqual(ids(texts.find('最初の顧客をどう見つけますか', { least: 0.6 })), [
      '最初の顧客をどうやって見つけますか',
    ])
  })
  test('a long text holds many trigrams by chance, and is like no short one', () => {
    const long = PAIRS.slice(60, 75).map(({ other }) => other)
    deepStrictEqual(found('Gibt es Kinderbetreuung für Gründerinnen?', long.join(' ')), [])
    deepStrictEqual(found('Do you take interns?', long.join(' ')), [])
  })
  test('one is not like itself when it is left out', () => {
    const texts = new SimilarTexts()
    texts.set('mine', busy[0]!)
    texts.set('theirs', busy[0]!)
    deepStrictEqual(ids(texts.find(busy[0]!, { except: 'mine' })), ['theirs'])
  })

  test('coming and going one by one leads where taking in what is left would', () => {
    const id = fc.integer({ min: 0, max: 40 }).map((n) => `question${n}`)
    const text = fc.constantFrom(...PAIRS.flatMap(({ one, other }) => [one, other]))
    const move = fc.oneof(
      { weight: 3, arbitrary: fc.record({ id, text: fc.option(text, { freq: 5 }) }) },
      { weight: 1, arbitrary: fc.record({ id, text: fc.constant(null) }) },
    )
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 400 }), text, (moves, asked) => {
        const [texts, left] = [new SimilarTexts(), new Map<string, string>()]
        for (const { id, text } of moves) {
          if (text === null) texts.remove(id)
          else texts.set(id, text)
          left.delete(id)
          if (text !== null) left.set(id, text)
        }
        const fresh = new SimilarTexts()
        for (const [id, text] of [...left].reverse()) fresh.set(id, text)
        strictEqual(texts.size, left.size)
        const all = { most: 100, least: 0 }
        deepStrictEqual(texts.find(asked, all), fresh.find(asked, all))
      }),
      { numRuns: 60 },
    )
  })
})
