import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { type Event, evolve } from '#server/qa/domain.ts'
import { FIRST } from '#server/qa/state.ts'
import { view } from '#server/qa/view.ts'
import { ana, approve, asMona, given } from './qa-history.ts'

type Telling = ReturnType<typeof given>

describe('the window', () => {
  const askedBy = (question: string): Event => ({
    type: 'qa.asked',
    data: {
      ...{ question, channel: FIRST, by: ana, side: 'home', text: question, name: 'Ana' },
      ...{ isOwnName: true, isVisible: false, offer: null },
    },
  })
  test('holds the newest 500 that wait, and counts the rest; what leaves it makes room', () => {
    const telling = given(...Array.from({ length: 502 }, (_, i) => [i, askedBy(`waits${1000 + i}`)] as const))
    const sees = (told: Telling, i: number) => told.shows(`question/waits${1000 + i}`, 'staff') !== null
    deepStrictEqual(
      [0, 1, 2, 501].map((i) => sees(telling, i)),
      [false, false, true, true],
    )
    deepStrictEqual(telling.shows('counts', 'staff'), { pending: 502 })
    const less = telling.after(approve('waits1400'), asMona)
    deepStrictEqual(
      [0, 1, 400].map((i) => sees(less, i)),
      [false, true, true],
    )
  })
  test('names what comes into it and what falls out, so that it is sent', () => {
    const id = (i: number) => `waits${1000 + i}`
    const { state } = given(...Array.from({ length: 505 }, (_, i) => [i, askedBy(id(i))] as const))
    const all = () => Object.keys(state.questions).map((one) => JSON.stringify(view(state, `question/${one}`, 'staff')))
    const happens = (event: Event) => {
      const before = all()
      const touched = evolve(state, event, { at: 1000, actor: { system: 'test' }, version: 0 })
      const keys = touched as readonly string[]
      const changed = all().flatMap((now, i) => (now === (before[i] ?? 'null') ? [] : [`question/${id(i)}`]))
      deepStrictEqual(
        changed.filter((key) => !keys.includes(key)),
        [],
      )
      return changed.length
    }
    const reject = (i: number): Event => ({
      type: 'qa.dismissed',
      data: { question: id(i), reason: 'unclear', note: '' },
    })
    // One comes and one falls out; one goes and one comes in; far behind the window nothing moves but it.
    strictEqual(happens(askedBy(id(505))), 2)
    strictEqual(happens({ type: 'qa.approved', data: { question: id(300) } }), 2)
    strictEqual(happens(reject(0)), 1)
    for (let i = 400; i < 449; i++) happens(reject(i))
    // The fifty-first that is done sends the first one out.
    strictEqual(happens(reject(450)), 2)
    strictEqual(happens({ type: 'qa.undone', data: { question: id(450), change: 'testcommand' } }), 2)
  })
  test('holds the last 50 that were done', () => {
    const history = Array.from({ length: 52 }, (_, i) => [
      [i, askedBy(`done${1000 + i}`)] as const,
      [i, { type: 'qa.dismissed', data: { question: `done${1000 + i}`, reason: 'unclear', note: '' } }] as const,
    ]).flat()
    const telling = given(...history)
    const seen = (i: number) => telling.shows(`question/done${1000 + i}`, 'staff') !== null
    deepStrictEqual([seen(0), seen(1), seen(2), seen(51)], [false, false, true, true])
  })
})
