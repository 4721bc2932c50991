import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import type { Command } from '#server/qa/domain.ts'
import { FIRST } from '#server/qa/state.ts'
import { audiences } from '#server/qa/view.ts'
import type { Facts, Role } from '#shared/core/people.ts'
import type { ChannelRules, Segment } from '#shared/qa/words.contract.ts'
import {
  addChannel,
  approve,
  asAna,
  asBen,
  asDan,
  ask,
  askIn,
  asMax,
  asMia,
  asMona,
  asPia,
  dismiss,
  EVERYONE,
  given,
  of,
  Q1,
  Q2,
  rows,
  rules,
  says,
  someone,
} from './qa-history.ts'

type Telling = ReturnType<typeof given>
const ROOM = 'room1111'
const NEW = 'newcomer1'
const edit = (channel: string, name: string, segment: Partial<Segment>, told: Partial<ChannelRules> = {}): Command => ({
  type: 'qa.editChannel',
  data: { channel, name, segment: { ...EVERYONE, ...segment }, rules: rules(told) },
})
const setState = (channel: string, state: 'open' | 'closed' | 'asking' | 'voting' | 'archived'): Command => ({
  type: 'qa.setChannelState',
  data: { channel, state },
})
const limit = (channels: string[] | null): Command => ({
  type: 'qa.limitModerator',
  data: { participant: 'mona1111', channels },
})
const aboutMona = { ...asPia, rows: { ...rows, person: { name: 'Mona', facts: asMona.facts } } }
const reads = (telling: Telling, { facts }: { facts: Facts }) => [...audiences(telling.state, facts)]
const twoChannels = () => says(given(), ROOM, addChannel('Room', { attendance: 'room' }), asPia)
const limited = () => twoChannels().after(limit([ROOM]), aboutMona)

