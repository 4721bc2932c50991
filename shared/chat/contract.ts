import { z } from 'zod'
import { defineContract } from '../core/contract.ts'
import { Id } from '../core/ids.ts'
import { Attendance, ROLES } from '../core/people.ts'
import { line, personal } from '../core/text.ts'
import { LINE_LENGTH, SLOW_STEPS } from './rules.ts'

/** Who looks after the chat, and who decides whether there is one. */
const Keepers = ['moderator', 'producer', 'organizer'] as const
const Heads = ['producer', 'organizer'] as const
/** A moment, ms UTC. */
const At = z.int().min(0)
/** Longer than what is taken, so that the answer can say why it is not. */
const Text = line(4 * LINE_LENGTH, 0)
const OneLine = z.strictObject({ line: Id })
const Seconds = z.union(SLOW_STEPS.map((seconds) => z.literal(seconds)))

/** What became of the wish to make a question of a line. `refused`: the code of the no that came back. */
const Wish = z.object({ state: z.enum(['moving', 'asked', 'refused']), refused: z.string().nullable() })

/** A line as it is shown, in the stream and in the pages of older ones. Key `line/<id>`. */
export const Line = z.object({
  id: Id,
  /** Counts the lines of the airing: a larger one was said later. */
  seq: z.int().min(1),
  participant: Id,
  name: z.string(),
  side: Attendance,
  text: z.string(),
  at: At,
  replyTo: Id.nullable(),
  question: Wish.nullable(),
  /** Hidden, by whom: only those who look after the chat still see it. */
  hidden: z.object({ name: z.string(), at: At }).nullable(),
})
export type Line = z.infer<typeof Line>

/** What people write to each other beside the questions of one airing. Stream `chat:<airing>`. */
export const chat = defineContract({
  name: 'chat',
  stream: 'chat',
  perAiring: true,
  commands: {
    'chat.switch': {
      by: Heads,
      doc: 'There is a chat, or there is none: then nobody but those who look after it sees anything of it.',
      data: z.strictObject({ isOn: z.boolean() }),
    },
    'chat.say': {
      by: ROLES,
      doc: 'Says a line, on its own or in reply to another. The id of the command is the id of the line.',
      data: z.strictObject({ text: Text, replyTo: Id.nullable() }),
      speaks: true,
    },
    'chat.takeBack': { by: ROLES, doc: 'Takes my own line back.', data: OneLine },
    'chat.putBack': { by: ROLES, doc: 'Puts my own line, taken back, where it was.', data: OneLine, speaks: true },
    'chat.hide': { by: Keepers, doc: 'Hides a line. Its author is told.', data: OneLine },
    'chat.show': { by: Keepers, doc: 'Shows a hidden line again.', data: OneLine },
    'chat.slow': {
      by: Keepers,
      doc: 'So many seconds have to pass between two lines of one person; 0: none, also where it came by itself.',
      data: z.strictObject({ seconds: Seconds }),
    },
    'chat.pin': {
      by: Keepers,
      doc: 'Pins a notice above the chat, in place of the one before.',
      data: z.strictObject({ text: line(LINE_LENGTH) }),
      speaks: true,
    },
    'chat.unpin': { by: Keepers, doc: 'Takes the notice down.', data: z.strictObject({}) },
    'chat.makeQuestion': {
      by: ROLES,
      doc: 'Makes a question of a line: my own, or anyone’s for those who look after the chat.',
      data: OneLine,
      speaks: true,
    },
    'chat.noteQuestion': {
      by: [],
      doc: 'The questions took a line in, or said no (its code).',
      data: z.strictObject({ line: Id, refused: z.string().nullable() }),
    },
    'chat.removeAuthor': {
      by: [],
      doc: 'Someone was removed from the event: their lines are not shown. `isBack`: they were let in again.',
      data: z.strictObject({ participant: Id, isBack: z.boolean() }),
    },
  },
  events: {
    'chat.switched': { urgency: 'now', data: z.object({ isOn: z.boolean() }) },
    'chat.said': {
      urgency: 'fast',
      data: z.object({
        line: Id,
        participant: Id,
        name: personal(z.string()),
        side: Attendance,
        text: personal(z.string()),
        replyTo: Id.nullable(),
      }),
    },
    'chat.takenBack': { urgency: 'now', data: z.object({ line: Id }) },
    'chat.broughtBack': { urgency: 'now', data: z.object({ line: Id }) },
    /** `name`: of who hid it. */
    'chat.hidden': {
      urgency: 'now',
      data: z.object({ line: Id, participant: Id, name: personal(z.string()) }),
    },
    'chat.shown': { urgency: 'now', data: z.object({ line: Id, participant: Id }) },
    'chat.slowSet': { urgency: 'now', data: z.object({ seconds: z.int() }) },
    /** It slowed down by itself: so many lines came at once. */
    'chat.flooded': { urgency: 'now', data: z.object({ seconds: z.int(), until: At }) },
    'chat.pinned': { urgency: 'now', data: z.object({ text: personal(z.string()) }) },
    'chat.unpinned': { urgency: 'now', data: z.object({}) },
    'chat.questionWished': { urgency: 'now', data: z.object({ line: Id }) },
    'chat.questionAsked': { urgency: 'now', data: z.object({ line: Id }) },
    'chat.questionRefused': { urgency: 'now', data: z.object({ line: Id, refused: z.string() }) },
    'chat.authorRemoved': { urgency: 'now', data: z.object({ participant: Id }) },
    'chat.authorReturned': { urgency: 'now', data: z.object({ participant: Id }) },
  },
  records: {
    /** Key `chat`: to everyone while it is on, and always to those who look after it. */
    chat: z.object({
      isOn: z.boolean(),
      /** Seconds between two lines of one person, as set; 0: none. */
      slow: z.int(),
      /** The same, for a while, because so many lines came at once; void once `until` has passed. */
      flood: z.object({ seconds: z.int(), until: At }).nullable(),
      notice: z.object({ text: z.string(), at: At }).nullable(),
    }),
    line: Line,
    /** Key `@<participant>/own`: when I said something last, and lines of mine that were hidden, the oldest first. */
    own: z.object({ saidAt: At.nullable(), hidden: z.array(Line) }),
  },
  refusals: {
    'chat.off': { status: 409, when: 'There is no chat now.' },
    'chat.over': { status: 409, when: 'The airing is over, and half an hour has passed since.' },
    'chat.empty': { status: 422, when: 'There is no text in it.' },
    'chat.tooLong': { status: 422, when: 'The line is longer than 280 characters.' },
    'chat.tooManyLinks': { status: 422, when: 'There are more than two links in it.' },
    'chat.saidAlready': { status: 409, when: 'The caller said the same within the last minute.' },
    'chat.wait': {
      status: 429,
      when: 'The caller has to wait before the next line, or before doing more with theirs; the answer says how many seconds.',
    },
    'chat.noLine': { status: 404, when: 'There is no such line (any more), or not for the caller.' },
    'chat.notYours': { status: 403, when: 'Someone else said it.' },
    'chat.hiddenAlready': { status: 409, when: 'The line is hidden already: someone else was first.' },
    'chat.notHidden': { status: 409, when: 'The line is shown already.' },
    'chat.isQuestion': { status: 409, when: 'The line became a question already, or is about to.' },
  },
})
