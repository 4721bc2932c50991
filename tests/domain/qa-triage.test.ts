import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import type { Command } from '#server/qa/domain.ts'
import { FIRST } from '#server/qa/state.ts'
import {
  ana,
  approve,
  archive,
  asAna,
  asBen,
  ask,
  asked,
  askIn,
  asMax,
  asMia,
  asMona,
  asPia,
  dismiss,
  given,
  merge,
  of,
  Q1,
  Q2,
  rows,
  says,
  shown,
  someone,
  undo,
} from './qa-history.ts'

type Telling = ReturnType<typeof asked>
interface Triage {
  labels: string[]
  notes: { text: string }[]
  claim: { participant: string; until: number } | null
  reason: string | null
  changes: { change: string; what: string; name: string }[]
  calledAt: number | null
}
interface Shown {
  state: string
  channel: string
  since: number
  startedAt: number | null
  answeredAt: number | null
  answer: { text: string; name: string } | null
  triage: Triage
}
const seen = (telling: Telling, id: string = Q1, audience = 'staff') =>
  telling.shows(`question/${id}`, audience) as Shown | null
const start = of('qa.startAnswering', Q1)
const finish = of('qa.finishAnswering', Q1)
const answer: Command = { type: 'qa.answer', data: { question: Q1, text: 'People who leave.' } }
const tally = (telling: Telling) =>
  (telling.shows('tally', 'everyone') as { home: { served: number; answered: number } }).home

const answering = () => says(shown(), 'start111', start, asMia, 10_000)
const answered = () => says(answering(), 'finish11', finish, asMia, 70_000)
const dismissed = () => says(asked(), 'dismiss1', dismiss(Q1), asMona)
const archived = () => says(shown(), 'archive1', archive(Q1), asMona)
const merged = () => {
  const two = says(says(shown(), Q2, ask('What is it?'), asBen), 'approve2', approve(Q2), asMona)
  return says(two, 'merge111', merge(Q2, Q1), asMona)
}
const FROM = { pending: asked, visible: shown, answering, answered, dismissed, merged, archived }

/** Where each change finds a question; from anywhere else it is refused, since someone was first. */
const MOVES: [name: string, command: Command, from: (keyof typeof FROM)[], to: string][] = [
  ['approve', approve(Q1), ['pending', 'dismissed', 'archived'], 'visible'],
  ['dismiss', dismiss(Q1), ['pending', 'visible'], 'dismissed'],
  ['archive', archive(Q1), ['visible', 'answering', 'answered', 'dismissed'], 'archived'],
  ['start answering', start, ['visible'], 'answering'],
  ['finish answering', finish, ['answering'], 'answered'],
  ['skip', of('qa.skip', Q1), ['answering', 'visible'], 'visible'],
  ['answer in writing', answer, ['pending', 'visible', 'answering', 'answered'], 'answered'],
]

describe.each(MOVES)('%s', (_, command, from, to) => {
  test.each(Object.keys(FROM) as (keyof typeof FROM)[])('a question that is %s', (state) => {
    const telling = FROM[state]()
    if (!from.includes(state)) return telling.when(command, asMona).refuses('qa.notPossible')
    const done = says(telling, 'change11', command, asMona, 80_000)
    strictEqual(seen(done)?.state, to)
    // What was done can be had back, exactly.
    const back = says(done, 'undo1111', undo('change11', Q1), asMona, 90_000)
    deepStrictEqual(seen(back), seen(telling))
    deepStrictEqual(back.shows('tally', 'everyone'), telling.shows('tally', 'everyone'))
    deepStrictEqual(back.shows('counts', 'staff'), { ...zeros(done), ...(telling.shows('counts', 'staff') as object) })
  })
})
const zeros = (telling: Telling) =>
  Object.fromEntries(Object.keys(telling.shows('counts', 'staff') as object).map((state) => [state, 0]))