describe('a channel', () => {
  test('is there for all from the start', () => {
    deepStrictEqual(reads(given(), asAna), ['everyone', `channel:${FIRST}`])
    const first = given().state.channels[FIRST]
    deepStrictEqual([first?.state, first?.rules.isPremoderated, first?.rules.names], ['open', true, 'own'])
  })
  test('is for those who fit in every part of its segment', () => {
    const telling = says(twoChannels(), NEW, addChannel('New', { roles: ['mentor'], membership: true }), asPia)
    const member = someone('mem11111', 'mentor', { membership: true, attendance: 'room' })
    deepStrictEqual(reads(telling, asDan), ['everyone', `channel:${FIRST}`, `channel:${ROOM}`])
    deepStrictEqual(reads(telling, asMia), ['everyone', 'mentors', 'stage', `channel:${FIRST}`])
    deepStrictEqual(reads(telling, member), [
      'everyone',
      'mentors',
      'stage',
      `channel:${FIRST}`,
      `channel:${ROOM}`,
      `channel:${NEW}`,
    ])
    telling.when(askIn(ROOM, 'Why?'), asAna).refuses('qa.noChannel')
  })
  test('changes for whom it is, and is gone for who does not belong any more', () => {
    const home = twoChannels().after(edit(ROOM, 'Room', { attendance: 'home' }), asMona)
    deepStrictEqual([reads(home, asDan).length, reads(home, asAna).length], [2, 3])
    twoChannels()
      .when(edit(ROOM, 'Room', { attendance: 'room' }), asMona)
      .changesNothing()
  })
  test('may be read by all and asked in by some', () => {
    const open = says(
      given(),
      ROOM,
      addChannel('Room', { attendance: 'room' }, { read: 'everyone', vote: 'everyone' }),
      asPia,
    )
    open.when(askIn(ROOM, 'Why?'), asAna).refuses('qa.mayNotAsk')
    const asked = says(says(open, Q1, askIn(ROOM, 'Why?'), asDan), 'approve1', approve(Q1), asMona)
    strictEqual(
      (asked.after(of('qa.vote', Q1), asBen).shows(`question/${Q1}`, `channel:${ROOM}`) as { votes: number }).votes,
      1,
    )
    const quiet = asked.after(edit(ROOM, 'Room', { attendance: 'room' }, { read: 'everyone' }), asPia)
    quiet.when(of('qa.vote', Q1), asBen).refuses('qa.mayNotVote')
  })
  test('tells who belongs to it that they do, where others read it too, and nobody whom it is for', () => {
    const open = says(given(), ROOM, addChannel('Room', { attendance: 'room' }, { read: 'everyone' }), asPia)
    deepStrictEqual(reads(open, asDan), ['everyone', `channel:${FIRST}`, `channel:${ROOM}`, `segment:${ROOM}`])
    deepStrictEqual(reads(open, asAna), ['everyone', `channel:${FIRST}`, `channel:${ROOM}`])
    deepStrictEqual(open.shows(`belongs/${ROOM}`, `segment:${ROOM}`), { channel: ROOM })
    strictEqual(open.shows(`belongs/${ROOM}`, `channel:${ROOM}`), null)
    strictEqual((open.shows(`channel/${ROOM}`, `channel:${ROOM}`) as { segment: null }).segment, null)
    // Those who look after it read it whether they belong or not.
    const stands = someone('pat11111', 'producer', { attendance: 'room' })
    deepStrictEqual(reads(open, stands), ['staff', `segment:${FIRST}`, `segment:${ROOM}`])
    deepStrictEqual(reads(open, asPia), ['staff', `segment:${FIRST}`])
    const home = open.after(edit(ROOM, 'Room', { attendance: 'home' }, { read: 'everyone' }), asPia)
    deepStrictEqual([reads(home, asDan).length, reads(home, asAna).length], [3, 4])
    const away = open.after(setState(ROOM, 'archived'), asPia)
    deepStrictEqual(reads(away, stands), ['staff', `segment:${FIRST}`])
  })
  test('is never asked in by those who may not read it', () => {
    for (const told of [{ ask: 'everyone' }, { vote: 'everyone' }] as const)
      given()
        .when(addChannel('Room', { attendance: 'room' }, told), asPia)
        .refuses('qa.nobodyReads')
  })
  test('takes what its state says', () => {
    given().after(setState(FIRST, 'voting'), asMona).when(ask('Why?'), asAna).refuses('qa.notAsking')
    given().after(setState(FIRST, 'closed'), asMona).when(ask('Why?'), asAna).refuses('qa.notAsking')
    const away = given().after(setState(FIRST, 'archived'), asMona)
    away.when(ask('Why?'), asAna).refuses('qa.noChannel')
    away.when(ask('Why?'), someone('mona1111', 'moderator', { attendance: 'room' })).refuses('qa.noChannel')
    deepStrictEqual(reads(away, asAna), ['everyone'])
    strictEqual((away.shows(`channel/${FIRST}`, 'staff') as { state: string }).state, 'archived')
    away.when(setState(FIRST, 'archived'), asMona).changesNothing()
  })
  test('has a name of its own, and names tags that somebody has', () => {
    twoChannels().when(addChannel('ROOM!', {}), asPia).refuses('qa.nameTaken')
    says(twoChannels().after(setState(ROOM, 'archived'), asMona), NEW, addChannel('Room', {}), asPia)
    twoChannels()
      .when(edit(FIRST, 'Room', {}), asPia)
      .refuses('qa.nameTaken')
    given()
      .when(addChannel('Vips', { tags: ['vip'] }), asPia)
      .refuses('qa.noSuchTag', { tag: 'vip' })
    const known = { ...asPia, rows: { ...rows, tags: ['vip'] } }
    const vips = says(given(), NEW, addChannel('Vips', { tags: ['vip'] }), known)
    strictEqual(reads(vips, someone('vip11111', 'attendee', { tags: ['vip'] })).length, 3)
  })
  test('never takes the place of another, the first one least', () => {
    given()
      .when(addChannel('Mine', {}), { ...asMona, command: FIRST })
      .refuses('core.idTaken')
  })
  test('that was put away comes back under a name of its own', () => {
    const away = twoChannels().after(setState(ROOM, 'archived'), asMona)
    away.after(setState(ROOM, 'open'), asMona)
    const taken = says(away, NEW, addChannel('Room', {}), asPia)
    taken.when(setState(ROOM, 'open'), asMona).refuses('qa.nameTaken')
    taken.after(edit(ROOM, 'Old room', {}), asMona).after(setState(ROOM, 'open'), asMona)
  })
  test('is one of twenty', () => {
    let telling = given()
    for (let i = 1; i < 20; i++) telling = says(telling, `channel${100 + i}`, addChannel(`No ${i}`, {}), asPia)
    telling.when(addChannel('One more', {}), asPia).refuses('qa.channelsFull')
    // What a person reads is named shortly enough, even of twenty.
    const most = telling.after(limit(Object.keys(telling.state.channels)), aboutMona)
    strictEqual(
      reads(most, asMona).every((audience) => audience.length < 100),
      true,
    )
  })
  test('tells those who triage more of it than those who read it', () => {
    const told = (audience: string) =>
      given().after(ask('Why?'), asAna).shows(`channel/${FIRST}`, audience) as { segment: unknown; pending: number }
    deepStrictEqual([told('staff').segment, told('staff').pending], [EVERYONE, 1])
    deepStrictEqual([told(`channel:${FIRST}`).segment, told(`channel:${FIRST}`).pending], [null, null])
  })
  test('is weighed by those who run the event', () => {
    const weigh: Command = { type: 'qa.weigh', data: { channel: FIRST, weight: 2 } }
    strictEqual((given().after(weigh, asPia).shows(`channel/${FIRST}`, 'staff') as { weight: number }).weight, 2)
    given().after(weigh, asPia).when(weigh, asPia).changesNothing()
    given()
      .when({ ...weigh, data: { channel: 'nothing1', weight: 2 } }, asPia)
      .refuses('qa.noChannel')
  })
})

