import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import type { Command } from '#server/qa/domain.ts'
import { FIRST } from '#server/qa/state.ts'
import {
  addChannel,
  ana,
  approve,
  archive,
  asAna,
  asBen,
  asCleo,
  asDan,
  ask,
  asked,
  askIn,
  asMona,
  asPia,
  ben,
  dismiss,
  EVERYONE,
  given,
  merge,
  of,
  over,
  Q1,
  Q2,
  Q3,
  rows,
  rules,
  says,
  shown,
} from './qa-history.ts'

type Shown = { state: string; text: string; votes: number | null; name: string | null; participant: string | null }
type Mine = Shown & { reason: string | null; reasonNote: string; into: { id: string; state: string } | null }
type Telling = ReturnType<typeof asked>
const all = `channel:${FIRST}`
const seen = (telling: Telling, audience = all, id: string = Q1) =>
  telling.shows(`question/${id}`, audience) as Shown | null
const mine = (telling: Telling, who: string = ana) =>
  (telling.shows(`@${who}/mine`, `person:${who}`) as { list: Mine[] } | null)?.list ?? []
const votes = (telling: Telling, who: string) =>
  (telling.shows(`@${who}/votes`, `person:${who}`) as { list: string[] } | null)?.list ?? []
const NAMELESS = 'nameless1'
const nameless = () =>
  says(given(), NAMELESS, addChannel('Quietly', {}, { names: 'none', isPremoderated: false }), asPia)

describe('a question', () => {
  test('waits to be looked at, where those who triage alone read it, and its asker', () => {
    strictEqual(seen(asked(), 'staff')?.state, 'pending')
    strictEqual(seen(asked()), null)
    deepStrictEqual(
      mine(asked()).map(({ state }) => state),
      ['pending'],
    )
  })
  test('is shown to its channel once it is approved, without what moderators say of it', () => {
    const noted = shown().after({ type: 'qa.note', data: { question: Q1, text: 'Ask Mia' } }, asMona)
    const one = noted.shows(`question/${Q1}`, all) as { state: string; triage: unknown; name: string }
    deepStrictEqual([one.state, one.triage, one.name], ['visible', null, 'ana'])
  })
  test('is there at once where a channel shows what is asked, until it is full', () => {
    let telling = nameless()
    for (let i = 0; i < 300; i++)
      telling = says(telling, `many${1000 + i}`, askIn(NAMELESS, `Why ${i}?`), { ...asAna, by: `person${1000 + i}` }, 0)
    strictEqual(seen(telling, `channel:${NAMELESS}`, 'many1299')?.state, 'visible')
    const more = says(telling, Q1, askIn(NAMELESS, 'One more?'), asBen)
    strictEqual(seen(more, 'staff')?.state, 'pending')
    more.when(approve(Q1), asMona).refuses('qa.channelFull')
    const room = more.after(archive('many1000'), asMona)
    strictEqual(seen(room.after(approve(Q1), asMona), `channel:${NAMELESS}`)?.state, 'visible')
  })
  test('stands under one’s own name, a nickname, or none, as its channel says', () => {
    const nicked = says(given(), 'nicked11', addChannel('Foxes', {}, { names: 'nickname' }), asPia)
    nicked.when(askIn('nicked11', 'Why?'), asAna).refuses('qa.needsNickname')
    const [own, nick, none] = [
      says(given(), Q1, ask('Why?'), asAna),
      says(nicked, Q1, askIn('nicked11', 'Why?', 'Fox'), asAna),
      says(nameless(), Q1, askIn(NAMELESS, 'Why?', 'Fox'), asAna),
    ]
    const named = (telling: Telling) => [seen(telling, 'staff')?.name, seen(telling, 'staff')?.participant]
    deepStrictEqual([own, nick, none].map(named), [
      ['ana', ana],
      ['Fox', null],
      [null, null],
    ])
  })
  test('is refused without words, too long, full of links, or said again in the same minute', () => {
    given().when(ask('  '), asAna).refuses('qa.empty')
    given()
      .when(ask('a'.repeat(301)), asAna)
      .refuses('qa.tooLong')
    given().when(ask('https://a.example https://b.example www.c.example'), asAna).refuses('qa.tooManyLinks')
    asked()
      .when(ask('what is CHURN ??'), { ...asAna, at: 60_000 })
      .refuses('qa.saidAlready')
    strictEqual(mine(says(asked(), Q2, ask('What is churn?'), asAna, 61_001)).length, 2)
  })
  test('is one of five in ten minutes in its channel', () => {
    let telling = given()
    for (let i = 0; i < 5; i++) telling = says(telling, `five${1000 + i}`, ask(`Why ${i}?`), asAna, i * 1000)
    telling.when(ask('And why?'), { ...asAna, at: 10_000 }).refuses('qa.tooMany', { seconds: 590 })
    strictEqual(mine(says(telling, Q1, ask('And why?'), asAna, 600_001)).length, 6)
    strictEqual(mine(says(telling, Q2, ask('And why?'), asBen, 10_000), ben).length, 1)
  })
  test('counts in its own channel only', () => {
    let telling = says(given(), 'second11', addChannel('Second', {}), asPia)
    for (let i = 0; i < 5; i++) telling = says(telling, `question${i}`, ask(`Why ${i}?`), asAna, i)
    telling.when(ask('And why?'), { ...asAna, at: 10 }).refuses('qa.tooMany')
    says(telling, 'question9', askIn('second11', 'And why?'), asAna, 10)
  })
  test('is asked no more once the airing is over; what was asked is still answered', () => {
    asked()
      .when(ask('And then?'), { ...asBen, rows: over })
      .refuses('qa.over')
    shown()
      .when(of('qa.vote', Q1), { ...asBen, rows: over })
      .refuses('qa.over')
    asked()
      .when({ type: 'qa.edit', data: { question: Q1, text: 'How?' } }, { ...asAna, rows: over })
      .refuses('qa.over')
    asked()
      .when(approve(Q1), { ...asMona, rows: over, command: 'approve11' })
      .gives(
        { type: 'qa.handled', data: { change: 'approve11', by: 'mona1111', name: 'Ana', count: 1 } },
        { type: 'qa.approved', data: { question: Q1 } },
      )
  })
})

