import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { SlowLine } from '#server/realtime/slow-line.ts'

const KB = 1024
/** What each second's look at a line says, of [kB that wait, kB left of the message under way]. */
const looks = (seen: readonly (readonly [waiting: number, left: number])[]) => {
  const line = new SlowLine()
  return seen.map(([waiting, left], i) => line.look({ waiting: waiting * KB, left: left * KB }, i * 1000))
}
/** For so many seconds, each with what is left one step lower. */
const falling = (seconds: number, waiting: number, step: number) =>
  Array.from({ length: seconds }, (_, i) => [waiting, waiting - i * step] as const)

describe('a line', () => {
  test('on which 256 kB wait is sent nothing more, and goes on once all of it went', () => {
    const said = looks([
      [0, 0],
      [256, 256],
      [257, 257],
      [900, 900],
      [100, 100],
      [0, 0],
      [0, 0],
    ])
    deepStrictEqual(said, [null, null, 'pause', null, null, 'resume', null])
  })
  test('that takes nothing is given up after 20 s', () => {
    const said = looks(falling(22, 1500, 0))
    deepStrictEqual([said[0], said.indexOf('cut')], ['pause', 21])
  })
  test('that takes a large message slowly is not, however long it is: 40 kB a second, and 4', () => {
    for (const step of [40, 4]) strictEqual(looks(falling(120, 6000, step)).includes('cut'), false)
  })
  test('that slowed down to a trickle is', () => {
    const slower = [...falling(25, 6000, 40), ...falling(60, 5000, 0.5)]
    strictEqual(looks(slower).includes('cut'), true)
  })
})