const send = (channel: string): Command => ({ type: 'qa.send', data: { questions: [Q1], channel } })

describe('a moderator of some channels', () => {
  test('sees and decides what is asked there, and nothing else', () => {
    const both = says(says(limited(), Q1, ask('Why?'), asAna), Q2, askIn(ROOM, 'How?'), asDan)
    const audience = 'moderator:1'
    deepStrictEqual(reads(both, asMona), [audience])
    deepStrictEqual([both.shows(`question/${Q1}`, audience), both.shows(`channel/${FIRST}`, audience)], [null, null])
    strictEqual((both.shows(`question/${Q2}`, audience) as { triage: object | null }).triage !== null, true)
    deepStrictEqual(both.shows('counts', audience), { pending: 1 })
    both.when(approve(Q1), asMona).refuses('qa.noQuestion')
    both.when(dismiss(Q1), asMona).refuses('qa.noQuestion')
    both.when(approve(Q1, Q2), asMona).refuses('qa.noQuestion')
    both.when({ type: 'qa.send', data: { questions: [Q2], channel: FIRST } }, asMona).refuses('qa.noChannel')
    both.when(edit(FIRST, 'Mine', {}), asMona).refuses('qa.noChannel')
    both.when(addChannel('Mine', {}), asMona).refuses('core.forbidden')
    strictEqual(
      (both.after(approve(Q2), asMona).shows(`question/${Q2}`, `channel:${ROOM}`) as { state: string }).state,
      'visible',
    )
  })
  test('who is a mentor too sees on stage what every mentor sees, and looks after no more for that', () => {
    const both = says(says(limited(), Q1, ask('Why?'), asAna), Q2, askIn(ROOM, 'How?'), asDan)
    const told = says(both, 'approve11', approve(Q1), asMax).after(
      { type: 'qa.escalate', data: { question: Q1, isOn: true } },
      asMax,
    )
    const asBoth = someone('mona1111', 'moderator', { roles: ['moderator', 'mentor'] })
    const audience = 'moderator:1+mentor'
    deepStrictEqual(reads(told, asBoth), [audience, 'mentors', 'stage'])
    const seenBy = (key: string) => reads(told, asBoth).filter((one) => told.shows(key, one) !== null)
    deepStrictEqual([seenBy('now'), seenBy(`escalated/${Q1}`)], [['mentors'], ['stage']])
    deepStrictEqual([seenBy(`question/${Q1}`), seenBy(`question/${Q2}`)], [[], [audience]])
    told.when(approve(Q1), asBoth).refuses('qa.noQuestion')
    strictEqual(
      (told.after(of('qa.startAnswering', Q1), asBoth).shows(`question/${Q1}`, 'staff') as { state: string }).state,
      'answering',
    )
  })
  test('and who looks after all of them sees on stage what is for mentors, as far as they are one', () => {
    const isOnStage = (...roles: Role[]) => reads(given(), someone('pia11111', 'producer', { roles })).includes('stage')
    deepStrictEqual([isOnStage('producer', 'mentor'), isOnStage('moderator', 'mentor')], [true, true])
    deepStrictEqual([isOnStage('producer'), isOnStage('moderator')], [false, false])
  })
  test('is one, looks after channels there are, and can be given all again', () => {
    twoChannels()
      .when(limit([ROOM]), { ...asPia, rows })
      .refuses('qa.noModerator')
    twoChannels()
      .when(limit([ROOM]), { ...asPia, rows: { ...rows, person: { name: 'Ana', facts: asAna.facts } } })
      .refuses('qa.noModerator')
    twoChannels()
      .when(limit(['nothing1']), aboutMona)
      .refuses('qa.noChannel')
    limited()
      .when(limit([ROOM]), aboutMona)
      .changesNothing()
    twoChannels().when(limit(null), aboutMona).changesNothing()
    deepStrictEqual(reads(limited().after(limit(null), aboutMona), asMona), ['staff', `segment:${FIRST}`])
    deepStrictEqual(limited().shows('limited/mona1111', 'staff'), {
      participant: 'mona1111',
      name: 'Mona',
      channels: [ROOM],
    })
    strictEqual(limited().shows('limited/mona1111', 'moderator:1'), null)
  })
})

