import { unaccented } from '../core/unaccented.ts'

/** A text that says much the same. `score`: 0 to 1. */
export interface Similar {
  id: string
  score: number
}

interface Word {
  /** How many texts have it. */
  texts: number
  /** How much it says by its length alone: short words hold sentences together, in most languages. */
  length: number
  grams: readonly number[]
}

interface Text {
  id: string
  words: readonly number[]
  /** The trigrams over the joints of its words. */
  joints: readonly number[]
}

/** From this score on a text is worth showing beside another. Chosen by `tests/domain/fixtures/similar-pairs.ts`. */
export const ALIKE = 0.69
/** Less of a word in common is chance. */
const LEAST_COVER = 0.4
/** No word counts as more common than this, or what is asked a hundred times would be like nothing. */
const LEAST_RARE = 0.5
/** A word says no more beyond this length. */
const LONG = 9
/** What both must have in common before it counts for much: half of what a rare word of five letters says. */
const LITTLE = 0.5

/**
 * Texts among which those are found that ask the same as another, in whatever language: by words and their trigrams,
 * capitals and accents folded. A word counts by its length and by how few texts have it, so that `pricing` says little on
 * an evening about pricing. One text may say more than the other; what parts them is that each says something the other
 * does not (`find customers`, `find employees`).
 *
 * Of 200 labelled pairs, the different ones chosen to use nearly the same words, it calls 99 the same and is right with 75
 * of them: precision 0.76, recall 0.75 (tests/domain/qa-similar.test.ts). With `least` 0.6 it is 0.63 and 0.85, with 0.8
 * 0.88 and 0.43. Texts come and go one by one; figures of 5,000 of them: docs/performance.md, `similar`.
 */
export class SimilarTexts {
  readonly #numbers = new Map<string, number>()
  readonly #words: Word[] = []
  readonly #grams = new Map<string, number>()
  /** Of each trigram: where in `#texts` it occurs. Those removed stay until there are many. */
  #places: number[][] = []
  #texts: (Text | null)[] = []
  #placeOf = new Map<string, number>()

  get size(): number {
    return this.#placeOf.size
  }

