import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { type Command, decide, evolve, initial, type State } from '#server/chat/domain.ts'
import { quotes } from '#server/chat/quotes.ts'
import type { Rows } from '#server/chat/tables.ts'
import { audiences, view } from '#server/chat/view.ts'
import type { chat, Line } from '#shared/chat/contract.ts'
import { FLOOD, isOver, slowNow, WINDOW } from '#shared/chat/rules.ts'
import { type Facts, type HeldRole, ROLES } from '#shared/core/people.ts'
import { rulesOf } from '../helpers/given.ts'

const given = rulesOf<State, typeof chat, Rows>({ initial, decide, evolve, audiences, view })
type Telling = ReturnType<typeof given>

const factsOf = (participant: string, roles: HeldRole[]): Facts => ({
  ...{ participant, event: 'event111', version: 1, roles, attendance: 'home', privacy: 'named' },
  ...{ tags: [], membership: false, silenced: false },
})
const rows = (name: string, more: Partial<Rows> = {}): Rows => ({ name, endedAt: null, line: null, ...more })
const someone = (participant: string, name: string, ...roles: HeldRole[]) => ({
  by: participant,
  facts: factsOf(participant, roles),
  rows: rows(name),
})
const asOla = someone('ola11111', 'Ola', 'attendee')
const asPim = someone('pim11111', 'Pim', 'attendee')
const asMona = someone('mona1111', 'Mona', 'moderator')
const byJob = { by: { system: 'policy' }, rows: rows('') }

const say = (text: string, replyTo: string | null = null): Command => ({ type: 'chat.say', data: { text, replyTo } })
const on: Command = { type: 'chat.switch', data: { isOn: true } }
const off: Command = { type: 'chat.switch', data: { isOn: false } }
const of = <T extends 'takeBack' | 'putBack' | 'hide' | 'show' | 'makeQuestion'>(verb: T, line: string) =>
  ({ type: `chat.${verb}`, data: { line } }) as Command
const opened = () => given().after(on, asMona)
/** Lines of the history, by their ids. */
const past = (id: string, participant = 'ola11111', text = `Line ${id}`) =>
  ({
    type: 'chat.said',
    data: { line: id, participant, name: 'Ola', side: 'home', text, replyTo: null },
  }) as const
const began = [1000, { type: 'chat.switched', data: { isOn: true } }] as const
const oneLine = () => given(began, [2000, past('line1111')])
const line = (telling: Telling, audience = 'everyone', id = 'line1111') =>
  telling.shows(`line/${id}`, audience) as Line | null
const own = (telling: Telling, participant = 'ola11111') =>
  telling.shows(`@${participant}/own`, `person:${participant}`) as { saidAt: number; hidden: Line[] } | null

describe('there is a chat', () => {
  test('only once an organizer or a producer switched it on, and until one switches it off', () => {
    given().when(say('Hello'), asOla).refuses('chat.off')
    given()
      .when(on, asMona)
      .gives({ type: 'chat.switched', data: { isOn: true } })
    opened().when(on, asMona).changesNothing()
    oneLine().after(off, asMona).when(say('Hello'), asPim).refuses('chat.off')
  })
  test('and while there is none, nobody but those who look after it sees anything of it', () => {
    const closed = oneLine()
      .after({ type: 'chat.pin', data: { text: 'Be kind' } }, asMona)
      .after(off, asMona)
    for (const key of ['chat', 'line/line1111']) strictEqual(closed.shows(key, 'everyone'), null)
    strictEqual((closed.shows('chat', 'staff') as { isOn: boolean }).isOn, false)
    strictEqual(line(closed, 'staff')?.text, 'Line line1111')
    strictEqual(line(closed.after(on, asMona))?.text, 'Line line1111')
  })
  test('for everyone but a screen, and each is in one audience', () => {
    for (const role of ROLES) strictEqual(audiences(initial(), factsOf('p', [role])).length, 1)
    deepStrictEqual(audiences(initial(), factsOf('p', ['screen'])), ['screen'])
    for (const key of ['chat', 'line/line1111']) strictEqual(oneLine().shows(key, 'screen'), null)
    for (const role of ['moderator', 'producer', 'organizer'] as const)
      deepStrictEqual(audiences(initial(), factsOf('p', [role])), ['staff'])
  })
  test('until half an hour after the airing ended', () => {
    const late = { ...asOla, rows: rows('Ola', { endedAt: 10_000 }) }
    opened()
      .when(say('Bye'), { ...late, at: 10_000 + 30 * 60_000 + 1 })
      .refuses('chat.over')
    strictEqual(isOver(10_000, 10_000 + 30 * 60_000), false)
    strictEqual(isOver(null, 10 ** 12), false)
  })
})

