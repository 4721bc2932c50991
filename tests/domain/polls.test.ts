import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { type Command, decide, evolve, initial, type State } from '#server/polls/domain.ts'
import type { Rows } from '#server/polls/tables.ts'
import { audiences, view } from '#server/polls/view.ts'
import type { Facts, HeldRole } from '#shared/core/people.ts'
import type { polls } from '#shared/polls/contract.ts'
import { rulesOf } from '../helpers/given.ts'

const given = rulesOf<State, typeof polls, Rows>({ initial, decide, evolve, audiences, view })

const facts = (participant: string, more: Partial<Facts> = {}): Facts => ({
  ...{ participant, event: 'event111', version: 1, roles: ['attendee'], attendance: 'home', privacy: 'named' },
  ...{ tags: [], membership: false, silenced: false },
  ...more,
})
const fine: Rows = { isOver: false, hasTags: true }
const someone = (participant: string, more: Partial<Facts> = {}) => ({
  ...{ by: participant, facts: facts(participant, more), rows: fine },
})
const roles = (...held: HeldRole[]) => ({ roles: held })
const asMona = someone('mona1111', roles('moderator'))
const [asOla, asPim] = [someone('ola11111'), someone('pim11111')]
const ofOla = '@ola11111/votes'

/** Every command of these tests has this id, so every poll has. */
const id = 'testcommand'
type Asked = Extract<Command, { type: 'polls.prepare' }>['data']
const asked = (more: Partial<Asked> = {}): Asked => ({
  ...{ question: 'Tea or coffee?', kind: 'single', options: ['Tea', 'Coffee', 'Water'], most: 1, low: '', high: '' },
  ...{ results: 'live', segment: null },
  ...more,
})
const anyone = { attendance: null, roles: [], tags: [], membership: null }
const atHome = { ...anyone, attendance: 'home' as const }

const prepare = (more: Partial<Asked> = {}): Command => ({ type: 'polls.prepare', data: asked(more) })
const edit = (more: Partial<Asked>, revision = 1): Command => ({
  type: 'polls.edit',
  data: { poll: id, revision, ...asked(more) },
})
const does = (type: 'open' | 'close' | 'putAway' | 'bringBack' | 'delete', poll = id) =>
  ({ type: `polls.${type}`, data: { poll } }) as Command
const pin = (poll: string | null = id): Command => ({ type: 'polls.pin', data: { poll } })
const vote = (...choices: number[]): Command => ({ type: 'polls.vote', data: { poll: id, choices } })
const end: Command = { type: 'polls.end', data: {} }

const prepared = (more: Partial<Asked> = {}) => given().after(prepare(more), { ...asMona, at: 1000 })
const opened = (more: Partial<Asked> = {}) => prepared(more).after(does('open'), { ...asMona, at: 2000 })
const closed = (more: Partial<Asked> = {}) =>
  opened(more)
    .after(vote(0), asOla)
    .after(does('close'), { ...asMona, at: 9000 })
const putAway = (more: Partial<Asked> = {}) => closed(more).after(does('putAway'), asMona)
const seenBy = (telling: ReturnType<typeof given>, one: Facts) => [...audiences(telling.state, one)].sort()
const results = (telling: ReturnType<typeof given>, audience = 'everyone') => telling.shows(`results/${id}`, audience)

