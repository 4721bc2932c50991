import { SimilarTexts } from '#shared/qa/similar.ts'

/** What is asked of whoever keeps the texts: what came and went since, and which are like this one. */
export interface FindAsk {
  number: number
  put: readonly { id: string; text: string }[]
  drop: readonly string[]
  text: string
  most: number
  except: string
}

/** The answer to the ask of the same number: ids, the likest first. */
export interface FindAnswer {
  number: number
  found: readonly string[]
}

/** Keeps texts and answers asks about them, here or in a worker. */
export function finding(): (ask: FindAsk) => FindAnswer {
  const texts = new SimilarTexts()
  return ({ number, put, drop, text, most, except }) => {
    for (const id of drop) texts.remove(id)
    for (const one of put) texts.set(one.id, one.text)
    return { number, found: texts.find(text, { most, except }).map(({ id }) => id) }
  }
}
