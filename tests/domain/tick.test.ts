import { beforeEach, expect, test, vi } from 'vitest'
import { Tick } from '#server/core/tick.ts'

/** What was flushed, and when: `12:a+b`. */
let flushed: string[]
/** Streams that a batch holds at the moment. */
let held: Set<string>
let tick: Tick

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'] })
  const since = performance.now()
  flushed = []
  held = new Set()
  tick = new Tick((streams) => {
    const read = streams.filter((stream) => !held.has(stream))
    if (read.length > 0) flushed.push(`${performance.now() - since}:${read.join('+')}`)
    return held
  })
  return () => vi.useRealTimers()
})

test('the first change after a silence goes at once, the next counts wait for their tick and go together', () => {
  tick.touch('a', 'count')
  vi.advanceTimersByTime(10)
  tick.touch('a', 'count')
  vi.advanceTimersByTime(100)
  tick.touch('a', 'count')
  vi.advanceTimersByTime(500)
  expect(flushed).toEqual(['0:a', '250:a'])
})

test('what is urgent takes along what waits, and what is due within a moment', () => {
  for (const stream of ['a', 'b']) tick.touch(stream, 'count')
  vi.advanceTimersByTime(240)
  tick.touch('a', 'count')
  tick.touch('b', 'now')
  vi.advanceTimersByTime(500)
  expect(flushed).toEqual(['0:a+b', '240:a+b'])
})

test('a stream that a batch held when it was due goes out as soon as the batch is over, not a tick later', () => {
  tick.touch('a', 'count')
  vi.advanceTimersByTime(10)
  tick.touch('a', 'count')
  held.add('a')
  vi.advanceTimersByTime(300)
  expect(flushed).toEqual(['0:a'])
  held.delete('a')
  tick.touch('a', 'count')
  vi.advanceTimersByTime(0)
  expect(flushed).toEqual(['0:a', '310:a'])
})

test('a stream that another batch takes at once is flushed between the two', () => {
  tick.touch('a', 'now')
  const order: string[] = []
  setImmediate(() => order.push(`the next batch, after ${flushed.length} flush`))
  vi.advanceTimersByTime(0)
  expect(order).toEqual(['the next batch, after 1 flush'])
})