describe('what was done', () => {
  test('is kept with who did it, and taken back step by step', () => {
    const done = answered()
    deepStrictEqual(
      seen(done)?.triage.changes.map(({ what, name }) => [what, name]),
      [
        ['answered', 'mia'],
        ['answeringStarted', 'mia'],
        ['approved', 'mona'],
      ],
    )
    done.when(undo('start111', Q1), asMona).refuses('qa.changedSince')
    const back = done.after(undo('finish11', Q1), asMona).after(undo('start111', Q1), asMona)
    deepStrictEqual(seen(back), seen(shown()))
  })
  test('from the stage is taken back there by whoever did it, and by nobody else there', () => {
    const done = answered()
    done.when(undo('finish11', Q1), someone('mic11111', 'mentor')).refuses('qa.noQuestion')
    done.when(undo('start111', Q1), asMia).refuses('qa.changedSince')
    const back = done.after(undo('finish11', Q1), asMia).after(undo('start111', Q1), asMia)
    deepStrictEqual(seen(back), seen(shown()))
    deepStrictEqual(back.shows('tally', 'everyone'), shown().shows('tally', 'everyone'))
    back.when(undo('approve11', Q1), asMia).refuses('qa.noQuestion')
    // What a moderator did after it comes first.
    const later = says(done, 'archive1', archive(Q1), asMona, 80_000)
    later.when(undo('finish11', Q1), asMia).refuses('qa.changedSince')
  })
  test('of several is all or nothing', () => {
    const two = says(shown(), Q2, ask('How so?'), asBen)
    two
      .when(dismiss(Q1), asMona)
      .gives(
        { type: 'qa.handled', data: { change: 'testcommand', by: 'mona1111', name: 'mona', count: 1 } },
        { type: 'qa.dismissed', data: { question: Q1, reason: 'offTopic', note: '' } },
      )
    two.when(approve(Q2, Q1), asMona).refuses('qa.notPossible')
    const both = says(
      two,
      'both1111',
      { type: 'qa.dismiss', data: { questions: [Q1, Q2], reason: 'unclear', note: '' } },
      asMona,
    )
    strictEqual(
      both.shows('load/mona1111', 'staff') && (both.shows('load/mona1111', 'staff') as { handled: number }).handled,
      3,
    )
    deepStrictEqual(
      [Q1, Q2].map((id) => seen(both.after(undo('both1111', Q1, Q2), asMona), id)?.state),
      ['visible', 'pending'],
    )
  })
  test('by two at once is done by the first: the second is told', () => {
    shown().after(dismiss(Q1), asMona).when(start, asMax).refuses('qa.notPossible', { state: 'dismissed' })
    answering().when(dismiss(Q1), asMax).refuses('qa.notPossible', { state: 'answering' })
    asked().after(approve(Q1), asMona).when(approve(Q1), asMax).refuses('qa.notPossible')
  })
  test('by someone silenced comes without a word of theirs', () => {
    const silenced = { ...asMona, facts: { ...asMona.facts, silenced: true } }
    asked()
      .when(dismiss(Q1, 'unclear', 'You fool'), silenced)
      .refuses('core.silenced')
    strictEqual(seen(asked().after(dismiss(Q1, 'unclear'), silenced))?.triage.reason, 'unclear')
  })
  test('is theirs who triage alone: to others the question is not there', () => {
    for (const command of [approve(Q1), dismiss(Q1)]) asked().when(command, asAna).refuses('qa.noQuestion')
    asked().when(approve('nothing1'), asMona).refuses('qa.noQuestion')
    // Those on stage see what is shown, and what they were asked to look at.
    asked().when(answer, asMia).refuses('qa.noQuestion')
    const escalated = asked().after({ type: 'qa.escalate', data: { question: Q1, isOn: true } }, asMona)
    strictEqual((escalated.shows(`escalated/${Q1}`, 'stage') as { by: string }).by, 'mona')
    const told = escalated.after(answer, asMia)
    deepStrictEqual(seen(told)?.answer, { text: 'People who leave.', name: 'mia', at: 1000 })
    strictEqual(told.shows(`escalated/${Q1}`, 'stage'), null)
  })
})

