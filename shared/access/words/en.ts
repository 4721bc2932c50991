/** Words of the door: signing in, entering, devices. Pages of other features have their own. */
export const words = {
  signIn: {
    title: 'Sign in',
    mail: 'Your mail address',
    send: 'Mail me a link',
    sent: 'Look into your mail',
    sentTo: ({ mail }: { mail: string }) =>
      `If ${mail} can receive mail, a link and six digits are on their way. Both are good for 15 minutes.`,
    code: 'The six digits from the mail',
    useCode: 'Sign in with the digits',
    again: 'Send another mail',
    opening: 'Signing you in…',
    mailOff: 'This server cannot send mail yet. Ask the host for a sign-in link.',
    mailKept: 'Mails are kept on this machine: the terminal prints the link.',
    link: 'Sign in as the owner of this link',
    out: 'Sign out',
    outEverywhere: 'Sign out everywhere',
    noOwner: 'Nobody owns this house yet. Run “npm run owner -- link YOUR@MAIL” where it runs to get the first key.',
  },
  join: {
    title: 'Join with a code',
    code: 'Join code',
    look: 'Six letters and digits, from the poster or the host',
    go: 'Join',
  },
  door: {
    title: ({ event }: { event: string }) => `Welcome to ${event}`,
    name: 'The name others see',
    where: 'Where are you?',
    room: 'In the room',
    home: 'At home',
    how: 'How do you want to be known?',
    named: 'By my name',
    namedDoes: 'Others see this name beside what you ask and say.',
    nickname: 'By a nickname',
    nicknameDoes: 'Others see the nickname and nothing else about you.',
    nothingElse: 'Nothing else about you is shown to others.',
    askedNotToFollow: 'Your browser asks not to be followed, so a nickname is chosen for you. Change it if you like.',
    enter: 'Come in',
    change: 'Save',
    signInFirst: 'On the list? Sign in first',
  },
  doubled: {
    title: 'You are here twice',
    text: ({ event, guest, account }: { event: string; guest: string; account: string }) =>
      `At ${event} you came in as ${guest}, and your account is there as ${account}. Which of the two goes on?`,
    keep: ({ name }: { name: string }) => `Go on as ${name}`,
  },
  invite: {
    title: 'You are invited',
    text: ({ event }: { event: string }) => `to ${event}`,
    as: ({ roles }: { roles: string }) => `as ${roles}`,
    accept: 'Accept',
  },
  devices: {
    title: 'Where you are signed in',
    thisOne: 'This browser',
    seen: ({ when }: { when: string }) => `Last seen ${when}`,
    since: ({ when }: { when: string }) => `Signed in ${when}`,
    end: 'Sign this one out',
    endDoes: 'Its pages close at once.',
  },
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
