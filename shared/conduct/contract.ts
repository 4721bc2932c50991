import { z } from 'zod'
import { defineContract } from '../core/contract.ts'
import { Id, StreamName } from '../core/ids.ts'
import { ROLES } from '../core/people.ts'
import { line, personal } from '../core/text.ts'
import { OUTCOMES, REASONS } from './reasons.ts'

/** Who looks at reports, and who may silence. */
const Keepers = ['moderator', 'organizer'] as const
const Reason = z.enum(REASONS)
const Outcome = z.enum(OUTCOMES)
/** A moment, ms UTC. */
const At = z.int().min(0)
const Key = z.string().regex(/^[a-zA-Z]{1,30}\/(?!constructor$)[a-z0-9]{1,40}$/, 'the key of a shared record')
/** What is reported: something of another stream that one sees now, or a person. */
const About = z.union([z.strictObject({ stream: StreamName, key: Key }), z.strictObject({ participant: Id })])
const Thing = z.object({ stream: z.string(), key: z.string() })

/** How people treat each other at one event: reports, whom I do not want to see, who is silenced. Stream `conduct:<event>`. */
export const conduct = defineContract({
  name: 'conduct',
  stream: 'conduct',
  perEvent: true,
  commands: {
    'conduct.report': {
      by: ROLES,
      doc: 'Shows something, or someone, to those who look after the event. What was seen the server takes down itself.',
      data: z.strictObject({ about: About, reason: Reason, note: line(300, 0) }),
    },
    'conduct.block': {
      by: ROLES,
      doc: 'I do not want to see or hear this person any more. They are not told. `name`: how I know them.',
      data: z.strictObject({ participant: Id, name: line(60) }),
    },
    'conduct.unblock': { by: ROLES, doc: 'I do again.', data: z.strictObject({ participant: Id }) },
    'conduct.settle': {
      by: Keepers,
      doc: 'A report was looked at, and this came of it.',
      data: z.strictObject({ report: Id, outcome: Outcome }),
    },
    'conduct.reopen': { by: Keepers, doc: 'A report is open again.', data: z.strictObject({ report: Id }) },
    'conduct.silence': {
      by: Keepers,
      doc: 'Takes the word from someone at this event, who is told why and by which role. `report`: the one it settles.',
      data: z.strictObject({ participant: Id, reason: line(200), report: Id.nullable() }),
    },
    'conduct.lift': {
      by: Keepers,
      doc: 'Gives it back. `report`: the one that is open again, where it was a mistake.',
      data: z.strictObject({ participant: Id, report: Id.nullable() }),
    },
  },
  events: {
    'conduct.reported': {
      urgency: 'fast',
      data: z.object({
        report: Id,
        by: Id,
        /** Who reports came without an account. Entries from before this was asked do not say. */
        isGuest: z.boolean().optional(),
        /** Of someone who looks after the event themselves: only organizers see it. */
        isKeeper: z.boolean(),
        participant: Id.nullable(),
        thing: Thing.nullable(),
        name: personal(z.string()),
        words: personal(z.string()),
        reason: Reason,
        note: personal(z.string()),
      }),
    },
    'conduct.settled': { urgency: 'now', data: z.object({ report: Id, outcome: Outcome, by: Id }) },
    'conduct.reopened': { urgency: 'now', data: z.object({ report: Id }) },
    'conduct.silenced': {
      urgency: 'now',
      data: z.object({ participant: Id, by: Id, role: z.enum(Keepers), reason: personal(z.string()) }),
    },
    'conduct.lifted': { urgency: 'now', data: z.object({ participant: Id }) },
    'conduct.blocked': { urgency: 'now', data: z.object({ by: Id, participant: Id, name: personal(z.string()) }) },
    'conduct.unblocked': { urgency: 'now', data: z.object({ by: Id, participant: Id }) },
  },
  records: {
    /** Key `report/<id>`: for those who look after the event. Who reported it is shown to nobody. */
    report: z.object({
      id: Id,
      participant: Id.nullable(),
      thing: Thing.nullable(),
      /** As it was seen; said anew in other words, the last few of them. */
      name: z.string(),
      seen: z.array(z.object({ words: z.string(), at: At })),
      /** How many reported it, for which reasons, and what some of them added. */
      count: z.int(),
      reasons: z.partialRecord(Reason, z.int()),
      notes: z.array(z.object({ reason: Reason, note: z.string(), at: At })),
      firstAt: At,
      lastAt: At,
      settled: z.object({ outcome: Outcome, by: Id, at: At }).nullable(),
    }),
    /** Key `silence/<participant>`: who is silenced now. */
    silence: z.object({ participant: Id, by: Id, role: z.enum(Keepers), reason: z.string(), at: At }),
    /** Key `@<participant>/silenced`: that I am. */
    silenced: z.object({ role: z.enum(Keepers), reason: z.string(), at: At }),
    /** Key `@<participant>/receipts`: what I reported, the newest first, and what became of it. */
    receipts: z.object({
      list: z.array(
        z.object({ report: Id, name: z.string(), at: At, state: z.enum(['open', 'nothing', 'dealtWith']) }),
      ),
    }),
    /** Key `@<participant>/blocks`: whom I do not want to see, the newest first. */
    blocks: z.object({ list: z.array(z.object({ participant: Id, name: z.string(), at: At })) }),
  },
  refusals: {
    'conduct.notThere': { status: 409, when: 'What is reported is not there (any more) for the one who reports it.' },
    'conduct.gone': { status: 409, when: 'The person is not at this event (any more).' },
    'conduct.yourself': { status: 409, when: 'It is about the caller themselves.' },
    'conduct.tooMany': { status: 429, when: 'The caller reported ten times in ten minutes.' },
    'conduct.tooManyOpen': { status: 429, when: 'Fifteen things that the caller reported first are still open.' },
    'conduct.full': { status: 429, when: 'As many reports are open at the event, or of guests, as can be looked at.' },
    'conduct.blocksTooFast': { status: 429, when: 'The caller blocked or unblocked sixty times in ten minutes.' },
    'conduct.blocksFull': { status: 409, when: 'The caller blocks as many people as one may.' },
    'conduct.noReport': { status: 409, when: 'There is no such report (any more), or not for the caller.' },
    'conduct.settledAlready': { status: 409, when: 'Someone else has dealt with this report already.' },
    'conduct.notSettled': { status: 409, when: 'The report is open.' },
    'conduct.above': { status: 403, when: 'The person holds a role that the caller cannot silence.' },
    'conduct.silencedAlready': { status: 409, when: 'The person is silenced already: someone else was first.' },
    'conduct.notSilenced': { status: 409, when: 'The person is not silenced (any more).' },
  },
})
