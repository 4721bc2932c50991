import { deepStrictEqual, strictEqual } from 'node:assert'
import { test } from 'vitest'
import type { airing } from '#shared/airing/contract.ts'
import { unseen } from '../../client/conduct/unseen.ts'
import type { StreamView } from '../../client/core/live.ts'

const records: Record<string, unknown> = {
  stage: { state: 'live', spotlight: 'bo111111' },
  'presenter/bo111111': { participant: 'bo111111', name: 'Bo' },
  'presenter/ana11111': { participant: 'ana11111', name: 'Ana' },
  'said/line1111': { id: 'line1111', participant: 'bo111111', text: 'Hello' },
}
let isReady = false
const stream = {
  get isReady() {
    return isReady
  },
  get: (name: string, id?: string) => records[id === undefined ? name : `${name}/${id}`],
  list: (name: string) =>
    Object.entries(records)
      .filter(([key]) => key.startsWith(`${name}/`))
      .map(([key, record]) => ({ id: key.slice(name.length + 1), record })),
} as unknown as StreamView<typeof airing>

test('whatever says that it is of someone one blocked is not there, and all else is', () => {
  const mine = unseen(stream, (participant) => participant === 'bo111111')
  deepStrictEqual(
    mine.list('presenter').map(({ id }) => id),
    ['ana11111'],
  )
  deepStrictEqual(mine.list('said'), [])
  strictEqual(mine.get('presenter', 'bo111111'), undefined)
  strictEqual(mine.get('presenter', 'ana11111')?.name, 'Ana')
  strictEqual(mine.get('stage')?.state, 'live')
})

test('it goes with the stream it is of, and with the list as it is when one looks', () => {
  const blocked = new Set<string>()
  const mine = unseen(stream, (participant) => blocked.has(participant))
  strictEqual(mine.list('presenter').length, 2)
  blocked.add('ana11111')
  strictEqual(mine.list('presenter').length, 1)
  strictEqual(mine.isReady, false)
  isReady = true
  strictEqual(mine.isReady, true)
})
