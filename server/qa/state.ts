import { type Attendance, type Facts, has } from '#shared/core/people.ts'
import type { Reason } from '#shared/qa/reasons.ts'
import { mayRead } from '#shared/qa/rules.ts'
import type { ChannelRules, ChannelState, Segment, State as Standing } from '#shared/qa/words.contract.ts'
import type { Ctx } from '../core/feature.ts'

export type { Standing }

export interface Channel {
  id: string
  /** From 0, in the order they were made; stands for the channel in the name of an audience, which must stay short. */
  place: number
  name: string | null
  segment: Segment
  rules: ChannelRules
  state: ChannelState
  weight: number
  /** How many of its questions stand where. */
  counts: Partial<Record<Standing, number>>
}

/** Where a question stands, as a change finds it and leaves it; never changed in place. */
export interface Stand {
  state: Standing
  channel: string
  into: string | null
  reason: Reason | null
  note: string | null
  since: number
  startedAt: number | null
  answeredAt: number | null
  answer: { text: string | null; name: string | null; at: number } | null
}

/** What a moderator did, and how the question stood before. */
export interface Change {
  change: string
  what: string
  by: string
  name: string | null
  at: number
  before: Stand
}

export interface Question {
  id: string
  /** The how manieth it is, of all channels; and the how manieth that was done. */
  number: number
  ended: number
  by: string
  side: Attendance
  text: string | null
  name: string | null
  isOwnName: boolean
  isNickname: boolean
  at: number
  stand: Stand
  /** Where it was when its asker took it back, or was removed. */
  takenFrom: Stand | null
  /** Who voted for this one, and how many people want it with all that is folded into it. */
  voters: Record<string, true>
  votes: number
  /** Folded into it directly. */
  folded: string[]
  offer: { where: string | null } | null
  calledAt: number | null
  labels: string[]
  notes: { name: string | null; text: string | null; at: number }[]
  claim: { by: string; name: string | null; until: number } | null
  escalated: { name: string | null; at: number } | null
  chapter: { title: string | null; startedAt: number; answeredAt: number } | null
  /** The newest first. */
  changes: Change[]
}

/** Where the window is cut by arrival, and where all are shown. */
export type ListName = 'pending' | 'visible' | 'answering' | 'done'

export interface State {
  channels: Record<string, Channel>
  questions: Record<string, Question>
  /** Ids by `number`; done ones by `ended`. */
  lists: Record<ListName, string[]>
  /** How many were asked, and how often one was done. */
  asked: number
  ended: number
  /** The time of the last event that may have changed the order. */
  asOf: number
  pinned: string | null
  /** Distinct people who asked, turns given and answered. */
  turns: Record<Attendance, { asked: string[]; served: number; answered: number }>
  /** What someone asked lately. */
  lately: Record<string, { channel: string; text: string | null; at: number }[]>
  /** Someone's own questions and votes, the newest first; whose nameless ones they do not want to see, and who does not. */
  mine: Record<string, string[]>
  votes: Record<string, string[]>
  hides: Record<string, { author: string; channel: string }[]>
  hiders: Record<string, string[]>
  /** Whose questions are put away: they were removed from the event. */
  removed: Record<string, true>
  /** Questions someone works on. */
  claimed: string[]
  limits: Record<string, { name: string | null; channels: string[] }>
  load: Record<string, { name: string | null; handled: number }>
  /** Who does what follows in this entry. */
  hand: { change: string; by: string; name: string | null } | null
}

/** The channel every airing begins with. */
export const FIRST = 'everyone1'
export const FIRST_RULES: ChannelRules = {
  isPremoderated: true,
  ask: 'segment',
  vote: 'segment',
  read: 'segment',
  names: 'own',
  votes: 'shown',
  length: 300,
  perTenMinutes: 5,
}

export const channelOf = (id: string, place: number, told: Pick<Channel, 'name' | 'segment' | 'rules'>): Channel => ({
  ...{ id, place, state: 'open', weight: 1, counts: {} },
  ...told,
})

export const initial = (): State => ({
  channels: {
    [FIRST]: channelOf(FIRST, 0, {
      name: '',
      segment: { attendance: null, roles: [], tags: [], membership: null },
      rules: { ...FIRST_RULES },
    }),
  },
  questions: {},
  lists: { pending: [], visible: [], answering: [], done: [] },
  asked: 0,
  ended: 0,
  asOf: 0,
  pinned: null,
  turns: { room: { asked: [], served: 0, answered: 0 }, home: { asked: [], served: 0, answered: 0 } },
  lately: {},
  mine: {},
  votes: {},
  hides: {},
  hiders: {},
  removed: {},
  claimed: [],
  limits: {},
  load: {},
  hand: null,
})

/** Sees and decides everything: who runs the event, and moderators who look after all channels. */
export const isStaff = ({ limits }: State, facts: Facts): boolean =>
  has(facts, 'organizer', 'producer') || (has(facts, 'moderator') && !limits[facts.participant])

/** The channels a limited moderator looks after; null for everyone else. */
export const limitOf = (state: State, facts: Facts): readonly string[] | null =>
  has(facts, 'moderator') && !isStaff(state, facts) ? (state.limits[facts.participant]?.channels ?? null) : null

/** Does this person look after the channel? */
export const mayTriage = (state: State, facts: Facts | null, channel: string): boolean =>
  facts !== null && (isStaff(state, facts) || (limitOf(state, facts)?.includes(channel) ?? false))

/** Standings in which a question is shown to those who read its channel. */
const SHOWN: readonly Standing[] = ['visible', 'answering', 'answered']
export const isShownIn = (standing: Standing): boolean => SHOWN.includes(standing)

/** Is the question there for this person, among those who read its channel or those who triage? */
export function maySee(state: State, facts: Facts | null, { stand }: Question): boolean {
  if (mayTriage(state, facts, stand.channel)) return true
  const channel = state.channels[stand.channel]
  if (!facts || !channel || limitOf(state, facts)) return false
  return isShownIn(stand.state) && mayRead(channel, facts)
}

/** What is folded into a question, directly or through others. */
export function foldedInto({ questions }: State, id: string): Question[] {
  const found: Question[] = []
  const look = [...(questions[id]?.folded ?? [])]
  for (let next = look.pop(); next !== undefined; next = look.pop()) {
    const one = questions[next]
    if (!one) continue
    found.push(one)
    look.push(...one.folded)
  }
  return found
}

/** The nearest ones folded into a question that neither its asker asked nor someone removed. */
export function foldedByOthers(state: State, { by, folded }: Question): Question[] {
  const look = (ids: readonly string[]): Question[] =>
    ids
      .flatMap((id) => state.questions[id] ?? [])
      .flatMap((one) => (one.by === by || state.removed[one.by] ? look(one.folded) : [one]))
  return look(folded)
}

/** What a question is folded into, the nearest first: the last one stands for all. */
export function above({ questions }: State, id: string): Question[] {
  const found: Question[] = []
  for (let one = questions[id]; one?.stand.into; ) {
    one = questions[one.stand.into]
    if (one) found.push(one)
  }
  return found
}

/** The one who acts; a command of people never comes from the server itself. */
export function self(ctx: Pick<Ctx, 'actor'>): string {
  if ('participant' in ctx.actor) return ctx.actor.participant
  throw new Error('This command is about its sender and needs a participant')
}
