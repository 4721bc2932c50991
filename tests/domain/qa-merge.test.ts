import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { type Command, evolve } from '#server/qa/domain.ts'
import { FIRST } from '#server/qa/state.ts'
import {
  addChannel,
  ana,
  approve,
  asAna,
  asBen,
  asCleo,
  askIn,
  asMona,
  asPia,
  ben,
  cleo,
  dismiss,
  EVERYONE,
  given,
  merge,
  of,
  Q1,
  Q2,
  Q3,
  rows as rowsOf,
  rules,
  says,
  someone,
  undo,
} from './qa-history.ts'

type Telling = ReturnType<typeof given>
const ROOM = 'second11'
const votesOf = (telling: Telling, id: string) =>
  (telling.shows(`question/${id}`, 'staff') as { triage: { votes: number } }).triage.votes
const mergedInto = (telling: Telling, id: string) =>
  (telling.shows(`question/${id}`, 'staff') as { merged: number }).merged
const own = (telling: Telling, who: string, name: 'votes') =>
  (telling.shows(`@${who}/${name}`, `person:${who}`) as { list: string[] } | null)?.list ?? []
const into = (telling: Telling, who: string) =>
  (telling.shows(`@${who}/mine`, `person:${who}`) as { list: { into: { id: string } | null }[] }).list[0]?.into?.id
const voters = (telling: Telling, id: string, ...who: string[]) =>
  who.reduce((told, one) => told.after(of('qa.vote', id), someone(one, 'attendee')), telling)

/**
 * The same asked three times, in two channels: Ana's is wanted by v1, v2 and Ben, Ben's by v2, v3 and Cleo, and Cleo's by
 * v3, v4 and Ana.
 */
function three(): Telling {
  let telling = says(given(), ROOM, addChannel('Second', {}, { isPremoderated: false }), asPia)
  telling = says(telling, 'open1111', { type: 'qa.editChannel', data: { channel: FIRST, ...OPEN } }, asPia)
  telling = says(telling, Q1, askIn(FIRST, 'What is churn?'), asAna, 1000)
  telling = says(telling, Q2, askIn(ROOM, 'Churn, what is it?'), asBen, 2000)
  telling = says(telling, Q3, askIn(FIRST, 'Tell us of churn'), asCleo, 3000)
  telling = voters(telling, Q1, 'voter111', 'voter222', ben)
  telling = voters(telling, Q2, 'voter222', 'voter333', cleo)
  return voters(telling, Q3, 'voter333', 'voter444', ana)
}
const OPEN = { name: 'First', segment: EVERYONE, rules: rules({ isPremoderated: false }) }

describe('folding one into another', () => {
  test('unites those who want it, across channels, each once and without its own asker', () => {
    const one = three().after(merge(Q1, Q2), asMona)
    // v1, v2, v3, Ben who asked it too, and Cleo.
    strictEqual(votesOf(one, Q1), 5)
    const all = one.after(merge(Q1, Q3), asMona)
    // And v4. Ana asked it: her vote for Cleo's counts for nothing here.
    deepStrictEqual([votesOf(all, Q1), mergedInto(all, Q1)], [6, 2])
  })
  test('tells all askers, and whoever voted that their vote is there', () => {
    const all = three().after(merge(Q1, Q2, Q3), asMona)
    deepStrictEqual([into(all, ben), into(all, cleo), into(all, ana)], [Q1, Q1, undefined])
    deepStrictEqual(own(all, 'voter222', 'votes'), [Q1])
    all.when(of('qa.vote', Q1), someone('voter333', 'attendee')).changesNothing()
    const left = all.after(of('qa.unvote', Q1), someone('voter333', 'attendee'))
    deepStrictEqual([votesOf(left, Q1), own(left, 'voter333', 'votes')], [5, []])
  })
  test('takes along what was folded into it before, and tells its asker so', () => {
    const chain = three().after(merge(Q2, Q3), asMona).after(merge(Q1, Q2), asMona)
    deepStrictEqual([votesOf(chain, Q1), mergedInto(chain, Q1), into(chain, cleo)], [6, 2, Q1])
    // Only the last of them is voted on: the one between counts as it did.
    strictEqual(votesOf(chain, Q2), votesOf(three().after(merge(Q2, Q3), asMona), Q2))
  })
  test('is never into itself, into what was folded, or in a ring', () => {
    three().when(merge(Q1, Q1), asMona).refuses('qa.intoItself')
    const one = three().after(merge(Q1, Q2), asMona)
    one.when(merge(Q2, Q3), asMona).refuses('qa.intoMerged')
    one.when(merge(Q2, Q1), asMona).refuses('qa.intoMerged')
    one.when(merge(Q3, Q2), asMona).refuses('qa.notPossible')
    three().when(merge('nothing1', Q1), asMona).refuses('qa.noQuestion')
    three().after(dismiss(Q1), asMona).when(merge(Q1, Q2), asMona).refuses('qa.notPossible')
  })
  test('a change that is taken back makes no ring either', () => {
    const out = says(says(three(), 'merge111', merge(Q1, Q2), asMona), 'out11111', of('qa.unmerge', Q2), asMona)
    const round = out.after(merge(Q2, Q1), asMona)
    round.when(undo('out11111', Q2), asMona).refuses('qa.intoMerged')
    strictEqual(into(out.after(undo('out11111', Q2), asMona), ben), Q1)
  })
})

