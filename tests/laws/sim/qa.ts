import { qa } from '#server/qa/index.ts'
import { FIRST, FIRST_RULES } from '#server/qa/state.ts'
import type { Rows } from '#server/qa/tables.ts'
import { ROLES } from '#shared/core/people.ts'
import { DISMISSALS } from '#shared/qa/reasons.ts'
import type { Pick, Subject } from './subject.ts'

type Command = ReturnType<Subject['command']>
/** Ids of what is likely there by now, and of something done lately. */
interface Known {
  question: string
  other: string
  channel: string
  change: string
}
type Kind = (pick: Pick, all: readonly string[], known: Known) => readonly Command[]

/** What only those who triage may read, and what only they and the asker may. */
const [NOTE, LABEL, WHERE, WHY] = ['note between', 'a label', 'row 7', 'because it is so']
const again = <T>(times: number, one: T): T[] => Array.from({ length: times }, () => one)
const EVERYONE = { attendance: null, roles: [], tags: [], membership: null }
const [OPEN, HIDDEN, NAMELESS] = [
  { ...FIRST_RULES, isPremoderated: false, names: 'nickname' },
  { ...FIRST_RULES, votes: 'hidden', names: 'own' },
  { ...FIRST_RULES, isPremoderated: false, names: 'none', perTenMinutes: 50 },
]

const channels: Kind = (pick, all, { channel }) => {
  const told = {
    name: pick(['Room', 'Home', 'Mentors']),
    segment: pick([
      EVERYONE,
      EVERYONE,
      { ...EVERYONE, attendance: pick(['room', 'home']) },
      { ...EVERYONE, roles: [pick(ROLES)] },
      { ...EVERYONE, tags: ['vip'] },
    ]),
    rules: pick([OPEN, HIDDEN, NAMELESS, { ...OPEN, read: 'everyone', vote: 'everyone' }]),
  }
  return [
    { type: 'qa.addChannel', data: told },
    { type: 'qa.editChannel', data: { channel, ...told } },
    { type: 'qa.setChannelState', data: { channel, state: pick(['open', 'open', 'closed', 'asking', 'voting']) } },
    { type: 'qa.setChannelState', data: { channel, state: pick(['open', 'open', 'archived']) } },
    { type: 'qa.weigh', data: { channel, weight: pick([0.5, 1, 3]) } },
    { type: 'qa.limitModerator', data: { participant: pick(all), channels: pick([null, [FIRST], [channel]]) } },
  ]
}

const asking: Kind = (pick, all, { question, channel }) => {
  const words = { text: `What is ${pick([...'abcdefghijklmnop'])}?`, nickname: pick(['', 'Fox']) }
  const offer = pick([null, { where: pick(['', WHERE]) }])
  return [
    ...again(6, { type: 'qa.ask', data: { channel: pick([FIRST, FIRST, channel]), ...words, offer } }),
    { type: 'qa.edit', data: { question, text: words.text } },
    { type: 'qa.offer', data: { question, offer } },
    ...again(4, { type: 'qa.withdraw', data: { question } }),
    ...again(6, { type: 'qa.putBack', data: { question } }),
    ...again(8, { type: 'qa.vote', data: { question } }),
    ...again(6, { type: 'qa.unvote', data: { question } }),
    ...again(6, { type: 'qa.hideAuthor', data: { question } }),
    ...again(4, { type: 'qa.showAuthors', data: {} }),
    {
      type: 'qa.takeIn',
      data: {
        ...{ channel: pick([null, channel]), participant: pick(all), name: 'Ola', side: pick(['room', 'home']) },
        text: words.text,
      },
      system: true,
    },
    ...again(4, {
      type: 'qa.removeAuthor',
      data: { participant: pick(all), isBack: pick([true, true, false]) },
      system: true,
    }),
  ]
}

