import { describe, expect, test } from 'vitest'
import { cut, done, type Outgoing, seen, without } from '../../client/core/outgoing.ts'

const sent = (id: string, more: Partial<Outgoing> = {}): Outgoing => ({
  id,
  stream: 'qa:a',
  type: 'qa.vote',
  data: {},
  isKept: false,
  doneAt: null,
  ...more,
})
const ids = (list: readonly Outgoing[]) => list.map(({ id }) => id)

describe('commands whose outcome is not here yet', () => {
  test('one that is done stays until its stream has come as far here', () => {
    const list = done([sent('one'), sent('two')], 'one', 7, 6)
    expect(list[0]?.doneAt).toBe(7)
    expect(ids(seen(list, 'qa:a', 6))).toEqual(['one', 'two'])
    expect(ids(seen(list, 'qa:b', 9))).toEqual(['one', 'two'])
    expect(ids(seen(list, 'qa:a', 7))).toEqual(['two'])
  })
  test('one whose outcome was here before its answer goes at once', () => {
    expect(ids(done([sent('one'), sent('two')], 'one', 7, 7))).toEqual(['two'])
  })
  test('a beat ends every wait, and nothing that is still on its way', () => {
    const list = done([sent('one'), sent('two')], 'one', 7, 6)
    expect(ids(seen(list, 'qa:a', Number.POSITIVE_INFINITY))).toEqual(['two'])
  })
  test('a cut line keeps what has no answer, and drops what is done: the next snapshot has it', () => {
    const list = cut(done([sent('one'), sent('two')], 'one', 7, 6))
    expect(list).toEqual([sent('two', { isKept: true })])
  })
  test('nothing is made anew where nothing changed', () => {
    const list = [sent('one')]
    expect(seen(list, 'qa:a', 9)).toBe(list)
    expect(ids(without(list, 'other'))).toEqual(['one'])
  })
})
