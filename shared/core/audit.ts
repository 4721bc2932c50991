/** What is noted down at an event, by every feature, when somebody does it to others, or to all: by kind, for the organizer's list. */
export const AUDITED = {
  people: [
    'personAdded',
    'personChanged',
    'personRemoved',
    'personRestored',
    'listImported',
    'invitationMade',
    'invitationEnded',
    'codeRotated',
    'conductChanged',
  ],
  show: [
    'doorsOpened',
    'countdownStarted',
    'paused',
    'ended',
    'broughtOn',
    'takenOff',
    'silenced',
    'unsilenced',
    'invited',
    'handLowered',
    'encoderAdded',
    'encoderRevoked',
    'screenAdded',
    'screenRenewed',
    'screenRevoked',
  ],
  conduct: ['reportSettled', 'reportReopened', 'speechTaken', 'speechGiven'],
} as const
export type AuditKind = keyof typeof AUDITED
export type AuditAction = (typeof AUDITED)[AuditKind][number]
