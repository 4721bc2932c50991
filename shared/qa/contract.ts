import { z } from 'zod'
import { defineContract } from '../core/contract.ts'
import { Id } from '../core/ids.ts'
import { line } from '../core/text.ts'
import { channels } from './channels.contract.ts'
import { life } from './life.contract.ts'
import { triage } from './triage.contract.ts'
import { Answer, At, ChannelRules, ChannelState, Reason, Segment, Side, State, Tally } from './words.contract.ts'

const Person = z.object({ participant: Id, name: z.string() })

/** A question as those who triage see it, beside what everyone sees. */
const Triage = z.object({
  /** Votes, also where they are hidden from everyone else. */
  votes: z.int(),
  labels: z.array(z.string()),
  /** What moderators wrote to each other, the oldest first. */
  notes: z.array(z.object({ name: z.string(), text: z.string(), at: At })),
  /** Who works on it; void once `until` has passed. */
  claim: Person.extend({ until: At }).nullable(),
  /** Shown to mentors, by whom. */
  escalated: z.object({ name: z.string(), at: At }).nullable(),
  /** The asker would ask in person. In the room: where they sit. */
  offer: z.object({ where: z.string() }).nullable(),
  calledAt: At.nullable(),
  /** Why it is not shown. */
  reason: Reason.nullable(),
  reasonNote: z.string(),
  into: Id.nullable(),
  /** What was done with it, the newest first; the first can be undone. */
  changes: z.array(z.object({ change: Id, what: z.string(), name: z.string(), at: At })),
})

/** A question as it is said aloud. `isNickname`: the name is one its asker chose to be called by. */
const Said = z.object({ id: Id, text: z.string(), name: z.string().nullable(), isNickname: z.boolean(), side: Side })
/** `channel`: the name of its channel. */
const Waiting = { channel: z.string(), votes: z.int().nullable(), isOffered: z.boolean(), isCalled: z.boolean() }

/** Questions of one airing: all channels, their triage and their fair order. Stream `qa:<airing>`. */
export const qa = defineContract({
  name: 'qa',
  stream: 'qa',
  perAiring: true,
  commands: { ...channels.commands, ...life.commands, ...triage.commands },
  events: { ...channels.events, ...life.events, ...triage.events },
  signals: {
    /** Said every few seconds by an open board: who looks at what now. Null: at the whole. */
    'qa.looking': {
      by: ['moderator', 'producer', 'organizer'],
      rate: 20,
      bytes: 200,
      to: ['staff', 'moderator'],
      data: z.strictObject({ name: line(60, 0), question: Id.nullable() }),
    },
  },
  records: {
    /** Key `channel/<id>`: to those who may read it, and to those who triage. */
    channel: z.object({
      id: Id,
      /** Empty: the first channel, which the page names. */
      name: z.string(),
      place: z.int(),
      state: ChannelState,
      rules: ChannelRules,
      /** For those who triage; null for everyone else: whether they belong to it says `belongs`, or that they read it. */
      segment: Segment.nullable(),
      weight: z.number(),
      /** Visible questions, and those answered. */
      visible: z.int(),
      answered: z.int(),
      /** Waiting for triage; null for those who do not see them. */
      pending: z.int().nullable(),
    }),
    /** Key `belongs/<id>`: to those of a channel's segment, where others read it too; so each learns it of themselves alone. */
    belongs: z.object({ channel: Id }),
    /** Key `question/<id>`: to those who may read its channel (once visible), and to those who triage. */
    question: z.object({
      id: Id,
      channel: Id,
      text: z.string(),
      state: State,
      /** Null: no name is shown. `participant` only where the own name is. */
      name: z.string().nullable(),
      participant: Id.nullable(),
      side: Side,
      at: At,
      /** Waits from here on: when it was asked, or last skipped. */
      since: At,
      /** Distinct people who want it answered beside its asker; null while hidden. */
      votes: z.int().nullable(),
      /** How many others were folded into it. */
      merged: z.int(),
      isPinned: z.boolean(),
      startedAt: At.nullable(),
      answeredAt: At.nullable(),
      /** A written answer. */
      answer: Answer.nullable(),
      triage: Triage.nullable(),
    }),
    /** Key `tally`: everyone; what the fair order stands on. */
    tally: Tally,
    /** Key `now`: mentors, screens and those who triage; what is answered, and what comes next, at most three. */
    now: z.object({
      current: z.array(Said.extend({ startedAt: At, ...Waiting })),
      next: z.array(Said.extend(Waiting)),
      pinned: Said.nullable(),
    }),
    /** Key `escalated/<id>`: mentors, whatever else they are; what a moderator would like them to look at. */
    escalated: z.object({ id: Id, text: z.string(), name: z.string().nullable(), side: Side, by: z.string(), at: At }),
    /** Key `counts`: those who triage; how many there are of each, shown or not. */
    counts: z.partialRecord(State, z.int()),
    /** Key `load/<participant>`: those who triage; what each of them has done. */
    load: Person.extend({ handled: z.int(), claimed: z.int() }),
    /** Key `limited/<participant>`: those who may set it; which channels a moderator looks after. */
    limited: Person.extend({ channels: z.array(Id) }),
    /** Key `@<participant>/mine`: my own questions, the newest first, and what became of each. */
    mine: z.object({
      list: z.array(
        z.object({
          id: Id,
          channel: Id,
          text: z.string(),
          state: State,
          at: At,
          /** Null while the channel hides them. */
          votes: z.int().nullable(),
          /** Shown as this; null: no name. */
          name: z.string().nullable(),
          offer: z.object({ where: z.string() }).nullable(),
          calledAt: At.nullable(),
          reason: Reason.nullable(),
          reasonNote: z.string(),
          /** Folded into this one: its text, empty while it is not shown or not for its asker, where it stands, and why. */
          into: z
            .object({ id: Id, text: z.string(), state: State, reason: Reason.nullable(), reasonNote: z.string() })
            .nullable(),
          startedAt: At.nullable(),
          answeredAt: At.nullable(),
          answer: Answer.nullable(),
        }),
      ),
    }),
    /** Key `@<participant>/votes`: what I voted for. */
    votes: z.object({ list: z.array(Id) }),
    /** Key `@<participant>/hidden`: questions without a name whose author I do not want to see. */
    hidden: z.object({ list: z.array(Id) }),
  },
  refusals: { ...channels.refusals, ...life.refusals, ...triage.refusals },
})