describe('a poll that is prepared', () => {
  test('is told to those who look after polls, and to nobody else', () => {
    const telling = prepared()
    strictEqual((telling.shows(`desk/${id}`, 'staff') as { state: string }).state, 'prepared')
    deepStrictEqual(telling.shows(`sum/${id}`, 'staff'), { voters: 0, counts: [0, 0, 0] })
    for (const audience of ['everyone', 'screen', 'for:1', `voted:${id}`])
      for (const key of ['desk', 'sum', 'poll', 'turnout', 'results'])
        strictEqual(telling.shows(`${key}/${id}`, audience), null, `${key} for ${audience}`)
  })
  test('offers two answers at least, each only once, whatever their capitals', () => {
    given()
      .when(prepare({ options: ['Tea'] }), asMona)
      .refuses('polls.tooFewOptions')
    for (const options of [
      ['Tea', 'tea'],
      ['Straße', 'STRASSE'],
    ])
      given().when(prepare({ options }), asMona).refuses('polls.sameOptions')
  })
  test('lets nobody choose more answers than there are, and one where one is asked for', () => {
    const most = (more: Partial<Asked>) => (prepared(more).shows(`desk/${id}`, 'staff') as { most: number }).most
    strictEqual(most({ kind: 'multiple', most: 7 }), 3)
    strictEqual(most({ kind: 'single', most: 3 }), 1)
  })
  test('as a scale has five steps, whatever answers came along; only a scale has ends', () => {
    const scale = prepared({ kind: 'scale', low: 'lost', high: 'fine' }).shows(`desk/${id}`, 'staff')
    const { options, size, low, high } = scale as { options: string[]; size: number; low: string; high: string }
    deepStrictEqual({ options, size, low, high }, { options: [], size: 5, low: 'lost', high: 'fine' })
    strictEqual((prepared({ low: 'lost' }).shows(`desk/${id}`, 'staff') as { low: string }).low, '')
  })
  test('names no tag that nobody has; a segment that asks for nothing is everyone', () => {
    const segment = { ...anyone, tags: ['pilot'] }
    given()
      .when(prepare({ segment }), { ...asMona, rows: { ...fine, hasTags: false } })
      .refuses('polls.noSuchTag')
    strictEqual((prepared({ segment: anyone }).shows(`desk/${id}`, 'staff') as { segment: null }).segment, null)
  })
  test('is one of fifty at most', () => {
    const telling = given()
    for (let i = 0; i < 50; i++) {
      const data = { ...asked(), poll: `poll${i}`, size: 3 }
      evolve(telling.state, { type: 'polls.prepared', data }, { at: i, actor: { system: 'test' }, version: i })
    }
    telling.when(prepare(), asMona).refuses('polls.full')
    given()
      .when(prepare(), asMona)
      .gives({ type: 'polls.prepared', data: { poll: id, ...asked(), size: 3 } })
  })

  test('is changed until it is opened; of two who change it at once the second is told', () => {
    const changed = prepared().after(edit({ question: 'Tea?', options: ['Yes', 'No'] }), asMona)
    const { question, size, revision } = changed.shows(`desk/${id}`, 'staff') as Record<string, unknown>
    deepStrictEqual({ question, size, revision }, { question: 'Tea?', size: 2, revision: 2 })
    changed.when(edit({ question: 'Coffee?' }), asMona).refuses('polls.changedSince')
    opened().when(edit({}), asMona).refuses('polls.begun')
    closed().when(edit({}), asMona).refuses('polls.begun')
    prepared().after(does('putAway'), asMona).when(edit({}), asMona).refuses('polls.isPutAway')
    prepared()
      .when(edit({ options: [] }), asMona)
      .refuses('polls.tooFewOptions')
    given().when(edit({}), asMona).refuses('polls.noPoll')
  })
})

describe('a poll that is opened', () => {
  test('is seen by those it is for, with how many voted', () => {
    strictEqual((opened().shows(`poll/${id}`, 'everyone') as { state: string }).state, 'open')
    deepStrictEqual(opened().shows(`turnout/${id}`, 'everyone'), { voters: 0 })
  })
  test('twice, by two moderators, is opened once', () => {
    opened().when(does('open'), asMona).changesNothing()
  })
  test('is not opened when it is put away, after the end, or beside five others', () => {
    putAway().when(does('open'), asMona).refuses('polls.isPutAway')
    prepared()
      .when(does('open'), { ...asMona, rows: { ...fine, isOver: true } })
      .refuses('polls.over')
    given().when(does('open'), asMona).refuses('polls.noPoll')
    const telling = prepared()
    for (let i = 0; i < 5; i++) telling.state.polls[`other${i}`] = { ...telling.state.polls[id]!, state: 'open' }
    telling.when(does('open'), asMona).refuses('polls.tooManyOpen')
  })
  test('again keeps its votes, and when it was first opened', () => {
    const again = closed().after(does('open'), { ...asMona, at: 20_000 })
    deepStrictEqual(results(again), { counts: [1, 0, 0] })
    const { openedAt, closedAt, state } = again.shows(`poll/${id}`, 'everyone') as Record<string, unknown>
    deepStrictEqual({ openedAt, closedAt, state }, { openedAt: 2000, closedAt: null, state: 'open' })
    again.when(vote(1), asOla).gives({ type: 'polls.voted', data: { poll: id, by: asOla.by, choices: [1] } })
  })
})