describe('a moderator of some channels, of what stands in others', () => {
  test('takes back no change that would bring it there', () => {
    const away = says(says(twoChannels(), Q1, ask('Why?'), asAna), 'sent1111', send(ROOM), asMax)
    const limit11 = away.after(limit([ROOM]), aboutMona)
    limit11.when({ type: 'qa.undo', data: { questions: [Q1], change: 'sent1111' } }, asMona).refuses('qa.noQuestion')
    away.after({ type: 'qa.undo', data: { questions: [Q1], change: 'sent1111' } }, asMax)
  })
  test('votes for nothing there, and hides nobody: to them it is not there', () => {
    const shown = says(says(limited(), Q1, ask('Why?'), asAna), 'approve1', approve(Q1), asMax)
    shown.when(of('qa.vote', Q1), asMona).refuses('qa.noQuestion')
    shown.when(of('qa.hideAuthor', Q1), asMona).refuses('qa.noQuestion')
  })
  test('is handed nothing', () => {
    const there = says(limited(), Q1, ask('Why?'), asAna)
    const toMona = { ...asMax, rows: { ...rows, person: { name: 'Mona', facts: asMona.facts } } }
    there.when({ type: 'qa.handOver', data: { question: Q1, to: 'mona1111' } }, toMona).refuses('qa.noModerator')
  })
  test('as a mentor too does there what those on stage do, and no more', () => {
    const shown = says(says(limited(), Q1, ask('Why?'), asAna), 'approve1', approve(Q1), asMax)
    const both = { ...asMona, facts: { ...asMona.facts, roles: ['mentor', 'moderator'] as const } }
    shown.when(dismiss(Q1), both).refuses('qa.noQuestion')
    shown.when(of('qa.claim', Q1), both).refuses('qa.noQuestion')
    shown.after(of('qa.startAnswering', Q1), both)
  })
})

describe('sending elsewhere', () => {
  test('moves a question, and with it who reads it', () => {
    const shown = says(says(twoChannels(), Q1, ask('Why?'), asAna), 'approve1', approve(Q1), asMona)
    const sent = says(shown, 'sent1111', send(ROOM), asMax)
    deepStrictEqual(
      [FIRST, ROOM].map((id) => sent.shows(`question/${Q1}`, `channel:${id}`) !== null),
      [false, true],
    )
    sent.when(send(ROOM), asMona).changesNothing()
    sent.when(of('qa.vote', Q1), asBen).refuses('qa.noQuestion')
    sent.when(send('nothing1'), asMona).refuses('qa.noChannel')
    shown.after(setState(ROOM, 'archived'), asMona).when(send(ROOM), asMona).refuses('qa.noChannel')
    shown.after(dismiss(Q1), asMona).when(send(ROOM), asMona).refuses('qa.notPossible')
    const back = sent.after({ type: 'qa.undo', data: { questions: [Q1], change: 'sent1111' } }, asMona)
    strictEqual(back.shows(`question/${Q1}`, `channel:${FIRST}`) !== null, true)
  })
})

test('who reads a screen, or is nobody here, is told no more than the tally and what is now', () => {
  const screen = { ...asAna.facts, roles: ['screen'] } as Facts
  deepStrictEqual(audiences(given().state, screen), ['screen'])
})
