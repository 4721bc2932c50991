/** Foyer's own code of conduct, for events that have no text of their own. */
const own = {
  expect: {
    title: 'What we expect',
    lead: 'Everyone here counts the same, in the room and at home.',
    kind: 'Speak to people as you would to a guest you like.',
    turn: 'Let others finish, and take your own turn in line.',
    mistakes: 'Ask, doubt and disagree about the matter, never about the person.',
  },
  notRight: {
    title: 'What is not all right',
    lead: 'None of this, in words, pictures, names or gestures:',
    harass: 'Harassing, threatening or following someone, here or elsewhere.',
    hate: 'Degrading people for who they are, what they believe, how they look or how they live.',
    private: 'Recording others, or passing on what was shown or told in confidence, without their yes.',
    noise: 'Disrupting the evening, advertising, or pretending to be someone else.',
  },
  report: {
    title: 'How to report',
    how: 'Beside every name and every text is a way to report it. In the room, speak to the staff at the door.',
    seen: 'Reports are read by the moderators and organizers of this event, and by nobody else. Whom you report is not told that it was you.',
  },
  after: {
    title: 'What happens then',
    look: 'One of them looks at it. They may do nothing, silence someone for a while, or remove them from the event.',
    told: 'Whoever is removed is told why.',
  },
}

/** Words about the code of conduct: its page, accepting it, and the organizer’s form. */
export const words = {
  title: 'Code of conduct',
  of: ({ event }: { event: string }) => `Code of conduct, ${event}`,
  appealTitle: 'How to appeal',
  appealLead: 'If you were removed and see it differently:',
  back: 'Go to the door',
  own,
  accept: {
    label: 'I have read the code of conduct and keep to it',
    read: 'Read the code of conduct',
    missing: 'Coming in needs your yes to the code of conduct.',
    againTitle: 'One thing before you go on',
    againMore:
      'The code of conduct of this evening has changed. You are still who you were here; nothing of yours was lost.',
    go: 'I keep to it',
  },
  manage: {
    title: 'Code of conduct',
    doesOwn: 'Everyone who comes in accepts your text once.',
    doesDefault: 'Everyone who comes in accepts Foyer’s own text once.',
    read: 'Read it as others do',
    edit: 'Change it',
    text: 'Your own text',
    textHint:
      'Plain paragraphs. Lines that begin with “- ” are a list, with “# ” a title. Left empty, Foyer’s own text stands.',
    begin: 'Begin with Foyer’s text',
    mail: 'An address for appeals',
    mailHint: 'Shown to whoever was removed, and to everyone on the page of the code.',
    mailBad: 'That does not look like a mail address.',
    words: 'How to appeal, in your words',
    again: 'Ask everyone again',
    againDoes: 'Who is in already accepts it again the next time they open a page. Nobody is interrupted.',
    save: 'Save',
    saved: 'Saved. Whoever comes in from now on accepts this text.',
    stale: 'Someone else has saved another text meanwhile. Yours is still here; saving it now replaces theirs.',
    theirs: 'Read theirs',
  },
}

export const refusals = {
  'access.conductFirst':
    'Coming in needs your yes to the code of conduct as it stands now. Read it, tick the box and come in.',
}