describe('taking it out again', () => {
  const everything = (telling: Telling) => ({
    votes: [Q1, Q2, Q3].map((id) => votesOf(telling, id)),
    merged: [Q1, Q2, Q3].map((id) => mergedInto(telling, id)),
    states: [Q1, Q2, Q3].map((id) => (telling.shows(`question/${id}`, 'staff') as { state: string }).state),
    own: ['voter222', 'voter333', ben, cleo, ana].map((who) => own(telling, who, 'votes')),
    tally: telling.shows('tally', 'everyone'),
  })
  test('restores exactly what each had', () => {
    const apart = three()
      .after(merge(Q1, Q2, Q3), asMona)
      .after(of('qa.unmerge', Q2), asMona)
      .after(of('qa.unmerge', Q3), asMona)
    deepStrictEqual(everything(apart), everything(three()))
  })
  test('by undo does the same, of all at once', () => {
    const back = says(three(), 'merge111', merge(Q1, Q2, Q3), asMona).after(undo('merge111', Q2, Q3), asMona)
    deepStrictEqual(everything(back), everything(three()))
  })
  test('from the middle of a chain takes along what is its own', () => {
    const chain = three().after(merge(Q2, Q3), asMona).after(merge(Q1, Q2), asMona).after(of('qa.unmerge', Q2), asMona)
    deepStrictEqual(everything(chain), everything(three().after(merge(Q2, Q3), asMona)))
  })
  test('keeps the votes that came meanwhile where they were given', () => {
    const more = voters(three().after(merge(Q1, Q2), asMona), Q1, 'voter555')
    deepStrictEqual([votesOf(more, Q1), votesOf(more.after(of('qa.unmerge', Q2), asMona), Q1)], [6, 4])
  })
  test('is for what was folded', () => {
    three().when(of('qa.unmerge', Q1), asMona).refuses('qa.notMerged')
    three().when(approve(Q1), asMona).refuses('qa.notPossible')
  })
})

