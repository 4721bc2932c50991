import { type Command, decide, evolve, initial, type State } from '#server/qa/domain.ts'
import { FIRST, FIRST_RULES } from '#server/qa/state.ts'
import type { Rows } from '#server/qa/tables.ts'
import { audiences, view } from '#server/qa/view.ts'
import type { Facts, Role } from '#shared/core/people.ts'
import type { qa } from '#shared/qa/contract.ts'
import type { Dismissal } from '#shared/qa/reasons.ts'
import type { ChannelRules, Segment } from '#shared/qa/words.contract.ts'
import { type Around, rulesOf } from '../helpers/given.ts'

/** The rules of questions: what their tests have in common. */
export const given = rulesOf<State, typeof qa, Rows>({ initial, decide, evolve, audiences, view })
type Telling = ReturnType<typeof given>

export const rows: Rows = { isOver: false, name: 'Ana', tags: [], person: null }
export const over: Rows = { ...rows, isOver: true }

/** Someone at the event; `told` is what is true of them beside their roles. */
export const someone = (
  participant: string,
  role: Role,
  told: Partial<Facts> = {},
): Around<Rows> & { facts: Facts } => ({
  by: participant,
  rows: { ...rows, name: participant.replace(/\d+$/, '') },
  facts: {
    ...{ participant, event: 'event111', version: 1, roles: [role], attendance: 'home', privacy: 'named' },
    ...{ tags: [], membership: false, silenced: false },
    ...told,
  } as Facts,
})
export const [ana, ben, cleo, dan] = ['ana11111', 'ben11111', 'cleo1111', 'dan11111'] as const
export const [asAna, asBen, asCleo] = [someone(ana, 'attendee'), someone(ben, 'attendee'), someone(cleo, 'attendee')]
export const asDan = someone(dan, 'attendee', { attendance: 'room' })
export const asMona = someone('mona1111', 'moderator')
export const asMax = someone('max11111', 'moderator')
export const asPia = someone('pia11111', 'producer')
export const asMia = someone('mia11111', 'mentor')

export const EVERYONE: Segment = { attendance: null, roles: [], tags: [], membership: null }
export const rules = (told: Partial<ChannelRules> = {}): ChannelRules => ({ ...FIRST_RULES, ...told })

/** Says a command under an id of one's own: a question, channel or change is called by it. */
export const says = (telling: Telling, id: string, command: Command, who: Around<Rows>, at = 0): Telling =>
  telling.after(command, { ...who, at, command: id })

export const askIn = (
  channel: string,
  text: string,
  nickname = '',
  offer: { where: string } | null = null,
): Command => ({
  type: 'qa.ask',
  data: { channel, text, nickname, offer },
})
export const ask = (text: string): Command => askIn(FIRST, text)
export const addChannel = (name: string, segment: Partial<Segment>, told: Partial<ChannelRules> = {}): Command => ({
  type: 'qa.addChannel',
  data: { name, segment: { ...EVERYONE, ...segment }, rules: rules(told) },
})
export const approve = (...questions: string[]): Command => ({ type: 'qa.approve', data: { questions } })
export const archive = (...questions: string[]): Command => ({ type: 'qa.archive', data: { questions } })
export const dismiss = (question: string, reason: Dismissal = 'offTopic', note = ''): Command => ({
  type: 'qa.dismiss',
  data: { questions: [question], reason, note },
})
export const merge = (into: string, ...questions: string[]): Command => ({
  type: 'qa.merge',
  data: { questions, into },
})
export const undo = (change: string, ...questions: string[]): Command => ({
  type: 'qa.undo',
  data: { questions, change },
})
type OfOne =
  | 'qa.withdraw'
  | 'qa.putBack'
  | 'qa.vote'
  | 'qa.unvote'
  | 'qa.hideAuthor'
  | 'qa.unmerge'
  | 'qa.startAnswering'
  | 'qa.finishAnswering'
  | 'qa.skip'
  | 'qa.claim'
  | 'qa.release'
  | 'qa.callOn'
/** A command about one question and nothing else. */
export const of = (type: OfOne, question: string): Command => ({ type, data: { question } }) as Command

/** A question of Ana's in the first channel, as it waits to be looked at; and shown. */
export const [Q1, Q2, Q3] = ['question1', 'question2', 'question3'] as const
export const asked = () => says(given(), Q1, ask('What is churn?'), asAna, 1000)
export const shown = () => says(asked(), 'approve11', approve(Q1), asMona, 2000)
