import { z } from 'zod'
import { defineContract } from '../core/contract.ts'
import { Id } from '../core/ids.ts'
import { Attendance, ROLES } from '../core/people.ts'
import { Down, hands } from './hands.contract.ts'
import { Kind, Layout, people, Trouble } from './people.contract.ts'
import { REACTIONS } from './reactions.ts'
import { show } from './show.contract.ts'
import { Sounding } from './sounding.contract.ts'
import { At, Show, ShownName } from './words.contract.ts'

export const AiringState = z.enum(['scheduled', 'doors', 'live', 'paused', 'ended'])
export type AiringState = z.infer<typeof AiringState>

/** A mark of the airing's clock (`shared/core/media-time.ts`). */
const ClockMark = z.object({ wall: At, media: At, running: z.boolean() })

/** A place in a media room: under which identity, and is it connected. */
const Place = z.object({ identity: z.string().nullable(), connected: z.boolean() })
const Turns = z.object({ waiting: z.int(), served: z.int() })

/** One airing: its lifecycle, its clock, who is backstage and on, and who would like to be. Stream `airing:<id>`. */
export const airing = defineContract({
  name: 'airing',
  stream: 'airing',
  perAiring: true,
  commands: { ...show.commands, ...people.commands, ...hands.commands },
  events: { ...show.events, ...people.events, ...hands.events },
  signals: {
    /** Said every few seconds by an open control page, so that two who run a show know of each other. */
    'airing.conducting': {
      by: Show,
      rate: 8,
      bytes: 200,
      to: ['staff'],
      data: z.strictObject({ name: ShownName }),
    },
    /** Pages of one person agree which of them is heard. */
    'airing.sounding': { by: ROLES, rate: 40, bytes: 200, to: 'own', data: Sounding },
  },
  counts: {
    /** Held down, a client counts and says so every 250 ms. */
    'airing.react': { by: ROLES, kinds: REACTIONS, rate: 50, most: 20, to: ['staff', 'everyone'], speaks: true },
    /** Said by a device whose picture stands still, at most every ten seconds: who runs the show learns how many do. */
    'airing.stalled': { by: ROLES, kinds: ['devices'], rate: 4, most: 1, to: ['staff'] },
  },
  presence: { exact: ['staff'], banded: ['everyone'] },
  records: {
    /** Key `stage`: what everyone may know. */
    stage: z.object({
      state: AiringState,
      /** A countdown that runs: when it goes on. */
      countdown: z.object({ number: z.int(), liveAt: At }).nullable(),
      /** What the slate says, and until when. */
      note: z.string().nullable(),
      until: At.nullable(),
      liveAt: At.nullable(),
      endedAt: At.nullable(),
      layout: Layout,
      /** Who is shown large, if someone was chosen. */
      spotlight: Id.nullable(),
      /** Wall time → media time. */
      clock: z.array(ClockMark),
    }),
    /** Key `presenter/<participant>`: viewers see those on stage, staff those backstage too. */
    presenter: z.object({
      participant: Id,
      kind: Kind,
      name: z.string(),
      line: z.string(),
      state: z.enum(['backstage', 'on']),
      /** Backstage, and comes on with the next countdown. */
      next: z.boolean(),
      camera: z.boolean(),
      microphone: z.boolean(),
      silenced: z.boolean(),
      inRoom: z.boolean(),
      trouble: Trouble.nullable(),
      /** Smaller stands first. */
      position: z.int(),
      /** In the stage's room: viewers subscribe to these identities, and to no one else. */
      identity: z.string().nullable(),
      connected: z.boolean(),
      /** In the green room; null for viewers. */
      backstage: Place.nullable(),
      since: At,
    }),
    /** Key `said/<id>`: the last lines between staff. */
    said: z.object({ id: Id, participant: Id, name: z.string(), text: z.string(), at: At }),
    /** Key `hands`: how many wait and were heard, of each side. */
    hands: z.object({ room: Turns, home: Turns }),
    /** Key `raised/<participant>`: staff only, in one fair order. */
    raised: z.object({
      participant: Id,
      side: Attendance,
      name: z.string(),
      about: z.string(),
      where: z.string(),
      raisedAt: At,
      place: z.int(),
      /** Asked onto the stage until then. */
      invitedUntil: At.nullable(),
      /** Came, and the line broke before anyone heard them. */
      wasLost: z.boolean(),
    }),
    /** Key `@<participant>/hand`: one's own hand, or why it is down. */
    hand: z.object({
      isUp: z.boolean(),
      about: z.string(),
      where: z.string(),
      place: z.int().nullable(),
      invitedUntil: At.nullable(),
      why: Down.nullable(),
      note: z.string(),
      at: At,
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
    'airing.nobodyReady': { status: 409, when: 'Nobody is backstage, so there is nobody to show.' },
    'airing.stageFull': { status: 409, when: 'Twelve are on stage already.' },
    'airing.backstageFull': { status: 409, when: 'Backstage is full.' },
    'airing.notPresenting': { status: 409, when: 'The caller is neither on stage nor backstage.' },
    'airing.notBackstage': { status: 409, when: 'The person is not backstage (any more).' },
    'airing.notOn': { status: 409, when: 'The person is not on stage (any more).' },
    'airing.alreadyOn': { status: 409, when: 'The person is on stage already: someone else pressed first.' },
    'airing.hushed': {
      status: 409,
      when: 'The person is silenced at the whole event; it has to be lifted there first.',
    },
    'airing.notConnected': { status: 409, when: 'The device of the person is not connected: asleep, or away.' },
    'airing.onStageAlready': { status: 409, when: 'Who is on stage or backstage needs no hand.' },
    'airing.handsFull': { status: 409, when: 'As many hands are up as can be heard.' },
    'airing.noHand': { status: 409, when: 'This hand is not up (any more).' },
    'airing.alreadyInvited': { status: 409, when: 'The person has been asked already and has not answered yet.' },
    'airing.inTheRoom': { status: 409, when: 'The person sits in the room: they are given the microphone there.' },
    'airing.atHome': { status: 409, when: 'The person is at home: they are asked onto the stage.' },
    'airing.notInvited': { status: 409, when: 'No invitation is open: it ran out, or was answered on another device.' },
    'airing.mediaNotReady': { status: 503, when: 'The media server is not there yet; the stage opens by itself.' },
    'airing.notOpen': {
      status: 409,
      when: 'The doors are closed, or another airing holds the stage: nothing of it is to be seen here.',
    },
    'airing.notLive': { status: 409, when: 'Nothing is on air now, so there is nothing to watch yet.' },
  },
})