describe('what others asked', () => {
  const state = (telling: Telling, id: string) => (telling.shows(`question/${id}`, 'staff') as { state: string }).state
  const remove = (isBack: boolean): Command => ({ type: 'qa.removeAuthor', data: { participant: ana, isBack } })
  const server = { by: { system: 'policy' }, rows: rowsOf }

  test('stands by itself again, with its votes, when the asker of what it was folded into takes that back', () => {
    const all = three().after(merge(Q1, Q2, Q3), asMona)
    const left = all.after(of('qa.withdraw', Q1), asAna)
    deepStrictEqual(
      [Q1, Q2, Q3].map((id) => state(left, id)),
      ['archived', 'visible', 'visible'],
    )
    deepStrictEqual([votesOf(left, Q2), votesOf(left, Q3)], [votesOf(three(), Q2), votesOf(three(), Q3)])
    deepStrictEqual([into(left, ben), own(left, 'voter222', 'votes')], [undefined, [Q2, Q1]])
    // Put back, it comes with what is its own.
    const back = left.after(of('qa.putBack', Q1), asAna)
    deepStrictEqual([state(back, Q1), votesOf(back, Q1)], ['visible', votesOf(three(), Q1)])
    // A merge that ended so is not there to be taken back.
    const merged = says(three(), 'merge111', merge(Q1, Q2), asMona).after(of('qa.withdraw', Q1), asAna)
    merged.when(undo('merge111', Q2), asMona).refuses('qa.changedSince')
  })
  test('and when they are removed', () => {
    const all = three().after(merge(Q1, Q2), asMona).after(merge(Q1, Q3), asMona)
    const left = all.after(remove(false), server)
    deepStrictEqual(
      [Q1, Q2, Q3].map((id) => state(left, id)),
      ['archived', 'visible', 'visible'],
    )
    strictEqual(state(left.after(remove(true), server), Q1), 'visible')
  })
  test('goes nowhere with someone who was removed themselves', () => {
    const removeBen: Command = { type: 'qa.removeAuthor', data: { participant: ben, isBack: false } }
    const gone = three().after(merge(Q2, Q3), asMona).after(merge(Q1, Q2), asMona).after(removeBen, server)
    const left = gone.after(of('qa.withdraw', Q1), asAna)
    // What others asked was folded into theirs, and stands by itself.
    deepStrictEqual(
      [Q1, Q2, Q3].map((id) => state(left, id)),
      ['archived', 'merged', 'visible'],
    )
  })
  test('also where the same asker’s own stands between, which goes along', () => {
    const again = says(three(), 'question4', askIn(FIRST, 'Churn once more?'), asAna, 90_000)
    const chain = again.after(merge('question4', Q2), asMona).after(merge(Q1, 'question4'), asMona)
    const left = chain.after(of('qa.withdraw', Q1), asAna)
    deepStrictEqual(
      [Q1, 'question4', Q2].map((id) => state(left, id)),
      ['archived', 'merged', 'visible'],
    )
  })
})

describe('whoever asked what was folded into one of another channel', () => {
  const told = (telling: Telling) =>
    (telling.shows(`@${cleo}/mine`, `person:${cleo}`) as { list: { into: { text: string } }[] }).list[0]?.into.text
  const set = (segment: Partial<typeof EVERYONE>): Command => ({
    type: 'qa.editChannel',
    data: { channel: ROOM, name: 'Second', segment: { ...EVERYONE, ...segment }, rules: rules() },
  })
  const across = () => three().after(merge(Q2, Q3), asMona)

  test('reads it there where the channel is for everyone', () => {
    strictEqual(told(across()), 'Churn, what is it?')
  })
  test('reads it in their own channel, whomever that is for', () => {
    const here = three().after(merge(Q1, Q3), asMona)
    const data = { ...OPEN, channel: FIRST, segment: { ...EVERYONE, attendance: 'home' as const } }
    strictEqual(told(here.after({ type: 'qa.editChannel', data }, asPia)), 'What is churn?')
  })
  test('is sent it anew as the channel becomes one for some, or is so no more', () => {
    const touched = evolve(
      structuredClone(across().state),
      {
        type: 'qa.channelEdited',
        data: (set({ attendance: 'room' }) as Extract<Command, { type: 'qa.editChannel' }>).data,
      },
      { at: 9000, actor: { system: 'test' }, version: 9 },
    )
    strictEqual(JSON.stringify(touched).includes(`@${cleo}/mine`), true)
  })
  test('does not where it is for some: that it was folded is told, not what others ask there', () => {
    strictEqual(told(across().after(set({ attendance: 'room' }), asPia)), '')
    const dismissed = across()
      .after(set({ attendance: 'room' }), asPia)
      .after(dismiss(Q2, 'unclear', 'Said in the room'), asMona)
    const why = (dismissed.shows(`@${cleo}/mine`, `person:${cleo}`) as { list: { into: object }[] }).list[0]?.into
    deepStrictEqual(why, { id: Q2, text: '', state: 'dismissed', reason: 'unclear', reasonNote: '' })
    strictEqual(
      told(across().after({ type: 'qa.setChannelState', data: { channel: ROOM, state: 'archived' } }, asPia)),
      '',
    )
  })
})