describe('an answer', () => {
  test('on stage is a chapter, a turn of its side, and told with its time', () => {
    const one = seen(answered())
    deepStrictEqual([one?.startedAt, one?.answeredAt], [10_000, 70_000])
    deepStrictEqual(
      [tally(answering()), tally(answered())],
      [
        { asked: 1, served: 1, answered: 0 },
        { asked: 1, served: 1, answered: 1 },
      ],
    )
    const mine = answered().shows(`@${ana}/mine`, `person:${ana}`) as { list: { answeredAt: number }[] }
    strictEqual(mine.list[0]?.answeredAt, 70_000)
  })
  test('in writing is no turn, and may follow one on stage', () => {
    deepStrictEqual(tally(shown().after(answer, asMona)), { asked: 1, served: 0, answered: 0 })
    const both = says(answered(), 'written1', answer, asMona, 90_000)
    deepStrictEqual([seen(both)?.answeredAt, seen(both)?.answer?.text], [70_000, 'People who leave.'])
    asked()
      .when({ type: 'qa.answer', data: { question: Q1, text: '' } }, asMona)
      .refuses('qa.empty')
  })
  test('that is skipped waits again, as if it were asked now, and is no turn', () => {
    const skipped = says(answering(), 'skip1111', of('qa.skip', Q1), asMia, 30_000)
    deepStrictEqual([seen(skipped)?.since, seen(skipped)?.startedAt, tally(skipped).served], [30_000, null, 0])
  })
  test('has a chapter that is corrected beside what was', () => {
    const chapter = (startedAt: number, answeredAt: number): Command => ({
      type: 'qa.correctChapter',
      data: { question: Q1, title: 'On churn', startedAt, answeredAt },
    })
    shown().when(chapter(1, 2), asMona).refuses('qa.notAnswered')
    answered().when(chapter(5000, 5000), asMona).refuses('qa.badTimes')
    const corrected = answered().after(chapter(12_000, 60_000), asMona)
    deepStrictEqual(corrected.state.questions[Q1]?.chapter, {
      title: 'On churn',
      startedAt: 12_000,
      answeredAt: 60_000,
    })
    strictEqual(seen(corrected)?.startedAt, 10_000)
  })
})

describe('a claim', () => {
  const claimed = () => says(shown(), 'claim111', of('qa.claim', Q1), asMona, 10_000)
  test('keeps others from it for 90 s, and those who run the event from nothing', () => {
    deepStrictEqual(seen(claimed())?.triage.claim, { participant: 'mona1111', name: 'mona', until: 100_000 })
    for (const command of [dismiss(Q1), start, of('qa.claim', Q1), of('qa.release', Q1)])
      claimed()
        .when(command, { ...asMax, at: 99_999 })
        .refuses('qa.claimedByOther')
    strictEqual(seen(says(claimed(), 'late1111', dismiss(Q1), asMax, 100_000))?.state, 'dismissed')
    strictEqual(seen(claimed().after(dismiss(Q1), asPia))?.state, 'dismissed')
    strictEqual(seen(claimed().after(start, asMia))?.state, 'answering')
  })
  test('ends as the question leaves its column, is let go, or ran out', () => {
    const load = (telling: Telling) => (telling.shows('load/mona1111', 'staff') as { claimed: number }).claimed
    strictEqual(load(claimed()), 1)
    for (const audience of ['everyone', 'mentors', 'screen', `channel:${FIRST}`])
      strictEqual(claimed().shows('load/mona1111', audience), null)
    const left = claimed().after(dismiss(Q1), asMona)
    deepStrictEqual([seen(left)?.triage.claim, load(left)], [null, 0])
    strictEqual(seen(claimed().after(of('qa.release', Q1), asMona))?.triage.claim, null)
    const note: Command = { type: 'qa.note', data: { question: Q1, text: 'Hm' } }
    strictEqual(load(says(claimed(), 'note1111', note, asMax, 100_000)), 0)
  })
  test('is handed over to a colleague who looks after it too', () => {
    const hand: Command = { type: 'qa.handOver', data: { question: Q1, to: 'max11111' } }
    const to = (facts: typeof asMax.facts) => ({
      ...asMona,
      at: 20_000,
      rows: { ...rows, person: { name: 'Max', facts } },
    })
    claimed()
      .when(hand, { ...asMona, rows })
      .refuses('qa.noModerator')
    claimed().when(hand, to(asBen.facts)).refuses('qa.noModerator')
    const handed = claimed().after(hand, to(asMax.facts))
    deepStrictEqual(seen(handed)?.triage.claim, { participant: 'max11111', name: 'Max', until: 110_000 })
    handed.when(dismiss(Q1), asMona).refuses('qa.claimedByOther')
  })
  test('is not for what is done', () => answered().when(of('qa.claim', Q1), asMona).refuses('qa.notPossible'))
})