const moving: Kind = (pick, _all, { question, other: into, channel, change }) => {
  const questions = pick([[question], [question], [question, into]])
  return [
    ...again(7, { type: 'qa.approve', data: { questions } }),
    { type: 'qa.dismiss', data: { questions, reason: pick(DISMISSALS), note: pick(['', WHY]) } },
    { type: 'qa.archive', data: { questions } },
    ...again(3, { type: 'qa.send', data: { questions, channel } }),
    ...again(4, { type: 'qa.merge', data: { questions, into } }),
    ...again(2, { type: 'qa.unmerge', data: { question } }),
    ...again(6, { type: 'qa.undo', data: { questions: [question], change } }),
    ...again(5, { type: 'qa.startAnswering', data: { question } }),
    ...again(8, { type: 'qa.finishAnswering', data: { question } }),
    { type: 'qa.skip', data: { question } },
    { type: 'qa.answer', data: { question, text: pick(['', 'Like this']) } },
  ]
}

const handling: Kind = (pick, all, { question, other }) => [
  { type: 'qa.label', data: { questions: [question, other], label: LABEL, isOn: true } },
  ...again(2, { type: 'qa.label', data: { questions: [question], label: LABEL, isOn: pick([true, false]) } }),
  { type: 'qa.note', data: { question, text: NOTE } },
  ...again(2, { type: 'qa.pin', data: { question: pick([question, question, null]) } }),
  ...again(2, { type: 'qa.claim', data: { question } }),
  { type: 'qa.release', data: { question } },
  ...again(2, { type: 'qa.handOver', data: { question, to: pick(all) } }),
  ...again(2, { type: 'qa.escalate', data: { question, isOn: pick([true, true, false]) } }),
  ...again(2, { type: 'qa.callOn', data: { question } }),
  ...again(14, {
    type: 'qa.correctChapter',
    data: { question, title: 'On churn', startedAt: 1000, answeredAt: pick([900, 2000]) },
  }),
]

const KINDS = { channels, asking, moving, handling }
const WEIGHED: readonly (keyof typeof KINDS)[] = [
  'channels',
  ...again(8, 'asking' as const),
  ...again(9, 'moving' as const),
  ...again(4, 'handling' as const),
]

/** A history begins with what is asked, so that the rest of it meets questions. ms */
const BEGUN = 1_800_000_000_000 + 40_000
const OPENING = new Set(['qa.ask', 'qa.addChannel', 'qa.editChannel'])

/** Questions under chaos: every command of them. */
export const qaSubject: Subject = {
  feature: qa.feature!,
  command(pick, all, now, done) {
    const early = done.length > 0 ? done.slice(0, 7) : ['nothing0']
    const known = {
      question: pick(early),
      other: pick(early),
      channel: pick([FIRST, FIRST, pick(early)]),
      change: pick([...done.slice(-6), 'nothing0']),
    }
    const kind = now < BEGUN ? pick(['asking', 'asking', 'channels'] as const) : pick(WEIGHED)
    const commands = KINDS[kind](pick, all, known)
    // Of those who ask, and of those who look after it, a few do most: so they meet what is their own.
    const by = pick([undefined, all[0], all[kind === 'asking' ? 5 : 3]])
    const made = pick(now < BEGUN ? commands.filter(({ type }) => OPENING.has(type)) : commands)
    return made.system || by === undefined ? made : { ...made, by }
  },
  rows: (pick): Rows => ({
    isOver: pick([...again(19, false), true]),
    name: pick(['Ana', 'Bo']),
    tags: pick([[], ['vip']]),
    person: pick([
      null,
      {
        name: 'Mona',
        facts: {
          ...{ participant: 'person09', event: 'event000', version: 1, roles: [pick(['moderator', 'attendee'])] },
          ...{ attendance: 'home', privacy: 'named', tags: [], membership: true, silenced: false },
        },
      },
    ]),
  }),
  canaries: {
    [NOTE]: ['staff', 'moderator'],
    [LABEL]: ['staff', 'moderator'],
    [WHERE]: ['staff', 'moderator', 'person'],
    [WHY]: ['staff', 'moderator', 'person'],
  },
}