describe('a vote', () => {
  test('is one a person, and changed while the poll is open', () => {
    const telling = opened().after(vote(0), asOla).after(vote(1), asPim).after(vote(1), asOla)
    deepStrictEqual(telling.shows(`turnout/${id}`, 'everyone'), { voters: 2 })
    deepStrictEqual(results(telling), { counts: [0, 2, 0] })
    telling.when(vote(1), asOla).changesNothing()
  })
  test('for nothing takes it back', () => {
    const telling = opened().after(vote(0), asOla).after(vote(), asOla)
    deepStrictEqual(telling.shows(`turnout/${id}`, 'everyone'), { voters: 0 })
    strictEqual(telling.shows(ofOla, 'person:ola11111'), null)
    telling.when(vote(), asOla).changesNothing()
  })
  test('names answers that are there, each once, and no more than one may choose', () => {
    opened().when(vote(3), asOla).refuses('polls.noSuchOption')
    opened().when(vote(0, 1), asOla).refuses('polls.tooMany', { most: 1 })
    const several = opened({ kind: 'multiple', most: 2 })
    several.when(vote(0, 0), asOla).refuses('polls.noSuchOption')
    several.when(vote(0, 1, 2), asOla).refuses('polls.tooMany', { most: 2 })
    several.when(vote(2, 0), asOla).gives({ type: 'polls.voted', data: { poll: id, by: asOla.by, choices: [0, 2] } })
    opened({ kind: 'scale' }).when(vote(5), asOla).refuses('polls.noSuchOption')
  })
  test('is refused in plain words when the poll closes in mid-vote, and counts nowhere', () => {
    closed().when(vote(1), asOla).refuses('polls.isClosed')
    closed().when(vote(1), asPim).refuses('polls.isClosed')
  })
  test('on what one cannot see is on nothing: prepared, put away, deleted, or for others', () => {
    prepared().when(vote(0), asOla).refuses('polls.noPoll')
    putAway().when(vote(0), asOla).refuses('polls.noPoll')
    given().when(vote(0), asOla).refuses('polls.noPoll')
    const inRoom = someone('ria11111', { attendance: 'room' })
    opened({ segment: atHome }).when(vote(0), inRoom).refuses('polls.noPoll')
    opened({ segment: atHome })
      .when(vote(0), { ...asMona, facts: { ...asMona.facts, attendance: 'room' } })
      .refuses('polls.noPoll')
  })
  test('counts also of someone who is silenced: it is nobody’s word against others', () => {
    opened()
      .when(vote(0), someone('ola11111', { silenced: true }))
      .gives({ type: 'polls.voted', data: { poll: id, by: 'ola11111', choices: [0] } })
  })
  test('is one’s own record, and in no other', () => {
    const telling = opened().after(vote(0), asOla).after(vote(2), asPim)
    deepStrictEqual(telling.shows(ofOla, 'person:ola11111'), { list: [{ poll: id, choices: [0] }] })
    for (const audience of ['staff', 'everyone', 'screen', `voted:${id}`])
      for (const key of ['desk', 'sum', 'poll', 'turnout', 'results'])
        strictEqual(JSON.stringify(telling.shows(`${key}/${id}`, audience))?.includes('ola11111') ?? false, false)
  })
  test('of someone who is not of the segment any more stays counted', () => {
    const telling = opened({ segment: atHome }).after(vote(0), asOla)
    deepStrictEqual(seenBy(telling, facts('ola11111', { attendance: 'room' })), ['everyone'])
    deepStrictEqual(results(telling, 'for:1'), { counts: [1, 0, 0] })
  })
})

