import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { FIRST } from '#server/qa/state.ts'
import { ana, approve, asAna, asBen, ask, asked, asMona, dismiss, of, over, Q1, says, shown } from './qa-history.ts'

type Shown = { state: string; votes: number | null; triage: { reason: string | null } | null; name: string | null }
const seen = (telling: ReturnType<typeof asked>, audience: string, id: string = Q1) =>
  telling.shows(`question/${id}`, audience) as Shown | null
const mine = (telling: ReturnType<typeof asked>, who = ana) =>
  (telling.shows(`@${who}/mine`, `person:${who}`) as { list: (Shown & { reason: string | null })[] }).list

describe('a question', () => {
  test('waits to be looked at, where those who triage alone read it, and its asker', () => {
    strictEqual(seen(asked(), 'staff')?.state, 'pending')
    strictEqual(seen(asked(), `channel:${FIRST}`), null)
    deepStrictEqual(
      mine(asked()).map(({ state }) => state),
      ['pending'],
    )
  })
  test('is shown to its channel once it is approved, without what moderators say of it', () => {
    const one = seen(shown(), `channel:${FIRST}`)
    strictEqual(one?.state, 'visible')
    strictEqual(one.triage, null)
    strictEqual(one.name, 'ana')
  })
  test('that is dismissed is gone, and its asker is told why', () => {
    const gone = says(asked(), 'dismiss11', dismiss(Q1, 'outOfTime'), asMona)
    strictEqual(seen(gone, `channel:${FIRST}`), null)
    strictEqual(mine(gone)[0]?.reason, 'outOfTime')
  })
  test('is wanted by others, each once', () => {
    const voted = shown().after(of('qa.vote', Q1), asBen)
    strictEqual(seen(voted, `channel:${FIRST}`)?.votes, 1)
    voted.when(of('qa.vote', Q1), asBen).changesNothing()
    shown().when(of('qa.vote', Q1), asAna).refuses('qa.ownQuestion')
    strictEqual(seen(voted.after(of('qa.unvote', Q1), asBen), `channel:${FIRST}`)?.votes, 0)
  })
  test('is asked no more once it is over', () => {
    asked()
      .when(ask('And then?'), { ...asBen, rows: over })
      .refuses('qa.over')
    asked()
      .when(approve(Q1), { ...asMona, rows: over, command: 'approve11' })
      .gives(
        { type: 'qa.handled', data: { change: 'approve11', by: 'mona1111', name: 'Ana', count: 1 } },
        { type: 'qa.approved', data: { question: Q1 } },
      )
  })
})
