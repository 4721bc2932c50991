import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { line, personal } from '../core/text.ts'
import { ChannelRules, ChannelState, Segment } from './words.contract.ts'

/** Who sets channels up, and who decides what weighs how much and who looks after what. */
export const Keepers = ['moderator', 'producer', 'organizer'] as const
export const Heads = ['producer', 'organizer'] as const
const Name = line(40)

/** Channels: whom each is for, how it works, and whether it is open. */
export const channels = {
  commands: {
    'qa.addChannel': {
      by: Keepers,
      doc: 'Adds a channel for some or all of those who are here. The id of the command is its id.',
      data: z.strictObject({ name: Name, segment: Segment, rules: ChannelRules }),
    },
    'qa.editChannel': {
      by: Keepers,
      doc: 'Changes whom a channel is for and how it works. Who does not belong any more sees it no longer.',
      data: z.strictObject({ channel: Id, name: Name, segment: Segment, rules: ChannelRules }),
    },
    'qa.setChannelState': {
      by: Keepers,
      doc: 'Opens a channel, closes it, or opens it for questions or votes only; archived, it is gone for all but those who triage.',
      data: z.strictObject({ channel: Id, state: ChannelState }),
    },
    'qa.weigh': {
      by: Heads,
      doc: 'How much votes and waiting count in a channel, against the others.',
      data: z.strictObject({ channel: Id, weight: z.number().min(0.1).max(10) }),
    },
    'qa.limitModerator': {
      by: Heads,
      doc: 'Which channels a moderator looks after; null: all of them.',
      data: z.strictObject({ participant: Id, channels: z.array(Id).min(1).max(20).nullable() }),
    },
  },
  events: {
    'qa.channelAdded': {
      urgency: 'now',
      data: z.object({ channel: Id, name: personal(z.string()), segment: Segment, rules: ChannelRules }),
    },
    'qa.channelEdited': {
      urgency: 'now',
      data: z.object({ channel: Id, name: personal(z.string()), segment: Segment, rules: ChannelRules }),
    },
    'qa.channelStateSet': { urgency: 'now', data: z.object({ channel: Id, state: ChannelState }) },
    'qa.weighed': { urgency: 'now', data: z.object({ channel: Id, weight: z.number() }) },
    'qa.moderatorLimited': {
      urgency: 'now',
      data: z.object({ participant: Id, name: personal(z.string()), channels: z.array(Id).nullable() }),
    },
  },
  refusals: {
    'qa.noChannel': { status: 404, when: 'There is no such channel, or not for the caller.' },
    'qa.channelsFull': { status: 409, when: 'The airing has as many channels as it may.' },
    'qa.nameTaken': { status: 409, when: 'Another channel has this name.' },
    'qa.noSuchTag': { status: 422, when: 'The segment names a tag that nobody at the event has.' },
    'qa.nobodyReads': { status: 422, when: 'Someone might ask or vote who may not read.' },
    'qa.noModerator': { status: 409, when: 'The person is not a moderator of this event.' },
  },
} as const