describe('what was voted is shown', () => {
  const voted = (more: Partial<Asked>) => opened(more).after(vote(0), asOla)
  const one = { counts: [1, 0, 0] }
  test('live: to all it is for', () => {
    deepStrictEqual(results(voted({ results: 'live' })), one)
  })
  test('hidden until voted: to those who voted, while their vote stands; and to all once it is closed', () => {
    const telling = voted({ results: 'voted' })
    strictEqual(results(telling), null)
    deepStrictEqual(results(telling, `voted:${id}`), one)
    deepStrictEqual(seenBy(telling, asOla.facts), ['everyone', `voted:${id}`])
    deepStrictEqual(seenBy(telling, asPim.facts), ['everyone'])
    deepStrictEqual(seenBy(telling.after(vote(), asOla), asOla.facts), ['everyone'])
    const after = telling.after(does('close'), asMona)
    deepStrictEqual(results(after), one)
    deepStrictEqual(seenBy(after, asOla.facts), ['everyone'])
    strictEqual(results(after, `voted:${id}`), null)
  })
  test('to a voter who left the segment no more', () => {
    const telling = voted({ results: 'voted', segment: atHome })
    deepStrictEqual(seenBy(telling, facts('ola11111', { attendance: 'room' })), ['everyone'])
  })
  test('at close: to nobody before, whatever they voted', () => {
    const telling = voted({ results: 'closed' })
    for (const audience of ['everyone', 'screen', `voted:${id}`]) strictEqual(results(telling, audience), null)
    deepStrictEqual(telling.shows(`turnout/${id}`, 'everyone'), { voters: 1 })
    deepStrictEqual(results(telling.after(does('close'), asMona)), one)
  })
  test('always to those who look after polls, at the desk; as anybody they see what anybody sees', () => {
    const telling = voted({ results: 'closed' })
    deepStrictEqual(telling.shows(`sum/${id}`, 'staff'), { voters: 1, ...one })
    deepStrictEqual(seenBy(telling, asMona.facts), ['everyone', 'staff'])
    for (const role of ['producer', 'organizer'] as const)
      deepStrictEqual(seenBy(telling, facts('some1111', roles(role))), ['everyone', 'staff'])
    for (const role of ['mentor', 'steward', 'attendee'] as const)
      deepStrictEqual(seenBy(telling, facts('some1111', roles(role))), ['everyone'])
  })
})

describe('whom it is for', () => {
  const mentors = { ...anyone, roles: ['mentor' as const] }
  test('are those who fit in every part; others do not learn that it is there', () => {
    const telling = opened({ segment: mentors })
    deepStrictEqual(seenBy(telling, facts('amara111', roles('mentor'))), ['everyone', 'for:1'])
    deepStrictEqual(seenBy(telling, asOla.facts), ['everyone'])
    strictEqual(telling.shows(`poll/${id}`, 'everyone'), null)
    strictEqual((telling.shows(`poll/${id}`, 'for:1') as { id: string }).id, id)
  })
  test('is told to nobody but the desk; where they are, to them', () => {
    const telling = opened({ segment: { ...atHome, tags: ['pilot'] } })
    strictEqual(JSON.stringify(telling.shows(`poll/${id}`, 'for:1')).includes('pilot'), false)
    strictEqual((telling.shows(`poll/${id}`, 'for:1') as { side: string }).side, 'home')
  })
  test('may change while it is prepared, with the audience; two polls for the same people share one', () => {
    const telling = prepared({ segment: atHome })
      .after(edit({ segment: mentors }), asMona)
      .after(does('open'), asMona)
    deepStrictEqual(seenBy(telling, asOla.facts), ['everyone'])
    deepStrictEqual(seenBy(telling, facts('amara111', roles('mentor'))), ['everyone', 'for:2'])
  })
})