  /** Adds a text, or replaces the one with this id. */
  set(id: string, text: string): void {
    this.remove(id)
    const written = wordsIn(text)
    const words = [...new Set(written)].map((word) => this.#numberOf(word))
    for (const word of words) this.#words[word]!.texts++
    this.#place({ id, words, joints: joints(written).map((gram) => this.#gram(gram)) })
  }

  remove(id: string): void {
    const place = this.#placeOf.get(id)
    if (place === undefined) return
    for (const word of this.#texts[place]!.words) this.#words[word]!.texts--
    this.#texts[place] = null
    this.#placeOf.delete(id)
    if (this.#texts.length > 2 * this.size + 100) this.#tidy()
  }

  /** The texts most like this one, best first: at most `most`, none below `least`, and not the one with the id `except`. */
  find(text: string, { most = 3, least = ALIKE, except = '' } = {}): Similar[] {
    const written = wordsIn(text)
    const asked = [...new Set(written)].map((word) => this.#word(word))
    const total = asked.reduce((sum, word) => sum + this.#says(word), 0)
    const shared = this.#sharedWith(asked)
    const theirs = this.#coverBy(asked, written)
    const found: Similar[] = []
    for (let place = 0; place < shared.length; place++) {
      const one = this.#texts[place]
      if (!one || one.id === except || shared[place] === 0) continue
      const score = scoreOf([shared[place]!, total], theirs(one))
      if (score >= least) found.push({ id: one.id, score })
    }
    return found.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, most)
  }

  /** Of every text: how much of what is asked it says too. */
  #sharedWith(asked: readonly Word[]): Float64Array {
    const shared = new Float64Array(this.#texts.length)
    const hits = new Uint16Array(this.#texts.length)
    for (const word of asked) {
      hits.fill(0)
      for (const gram of word.grams) for (const place of this.#places[gram] ?? []) hits[place]!++
      const says = this.#says(word)
      for (let place = 0; place < hits.length; place++) {
        if (hits[place]! > 0) shared[place]! += says * cover(hits[place]!, word)
      }
    }
    return shared
  }

  /** Of one text: how much of it what is asked says too, and how much it says. Each word is looked at once a search. */
  #coverBy(asked: readonly Word[], written: readonly string[]): (text: Text) => [shared: number, total: number] {
    const grams = new Uint8Array(this.#grams.size)
    for (const word of asked) for (const gram of word.grams) if (gram >= 0) grams[gram] = 1
    for (const name of joints(written)) {
      const gram = this.#grams.get(name)
      if (gram !== undefined) grams[gram] = 1
    }
    const says = new Float64Array(this.#words.length).fill(-1)
    const covered = new Float64Array(this.#words.length)
    const look = (number: number): void => {
      const word = this.#words[number]!
      const count = word.grams.reduce((sum, gram) => sum + grams[gram]!, 0)
      says[number] = this.#says(word)
      covered[number] = says[number]! * cover(count, word)
    }
    return ({ words }) => {
      let [shared, total] = [0, 0]
      for (const number of words) {
        if (says[number]! < 0) look(number)
        shared += covered[number]!
        total += says[number]!
      }
      return [shared, total]
    }
  }

  /** 1 for a word of five letters that no text has. */
  #says({ length, texts }: Word): number {
    const rare = Math.log(1 + this.size / (texts + 1)) / Math.log(1 + this.size)
    return length * Math.max(LEAST_RARE, rare) ** 2
  }

  /** A word as it is known here; one of no text has trigrams of no text too, which are -1. */
  #word(name: string): Word {
    const known = this.#numbers.get(name)
    if (known !== undefined) return this.#words[known]!
    return wordOf(
      name,
      gramsOf(name).map((gram) => this.#grams.get(gram) ?? -1),
    )
  }

  #numberOf(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.#numbers.set(name, this.#words.length)
    return (
      this.#words.push(
        wordOf(
          name,
          gramsOf(name).map((gram) => this.#gram(gram)),
        ),
      ) - 1
    )
  }

  #gram(name: string): number {
    const known = this.#grams.get(name)
    if (known !== undefined) return known
    this.#grams.set(name, this.#grams.size)
    return this.#places.push([]) - 1
  }

  #place(text: Text): void {
    const place = this.#texts.push(text) - 1
    this.#placeOf.set(text.id, place)
    for (const word of text.words) for (const gram of this.#words[word]!.grams) this.#note(gram, place)
    for (const gram of text.joints) this.#note(gram, place)
  }

  #note(gram: number, place: number): void {
    const places = this.#places[gram]!
    if (places.at(-1) !== place) places.push(place)
  }

  /** Leaves off what was removed. Words and trigrams stay known: there are not that many. */
  #tidy(): void {
    const kept = this.#texts.filter((text) => text !== null)
    this.#texts = []
    this.#placeOf = new Map()
    this.#places = this.#places.map(() => [])
    for (const text of kept) this.#place(text)
  }
}

type Part = readonly [shared: number, total: number]

/** What both say, against what either says alone: the lesser of the two parts them. */
function scoreOf([mine, allMine]: Part, [theirs, allTheirs]: Part): number {
  const both = (mine + theirs) / 2
  return both / (both + Math.min(allMine - mine, allTheirs - theirs) + LITTLE)
}

/** How much of a word is there, of which so many trigrams are: 0 to 1. */
function cover(count: number, { grams }: Word): number {
  const share = count / grams.length
  return share < LEAST_COVER ? 0 : share
}

const wordsIn = (text: string): string[] => unaccented(text).match(/[\p{L}\p{N}]+/gu) ?? []

const wordOf = (name: string, grams: readonly number[]): Word => ({
  texts: 0,
  length: (Math.min(name.length, LONG) / 5) ** 2,
  grams,
})

/** `fee` → ` fe`, `fee`, `ee `. */
function gramsOf(word: string): string[] {
  const padded = ` ${word} `
  const grams = new Set<string>()
  for (let i = 0; i + 3 <= padded.length; i++) grams.add(padded.slice(i, i + 3))
  return [...grams]
}

/** The trigrams over the joints of words, so that `co-founder` has all of `cofounder`. */
function joints(words: readonly string[]): string[] {
  const grams: string[] = []
  for (let i = 1; i < words.length; i++) {
    const [left, right] = [words[i - 1]!, words[i]!]
    if (left.length > 1) grams.push(left.slice(-2) + right[0])
    if (right.length > 1) grams.push(left.at(-1) + right.slice(0, 2))
  }
  return grams
}