describe('a line', () => {
  test('has the name its author has here, and where they are', () => {
    opened()
      .when(say('Hello'), asOla)
      .gives({
        type: 'chat.said',
        data: {
          ...{ line: 'testcommand', participant: 'ola11111', name: 'Ola', side: 'home' },
          ...{ text: 'Hello', replyTo: null },
        },
      })
  })
  test('that is empty, too long, full of links, or was just said is refused', () => {
    opened().when(say(''), asOla).refuses('chat.empty')
    opened()
      .when(say('x'.repeat(281)), asOla)
      .refuses('chat.tooLong')
    opened().when(say('https://a.example www.b.example http://c.example/d'), asOla).refuses('chat.tooManyLinks')
    const once = opened().after(say('Bonne idée'), { ...asOla, at: 1000 })
    once.when(say('BONNE  IDEE'), { ...asOla, at: 60_000 }).refuses('chat.saidAlready')
    strictEqual(once.after(say('Bonne idée'), { ...asOla, at: 61_001 }).state.count, 2)
    strictEqual(once.after(say('Bonne idée'), { ...asPim, at: 2000 }).state.count, 2)
  })
  test('replies to one that is there', () => {
    oneLine().when(say('Yes', 'nothere1'), asPim).refuses('chat.noLine')
    const reply = oneLine().after(say('Yes', 'line1111'), asPim)
    strictEqual(line(reply, 'everyone', 'testcommand')?.replyTo, 'line1111')
    oneLine().after(of('takeBack', 'line1111'), asOla).when(say('Yes', 'line1111'), asPim).refuses('chat.noLine')
    const hidden = oneLine().after(of('hide', 'line1111'), asMona)
    hidden.when(say('Yes', 'line1111'), asPim).refuses('chat.noLine')
  })
  test('is taken back by its author alone, and put back where it was', () => {
    oneLine().when(of('takeBack', 'line1111'), asPim).refuses('chat.notYours')
    oneLine().when(of('takeBack', 'line1111'), asMona).refuses('chat.notYours')
    oneLine().when(of('takeBack', 'nothere1'), asOla).refuses('chat.noLine')
    const gone = oneLine().after(of('takeBack', 'line1111'), asOla)
    for (const audience of ['everyone', 'staff']) strictEqual(line(gone, audience), null)
    gone.when(of('takeBack', 'line1111'), asOla).changesNothing()
    gone.when(of('putBack', 'line1111'), asPim).refuses('chat.notYours')
    deepStrictEqual(line(gone.after(of('putBack', 'line1111'), asOla)), line(oneLine()))
  })
  test('is taken back, put back or wished as a question by one person no more than ten times at once', () => {
    let telling = oneLine()
    for (let i = 0; i < 10; i++)
      telling = telling.after(of(i % 2 ? 'putBack' : 'takeBack', 'line1111'), { ...asOla, at: 10_000 + i })
    telling.when(of('takeBack', 'line1111'), { ...asOla, at: 12_000 }).refuses('chat.wait', { seconds: 8 })
    telling.when(of('makeQuestion', 'line1111'), { ...asOla, at: 12_000 }).refuses('chat.wait')
    telling.after(of('makeQuestion', 'line1111'), { ...asMona, at: 12_000 })
    telling.after(of('takeBack', 'line1111'), { ...asOla, at: 20_000 })
    const refused: Command = { type: 'chat.noteQuestion', data: { line: 'line1111', refused: 'qa.notAsking' } }
    let wished = oneLine()
    for (let i = 0; i < 10; i++)
      wished = wished.after(of('makeQuestion', 'line1111'), { ...asOla, at: 10_000 }).after(refused, byJob)
    wished.when(of('makeQuestion', 'line1111'), { ...asOla, at: 12_000 }).refuses('chat.wait', { seconds: 8 })
  })
  test('is held while it is among the newest, and an older one is known by its row', () => {
    const many = given(began, ...Array.from({ length: WINDOW + 1 }, (_, i) => [2000 + i, past(`line${i}`)] as const))
    strictEqual(line(many, 'everyone', 'line0'), null)
    strictEqual(line(many, 'everyone', 'line1')?.seq, 2)
    strictEqual(line(many, 'everyone', `line${WINDOW}`)?.seq, WINDOW + 1)
    many.when(of('takeBack', 'line0'), asOla).refuses('chat.noLine')
    const older = { ...line(oneLine(), 'staff')!, id: 'line0', isTakenBack: false }
    many
      .when(of('takeBack', 'line0'), { ...asOla, rows: rows('Ola', { line: older }) })
      .gives({ type: 'chat.takenBack', data: { line: 'line0' } })
    many
      .when(of('hide', 'line0'), { ...asMona, rows: rows('Mona', { line: older }) })
      .gives({ type: 'chat.hidden', data: { line: 'line0', participant: 'ola11111', name: 'Mona' } })
  })
  test('can be reported as it was shown', () => {
    deepStrictEqual(quotes('line/line1111', line(oneLine())), {
      ...{ participant: 'ola11111', name: 'Ola', words: 'Line line1111' },
    })
    strictEqual(quotes('chat', oneLine().shows('chat', 'everyone')), null)
  })
})