describe('what is written on a question', () => {
  const label = (label: string, isOn = true): Command => ({ type: 'qa.label', data: { questions: [Q1], label, isOn } })
  test('labels, eight of them, on and off', () => {
    let telling = shown().after(label('pricing'), asMona)
    telling.when(label('pricing'), asMona).changesNothing()
    deepStrictEqual(seen(telling)?.triage.labels, ['pricing'])
    deepStrictEqual(seen(telling.after(label('pricing', false), asMona))?.triage.labels, [])
    for (let i = 0; i < 7; i++) telling = telling.after(label(`more ${i}`), asMona)
    telling.when(label('one more'), asMona).refuses('qa.labelsFull')
  })
  test('notes, twenty of them, for those who triage', () => {
    const note: Command = { type: 'qa.note', data: { question: Q1, text: 'Mia knows' } }
    let telling = shown()
    for (let i = 0; i < 20; i++) telling = telling.after(note, asMona)
    telling.when(note, asMona).refuses('qa.notesFull')
    strictEqual(JSON.stringify(telling.shows(`question/${Q1}`, `channel:${FIRST}`)).includes('Mia'), false)
  })
  test('a pin, of what is shown, to the screens', () => {
    const pin = (question: string | null): Command => ({ type: 'qa.pin', data: { question } })
    const pinned = (telling: Telling) =>
      (telling.shows('now', 'screen') as { pinned: { id: string } | null }).pinned?.id
    asked().when(pin(Q1), asMona).refuses('qa.notPossible')
    const on = shown().after(pin(Q1), asMona)
    strictEqual(pinned(on), Q1)
    on.when(pin(Q1), asMona).changesNothing()
    strictEqual(pinned(on.after(pin(null), asMona)), undefined)
    strictEqual(pinned(on.after(dismiss(Q1), asMona)), undefined)
    const away: Command = { type: 'qa.setChannelState', data: { channel: FIRST, state: 'archived' } }
    strictEqual(pinned(on.after(away, asMona)), undefined)
  })
  test('an escalation, of what is not done', () => {
    const escalate = (isOn: boolean): Command => ({ type: 'qa.escalate', data: { question: Q1, isOn } })
    asked().when(escalate(false), asMona).changesNothing()
    answered().when(escalate(true), asMona).refuses('qa.notPossible')
    // Mentors are told; everyone else who may read it finds it in its channel, or not at all.
    for (const audience of ['everyone', `channel:${FIRST}`, 'screen'])
      strictEqual(asked().after(escalate(true), asMona).shows(`escalated/${Q1}`, audience), null)
    strictEqual(
      asked().after(escalate(true), asMona).after(escalate(false), asMona).shows(`escalated/${Q1}`, 'stage'),
      null,
    )
  })
})

describe('calling on someone', () => {
  const offered = () =>
    says(says(given(), Q1, askIn(FIRST, 'Why?', '', { where: '' }), asAna), 'approve1', approve(Q1), asMona)
  test('needs their offer, and a question that waits or is being answered', () => {
    shown().when(of('qa.callOn', Q1), asMona).refuses('qa.notOffered')
    const called = says(offered(), 'call1111', of('qa.callOn', Q1), asMona, 5000)
    strictEqual(seen(called)?.triage.calledAt, 5000)
    // Those on stage see of what comes next who offered to ask it themselves, and who is called.
    const nextOf = (telling: Telling) =>
      (telling.shows('now', 'mentors') as { next: { isOffered: boolean; isCalled: boolean }[] }).next[0]
    deepStrictEqual(
      [offered(), called].map((one) => [nextOf(one)?.isOffered, nextOf(one)?.isCalled]),
      [
        [true, false],
        [true, true],
      ],
    )
    offered().after(dismiss(Q1), asMona).when(of('qa.callOn', Q1), asMona).refuses('qa.notVisible')
  })
})
