import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { Attendance, ROLES } from '../core/people.ts'
import { line, personal } from '../core/text.ts'
import { At, Devices, ShownLine, ShownName } from './words.contract.ts'

/** Who may call on hands: those who run the show, and whoever holds the room's microphone. */
const Callers = ['moderator', 'steward', 'producer', 'organizer'] as const
const Someone = z.strictObject({ participant: Id })

/** Why a hand is down, as its owner is told. */
export const Down = z.enum(['self', 'staff', 'served', 'declined', 'unanswered', 'ended'])
export type Down = z.infer<typeof Down>

/** Hands of people who watch, in one fair order, and the way onto the stage. */
export const hands = {
  commands: {
    'airing.raiseHand': {
      by: ROLES,
      doc: 'I would like to speak. In the room: where I sit. Said again, it corrects.',
      data: z.strictObject({ name: ShownName, about: line(120, 0), where: line(60, 0) }),
      speaks: true,
    },
    'airing.lowerHand': { by: ROLES, doc: 'I would not, any more.', data: z.strictObject({}) },
    'airing.lowerHandOf': {
      by: Callers,
      doc: 'Lowers the hand of someone, who is told why.',
      data: z.strictObject({ participant: Id, note: line(120, 0) }),
    },
    'airing.invite': { by: Callers, doc: 'Asks someone at home onto the stage; they have 60 s.', data: Someone },
    'airing.serveHand': { by: Callers, doc: 'Someone in the room has the microphone, or had it.', data: Someone },
    'airing.acceptInvite': {
      by: ROLES,
      doc: 'I come: my devices are checked, and this is how I am named.',
      data: z.strictObject({ name: ShownName, line: ShownLine, ...Devices }),
      speaks: true,
    },
    'airing.declineInvite': { by: ROLES, doc: 'I would rather not.', data: z.strictObject({}) },
    'airing.callOn': {
      by: [],
      doc: 'Someone asks a question in person: their hand goes up and, in the room, first; at home they are invited at once.',
      data: z.strictObject({
        participant: Id,
        side: Attendance,
        /** Empty: the question stands under no name; who comes says one themselves. */
        name: line(60, 0),
        about: line(120, 0),
        where: line(60, 0),
      }),
    },
    'airing.expireInvite': {
      by: [],
      doc: 'An invitation ran out.',
      data: z.strictObject({ participant: Id, invite: z.int().min(1) }),
    },
    'airing.missGuest': {
      by: [],
      doc: 'Is the connection of a guest still missing? Then they watch again, and their hand is up where it was.',
      data: Someone,
    },
  },
  events: {
    'airing.handRaised': {
      urgency: 'fast',
      data: z.object({
        participant: Id,
        side: Attendance,
        name: personal(z.string()),
        about: personal(z.string()),
        where: personal(z.string()),
      }),
    },
    'airing.handLowered': {
      urgency: 'fast',
      data: z.object({ participant: Id, why: Down, note: personal(z.string()) }),
    },
    /** A hand that is up, or goes up with this, comes first from now on. */
    'airing.calledOn': { urgency: 'now', data: z.object({ participant: Id }) },
    'airing.invited': { urgency: 'now', data: z.object({ participant: Id, invite: z.int(), until: At }) },
    'airing.handServed': { urgency: 'now', data: z.object({ participant: Id }) },
    'airing.guestLost': { urgency: 'now', data: z.object({ participant: Id }) },
  },
} as const
