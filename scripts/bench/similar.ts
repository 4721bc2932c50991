import { once } from 'node:events'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { FindAnswer, FindAsk } from '../../client/qa/finding.ts'
import { type Bench, type Figure, median, quantile } from './report.ts'
import { textsOfAnEvening } from './similar-texts.ts'

const TEXTS = 5000
const ROUNDS = 7
const SEARCHES = 40

/** A thread with the texts, which answers one ask after the other; times are ms from here and back. */
async function withThread<T>(work: (ask: (what: Partial<FindAsk>, isPlain: boolean) => Promise<number>) => Promise<T>) {
  const thread = new Worker(path.join(import.meta.dirname, 'similar-thread.ts'))
  const ask = async (what: Partial<FindAsk>, isPlain: boolean): Promise<number> => {
    const started = performance.now()
    thread.postMessage({ ask: { number: 1, put: [], drop: [], text: '', most: 3, except: '', ...what }, isPlain })
    const [{ found }] = (await once(thread, 'message')) as [FindAnswer]
    if (what.text && found.length === 0) throw new Error(`Nothing is like ${what.text}`)
    return performance.now() - started
  }
  try {
    await ask({}, false)
    return await work(ask)
  } finally {
    await thread.terminate()
  }
}

async function run(): Promise<readonly Figure[]> {
  const put = textsOfAnEvening(TEXTS)
  const asked = put.filter((_, i) => i % Math.floor(TEXTS / SEARCHES) === 0).map(({ text }) => text)
  const [first, ours, plain]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < ROUNDS; round++)
    await withThread(async (ask) => {
      first.push(await ask({ put, text: asked[0] }, false))
      for (const text of asked) {
        plain.push(await ask({ text }, true))
        ours.push(await ask({ text }, false))
      }
    })
  return [
    {
      figure: `search among ${TEXTS.toLocaleString('en')} texts, p99`,
      value: quantile(ours, 0.99),
      unit: 'ms',
      must: { is: '<=', bound: 100 },
      reference: `median ${median(ours).toFixed(1)} ms`,
    },
    {
      figure: 'search against comparing with every text anew',
      value: median(ours) / median(plain),
      unit: 'x',
      must: { is: '<=', bound: 0.2 },
      reference: `plain ${median(plain).toFixed(0)} ms`,
    },
    {
      figure: `first search, ${TEXTS.toLocaleString('en')} texts taken in before it`,
      value: median(first),
      unit: 'ms',
      must: null,
      reference: `against one plain search ${(median(first) / median(plain)).toFixed(1)} x; in a thread that has run nothing yet`,
    },
  ]
}

export const similar: Bench = {
  name: 'similar',
  meaning:
    'A hint while someone types comes between two keys. The first search takes in all texts before it; a page takes them in as they arrive.',
  method: `${TEXTS.toLocaleString('en')} questions of 15 words in five languages, kept in a worker thread as the page keeps them; from the ask to the answer, ${SEARCHES} searches in each of ${ROUNDS} threads. In turn with it, in the same thread, a search that takes every text apart anew and compares trigrams.`,
  run,
}
