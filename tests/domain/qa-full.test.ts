import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import type { Command, Event } from '#server/qa/domain.ts'
import { FIRST } from '#server/qa/state.ts'
import { MOST_VISIBLE } from '#shared/qa/rules.ts'
import {
  addChannel,
  ana,
  approve,
  archive,
  asAna,
  ask,
  asked,
  asMona,
  asPia,
  ben,
  given,
  merge,
  of,
  Q1,
  Q2,
  Q3,
  says,
  undo,
} from './qa-history.ts'

type Telling = ReturnType<typeof given>
const askedBy = (by: string, question: string, isVisible = true): readonly [number, Event] => [
  1000,
  {
    type: 'qa.asked',
    data: {
      question,
      channel: FIRST,
      by,
      side: 'home',
      text: question,
      name: 'Ana',
      isOwnName: true,
      isVisible,
      offer: null,
    },
  },
]
/** The first channel with as many visible questions as it takes, or with one place left, and two of Ana's that wait. */
const filled = (free = 0) =>
  given(
    ...Array.from({ length: MOST_VISIBLE - free }, (_, i) => askedBy(ben, `filler${1000 + i}`)),
    askedBy(ana, Q1, false),
    askedBy(ana, Q2, false),
  )
const ONE = 'filler1000'
const state = (telling: Telling, id: string) => (telling.shows(`question/${id}`, 'staff') as { state: string }).state

describe('where a channel is full', () => {
  test('no more are approved than there is room for, and of several none', () => {
    filled().when(approve(Q1), asMona).refuses('qa.channelFull')
    filled(1).when(approve(Q1, Q2), asMona).refuses('qa.channelFull')
    strictEqual(state(filled(1).after(approve(Q2), asMona), Q2), 'visible')
    strictEqual(state(filled().after(archive(ONE), asMona).after(approve(Q1), asMona), Q1), 'visible')
  })
  test('nothing is sent there that is visible; what waits may', () => {
    let telling = says(filled(), 'second11', addChannel('Second', {}, { isPremoderated: false }), asPia)
    const away: Command = { type: 'qa.send', data: { questions: [ONE, Q1], channel: 'second11' } }
    const back = (...questions: string[]): Command => ({ type: 'qa.send', data: { questions, channel: FIRST } })
    telling = telling.after(away, asMona)
    telling = telling.after(approve(Q2), asMona)
    telling.when(back(ONE), asMona).refuses('qa.channelFull')
    strictEqual(state(telling.after(back(Q1), asMona), Q1), 'pending')
  })
  test('what is being answered is not skipped into it', () => {
    const answering = filled().after(of('qa.startAnswering', ONE), asMona)
    strictEqual(state(answering.after(of('qa.skip', ONE), asMona), ONE), 'visible')
    answering.after(approve(Q1), asMona).when(of('qa.skip', ONE), asMona).refuses('qa.channelFull')
  })
  test('nothing is taken back, or out of what it was folded into, to be visible there again', () => {
    const gone = says(filled(), 'archive1', archive(ONE), asMona).after(approve(Q1), asMona)
    gone.when(undo('archive1', ONE), asMona).refuses('qa.channelFull')
    const folded = filled().after(merge('filler1001', ONE), asMona).after(approve(Q1), asMona)
    folded.when(of('qa.unmerge', ONE), asMona).refuses('qa.channelFull')
  })
  test('what its asker puts back waits to be looked at, and so does what they no longer hold', () => {
    const gone = filled(1).after(approve(Q1), asMona).after(of('qa.withdraw', Q1), asAna).after(approve(Q2), asMona)
    strictEqual(state(gone.after(of('qa.putBack', Q1), asAna), Q1), 'pending')
    // Two are folded into Ana's, and what came meanwhile leaves room for one of them.
    const holding = filled(1)
      .after(approve(Q1), asMona)
      .after(merge(Q1, ONE, 'filler1001'), asMona)
    const full = says(holding, Q3, ask('And this?'), asAna, 2000).after(approve(Q2, Q3), asMona)
    const left = full.after(of('qa.withdraw', Q1), asAna)
    deepStrictEqual([state(left, ONE), state(left, 'filler1001')], ['visible', 'pending'])
  })
})

test('an offer is made or taken back no more once the airing is over', () => {
  const rows = { isOver: true, name: 'Ana', tags: [], person: null }
  asked()
    .when({ type: 'qa.offer', data: { question: Q1, offer: null } }, { ...asAna, rows })
    .refuses('qa.over')
})
