import { expect, test } from 'vitest'
import { arrange, type Direction } from '../../client/airing/arrange.ts'

const people = (count: number) => Array.from({ length: count }, (_, i) => `p${i}`)
const LAYOUTS = ['auto', 'speaker', 'screen'] as const

test('whatever the producer chooses, everyone on stage has a place, unless a shared screen takes the room', () => {
  for (const layout of LAYOUTS)
    for (const spotlight of [null, 'p0', 'p11', 'someone who left'])
      for (let count = 1; count <= 12; count++) {
        const { large, small } = arrange(people(count), 'p0', null, { layout, spotlight })
        expect([...large, ...small].sort(), `${layout}, ${spotlight}, ${count}`).toEqual(people(count).sort())
      }
})

test('who is spotlit stays large while others speak, be they two or twelve', () => {
  const direction: Direction = { layout: 'auto', spotlight: 'p1' }
  for (const count of [2, 4, 12]) {
    const { kind, large } = arrange(people(count), 'p0', null, direction)
    expect([kind, large]).toEqual(['spotlight', ['p1']])
  }
  expect(arrange(people(1), 'p0', null, { layout: 'auto', spotlight: 'p0' }).kind).toBe('solo')
})

test('a spotlight on someone who left is no spotlight', () => {
  const direction: Direction = { layout: 'auto', spotlight: 'someone who left' }
  expect(arrange(people(4), 'p2', null, direction)).toEqual(arrange(people(4), 'p2', null))
  expect(arrange(people(2), 'p0', null, direction).kind).toBe('pair')
})

test('the speaker layout keeps one large, also of two and of twelve, and follows who speaks', () => {
  const direction: Direction = { layout: 'speaker', spotlight: null }
  expect(arrange(people(2), 'p1', null, direction)).toEqual({ kind: 'spotlight', large: ['p1'], small: ['p0'] })
  expect(arrange(people(12), 'p7', null, direction).large).toEqual(['p7'])
  expect(arrange(people(3), 'p1', 'p2', direction).kind).toBe('spotlight')
})

test('beside a shared screen stands first who is spotlit, else who speaks', () => {
  expect(arrange(people(3), 'p1', 'p0', { layout: 'auto', spotlight: 'p2' }).small).toEqual(['p2', 'p0', 'p1'])
  expect(arrange(people(3), 'p1', 'p0', { layout: 'screen', spotlight: null }).small).toEqual(['p1', 'p0', 'p2'])
})

test('the screen layout without a screen, or with one that vanished, is as if nothing was chosen', () => {
  const direction: Direction = { layout: 'screen', spotlight: null }
  for (const screen of [null, 'someone who left'])
    for (let count = 1; count <= 12; count++)
      expect(arrange(people(count), 'p0', screen, direction)).toEqual(arrange(people(count), 'p0', screen))
})