describe('what its asker does with it', () => {
  const edit = { type: 'qa.edit', data: { question: Q1, text: 'What does churn cost?' } } as const
  test('says it in other words while it waits, and not after', () => {
    strictEqual(seen(asked().after(edit, asAna), 'staff')?.text, 'What does churn cost?')
    asked().after(edit, asAna).when(edit, asAna).changesNothing()
    shown().when(edit, asAna).refuses('qa.notPending')
    asked()
      .when({ ...edit, data: { question: Q1, text: ' ' } }, asAna)
      .refuses('qa.empty')
  })
  test('says it in no other words once others want it answered, though it waits again', () => {
    const wanted = shown().after(of('qa.vote', Q1), asBen)
    const waits = wanted.after({ type: 'qa.undo', data: { questions: [Q1], change: 'approve11' } }, asMona)
    strictEqual(seen(waits, 'staff')?.state, 'pending')
    waits.when(edit, asAna).refuses('qa.notPending')
    const folded = says(asked(), Q2, ask('How so?'), asBen).after(merge(Q1, Q2), asMona)
    folded.when(edit, asAna).refuses('qa.notPending')
  })
  test('takes it back and puts it back where it was', () => {
    const gone = shown().after(of('qa.withdraw', Q1), asAna)
    strictEqual(seen(gone), null)
    strictEqual(mine(gone)[0]?.reason, 'takenBack')
    strictEqual(seen(gone.after(of('qa.putBack', Q1), asAna))?.state, 'visible')
    strictEqual(
      seen(asked().after(of('qa.withdraw', Q1), asAna).after(of('qa.putBack', Q1), asAna), 'staff')?.state,
      'pending',
    )
    gone.when(of('qa.withdraw', Q1), asAna).refuses('qa.notPossible')
    shown().when(of('qa.putBack', Q1), asAna).refuses('qa.notPossible')
  })
  test('moderators do not show again what was taken back', () => {
    const gone = shown().after(of('qa.withdraw', Q1), asAna)
    gone.when(approve(Q1), asMona).refuses('qa.notPossible')
    gone.when({ type: 'qa.undo', data: { questions: [Q1], change: 'approve11' } }, asMona).refuses('qa.changedSince')
  })
  test('is nobody else’s: one that is seen is not theirs, one that is not seen is not there', () => {
    shown().when(of('qa.withdraw', Q1), asBen).refuses('qa.notYours')
    asked().when(of('qa.withdraw', Q1), asBen).refuses('qa.noQuestion')
    asked().when(of('qa.withdraw', 'nothing1'), asBen).refuses('qa.noQuestion')
  })
  test('offers to ask in person until it is done with', () => {
    const offer = { type: 'qa.offer', data: { question: Q1, offer: { where: 'Row 7' } } } as const
    const offered = shown().after(offer, asAna)
    deepStrictEqual(mine(offered)[0] && (mine(offered)[0] as never as { offer: object }).offer, { where: 'Row 7' })
    offered.when(offer, asAna).changesNothing()
    shown().after(dismiss(Q1), asMona).when(offer, asAna).refuses('qa.notVisible')
  })
  test('is told what became of it, and why', () => {
    const told = (telling: Telling) => [mine(telling)[0]?.state, mine(telling)[0]?.reason, mine(telling)[0]?.reasonNote]
    deepStrictEqual(told(shown()), ['visible', null, ''])
    deepStrictEqual(told(shown().after(dismiss(Q1, 'outOfTime', 'Next time'), asMona)), [
      'dismissed',
      'outOfTime',
      'Next time',
    ])
    deepStrictEqual(told(shown().after(archive(Q1), asMona)), ['archived', 'putAway', ''])
    const other = says(says(shown(), Q2, ask('What is it?'), asBen), 'approve22', approve(Q2), asMona)
    deepStrictEqual(mine(other.after(merge(Q2, Q1), asMona))[0]?.into, {
      ...{ id: Q2, text: 'What is it?', state: 'visible', reason: null, reasonNote: '' },
    })
  })
})