describe('a hidden line', () => {
  const hidden = () => oneLine().after(of('hide', 'line1111'), { ...asMona, at: 5000 })
  test('is seen by those who look after the chat, with who hid it, and by nobody else', () => {
    strictEqual(line(hidden()), null)
    deepStrictEqual(line(hidden(), 'staff')?.hidden, { name: 'Mona', at: 5000 })
  })
  test('is told to its author, and not by whom', () => {
    const mine = own(hidden())
    deepStrictEqual(
      mine?.hidden.map(({ id, text, hidden: by }) => ({ id, text, by })),
      [{ id: 'line1111', text: 'Line line1111', by: null }],
    )
    deepStrictEqual(own(hidden().after(of('takeBack', 'line1111'), asOla))?.hidden, [])
  })
  test('is shown again; of two who press at once the second is told', () => {
    hidden().when(of('hide', 'line1111'), asMona).refuses('chat.hiddenAlready')
    deepStrictEqual(line(hidden().after(of('show', 'line1111'), asMona)), line(oneLine()))
    oneLine().when(of('show', 'line1111'), asMona).refuses('chat.notHidden')
    oneLine().when(of('hide', 'nothere1'), asMona).refuses('chat.noLine')
    oneLine().when(of('show', 'nothere1'), asMona).refuses('chat.noLine')
  })
})