describe('the screens', () => {
  test('show the pinned poll once it is open, with what may be seen; then its end', () => {
    const telling = prepared({ results: 'voted' }).after(pin(), asMona)
    strictEqual(telling.shows(`poll/${id}`, 'screen'), null)
    const voting = telling.after(does('open'), asMona).after(vote(0), asOla)
    strictEqual((voting.shows(`poll/${id}`, 'screen') as { isPinned: boolean }).isPinned, true)
    deepStrictEqual(voting.shows(`turnout/${id}`, 'screen'), { voters: 1 })
    strictEqual(results(voting, 'screen'), null)
    deepStrictEqual(results(voting.after(does('close'), asMona), 'screen'), { counts: [1, 0, 0] })
    deepStrictEqual(results(opened({ results: 'live' }).after(pin(), asMona), 'screen'), { counts: [0, 0, 0] })
  })
  test('show nothing that is not pinned, and see nothing else', () => {
    strictEqual(opened().shows(`poll/${id}`, 'screen'), null)
    strictEqual(opened().after(pin(), asMona).after(pin(null), asMona).shows(`poll/${id}`, 'screen'), null)
    deepStrictEqual(seenBy(opened(), facts('wall1111', roles('screen'))), ['screen'])
  })
  test('are pinned to once; nothing is pinned that is not there', () => {
    opened().after(pin(), asMona).when(pin(), asMona).changesNothing()
    given().when(pin(null), asMona).changesNothing()
    given().when(pin(), asMona).refuses('polls.noPoll')
    putAway().when(pin(), asMona).refuses('polls.isPutAway')
  })
})

describe('a poll ends', () => {
  test('closed, it stays to be seen; closed twice it is closed once; never opened it cannot be', () => {
    strictEqual((closed().shows(`poll/${id}`, 'everyone') as { closedAt: number }).closedAt, 9000)
    closed().when(does('close'), asMona).changesNothing()
    prepared().when(does('close'), asMona).refuses('polls.notOpened')
    given().when(does('close'), asMona).refuses('polls.noPoll')
  })
  test('put away, it is closed and off the screens, seen by the desk alone, and comes back with its votes', () => {
    const pinned = opened().after(vote(0), asOla).after(pin(), asMona)
    pinned
      .when(does('putAway'), asMona)
      .gives(
        { type: 'polls.closed', data: { poll: id } },
        { type: 'polls.pinned', data: { poll: null } },
        { type: 'polls.wasPutAway', data: { poll: id } },
      )
    const away = pinned.after(does('putAway'), asMona)
    strictEqual(away.shows(`poll/${id}`, 'everyone'), null)
    strictEqual((away.shows(`desk/${id}`, 'staff') as { state: string }).state, 'putAway')
    away.when(does('putAway'), asMona).changesNothing()
    const back = away.after(does('bringBack'), asMona)
    deepStrictEqual(results(back), { counts: [1, 0, 0] })
    back.when(does('bringBack'), asMona).changesNothing()
    for (const type of ['putAway', 'bringBack'] as const) given().when(does(type), asMona).refuses('polls.noPoll')
  })
  test('never opened and put away, it comes back as it was', () => {
    const back = prepared().after(does('putAway'), asMona).after(does('bringBack'), asMona)
    strictEqual((back.shows(`desk/${id}`, 'staff') as { state: string }).state, 'prepared')
  })
  test('deleted, when it was never opened or put away before, it is gone with its votes', () => {
    opened().when(does('delete'), asMona).refuses('polls.notPutAway')
    closed().when(does('delete'), asMona).refuses('polls.notPutAway')
    given().when(does('delete'), asMona).refuses('polls.noPoll')
    prepared()
      .after(pin(), asMona)
      .when(does('delete'), asMona)
      .gives({ type: 'polls.pinned', data: { poll: null } }, { type: 'polls.deleted', data: { poll: id } })
    const gone = putAway().after(does('delete'), asMona)
    strictEqual(gone.shows(`desk/${id}`, 'staff'), null)
    strictEqual(gone.shows(ofOla, 'person:ola11111'), null)
  })
  test('with the airing: what is open closes, its results with it, and no vote is taken any more', () => {
    const over = opened({ results: 'closed' }).after(vote(0), asOla).after(end)
    deepStrictEqual(results(over), { counts: [1, 0, 0] })
    over.when(vote(1), asOla).refuses('polls.isClosed')
    over.when(end).changesNothing()
    prepared().when(end).changesNothing()
  })
})
