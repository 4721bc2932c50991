import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { type FindAsk, finding } from '../../client/qa/finding.ts'
import { SimilarQuestions } from '../../client/qa/similar.ts'

const customers = { id: 'customers', text: 'How do I find my first ten customers?' }
const price = { id: 'price', text: 'How do you price a first consulting engagement?' }
const slides = { id: 'slides', text: 'Will the slides be shared after the session?' }

/** A thread as a browser gives one: answers a turn later, and may break. */
class Thread extends EventTarget {
  readonly asks: FindAsk[] = []
  isEnded = false
  isBroken = false
  readonly #answer = finding()
  postMessage(ask: FindAsk): void {
    this.asks.push(ask)
    if (!this.isBroken)
      queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data: this.#answer(ask) })))
  }
  terminate(): void {
    this.isEnded = true
  }
}
const onThread = () => {
  const thread = new Thread()
  return { thread, questions: new SimilarQuestions(() => thread as unknown as Worker) }
}

describe('questions like the one that is typed', () => {
  test('are found in a worker, which is told only what came, changed and went', async () => {
    const { thread, questions } = onThread()
    deepStrictEqual(await questions.find('how to find first customers', [customers, price]), ['customers'])
    deepStrictEqual(await questions.find('are the slides shared after the session', [customers, price, slides]), [
      'slides',
    ])
    const other = { ...price, text: 'How do I find my first customers?' }
    deepStrictEqual(await questions.find('find my first customers', [other, slides]), ['price'])
    deepStrictEqual(
      thread.asks.map(({ put, drop }) => [put.map(({ id }) => id), drop]),
      [
        [['customers', 'price'], []],
        [['slides'], []],
        [['price'], ['customers']],
      ],
    )
  })
  test('no thread is begun before anything is asked, and one for all that is', async () => {
    let begun = 0
    const questions = new SimilarQuestions(() => {
      begun++
      return new Thread() as unknown as Worker
    })
    strictEqual(begun, 0)
    await questions.find('x', [])
    await questions.find('y', [])
    strictEqual(begun, 1)
  })
  test('the one asked about is not among them', async () => {
    const { questions } = onThread()
    const twin = { ...customers, id: 'twin' }
    deepStrictEqual(await questions.find(customers.text, [customers, twin], { except: 'customers' }), ['twin'])
    deepStrictEqual((await questions.find(customers.text, [customers, twin], { most: 1 })).length, 1)
  })
  test('are found on the page where there are no workers', async () => {
    strictEqual(typeof Worker, 'undefined')
    deepStrictEqual(await new SimilarQuestions().find('how to find first customers', [customers, price]), ['customers'])
  })
  test('are found on the page when the worker does not load or breaks, with all that it had', async () => {
    const { thread, questions } = onThread()
    await questions.find('x', [customers, price])
    thread.isBroken = true
    const owed = [questions.find(slides.text, [customers, slides]), questions.find(customers.text, [customers, slides])]
    thread.dispatchEvent(new Event('error'))
    deepStrictEqual(await Promise.all(owed), [['slides'], ['customers']])
    strictEqual(thread.isEnded, true)
    deepStrictEqual(await questions.find(price.text, [price, slides]), ['price'])
    strictEqual(thread.asks.length, 3)
  })
  test('are found when it broke while nothing was asked', async () => {
    const { thread, questions } = onThread()
    await questions.find('x', [customers, price])
    thread.dispatchEvent(new Event('error'))
    deepStrictEqual(await questions.find(price.text, [customers, price]), ['price'])
  })
  test('closed, the thread ends', async () => {
    const { thread, questions } = onThread()
    await questions.find('x', [customers])
    questions.close()
    strictEqual(thread.isEnded, true)
  })
})
