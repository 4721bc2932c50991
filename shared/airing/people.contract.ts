import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { ROLES } from '../core/people.ts'
import { line, personal } from '../core/text.ts'
import { Devices, Presenters, Show, ShownLine, ShownName, Staff } from './words.contract.ts'

const Someone = z.strictObject({ participant: Id })
const Identity = z.string().max(80)
/** The two media rooms of a stage: what viewers see, and the green room beside it. */
export const Room = z.enum(['stage', 'backstage'])
export type Room = z.infer<typeof Room>

/** `speaker`: one large, the others small. `screen`: the shared screen beside who speaks. `auto`: by whether one is shared. */
export const Layout = z.enum(['auto', 'speaker', 'screen'])
export type Layout = z.infer<typeof Layout>

/** What a presenter's own device finds wrong, before anyone has to hear or see it. */
export const Trouble = z.enum(['camera', 'microphone', 'silent', 'line'])
export type Trouble = z.infer<typeof Trouble>

/** `presenter`: by role. `guest`: of the audience, by invitation. `source`: the venue's encoder. */
export const Kind = z.enum(['presenter', 'guest', 'source'])
export type Kind = z.infer<typeof Kind>

/** Who is backstage and who is on, in what order and how large. */
export const people = {
  commands: {
    'airing.standBy': {
      by: Presenters,
      doc: 'My devices are checked; I am backstage. Said again, it corrects.',
      data: z.strictObject({ name: ShownName, line: ShownLine, ...Devices }),
    },
    'airing.leaveStage': { by: ROLES, doc: 'I leave, from the stage or from backstage.', data: z.strictObject({}) },
    'airing.tellTrouble': {
      by: ROLES,
      doc: 'My device finds this wrong, or nothing any more (null).',
      data: z.strictObject({ trouble: Trouble.nullable() }),
    },
    'airing.tellDevices': {
      by: ROLES,
      doc: 'My camera and microphone are on or off now.',
      data: z.strictObject({ ...Devices }),
    },
    'airing.bringOn': {
      by: Show,
      doc: 'Onto the stage now, or with the next countdown if viewers see the slate.',
      data: Someone,
    },
    'airing.takeOff': { by: Show, doc: 'Backstage again; a guest watches again.', data: Someone },
    'airing.arrange': {
      by: Show,
      doc: 'The order of those on stage. Who is not named keeps their place behind.',
      data: z.strictObject({ order: z.array(Id).max(40) }),
    },
    'airing.spotlight': {
      by: Show,
      doc: 'Shows one large, or nobody in particular (null).',
      data: z.strictObject({ participant: Id.nullable() }),
    },
    'airing.setLayout': { by: Show, doc: 'How the stage is arranged.', data: z.strictObject({ layout: Layout }) },
    'airing.silence': {
      by: Show,
      doc: 'Takes the right to be heard, or gives it back. It never switches a microphone on.',
      data: z.strictObject({ participant: Id, silenced: z.boolean() }),
    },
    'airing.say': {
      by: Staff,
      doc: 'A line to the others behind the show. Viewers never see it.',
      data: z.strictObject({ name: ShownName, text: line(300) }),
      speaks: true,
    },
    'airing.seat': {
      by: [],
      doc: 'Someone was given a place in a media room under a random identity.',
      data: z.strictObject({ participant: Id, identity: Identity, room: Room }),
    },
    'airing.connection': {
      by: [],
      doc: 'What the media server says of a place: connected or gone.',
      data: z.strictObject({ participant: Id, identity: Identity, room: Room, connected: z.boolean() }),
    },
    'airing.dropPresenter': {
      by: [],
      doc: 'Someone may present no longer; or was removed from the event: then a guest, a hand and their lines go too.',
      data: z.strictObject({ participant: Id, removed: z.boolean() }),
    },
    'airing.hideLines': {
      by: [],
      doc: 'The lines of someone who was removed are not read any more, or again.',
      data: z.strictObject({ participant: Id, hidden: z.boolean() }),
    },
    'airing.seeSource': {
      by: [],
      doc: 'The media server sees an encoder of this stage, or no more.',
      data: z.strictObject({ source: Id, label: ShownName, connected: z.boolean() }),
    },
  },
  events: {
    'airing.stoodBy': {
      urgency: 'now',
      data: z.object({
        participant: Id,
        name: personal(z.string()),
        line: personal(z.string()),
        camera: z.boolean(),
        microphone: z.boolean(),
        // Entries from before there was a backstage lack these, and the rooms below: all were presenters, on the stage.
        kind: Kind.default('presenter'),
        inRoom: z.boolean().default(false),
      }),
    },
    'airing.linedUp': { urgency: 'now', data: z.object({ participant: Id, next: z.boolean() }) },
    'airing.wentOn': { urgency: 'now', data: z.object({ participant: Id }) },
    'airing.tookOff': { urgency: 'now', data: z.object({ participant: Id }) },
    'airing.leftStage': { urgency: 'now', data: z.object({ participant: Id }) },
    'airing.troubleTold': { urgency: 'now', data: z.object({ participant: Id, trouble: Trouble.nullable() }) },
    'airing.devicesTold': { urgency: 'now', data: z.object({ participant: Id, ...Devices }) },
    'airing.arranged': { urgency: 'now', data: z.object({ order: z.array(Id) }) },
    'airing.spotlit': { urgency: 'now', data: z.object({ participant: Id.nullable() }) },
    'airing.layoutSet': { urgency: 'now', data: z.object({ layout: Layout }) },
    'airing.silenced': { urgency: 'now', data: z.object({ participant: Id, silenced: z.boolean() }) },
    'airing.said': {
      urgency: 'now',
      data: z.object({ id: Id, participant: Id, name: personal(z.string()), text: personal(z.string()) }),
    },
    'airing.linesHidden': { urgency: 'now', data: z.object({ participant: Id, hidden: z.boolean() }) },
    'airing.seated': {
      urgency: 'now',
      data: z.object({ participant: Id, identity: z.string(), room: Room.default('stage'), stage: Id.optional() }),
    },
    'airing.connectionChanged': {
      urgency: 'now',
      data: z.object({ participant: Id, room: Room.default('stage'), connected: z.boolean() }),
    },
  },
} as const
