import { describe, expect, test } from 'vitest'
import { expectedVotes } from '#shared/qa/predict.ts'
import {
  answeredIn,
  type Channel,
  isSettled,
  isShown,
  type Mine,
  newsOf,
  noticeOf,
  type Question,
  receiptKey,
  seatsOf,
  steady,
  waitingIn,
} from '../../client/qa/panel/listing.ts'

const question = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  channel: 'everyone1',
  text: `Question ${id}?`,
  state: 'visible',
  name: 'Ana',
  participant: 'ana11111',
  side: 'home',
  at: 0,
  since: 0,
  votes: 0,
  merged: 0,
  isPinned: false,
  startedAt: null,
  answeredAt: null,
  answer: null,
  triage: null,
  ...more,
})
const mine = (id: string, more: Partial<Mine> = {}): Mine => ({
  id,
  channel: 'everyone1',
  text: `Mine ${id}?`,
  state: 'pending',
  at: 0,
  votes: 0,
  name: 'Ana',
  offer: null,
  calledAt: null,
  reason: null,
  reasonNote: '',
  into: null,
  startedAt: null,
  answeredAt: null,
  answer: null,
  ...more,
})
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
const vote = (id: string) => ({ type: 'qa.vote', data: { question: id } })
const unvote = (id: string) => ({ type: 'qa.unvote', data: { question: id } })

describe('my votes, shown at once', () => {
  test('a vote on its way counts already, and is mine', () => {
    const { voted, more } = expectedVotes([], [vote('q1')])
    expect([...voted]).toEqual(['q1'])
    expect(more.get('q1')).toBe(1)
  })
  test('known to be mine and not counted yet, it still counts once', () => {
    const { voted, more } = expectedVotes(['q1'], [vote('q1')])
    expect([...voted]).toEqual(['q1'])
    expect(more.get('q1')).toBe(1)
  })
  test('the last press decides, and presses to and fro add up to nothing', () => {
    const { voted, more } = expectedVotes([], [vote('q1'), unvote('q1'), vote('q2'), unvote('q2'), vote('q2')])
    expect([...voted]).toEqual(['q2'])
    expect([more.get('q1'), more.get('q2')]).toEqual([0, 1])
  })
  test('taken back, it is gone at once', () => {
    const { voted, more } = expectedVotes(['q1'], [unvote('q1')])
    expect([...voted]).toEqual([])
    expect(more.get('q1')).toBe(-1)
  })
  test('nothing else that is sent is a vote', () => {
    expect(expectedVotes([], [{ type: 'qa.withdraw', data: { question: 'q1' } }]).voted.size).toBe(0)
  })
})

describe('a channel as it is read', () => {
  test('what is answered now comes first, then the rest in fair order; other channels and states do not', () => {
    const list = [
      question('a'),
      question('b'),
      question('c', { state: 'answering', startedAt: 5 }),
      question('d', { channel: 'home2' }),
      question('e', { state: 'answered', answeredAt: 9 }),
    ]
    expect(ids(waitingIn(list, 'everyone1', ['b', 'd', 'a']))).toEqual(['c', 'b', 'a'])
  })
  test('one the order does not know comes last', () => {
    expect(ids(waitingIn([question('new'), question('a')], 'everyone1', ['a']))).toEqual(['a', 'new'])
  })
  test('those who triage read there only what everyone does', () => {
    const states = ['pending', 'visible', 'answering', 'answered', 'dismissed', 'merged', 'archived'] as const
    expect(states.filter((state) => isShown(question('a', { state })))).toEqual(['visible', 'answering', 'answered'])
  })
  test('what was answered stands with the last first, on stage and in writing alike', () => {
    const list = [
      question('a', { state: 'answered', startedAt: 1, answeredAt: 20 }),
      question('b', { state: 'answered', answer: { text: 'Yes', name: 'Bo', at: 30 } }),
      question('c', { state: 'answered', startedAt: 2, answeredAt: 10 }),
    ]
    expect(ids(answeredIn(list, 'everyone1'))).toEqual(['b', 'a', 'c'])
  })
  test('under the hand all stay in their places, and what is new comes last', () => {
    expect(ids(steady(['a', 'b', 'gone'], [question('new'), question('b'), question('a')]))).toEqual(['a', 'b', 'new'])
  })
})

