import { z } from 'zod'
import { defineContract } from '../core/contract.ts'
import { Id } from '../core/ids.ts'
import { Attendance, ROLES } from '../core/people.ts'
import { Segment } from '../core/segment.ts'
import { line, personal } from '../core/text.ts'
import { KINDS, RESULTS, STATES } from './kinds.ts'
import { MOST_OPTIONS } from './rules.ts'

/** Who prepares polls, opens and closes them. */
const Keepers = ['moderator', 'producer', 'organizer'] as const
/** A moment, ms UTC. */
const At = z.int().min(0)
const Poll = z.strictObject({ poll: Id })

/** What a poll asks, of whom, and when what was voted is shown. */
const Asked = {
  question: line(200),
  kind: z.enum(KINDS),
  /** Of a scale: none. */
  options: z.array(line(80)).max(MOST_OPTIONS),
  /** How many one may choose, where several can be. */
  most: z.int().min(1).max(MOST_OPTIONS),
  /** What 1 and 5 of a scale mean. */
  low: line(30, 0),
  high: line(30, 0),
  results: z.enum(RESULTS),
  /** Null: everyone. */
  segment: Segment.nullable(),
}
const Prepared = z.object({
  poll: Id,
  question: personal(z.string()),
  kind: z.enum(KINDS),
  options: personal(z.array(z.string())),
  size: z.int(),
  most: z.int(),
  low: personal(z.string()),
  high: personal(z.string()),
  results: z.enum(RESULTS),
  segment: Segment.nullable(),
})
/** As it is shown. */
const Shown = {
  id: Id,
  question: z.string(),
  kind: z.enum(KINDS),
  options: z.array(z.string()),
  /** How many answers there are, and how many of them one may choose. */
  size: z.int(),
  most: z.int(),
  low: z.string(),
  high: z.string(),
  results: z.enum(RESULTS),
  openedAt: At.nullable(),
  closedAt: At.nullable(),
  /** Shown on the screens in the venue, while it is open or closed. */
  isPinned: z.boolean(),
}
/** Votes for each answer, in their order. */
const Counts = z.array(z.int())

/** Polls of one airing. Who voted what is shown to nobody. Stream `polls:<airing>`. */
export const polls = defineContract({
  name: 'polls',
  stream: 'polls',
  perAiring: true,
  commands: {
    'polls.prepare': {
      by: Keepers,
      doc: 'Prepares a poll, which only those who look after polls see. The id of the command is its id.',
      data: z.strictObject(Asked),
    },
    'polls.edit': {
      by: Keepers,
      doc: 'Changes a poll that was never opened. `revision`: the one it was read in.',
      data: z.strictObject({ poll: Id, revision: z.int().min(1), ...Asked }),
    },
    'polls.open': {
      by: Keepers,
      doc: 'Opens a poll to those it is for, or opens it again with its votes.',
      data: Poll,
    },
    'polls.close': { by: Keepers, doc: 'Closes a poll: no more votes, and what was voted is shown.', data: Poll },
    'polls.pin': {
      by: Keepers,
      doc: 'Shows a poll on the screens in the venue, in place of another, or none.',
      data: z.strictObject({ poll: Id.nullable() }),
    },
    'polls.putAway': { by: Keepers, doc: 'Shows a poll to nobody any more; it keeps its votes.', data: Poll },
    'polls.bringBack': { by: Keepers, doc: 'Brings back a poll that was put away.', data: Poll },
    'polls.delete': {
      by: Keepers,
      doc: 'Deletes a poll that was never opened, or was put away, with its votes.',
      data: Poll,
    },
    'polls.vote': {
      by: ROLES,
      doc: 'My vote, in place of the one before: the answers by their place, from 0. None takes it back.',
      data: z.strictObject({
        poll: Id,
        choices: z
          .array(
            z
              .int()
              .min(0)
              .max(MOST_OPTIONS - 1),
          )
          .max(MOST_OPTIONS),
      }),
    },
    'polls.end': { by: [], doc: 'The airing is over: all polls are closed.', data: z.strictObject({}) },
  },
  events: {
    'polls.prepared': { urgency: 'now', data: Prepared },
    'polls.edited': { urgency: 'now', data: Prepared },
    'polls.opened': { urgency: 'now', data: z.object({ poll: Id }) },
    'polls.closed': { urgency: 'now', data: z.object({ poll: Id }) },
    'polls.pinned': { urgency: 'now', data: z.object({ poll: Id.nullable() }) },
    'polls.wasPutAway': { urgency: 'now', data: z.object({ poll: Id }) },
    'polls.broughtBack': { urgency: 'now', data: z.object({ poll: Id }) },
    'polls.deleted': { urgency: 'now', data: z.object({ poll: Id }) },
    'polls.voted': { urgency: 'count', data: z.object({ poll: Id, by: Id, choices: z.array(z.int()) }) },
  },
  records: {
    /** Key `desk/<id>`: those who look after polls; every one of them. */
    desk: z.object({
      ...Shown,
      state: z.enum(STATES),
      segment: Segment.nullable(),
      /** Counts up with every change of what it asks. */
      revision: z.int(),
      preparedAt: At,
    }),
    /** Key `sum/<id>`: those who look after polls; votes, also where they are hidden from everyone else. */
    sum: z.object({ voters: z.int(), counts: Counts }),
    /** Key `poll/<id>`: those it is for, and screens it is pinned to. */
    poll: z.object({
      ...Shown,
      state: z.enum(['open', 'closed']),
      /** Where those it is for are; null: anywhere. */
      side: Attendance.nullable(),
    }),
    /** Key `turnout/<id>`: the same; how many voted. */
    turnout: z.object({ voters: z.int() }),
    /** Key `results/<id>`: the same, once it is shown to them what was voted. */
    results: z.object({ counts: Counts }),
    /** Key `@<participant>/votes`: my own. */
    votes: z.object({ list: z.array(z.object({ poll: Id, choices: z.array(z.int()) })) }),
  },
  refusals: {
    'polls.noPoll': { status: 404, when: 'There is no such poll (any more), or not for the caller.' },
    'polls.full': { status: 409, when: 'The airing has as many polls as it may.' },
    'polls.tooManyOpen': { status: 409, when: 'As many polls are open as may be at once.' },
    'polls.tooFewOptions': { status: 422, when: 'There are fewer than two answers to choose from.' },
    'polls.sameOptions': { status: 422, when: 'Two answers are the same.' },
    'polls.noSuchTag': { status: 422, when: 'The segment names a tag that nobody at the event has.' },
    'polls.begun': { status: 409, when: 'The poll was opened already, so what it asks stays as it is.' },
    'polls.changedSince': { status: 409, when: 'Someone else changed the poll since it was read.' },
    'polls.notOpened': { status: 409, when: 'The poll is not open.' },
    'polls.isPutAway': { status: 409, when: 'The poll was put away: it has to be brought back first.' },
    'polls.notPutAway': { status: 409, when: 'The poll was opened, so it has to be put away first.' },
    'polls.over': { status: 409, when: 'The airing is over; no poll is opened any more.' },
    'polls.isClosed': { status: 409, when: 'The poll is closed: no vote is taken or changed.' },
    'polls.noSuchOption': { status: 422, when: 'The vote names an answer that is not there, or one twice.' },
    'polls.tooMany': { status: 422, when: 'The vote names more answers than one may choose.' },
  },
})