test('what another asked is told to those folded into it once it is shown, and not before', () => {
  const waits = says(shown(), Q2, ask('What is it?'), asBen).after(merge(Q2, Q1), asMona)
  const why = { reason: null, reasonNote: '' }
  deepStrictEqual(mine(waits)[0]?.into, { id: Q2, text: '', state: 'pending', ...why })
  deepStrictEqual(mine(waits.after(approve(Q2), asMona))[0]?.into, {
    ...{ id: Q2, text: 'What is it?', state: 'visible', ...why },
  })
})

test('why another’s question is not shown is told to those folded into it as to its asker', () => {
  const waits = says(shown(), Q2, ask('What is it?'), asBen).after(merge(Q2, Q1), asMona)
  deepStrictEqual(mine(waits.after(dismiss(Q2, 'outOfTime', 'Next time'), asMona))[0]?.into, {
    ...{ id: Q2, text: '', state: 'dismissed', reason: 'outOfTime', reasonNote: 'Next time' },
  })
})

describe('a vote', () => {
  test('is one’s own, counts once, and can be taken out', () => {
    const voted = shown().after(of('qa.vote', Q1), asBen)
    strictEqual(seen(voted)?.votes, 1)
    deepStrictEqual(votes(voted, ben), [Q1])
    voted.when(of('qa.vote', Q1), asBen).changesNothing()
    const taken = voted.after(of('qa.unvote', Q1), asBen)
    deepStrictEqual([seen(taken)?.votes, votes(taken, ben)], [0, []])
    taken.when(of('qa.unvote', Q1), asBen).changesNothing()
  })
  test('is not for one’s own question, nor for what one’s own was folded into', () => {
    shown().when(of('qa.vote', Q1), asAna).refuses('qa.ownQuestion')
    const both = says(says(shown(), Q2, ask('What is it?'), asBen), 'approve22', approve(Q2), asMona)
    both.after(merge(Q1, Q2), asMona).when(of('qa.vote', Q1), asBen).refuses('qa.ownQuestion')
    both.after(merge(Q1, Q2), asMona).when(of('qa.vote', Q2), asBen).refuses('qa.ownQuestion')
  })
  test('is not for what one cannot see: the same answer as for what is not there', () => {
    asked().when(of('qa.vote', Q1), asBen).refuses('qa.noQuestion')
    asked().after(dismiss(Q1), asMona).when(of('qa.vote', Q1), asBen).refuses('qa.noQuestion')
    given().when(of('qa.vote', 'nothing1'), asBen).refuses('qa.noQuestion')
  })
  test('is not for what was answered, nor where no votes are taken', () => {
    const answered = shown().after(of('qa.startAnswering', Q1), asMona).after(of('qa.finishAnswering', Q1), asMona)
    answered.when(of('qa.vote', Q1), asBen).refuses('qa.notVisible')
    for (const state of ['closed', 'asking'] as const)
      shown()
        .after({ type: 'qa.setChannelState', data: { channel: FIRST, state } }, asMona)
        .when(of('qa.vote', Q1), asBen)
        .refuses('qa.notVoting')
  })
  test('is hidden where the channel hides votes, until voting closes; those who triage know it', () => {
    const quiet = says(given(), 'quiet111', addChannel('Quiet', {}, { votes: 'hidden', isPremoderated: false }), asPia)
    const voted = says(quiet, Q1, askIn('quiet111', 'Why?'), asAna).after(of('qa.vote', Q1), asBen)
    const shownIn = (telling: Telling) => [seen(telling, 'channel:quiet111')?.votes, mine(telling)[0]?.votes]
    deepStrictEqual(shownIn(voted), [null, null])
    strictEqual((voted.shows(`question/${Q1}`, 'staff') as { triage: { votes: number } }).triage.votes, 1)
    const closed = voted.after({ type: 'qa.setChannelState', data: { channel: 'quiet111', state: 'closed' } }, asMona)
    deepStrictEqual(shownIn(closed), [1, 1])
  })
})

