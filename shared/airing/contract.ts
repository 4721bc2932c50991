import { z } from 'zod'
import { defineContract } from '../core/contract.ts'
import { Id } from '../core/ids.ts'
import { line, lines, personal } from '../core/text.ts'

const Show = ['producer', 'organizer'] as const
const Presenters = ['mentor', 'producer', 'organizer'] as const

const At = z.int().min(0)
/** How someone on stage is named to all: the lower third. */
export const ShownName = line(60)
export const ShownLine = line(80, 0)

export const AiringState = z.enum(['scheduled', 'doors', 'live', 'paused', 'ended'])
export type AiringState = z.infer<typeof AiringState>

/** From wall time `wall` on, media time is `media`, and it runs or stands still. ms. */
export const ClockMark = z.object({ wall: At, media: At, running: z.boolean() })
export type ClockMark = z.infer<typeof ClockMark>

/** One airing: its lifecycle, its clock, and who is on. Stream `airing:<id>`. */
export const airing = defineContract({
  name: 'airing',
  stream: 'airing',
  commands: {
    'airing.openDoors': { by: Show, doc: 'Lets people in before the start.', data: z.strictObject({}) },
    'airing.startCountdown': {
      by: Show,
      doc: 'Takes the stage and goes live (or on, after a pause) in 10 seconds. Everyone sees it.',
      data: z.strictObject({}),
    },
    'airing.stopCountdown': { by: Show, doc: 'Stops the countdown; nothing has happened.', data: z.strictObject({}) },
    'airing.goLive': {
      by: [],
      doc: 'The countdown ran out.',
      data: z.strictObject({ countdown: z.int().min(1) }),
    },
    'airing.pause': { by: Show, doc: 'Shows the slate with a note.', data: z.strictObject({ note: lines(200) }) },
    'airing.end': { by: Show, doc: 'Ends the airing for good.', data: z.strictObject({ sure: z.literal(true) }) },
    'airing.standBy': {
      by: Presenters,
      doc: 'My devices are checked; put me on stage as soon as the airing holds it.',
      data: z.strictObject({
        name: ShownName,
        line: ShownLine,
        camera: z.boolean(),
        microphone: z.boolean(),
      }),
    },
    'airing.leaveStage': { by: Presenters, doc: 'I leave the stage, or the wait for it.', data: z.strictObject({}) },
    'airing.seat': {
      by: [],
      doc: 'A presenter was given a place in the media room under a random identity.',
      data: z.strictObject({ participant: Id, identity: z.string().max(80) }),
    },
    'airing.connection': {
      by: [],
      doc: 'What the media server says of a presenter: connected or gone.',
      data: z.strictObject({ participant: Id, identity: z.string().max(80), connected: z.boolean() }),
    },
    'airing.takeOff': {
      by: [],
      doc: 'A presenter may no longer be here: the role was taken, or the person was removed.',
      data: z.strictObject({ participant: Id }),
    },
    'airing.remind': { by: [], doc: 'The planned end is 15 minutes ago.', data: z.strictObject({ plannedEnd: At }) },
    'airing.endOverdue': {
      by: [],
      doc: 'Nobody on stage for 30 minutes past the planned end, or 6 hours over.',
      data: z.strictObject({ plannedEnd: At }),
    },
  },
  events: {
    'airing.doorsOpened': { urgency: 'now', data: z.object({}) },
    'airing.countdownStarted': { urgency: 'now', data: z.object({ countdown: z.int(), liveAt: At, stage: Id }) },
    'airing.countdownStopped': { urgency: 'now', data: z.object({ countdown: z.int() }) },
    'airing.wentLive': { urgency: 'now', data: z.object({}) },
    'airing.paused': { urgency: 'now', data: z.object({ note: personal(z.string()) }) },
    'airing.ended': { urgency: 'now', data: z.object({ why: z.enum(['staff', 'overdue']) }) },
    'airing.stoodBy': {
      urgency: 'now',
      data: z.object({
        participant: Id,
        name: personal(z.string()),
        line: personal(z.string()),
        camera: z.boolean(),
        microphone: z.boolean(),
      }),
    },
    'airing.wentOn': { urgency: 'now', data: z.object({ participant: Id }) },
    'airing.leftStage': { urgency: 'now', data: z.object({ participant: Id }) },
    'airing.seated': { urgency: 'now', data: z.object({ participant: Id, identity: z.string() }) },
    'airing.connectionChanged': { urgency: 'now', data: z.object({ participant: Id, connected: z.boolean() }) },
    'airing.reminded': { urgency: 'now', data: z.object({ plannedEnd: At }) },
  },
  records: {
    /** Key `stage`: what everyone may know. */
    stage: z.object({
      state: AiringState,
      /** A countdown that runs: when it goes on. */
      countdown: z.object({ number: z.int(), liveAt: At }).nullable(),
      /** What the slate says while paused. */
      note: z.string().nullable(),
      liveAt: At.nullable(),
      endedAt: At.nullable(),
      /** Wall time → media time. */
      clock: z.array(ClockMark),
    }),
    /** Key `presenter/<participant>`: viewers see those on stage, staff those waiting too. */
    presenter: z.object({
      participant: Id,
      name: z.string(),
      line: z.string(),
      state: z.enum(['ready', 'on']),
      camera: z.boolean(),
      microphone: z.boolean(),
      /** The identity in the media room: subscribe to these, and to no one else. */
      identity: z.string().nullable(),
      connected: z.boolean(),
      since: At,
    }),
    /** Key `overdue`: staff only. */
    overdue: z.object({ plannedEnd: At, remindedAt: At }),
  },
  refusals: {
    'airing.wrongState': {
      status: 409,
      when: 'The airing is not in a state that allows this; the answer names the state.',
    },
    'airing.alreadyCounting': { status: 409, when: 'A countdown runs already: someone else pressed first.' },
    'airing.noCountdown': { status: 409, when: 'No countdown runs that could be stopped.' },
    'airing.stageHeld': { status: 409, when: 'Another airing holds the stage; it has to end first.' },
    'airing.nobodyReady': { status: 409, when: 'Nobody has checked their devices, so there is nobody to show.' },
    'airing.stageFull': { status: 409, when: 'Twelve are on stage already.' },
    'airing.notPresenting': { status: 409, when: 'The caller is neither on stage nor waiting.' },
    'airing.mediaNotReady': { status: 503, when: 'The media server is not there yet; the stage opens by itself.' },
    'airing.notLive': { status: 409, when: 'Nothing is on air now, so there is nothing to watch yet.' },
  },
})
