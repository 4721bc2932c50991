import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import type { Command } from '#server/qa/domain.ts'
import { FIRST } from '#server/qa/state.ts'
import {
  addChannel,
  approve,
  asAna,
  asBen,
  asDan,
  ask,
  askIn,
  asMona,
  asPia,
  EVERYONE,
  given,
  of,
  Q1,
  Q2,
  Q3,
  rules,
  says,
  someone,
} from './qa-history.ts'

type Telling = ReturnType<typeof given>
const start = of('qa.startAnswering', Q1)
const finish = of('qa.finishAnswering', Q1)

describe('what comes next', () => {
  const next = (telling: Telling, audience = 'mentors') =>
    (telling.shows('now', audience) as { next: { id: string }[] }).next.map(({ id }) => id)
  /** Three of home and one of the room, all shown, none wanted more than another. */
  const four = () => {
    let telling = given()
    const askers = [asAna, asBen, someone('cleo1111', 'attendee'), asDan]
    for (const [i, who] of askers.entries()) {
      const id = `question${i + 1}`
      telling = says(says(telling, id, ask(`Why ${i}?`), who, 1000 * i), `approve${i}1`, approve(id), asMona, 5000)
    }
    return telling
  }
  test('is whose side had the least for those who asked; within it who waits longest, and is wanted most', () => {
    deepStrictEqual(next(four()), [Q1, 'question4', Q2])
    const served = four().after(start, asMona).after(finish, asMona)
    strictEqual(next(served)[0], 'question4')
    const wanted = [1, 2].reduce(
      (telling, i) => telling.after(of('qa.vote', Q3), someone(`voter${i}11`, 'attendee')),
      four(),
    )
    deepStrictEqual(next(wanted), [Q3, 'question4', Q1])
  })
  test('counts a channel more where it weighs more, and nothing of one that is put away', () => {
    const quiet = says(four(), 'quiet111', addChannel('Quiet', {}, { isPremoderated: false }), asPia)
    const other = says(quiet, 'heavy111', askIn('quiet111', 'And?'), someone('eve11111', 'attendee'), 200_000)
    const votes = other.after(of('qa.vote', 'heavy111'), asBen)
    deepStrictEqual(next(votes), [Q1, 'question4', Q2])
    const heavy = votes.after({ type: 'qa.weigh', data: { channel: 'quiet111', weight: 10 } }, asPia)
    strictEqual(next(heavy)[0], 'heavy111')
    const away = heavy.after({ type: 'qa.setChannelState', data: { channel: 'quiet111', state: 'archived' } }, asPia)
    deepStrictEqual(next(away), [Q1, 'question4', Q2])
  })
  test('tells a screen nothing of votes that are hidden, by its order neither', () => {
    const hides: Command = {
      type: 'qa.editChannel',
      data: { channel: FIRST, name: 'First', segment: EVERYONE, rules: rules({ votes: 'hidden' }) },
    }
    const wanted = [1, 2].reduce(
      (telling, i) => telling.after(of('qa.vote', Q3), someone(`voter${i}11`, 'attendee')),
      four().after(hides, asPia),
    )
    deepStrictEqual(next(wanted, 'screen'), [Q1, 'question4', Q2])
    deepStrictEqual(next(wanted), [Q3, 'question4', Q1])
    const counts = (audience: string) =>
      (wanted.shows('now', audience) as { next: { votes: number | null }[] }).next.map(({ votes }) => votes)
    deepStrictEqual(
      [counts('screen'), counts('mentors'), counts('staff')],
      [
        [null, null, null],
        [null, null, null],
        [2, 0, 0],
      ],
    )
    // Once no more votes are taken they are shown, and count there too.
    const closed = wanted.after({ type: 'qa.setChannelState', data: { channel: FIRST, state: 'closed' } }, asPia)
    deepStrictEqual(next(closed, 'screen'), [Q3, 'question4', Q1])
  })
  test('shows screens what someone in the room may read', () => {
    const home = says(given(), 'home1111', addChannel('Home', { attendance: 'home' }, { isPremoderated: false }), asPia)
    const two = says(home, Q1, askIn('home1111', 'Why?'), asAna)
    deepStrictEqual([next(two), next(two, 'screen')], [[Q1], []])
    const now = two.after(start, asMona).shows('now', 'screen') as { current: { id: string }[] }
    deepStrictEqual(
      now.current.map(({ id }) => id),
      [Q1],
    )
  })
})
