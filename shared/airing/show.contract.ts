import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { lines, personal } from '../core/text.ts'
import { At, Show } from './words.contract.ts'

const nothing = z.strictObject({})

/** The lifecycle of an airing, its clock and its slate. */
export const show = {
  commands: {
    'airing.openDoors': { by: Show, doc: 'Lets people in before the start.', data: nothing },
    'airing.startCountdown': {
      by: Show,
      doc: 'Takes the stage and goes live (or on, after a pause) in 10 seconds. Everyone sees it.',
      data: nothing,
    },
    'airing.stopCountdown': { by: Show, doc: 'Stops the countdown; nothing has happened.', data: nothing },
    'airing.goLive': { by: [], doc: 'The countdown ran out.', data: z.strictObject({ countdown: z.int().min(1) }) },
    'airing.pause': {
      by: Show,
      doc: 'Sends everyone backstage and shows the slate with a note.',
      data: z.strictObject({ note: lines(200), until: At.nullable().optional() }),
    },
    'airing.setSlate': {
      by: Show,
      speaks: true,
      doc: 'Changes what the slate says, and until when (or null).',
      data: z.strictObject({ note: lines(200), until: At.nullable() }),
    },
    'airing.end': { by: Show, doc: 'Ends the airing for good.', data: z.strictObject({ sure: z.literal(true) }) },
    'airing.remind': { by: [], doc: 'The planned end is 15 minutes ago.', data: z.strictObject({ plannedEnd: At }) },
    'airing.endOverdue': {
      by: [],
      doc: 'Nobody on stage for 30 minutes past the planned end, or 6 hours over.',
      data: z.strictObject({ plannedEnd: At }),
    },
    'airing.closeBackstage': {
      by: [],
      doc: 'Another airing takes the stage: whoever is still backstage after the end goes.',
      data: nothing,
    },
  },
  events: {
    'airing.doorsOpened': { urgency: 'now', data: z.object({}) },
    'airing.countdownStarted': { urgency: 'now', data: z.object({ countdown: z.int(), liveAt: At, stage: Id }) },
    'airing.countdownStopped': { urgency: 'now', data: z.object({ countdown: z.int() }) },
    'airing.wentLive': { urgency: 'now', data: z.object({}) },
    'airing.paused': {
      urgency: 'now',
      data: z.object({ note: personal(z.string()), until: At.nullable().optional() }),
    },
    'airing.slateSet': { urgency: 'now', data: z.object({ note: personal(z.string()), until: At.nullable() }) },
    'airing.ended': { urgency: 'now', data: z.object({ why: z.enum(['staff', 'overdue']) }) },
    'airing.reminded': { urgency: 'now', data: z.object({ plannedEnd: At }) },
  },
} as const
