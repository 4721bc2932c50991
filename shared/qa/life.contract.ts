import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { ROLES } from '../core/people.ts'
import { line, lines, personal } from '../core/text.ts'
import { Question, Side } from './words.contract.ts'

const Text = lines(1000)
/** Would ask in person; in the room: where they sit. Null: would rather be read out. */
const Offer = z.strictObject({ where: line(60, 0) }).nullable()

/** What askers and voters do, and what others do to what they wrote. */
export const life = {
  commands: {
    'qa.ask': {
      by: ROLES,
      doc: 'Asks in a channel. `nickname`: where the channel shows one. The id of the command is the id of the question.',
      data: z.strictObject({ channel: Id, text: Text, nickname: line(40, 0), offer: Offer }),
      speaks: true,
    },
    'qa.edit': {
      by: ROLES,
      doc: 'Says my own question in other words, while it waits to be looked at.',
      data: z.strictObject({ question: Id, text: Text }),
      speaks: true,
    },
    'qa.offer': {
      by: ROLES,
      doc: 'I would ask my question in person, or rather not.',
      data: z.strictObject({ question: Id, offer: Offer }),
      speaks: true,
    },
    'qa.withdraw': { by: ROLES, doc: 'Takes my own question back.', data: Question },
    'qa.putBack': { by: ROLES, doc: 'Puts my own question, taken back, where it was.', data: Question, speaks: true },
    'qa.vote': { by: ROLES, doc: 'I would like this answered too.', data: Question },
    'qa.unvote': { by: ROLES, doc: 'I would not, any more.', data: Question },
    'qa.hideAuthor': {
      by: ROLES,
      doc: 'I do not want to see what the author of this nameless question asks in its channel without a name. They are not told.',
      data: Question,
    },
    'qa.showAuthors': { by: ROLES, doc: 'I want to see all nameless questions again.', data: z.strictObject({}) },
    'qa.takeIn': {
      by: [],
      doc: 'A line of the chat becomes a question of its author.',
      data: z.strictObject({ channel: Id.nullable(), participant: Id, name: z.string(), side: Side, text: Text }),
    },
    'qa.removeAuthor': {
      by: [],
      doc: 'Someone was removed from the event: what they asked is put away. `isBack`: they were let in again.',
      data: z.strictObject({ participant: Id, isBack: z.boolean() }),
    },
  },
  events: {
    /** Everyone's tally moves with it: fifty a second are four frames to each, and the first after a silence goes at once. */
    'qa.asked': {
      urgency: 'count',
      data: z.object({
        question: Id,
        channel: Id,
        by: Id,
        side: Side,
        text: personal(z.string()),
        /** As it is shown; null: no name. */
        name: personal(z.string()),
        isOwnName: z.boolean(),
        /** The name is one its asker chose to be called by; left out where it is not. */
        isNickname: z.boolean().optional(),
        isVisible: z.boolean(),
        offer: z.object({ where: personal(z.string()) }).nullable(),
      }),
    },
    'qa.edited': { urgency: 'fast', data: z.object({ question: Id, text: personal(z.string()) }) },
    'qa.offered': {
      urgency: 'fast',
      data: z.object({ question: Id, offer: z.object({ where: personal(z.string()) }).nullable() }),
    },
    'qa.withdrawn': { urgency: 'fast', data: z.object({ question: Id }) },
    /** What it was folded into was taken away by its asker, or with them: it stands by itself again, where it was. */
    'qa.parted': { urgency: 'fast', data: z.object({ question: Id }) },
    'qa.putBackIn': { urgency: 'fast', data: z.object({ question: Id }) },
    'qa.voted': { urgency: 'count', data: z.object({ question: Id, by: Id }) },
    'qa.unvoted': { urgency: 'count', data: z.object({ question: Id, by: Id }) },
    'qa.authorHidden': { urgency: 'now', data: z.object({ question: Id, by: Id }) },
    'qa.authorsShown': { urgency: 'now', data: z.object({ by: Id }) },
    'qa.authorRemoved': { urgency: 'now', data: z.object({ participant: Id }) },
    'qa.authorReturned': { urgency: 'now', data: z.object({ participant: Id }) },
  },
  refusals: {
    'qa.over': { status: 409, when: 'The airing is over; nothing is asked or voted on any more.' },
    'qa.notAsking': { status: 409, when: 'The channel takes no questions now.' },
    'qa.notVoting': { status: 409, when: 'The channel takes no votes now.' },
    'qa.mayNotAsk': { status: 403, when: 'The channel takes questions of others only.' },
    'qa.mayNotVote': { status: 403, when: 'The channel takes votes of others only.' },
    'qa.empty': { status: 422, when: 'There is no text in it.' },
    'qa.tooLong': { status: 422, when: 'The text is longer than the channel takes.' },
    'qa.tooManyLinks': { status: 422, when: 'There are more than two links in it.' },
    'qa.saidAlready': { status: 409, when: 'The caller asked the same within the last minute.' },
    'qa.tooMany': { status: 429, when: 'The caller asked as often in ten minutes as the channel takes.' },
    'qa.needsNickname': { status: 422, when: 'The channel shows a nickname, and there is none.' },
    'qa.noQuestion': { status: 404, when: 'There is no such question, or not for the caller.' },
    'qa.notYours': { status: 403, when: 'Someone else asked it.' },
    'qa.notPending': {
      status: 409,
      when: 'It was looked at already, or others want it answered, and can be changed no more.',
    },
    'qa.ownQuestion': { status: 409, when: 'It is one’s own question, or one’s own was folded into it.' },
    'qa.notVisible': { status: 409, when: 'It is not waiting to be answered (any more).' },
    'qa.hasName': { status: 409, when: 'It stands under a name: block the person instead.' },
  },
} as const
