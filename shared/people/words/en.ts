const people = (n: number) => (n === 1 ? 'one person' : `${n} people`)

/** Words of the organizer’s people page. */
export const words = {
  title: 'People',
  search: 'Search by name or mail',
  total: ({ n }: { n: number }) => (n === 1 ? 'One person' : `${n} people`),
  empty: 'Nobody is on the list yet. Add someone, paste a list, or hang up the join code.',
  nobodyFound: 'Nobody by that name or address.',
  more: 'Show more',
  guest: 'Guest, without an account',
  notHereYet: 'Not here yet',
  member: 'Member',
  mail: 'Mail address',
  name: 'Name on the list',
  shownAs: ({ name }: { name: string }) => `Shown as ${name}`,
  roles: 'Roles',
  tags: 'Tags',
  allRoles: 'Everyone',
  roleDoes: {
    organizer: 'Changes everything about the event, people included.',
    producer: 'Runs the show: doors, going live, pausing, ending.',
    mentor: 'May go on stage.',
    moderator: 'Looks after what people write.',
    steward: 'Minds the door and the join code.',
    attendee: 'Watches and takes part.',
  },
  add: {
    title: 'Add someone',
    does: 'They are let in at the door once they sign in with this address. No mail is sent.',
    go: 'Add',
  },
  change: {
    title: ({ name }: { name: string }) => `Change ${name}`,
    does: 'Works at once, also on pages they have open. Taking a role away ends what it allowed, the stage included.',
    go: 'Save',
  },
  remove: {
    title: ({ name }: { name: string }) => `Remove ${name}`,
    does: 'They leave the list, their pages close and their picture goes off at once. They are not let in again until you add them.',
    doesGuest:
      'Their pages close at once and this browser is not let in again. To keep them out for good, make a new join code too.',
    go: 'Remove',
    keep: 'Keep them',
  },
  paste: {
    title: 'Paste a list',
    does: 'One person a line: mail, name, roles, tags, member. A first line with these words may set another order. Several roles or tags are parted by a bar or a space.',
    field: 'The list',
    file: 'Or choose a CSV file',
    preview: 'Look what it does',
    says: ({ add, change, same, bad }: { add: number; change: number; same: number; bad: number }) =>
      `${[
        `Adds ${people(add)}`,
        `changes ${people(change)}`,
        same > 0 && `leaves ${people(same)} as they are`,
        bad > 0 && `skips ${bad === 1 ? 'one line' : `${bad} lines`} it cannot read`,
      ]
        .filter(Boolean)
        .join(', ')}. Nobody is removed and no mail is sent.`,
    apply: 'Do this',
    done: ({ added, changed }: { added: number; changed: number }) =>
      `Added ${people(added)}, changed ${people(changed)}.`,
    line: ({ n }: { n: number }) => `Line ${n}`,
    effect: { add: 'New', change: 'Changed', same: 'As before', bad: 'Skipped' },
    problem: {
      noMail: () => 'has no mail address',
      badMail: ({ about }: { about: string }) => `“${about}” is no mail address`,
      repeatedMail: ({ about }: { about: string }) => `${about} is on an earlier line`,
      badName: () => 'has a name that is too long',
      badRole: ({ about }: { about: string }) => `“${about}” is no role here`,
      badTag: () => 'has a tag that is too long, or too many',
      badMember: ({ about }: { about: string }) => `“${about}” is neither yes nor no`,
      columns: () => 'has more columns than the first line',
      lastOrganizer: () => 'would leave the event without an organizer',
    },
    fields: { name: 'name', roles: 'roles', tags: 'tags', member: 'membership' },
  },
  joinCode: {
    title: 'Join code',
    does: 'Whoever has this code may come in. It hangs on the poster.',
    rotate: 'Make a new code',
    rotateDoes: 'The old code and its QR stop working at once. Nobody who is in is thrown out.',
    none: 'The event has closed; its code opens nothing any more.',
    copy: 'Copy the address',
    copied: 'Copied',
  },
  invitations: {
    title: 'Invitation links',
    does: 'A link gives whoever opens it these roles, until it has been used so often or this much time has passed.',
    empty: 'No links yet.',
    note: 'A note for you',
    uses: 'How many people',
    hours: 'Good for',
    day: 'One day',
    week: 'One week',
    month: 'One month',
    make: 'Make a link',
    made: 'Copy it now: it is shown this once.',
    left: ({ n }: { n: number }) => (n === 1 ? 'One use left' : `${n} uses left`),
    until: ({ when }: { when: string }) => `until ${when}`,
    state: { open: 'Open', usedUp: 'Used up', expired: 'Over', revoked: 'Ended by you' },
    revoke: 'End this link',
    revokeDoes: 'It opens nothing any more. Who came by it stays.',
  },
}

export const refusals = {
  'people.alreadyThere': 'This address is on the list already. Change that line instead.',
  'people.lastOrganizer': 'An event keeps at least one organizer. Make someone else one first.',
  'people.badList': ({ line }: { line?: unknown }) =>
    `The list cannot be read from line ${String(line ?? 1)} on. Look for a quotation mark that is not closed. Nothing was changed.`,
  'people.listMoved': 'The people changed while you were looking. Look at the list once more; nothing was changed.',
  'people.tooMany': 'A list may hold 5,000 people. Nothing was changed; part it in two.',
}
