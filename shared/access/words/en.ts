/** The names of roles, and the mail that signs in. The pages’ words are in pages.en.ts. */
export const words = {
  roles: {
    organizer: 'organizer',
    producer: 'producer',
    mentor: 'mentor',
    moderator: 'moderator',
    steward: 'steward',
    attendee: 'attendee',
  },
  mail: {
    subject: 'Your way into Foyer',
    text: ({ link, code }: { link: string; code: string }) =>
      `Open this to sign in:\n\n${link}\n\nOr type these six digits where you began:\n\n${code.slice(0, 3)} ${code.slice(3)}\n\nBoth are good for 15 minutes and work once. If you did not ask for this, nothing happens when you leave it alone.\n`,
  },
}

/** What a refusal says to the person it stopped: what happened, what is safe, what to do. */
export const refusals = {
  'access.mailOff': 'This server cannot send mail, so signing in by mail is off. Ask the host for a sign-in link.',
  'access.linkOver': 'This link has been used or is over 15 minutes old. Ask for a new one; it takes a moment.',
  'access.codeWrong': ({ left }: { left?: unknown }) =>
    left === 1
      ? 'That is not the code. One try is left.'
      : `That is not the code. ${String(left ?? 'A few')} tries are left.`,
  'access.codeOver': 'This code works no longer, or not in this browser. Ask for a new mail, or open the link in it.',
  'access.joinCodeUnknown':
    'No event has this code. Look at the poster again: there is no O, I or L in it, and no 0 or 1.',
  'access.joinCodeNeeded': 'You need the join code to come in. It is on the poster, or ask the host.',
  'access.removed': 'The host has taken you off this event. If that surprises you, write to them.',
  'access.closed': 'This event has closed. Who was there can still read its programme.',
  'access.invitationOver': 'This invitation has been used up or has ended. Ask the host for a new one.',
}
