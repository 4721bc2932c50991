import { parentPort } from 'node:worker_threads'
import { unaccented } from '#shared/core/unaccented.ts'
import { type FindAsk, finding } from '../../client/qa/finding.ts'

/*
 * The worker of the page in a thread of this machine, and beside it the plain way as a reference: every text is taken
 * apart anew and compared by the trigrams it has in common.
 */
const answer = finding()
const texts = new Map<string, string>()

const trigrams = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 2) }, (_, i) => text.slice(i, i + 3)))

function plain({ number, text, most }: FindAsk) {
  const asked = trigrams(unaccented(text))
  const scored = [...texts].map(([id, other]) => {
    const theirs = trigrams(unaccented(other))
    return { id, score: (2 * asked.intersection(theirs).size) / (asked.size + theirs.size) }
  })
  const found = scored.sort((a, b) => b.score - a.score).slice(0, most)
  return { number, found: found.map(({ id }) => id) }
}

parentPort?.on('message', ({ ask, isPlain }: { ask: FindAsk; isPlain: boolean }) => {
  for (const { id, text } of ask.put) texts.set(id, text)
  parentPort?.postMessage(isPlain ? plain(ask) : answer(ask))
})
