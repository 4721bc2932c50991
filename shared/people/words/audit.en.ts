import type { AuditAction } from '../../core/audit.ts'

type Said = { subject: string; about: string; reason: string }

/** What became of a report. */
const became: Record<string, string> = { nothing: 'nothing to do', silenced: 'silenced them', removed: 'removed them' }

/** Who did what to whom, in sentences that follow the name of who did it. */
const done: Record<AuditAction, (said: Said) => string> = {
  personAdded: ({ about }) => `added ${about} to the list`,
  personChanged: ({ subject, about }) => (subject ? `changed ${subject}: ${about}` : `changed ${about}`),
  personRemoved: ({ subject, about, reason }) =>
    `removed ${subject || about} from the event${reason && `: ${reason.toLowerCase()}`}`,
  personRestored: ({ subject, about }) => `let ${subject || about} in again`,
  listImported: ({ about }) => `took over a list: ${about}`,
  invitationMade: ({ about }) => `made an invitation link for ${about}`,
  invitationEnded: () => 'ended an invitation link',
  codeRotated: () => 'made a new join code',
  conductChanged: () => 'changed the code of conduct',
  doorsOpened: ({ about }) => `opened the doors of ${about}`,
  countdownStarted: ({ about }) => `started the countdown of ${about}`,
  paused: ({ about }) => `paused ${about}`,
  ended: ({ about }) => `ended ${about}`,
  broughtOn: ({ subject, about }) => `brought ${subject} on, in ${about}`,
  takenOff: ({ subject, about }) => `took ${subject} off, in ${about}`,
  silenced: ({ subject, about }) => `silenced ${subject}, in ${about}`,
  unsilenced: ({ subject, about }) => `let ${subject} be heard again, in ${about}`,
  invited: ({ subject, about }) => `asked ${subject} onto the stage, in ${about}`,
  handLowered: ({ subject, about }) => `lowered the hand of ${subject}, in ${about}`,
  encoderAdded: ({ about }) => `gave the room camera ${about} a token`,
  reportSettled: ({ subject, about }) =>
    `looked at a report about ${subject || 'something'}: ${became[about] ?? about}`,
  reportReopened: ({ subject }) => `opened a report about ${subject || 'something'} again`,
  speechTaken: ({ subject }) => `silenced ${subject} at the event`,
  speechGiven: ({ subject }) => `let ${subject} speak at the event again`,
  chatOpened: ({ about }) => `switched the chat on, in ${about}`,
  chatClosed: ({ about }) => `switched the chat off, in ${about}`,
  chatSlowed: ({ about }) => `slowed the chat down, in ${about}`,
  chatFreed: ({ about }) => `ended slow mode in the chat, in ${about}`,
  noticePinned: ({ about }) => `pinned a notice above the chat, in ${about}`,
  lineHidden: ({ subject, about }) => `hid a line of ${subject} in the chat, in ${about}`,
  lineShown: ({ subject, about }) => `showed a line of ${subject} in the chat again, in ${about}`,
  encoderRevoked: ({ about }) => `revoked the token of the room camera ${about}`,
  screenAdded: ({ about }) => `made a link for the screen ${about}`,
  screenRenewed: ({ about }) => `made a new link for the screen ${about}`,
  screenRevoked: ({ about }) => `took back the link of the screen ${about}`,
}

export const words = {
  title: 'What was done',
  does: 'Who did what to whom. Nothing here can be changed or taken out.',
  kind: 'Show',
  all: 'All',
  people: 'People and links',
  show: 'The show',
  conduct: 'Conduct',
  server: 'Foyer itself',
  someone: 'someone',
  empty: 'Nothing has been done yet.',
  emptyKind: 'Nothing of this kind has been done yet.',
  more: 'Show older ones',
  done,
}