describe('an author one does not want to see', () => {
  const hidden = (telling: Telling, who: string = ben) =>
    (telling.shows(`@${who}/hidden`, `person:${who}`) as { list: string[] } | null)?.list ?? []
  const two = () => says(says(nameless(), Q1, askIn(NAMELESS, 'Why?'), asAna), Q2, askIn(NAMELESS, 'How?'), asCleo)
  test('is hidden by what they ask without a name in that channel, also later, and never named', () => {
    const hides = two().after(of('qa.hideAuthor', Q1), asBen)
    deepStrictEqual(hidden(hides), [Q1])
    const later = says(says(hides, Q3, askIn(NAMELESS, 'And why?'), asAna), 'own11111', ask('Who?'), asAna)
    deepStrictEqual(hidden(later), [Q3, Q1])
    strictEqual(JSON.stringify(later.shows(`@${ben}/hidden`, `person:${ben}`)).includes(ana), false)
    deepStrictEqual(hidden(later.after({ type: 'qa.showAuthors', data: {} }, asBen)), [])
  })
  test('is told of by no question that is not shown, or stands under their own name', () => {
    const hides = two().after(of('qa.hideAuthor', Q1), asBen)
    deepStrictEqual(hidden(hides.after(dismiss(Q1), asMona)), [])
    const named: Command = {
      type: 'qa.editChannel',
      data: { channel: NAMELESS, name: 'Loudly', segment: EVERYONE, rules: rules({ isPremoderated: false }) },
    }
    const later = says(hides.after(named, asPia), Q3, askIn(NAMELESS, 'And why?'), asAna)
    deepStrictEqual(hidden(later), [Q1])
  })
  test('is blocked by name where there is one, and never oneself', () => {
    shown().when(of('qa.hideAuthor', Q1), asBen).refuses('qa.hasName')
    two().when(of('qa.hideAuthor', Q1), asAna).refuses('qa.ownQuestion')
    asked().when(of('qa.hideAuthor', Q1), asBen).refuses('qa.noQuestion')
    two().after(of('qa.hideAuthor', Q1), asBen).when(of('qa.hideAuthor', Q1), asBen).changesNothing()
  })
})