describe('slow mode', () => {
  const slow = (seconds: 0 | 10 | 30 | 60 | 300): Command => ({ type: 'chat.slow', data: { seconds } })
  test('makes each wait, says how long, and lets those who look after the chat speak', () => {
    const slowed = given(began, [10_000, past('line1111')]).after(slow(30), asMona)
    slowed.when(say('More'), { ...asOla, at: 12_500 }).refuses('chat.wait', { seconds: 28 })
    strictEqual(slowed.after(say('More'), { ...asOla, at: 40_000 }).state.count, 2)
    strictEqual(slowed.after(say('I too'), { ...asPim, at: 12_500 }).state.count, 2)
    const staff = slowed.after(say('Calm, please'), { ...asMona, at: 12_500 })
    strictEqual(staff.after(say('Thank you'), { ...asMona, at: 12_600 }).state.count, 3)
    strictEqual(own(slowed)?.saidAt, 10_000)
  })
  test('counts from the last line also when that was taken back', () => {
    const back = given(began, [10_000, past('line1111')])
      .after(slow(60), asMona)
      .after(of('takeBack', 'line1111'), asOla)
    back.when(say('More'), { ...asOla, at: 11_000 }).refuses('chat.wait', { seconds: 59 })
  })
  test('is set and ended by those who look after the chat', () => {
    opened()
      .when(slow(10), asMona)
      .gives({ type: 'chat.slowSet', data: { seconds: 10 } })
    opened().when(slow(0), asMona).changesNothing()
    opened().after(slow(10), asMona).when(slow(10), asMona).changesNothing()
    opened()
      .after(slow(10), asMona)
      .when(slow(0), asMona)
      .gives({ type: 'chat.slowSet', data: { seconds: 0 } })
  })

  /** So many lines of as many people, one every 100 ms. */
  const crowd = (count: number, from: number) =>
    Array.from({ length: count }, (_, i) => [from + 100 * i, past(`l${from}x${i}`, `person${i}`)] as const)
  const flooding = () => given(began, ...crowd(FLOOD.lines - 1, 2000))
  test('sets in by itself when more is said than people can read, and ends by itself', () => {
    const flooded = flooding().after(say('Me too'), { ...asOla, at: 4000 })
    deepStrictEqual(flooded.state.flood, { seconds: FLOOD.seconds, until: 4000 + FLOOD.lasts })
    flooded.when(say('And more'), { ...asOla, at: 5000 }).refuses('chat.wait', { seconds: 19 })
    strictEqual(slowNow(flooded.state, 4000 + FLOOD.lasts), 0)
    strictEqual(flooded.after(say('Later'), { ...asOla, at: 4000 + FLOOD.lasts }).state.count, FLOOD.lines + 1)
  })
  test('does not set in when the same lines come with time between', () => {
    strictEqual(flooding().after(say('Me too'), { ...asOla, at: 2000 + FLOOD.within }).state.flood, null)
  })
  test('becomes slower where that was not enough, up to a limit', () => {
    let telling = flooding().after(say('Me too'), { ...asOla, at: 4000 })
    for (const seconds of [40, 80, 160, 300, 300]) {
      const from = telling.state.flood!.until - FLOOD.lasts + 100
      const more = crowd(FLOOD.lines - 1, from).map(([, event]) => event.data.participant)
      for (const [i, by] of more.entries()) {
        const who = { ...someone(`${by}at${from}`, 'X', 'attendee'), at: from + 100 * i }
        telling = telling.after(say(`${from} ${i}`), who)
      }
      const last = someone(`last${from}`, 'X', 'attendee')
      telling = telling.after(say(`${from}`), { ...last, at: from + 100 * more.length })
      strictEqual(telling.state.flood?.seconds, seconds)
    }
  })
  test('that came by itself is ended by a moderator, and only a new flood brings it back', () => {
    const free = flooding()
      .after(say('Me too'), { ...asOla, at: 4000 })
      .after(slow(0), { ...asMona, at: 4500 })
    strictEqual(free.state.flood, null)
    strictEqual(free.after(say('Thanks'), { ...asPim, at: 4600 }).state.flood, null)
  })
  test('or not, one person says no more than five lines at once', () => {
    let telling = opened()
    for (let i = 0; i < 5; i++) telling = telling.after(say(`Line ${i}`), { ...asOla, at: 10_000 + i })
    telling.when(say('One more'), { ...asOla, at: 12_000 }).refuses('chat.wait', { seconds: 8 })
    strictEqual(telling.after(say('One more'), { ...asOla, at: 20_000 }).state.count, 6)
  })
})

