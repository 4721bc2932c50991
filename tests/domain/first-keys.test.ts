import { expect, test } from 'vitest'
import { Fold } from '#server/core/fold.ts'
import { features } from '#server/features.ts'

const fresh = (name: string): Fold => {
  const feature = features.find((one) => one.name === name)?.feature
  if (!feature) throw new Error(`No feature ${name}`)
  return new Fold(feature, `${name}:a`, 'event', 0)
}

test('what a stream has from the start is seen before anything happened in it', () => {
  const fold = fresh('qa')
  expect([...fold.keys].sort()).toEqual(['belongs/everyone1', 'channel/everyone1', 'counts', 'now', 'tally'])
  expect(fold.feature.view(fold.state, 'channel/everyone1', 'channel:everyone1')).toMatchObject({ state: 'open' })
  expect(fold.feature.view(fold.state, 'tally', 'everyone')).not.toBeNull()
})

test('an airing shows its state before its doors were ever open', () => {
  const fold = fresh('airing')
  expect(fold.feature.view(fold.state, 'stage', 'everyone')).toMatchObject({ state: 'scheduled' })
  expect(fold.keys).toContain('stage')
})

test('a stream that begins empty has no key', () => {
  expect(fresh('conduct').keys.size).toBe(0)
})