describe('someone who is removed', () => {
  const remove = (isBack: boolean) => ({ type: 'qa.removeAuthor', data: { participant: ana, isBack } }) as const
  test('takes along what they asked, and brings it back where it was', () => {
    const both = says(shown(), Q2, ask('How so?'), asAna, 90_000)
    const gone = both.after(remove(false))
    deepStrictEqual([seen(gone), seen(gone, 'staff', Q2)?.state], [null, 'archived'])
    deepStrictEqual(
      mine(gone).map(({ reason }) => reason),
      ['removed', 'removed'],
    )
    gone.when(remove(false)).changesNothing()
    gone.when(approve(Q1), asMona).refuses('qa.notPossible')
    const back = gone.after(remove(true))
    deepStrictEqual([seen(back)?.state, seen(back, 'staff', Q2)?.state], ['visible', 'pending'])
    back.when(remove(true)).changesNothing()
  })
  test('had taken something back before: it stays so when they come again', () => {
    const gone = shown().after(of('qa.withdraw', Q1), asAna).after(remove(false))
    strictEqual(mine(gone.after(remove(true)))[0]?.reason, 'takenBack')
  })
  test('leaves what was answered, and what was being answered waits again after', () => {
    const answering = shown().after(of('qa.startAnswering', Q1), asMona)
    const tally = (telling: Telling) => (telling.shows('tally', 'everyone') as { home: { served: number } }).home.served
    strictEqual(tally(answering), 1)
    const gone = answering.after(remove(false))
    strictEqual(tally(gone), 0)
    strictEqual(seen(gone.after(remove(true)))?.state, 'visible')
    const answered = answering.after(of('qa.finishAnswering', Q1), asMona).after(remove(false))
    strictEqual(seen(answered)?.state, 'answered')
  })
})

describe('a line of the chat', () => {
  const takeIn = (channel: string | null, text = 'What is churn?') =>
    ({ type: 'qa.takeIn', data: { channel, participant: ben, name: 'Ben', side: 'home', text } }) as const
  const byBen = { rows: { ...rows, person: { name: 'Ben', facts: asBen.facts } } }
  test('becomes a question of its author, in the first channel they may ask in', () => {
    const taken = says(given(), Q1, takeIn(null), byBen)
    deepStrictEqual([seen(taken, 'staff')?.name, seen(taken, 'staff')?.state], ['Ben', 'pending'])
    strictEqual(mine(taken, ben).length, 1)
  })
  test('stands without the name it was said under where people stand under nicknames', () => {
    const foxes = says(given(), 'nicked11', addChannel('Foxes', {}, { names: 'nickname' }), asPia)
    const taken = says(foxes, Q1, takeIn('nicked11'), byBen)
    deepStrictEqual([seen(taken, 'staff')?.name, seen(taken, 'staff')?.participant], [null, null])
  })
  test('is held to what the author might ask', () => {
    given().when(takeIn(null), { rows }).refuses('qa.noChannel')
    given().when(takeIn(null, ''), byBen).refuses('qa.empty')
    const room = says(given(), 'room1111', addChannel('Room', { attendance: 'room' }), asPia)
    room.when(takeIn('room1111'), byBen).refuses('qa.noChannel')
    given()
      .when(takeIn(null), { rows: { ...byBen.rows, isOver: true } })
      .refuses('qa.over')
  })
})

describe('a name on a screen is marked as a nickname', () => {
  type OnScreen = { current: { name: string | null; isNickname: boolean }[] }
  const onScreen = (telling: Telling) =>
    (telling.after(of('qa.startAnswering', Q1), asMona).shows('now', 'screen') as OnScreen).current.map(
      ({ name, isNickname }) => [name, isNickname],
    )
  const shownBy = (telling: Telling) => telling.after(approve(Q1), asMona)
  test('where its asker is at the event under one', () => {
    const byFern = { ...asAna, facts: { ...asAna.facts, privacy: 'nickname' as const } }
    deepStrictEqual(onScreen(shownBy(says(given(), Q1, ask('How?'), byFern))), [['ana', true]])
    deepStrictEqual(onScreen(shownBy(says(given(), Q1, ask('How?'), asAna))), [['ana', false]])
  })
  test('where the channel asks for one, and not where no name is shown', () => {
    const nicked = says(given(), 'nicked11', addChannel('Foxes', {}, { names: 'nickname' }), asPia)
    deepStrictEqual(onScreen(shownBy(says(nicked, Q1, askIn('nicked11', 'How?', 'Sly Fox'), asAna))), [
      ['Sly Fox', true],
    ])
    const byFern = { ...asAna, facts: { ...asAna.facts, privacy: 'nickname' as const } }
    deepStrictEqual(onScreen(says(nameless(), Q1, askIn(NAMELESS, 'How?'), byFern)), [[null, false]])
  })
})

test('sides are those people sat on when they asked', () => {
  const tally = says(asked(), Q2, ask('How?'), asDan).shows('tally', 'everyone')
  deepStrictEqual(tally, {
    room: { asked: 1, served: 0, answered: 0 },
    home: { asked: 1, served: 0, answered: 0 },
  })
})