describe('a notice', () => {
  test('is pinned above the chat, replaced, and taken down', () => {
    const pin = (text: string): Command => ({ type: 'chat.pin', data: { text } })
    const notice = (telling: Telling) => (telling.shows('chat', 'everyone') as { notice: object | null }).notice
    const pinned = opened().after(pin('Slides at 19:00'), { ...asMona, at: 3000 })
    deepStrictEqual(notice(pinned), { text: 'Slides at 19:00', at: 3000 })
    pinned.when(pin('Slides at 19:00'), asMona).changesNothing()
    pinned.when(pin('Slides are up'), asMona).gives({ type: 'chat.pinned', data: { text: 'Slides are up' } })
    strictEqual(notice(pinned.after({ type: 'chat.unpin', data: {} }, asMona)), null)
    opened().when({ type: 'chat.unpin', data: {} }, asMona).changesNothing()
  })
})

describe('a line that is to be a question', () => {
  const note = (refused: string | null): Command => ({ type: 'chat.noteQuestion', data: { line: 'line1111', refused } })
  const wished = () => oneLine().after(of('makeQuestion', 'line1111'), asOla)
  test('is wished for by its author or by those who look after the chat, once', () => {
    for (const who of [asOla, asMona])
      oneLine()
        .when(of('makeQuestion', 'line1111'), who)
        .gives({ type: 'chat.questionWished', data: { line: 'line1111' } })
    oneLine().when(of('makeQuestion', 'line1111'), asPim).refuses('chat.notYours')
    wished().when(of('makeQuestion', 'line1111'), asMona).refuses('chat.isQuestion')
    oneLine().when(of('makeQuestion', 'nothere1'), asOla).refuses('chat.noLine')
    oneLine()
      .after(of('takeBack', 'line1111'), asOla)
      .when(of('makeQuestion', 'line1111'), asMona)
      .refuses('chat.noLine')
    const hidden = oneLine().after(of('hide', 'line1111'), asMona)
    hidden.when(of('makeQuestion', 'line1111'), asOla).refuses('chat.noLine')
    oneLine().after(off, asMona).when(of('makeQuestion', 'line1111'), asOla).refuses('chat.off')
  })
  test('says that it moves, then that it became one', () => {
    deepStrictEqual(line(wished())?.question, { state: 'moving', refused: null })
    const asked = wished().after(note(null), byJob)
    deepStrictEqual(line(asked)?.question, { state: 'asked', refused: null })
    asked.when(note(null), byJob).changesNothing()
    asked.when(of('makeQuestion', 'line1111'), asMona).refuses('chat.isQuestion')
  })
  test('says why it did not, and can be tried again', () => {
    const refused = wished().after(note('qa.over'), byJob)
    deepStrictEqual(line(refused)?.question, { state: 'refused', refused: 'qa.over' })
    refused
      .when(of('makeQuestion', 'line1111'), asMona)
      .gives({ type: 'chat.questionWished', data: { line: 'line1111' } })
    oneLine().when(note(null), byJob).changesNothing()
  })
})

describe('someone who was removed', () => {
  const remove = (isBack: boolean): Command => ({
    type: 'chat.removeAuthor',
    data: { participant: 'ola11111', isBack },
  })
  const removed = () => oneLine().after(remove(false), byJob)
  test('has no lines any more, for anyone; let in again they are back', () => {
    for (const audience of ['everyone', 'staff']) strictEqual(line(removed(), audience), null)
    strictEqual(own(removed()), null)
    removed().when(of('hide', 'line1111'), asMona).refuses('chat.noLine')
    removed().when(say('Yes', 'line1111'), asPim).refuses('chat.noLine')
    removed().when(remove(false), byJob).changesNothing()
    deepStrictEqual(line(removed().after(remove(true), byJob)), line(oneLine()))
    oneLine().when(remove(true), byJob).changesNothing()
  })
})
