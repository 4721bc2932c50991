import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { line, lines, personal } from '../core/text.ts'
import { Keepers } from './channels.contract.ts'
import { DISMISSALS } from './reasons.ts'
import { At, Question, Questions, Reason } from './words.contract.ts'

/** Those on stage say themselves what they answer. */
const Stage = ['mentor', ...Keepers] as const
const Label = line(24)
const Several = z.strictObject({ questions: Questions })

/** What moderators do with questions, and mentors with those on stage. Of several all change, or none. */
export const triage = {
  commands: {
    'qa.approve': { by: Keepers, doc: 'Shows questions to their channels.', data: Several },
    'qa.dismiss': {
      by: Keepers,
      doc: 'Does not show questions, and says why.',
      data: z.strictObject({ questions: Questions, reason: z.enum(DISMISSALS), note: line(200, 0) }),
    },
    'qa.archive': { by: Keepers, doc: 'Puts questions away.', data: Several },
    'qa.send': {
      by: Keepers,
      doc: 'Moves questions to another channel.',
      data: z.strictObject({ questions: Questions, channel: Id }),
    },
    'qa.merge': {
      by: Keepers,
      doc: 'Folds questions into one: their voters and askers count for it, each once.',
      data: z.strictObject({ questions: Questions, into: Id }),
    },
    'qa.unmerge': {
      by: Keepers,
      doc: 'Takes a question out of the one it was folded into, as it was.',
      data: Question,
    },
    'qa.undo': {
      by: Stage,
      doc: 'Takes back the last change of these questions, which was this one. On stage: one of my own.',
      data: z.strictObject({ questions: Questions, change: Id }),
    },
    'qa.startAnswering': { by: Stage, doc: 'It is answered now.', data: Question },
    'qa.finishAnswering': { by: Stage, doc: 'It is answered.', data: Question },
    'qa.skip': { by: Stage, doc: 'Not now: it waits again, as if it were asked now.', data: Question },
    'qa.answer': {
      by: Stage,
      doc: 'Answers in writing.',
      data: z.strictObject({ question: Id, text: lines(2000) }),
      speaks: true,
    },
    'qa.label': {
      by: Keepers,
      doc: 'Puts a label on questions, or takes it off.',
      data: z.strictObject({ questions: Questions, label: Label, isOn: z.boolean() }),
    },
    'qa.note': {
      by: Keepers,
      doc: 'Writes a note that only those who triage see.',
      data: z.strictObject({ question: Id, text: line(300) }),
      speaks: true,
    },
    'qa.pin': {
      by: Keepers,
      doc: 'Pins a question to the screens, or none.',
      data: z.strictObject({ question: Id.nullable() }),
    },
    'qa.claim': { by: Keepers, doc: 'I take this, for 90 s from now.', data: Question },
    'qa.release': { by: Keepers, doc: 'I do not, any more.', data: Question },
    'qa.handOver': {
      by: Keepers,
      doc: 'A colleague takes this, for 90 s from now.',
      data: z.strictObject({ question: Id, to: Id }),
    },
    'qa.escalate': {
      by: Keepers,
      doc: 'Shows a question to the mentors beside its place in the order, or does not any more.',
      data: z.strictObject({ question: Id, isOn: z.boolean() }),
    },
    'qa.callOn': {
      by: Stage,
      doc: 'The asker, who offered it, asks in person: at home by an invitation to the stage, in the room by its microphone.',
      data: Question,
    },
    'qa.correctChapter': {
      by: Keepers,
      doc: 'Corrects where the chapter of an answered question begins and ends, and how it is named; ms UTC.',
      data: z.strictObject({ question: Id, title: line(200), startedAt: At, answeredAt: At }),
      speaks: true,
    },
  },
  events: {
    'qa.approved': { urgency: 'now', data: z.object({ question: Id }) },
    'qa.dismissed': {
      urgency: 'now',
      data: z.object({ question: Id, reason: Reason, note: personal(z.string()) }),
    },
    'qa.archived': { urgency: 'now', data: z.object({ question: Id }) },
    'qa.sent': { urgency: 'now', data: z.object({ question: Id, channel: Id }) },
    'qa.merged': { urgency: 'now', data: z.object({ question: Id, into: Id }) },
    'qa.unmerged': { urgency: 'now', data: z.object({ question: Id }) },
    'qa.undone': { urgency: 'now', data: z.object({ question: Id, change: Id }) },
    'qa.answeringStarted': { urgency: 'now', data: z.object({ question: Id }) },
    'qa.answered': { urgency: 'now', data: z.object({ question: Id }) },
    'qa.skipped': { urgency: 'now', data: z.object({ question: Id }) },
    'qa.answeredInWriting': {
      urgency: 'now',
      data: z.object({ question: Id, text: personal(z.string()), name: personal(z.string()) }),
    },
    'qa.labelled': {
      urgency: 'fast',
      data: z.object({ question: Id, label: personal(z.string()), isOn: z.boolean() }),
    },
    'qa.noted': {
      urgency: 'fast',
      data: z.object({ question: Id, text: personal(z.string()), name: personal(z.string()) }),
    },
    'qa.pinned': { urgency: 'now', data: z.object({ question: Id.nullable() }) },
    'qa.claimed': {
      urgency: 'now',
      data: z.object({ question: Id, by: Id, name: personal(z.string()), until: At }),
    },
    'qa.released': { urgency: 'now', data: z.object({ question: Id }) },
    'qa.escalated': { urgency: 'now', data: z.object({ question: Id, isOn: z.boolean(), name: personal(z.string()) }) },
    'qa.calledOn': { urgency: 'now', data: z.object({ question: Id }) },
    'qa.chapterCorrected': {
      urgency: 'fast',
      data: z.object({ question: Id, title: personal(z.string()), startedAt: At, answeredAt: At }),
    },
    /**
     * Who does what follows in this entry: named once, for the history and the load. `change`: what it can be taken back
     * by. `count`: of so many questions it changes where they stand.
     */
    'qa.handled': {
      urgency: 'now',
      data: z.object({ change: Id, by: Id, name: personal(z.string()), count: z.int() }),
    },
  },
  refusals: {
    'qa.notPossible': {
      status: 409,
      when: 'From where the question stands now this cannot be done: someone was first.',
    },
    'qa.claimedByOther': { status: 409, when: 'Someone else works on it at the moment.' },
    'qa.channelFull': {
      status: 409,
      when: 'As many questions are visible in the channel as may be: some must be archived first.',
    },
    'qa.intoItself': { status: 409, when: 'A question cannot be folded into itself.' },
    'qa.intoMerged': { status: 409, when: 'The question to fold into was folded into another itself.' },
    'qa.notMerged': { status: 409, when: 'It was not folded into another.' },
    'qa.changedSince': { status: 409, when: 'It was changed since: that change comes first.' },
    'qa.labelsFull': { status: 409, when: 'The question has as many labels as it may.' },
    'qa.notesFull': { status: 409, when: 'The question has as many notes as it may.' },
    'qa.notOffered': { status: 409, when: 'The asker did not offer to ask in person.' },
    'qa.notAnswered': { status: 409, when: 'It was not answered on stage.' },
    'qa.badTimes': { status: 422, when: 'The chapter would end before it begins.' },
  },
} as const
