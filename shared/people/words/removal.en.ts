import type { RemovalReason } from '../../core/removal.ts'

/** Why, in the words the person reads too. */
const reason: Record<RemovalReason, string> = {
  harassment: 'Harassing or threatening someone',
  hate: 'Hateful or degrading words or pictures',
  disruption: 'Disrupting the evening again and again',
  spam: 'Advertising or spam',
  exposure: 'Showing or telling what is private to someone else',
  mistake: 'Let in by mistake',
  other: 'Something else',
}

/** Words of removing someone, and of taking it back. */
export const words = {
  title: ({ name }: { name: string }) => `Remove ${name} from the event`,
  does: 'Their picture and sound go off at once, their pages close, and what they wrote to the others is hidden. They are not let in again unless you take it back.',
  doesGuest:
    'They came in without an account: this browser is not let in again. To keep them out for good, make a new join code too.',
  listTitle: ({ name }: { name: string }) => `Take ${name} off the list`,
  listDoes:
    'They have not been here yet, so nothing else ends. On the list by mistake, they can still come in as everyone does; with any other reason their address is not let in.',
  listMistake: 'On the list by mistake',
  why: 'Why',
  whyTold: 'They are told this, that it was an organizer or a moderator, and how to appeal. Not your name.',
  whyNone: 'Not chosen yet',
  whyMissing: 'Choose a reason.',
  note: 'A sentence to them',
  noteHint: 'Only they read it.',
  go: 'Remove',
  goShort: 'Remove',
  of: ({ name }: { name: string }) => `Remove ${name} from the event`,
  keep: 'Keep them',
  done: ({ name }: { name: string }) => `${name} was removed.`,
  undo: 'Take it back',
  undone: ({ name }: { name: string }) => `${name} is let in again.`,
  reason,
  list: {
    title: 'Removed',
    does: 'Let in again, someone has the roles they had, and pages they still have open come back by themselves.',
    empty: 'Nobody is removed.',
    line: ({ by, reason }: { by: string; reason: string }) => `By ${by}. ${reason}`,
    by: { organizer: 'an organizer', moderator: 'a moderator' },
    restore: 'Let in again',
    restoreLabel: ({ name }: { name: string }) => `Let ${name} in again`,
  },
}

export const refusals = {
  'people.yourself': 'Nobody removes themselves. To leave, sign out.',
  'people.outOfReach': 'That is for an organizer to do. Nothing was changed.',
  'people.removedAlready': 'Someone else has just removed this person. It is done.',
  'people.restoredAlready': 'Someone else has already let this person in again.',
}