describe('what is said of a channel in which one cannot do everything', () => {
  const rules = (told: object = {}) =>
    ({ isPremoderated: true, ask: 'segment', vote: 'segment', read: 'everyone', ...told }) as Channel['rules']
  const said = (
    told: { state?: Channel['state']; rules?: object } = {},
    me: { belongs?: boolean; isOver?: boolean; isSilenced?: boolean } = {},
  ) =>
    noticeOf(
      { state: told.state ?? 'open', rules: rules(told.rules) },
      { belongs: true, isOver: false, isSilenced: false, ...me },
    )

  test('nothing, where one may ask and vote', () => {
    expect(said()).toBe(null)
  })
  test('that others ask, to whom it is not for; and whether they may vote', () => {
    expect(said({}, { belongs: false })).toBe('othersAsk')
    expect(said({ rules: { vote: 'everyone' } }, { belongs: false })).toBe('othersAskAndYouVote')
    expect(said({ rules: { vote: 'everyone' }, state: 'asking' }, { belongs: false })).toBe('othersAsk')
    expect(said({ rules: { ask: 'nobody' } })).toBe('othersAskAndYouVote')
    expect(said({ rules: { ask: 'everyone' } }, { belongs: false })).toBe('othersVote')
  })
  test('how far it is open, and that it is over', () => {
    const states = ['closed', 'asking', 'voting'] as const
    expect(states.map((state) => said({ state }))).toEqual(states)
    expect(said({ state: 'closed' }, { belongs: false })).toBe('closed')
    expect(said({ state: 'closed' }, { isOver: true })).toBe('over')
  })
  test('that one is silenced, where else one would ask', () => {
    expect(said({}, { isSilenced: true })).toBe('silenced')
    expect(said({ state: 'voting' }, { isSilenced: true })).toBe('voting')
    expect(said({}, { isSilenced: true, belongs: false })).toBe('othersAsk')
  })
})

describe('the seats of the tally', () => {
  const tally = (room: number, home: number) => ({
    room: { asked: 9, served: room, answered: room },
    home: { asked: 9, served: home, answered: home },
  })
  const answered = (id: string, side: 'room' | 'home', at: number) =>
    question(id, { state: 'answered', side, startedAt: at, answeredAt: at + 1 })

  test('stand in the order they were answered where all are known here', () => {
    const list = [answered('b', 'room', 20), answered('a', 'home', 10), answered('c', 'home', 30)]
    expect(seatsOf(tally(1, 2), list)).toEqual(['home', 'room', 'home'])
  })
  test('and by side where some are of channels one does not read', () => {
    expect(seatsOf(tally(1, 2), [answered('a', 'home', 10)])).toEqual(['room', 'home', 'home'])
  })
  test('the last fourteen of many', () => {
    // The room’s ten come first where the order is not known: four of them are left.
    const sides = seatsOf(tally(10, 10), [])
    expect(sides).toEqual([...Array<string>(4).fill('room'), ...Array<string>(10).fill('home')])
  })
  test('what was answered in writing takes no seat: it was never on stage', () => {
    const written = question('w', { state: 'answered', side: 'room', answer: { text: 'Yes', name: 'Bo', at: 15 } })
    expect(seatsOf(tally(1, 1), [answered('b', 'room', 20), answered('a', 'home', 10), written])).toEqual([
      'home',
      'room',
    ])
  })
})

describe('receipts', () => {
  test('are done with once nothing more can come of it', () => {
    const open = (['pending', 'visible', 'answering'] as const).map((state) => isSettled(mine('a', { state })))
    const over = (['answered', 'dismissed', 'merged', 'archived'] as const).map((state) =>
      isSettled(mine('a', { state })),
    )
    expect([open, over]).toEqual([
      [false, false, false],
      [true, true, true, true],
    ])
  })
  test('one that was read is news again in another state', () => {
    expect(receiptKey(mine('a', { state: 'dismissed' }))).not.toBe(receiptKey(mine('a', { state: 'answered' })))
  })
  test('a word is said of what moved since the last look, not of what was there or what one did oneself', () => {
    const before = new Map<string, Mine['state']>([
      ['a', 'pending'],
      ['b', 'visible'],
      ['c', 'visible'],
      ['d', 'dismissed'],
    ])
    const list = [
      // Undone by a moderator: it waits again, and that is no news.
      mine('d', { state: 'pending' }),
      mine('a', { state: 'visible' }),
      mine('b', { state: 'visible' }),
      mine('c', { state: 'archived', reason: 'takenBack' }),
      mine('new', { state: 'answered' }),
    ]
    expect(ids(newsOf(before, list))).toEqual(['a'])
    expect(newsOf(new Map(), list)).toEqual([])
  })
})
