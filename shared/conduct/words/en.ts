import { plural } from '../../core/words/plural.ts'
import type { Outcome, Reason } from '../reasons.ts'

const reasons: Record<Reason, string> = {
  hurtful: 'Insulting or threatening',
  harassing: 'Will not leave someone alone',
  sexual: 'Sexual words or pictures',
  pretending: 'Pretends to be someone else',
  spam: 'Advertising or nonsense',
  other: 'Something else',
}
const roles = { moderator: 'a moderator', organizer: 'an organizer' }
const outcomes: Record<Outcome, string> = {
  nothing: 'Nothing to do',
  silenced: 'Silenced',
  removed: 'Removed from the event',
}

/** Words of conduct: reporting, blocking, being silenced, and the page of those who look after the event. */
export const words = {
  reasons,
  menu: {
    of: ({ name }: { name: string }) => `Report or block ${name}`,
    ofSource: ({ name }: { name: string }) => `Report ${name}`,
    report: 'Report',
    block: 'Block for me',
    silence: 'Silence at this event',
  },
  report: {
    title: ({ name }: { name: string }) => `Report ${name}`,
    goes: 'Moderators and organizers see what you see now, even if it is changed or taken back later. Nobody is shown that it was you.',
    goesPerson: 'Moderators and organizers look at it. Nobody is shown that it was you.',
    reason: 'What is wrong',
    reasonMissing: 'Choose what is wrong.',
    note: 'In a sentence, if you like',
    send: 'Report',
    person: 'Report the person instead',
    done: 'Thank you. It is being looked at; you are told here what came of it.',
    alsoBlock: ({ name }: { name: string }) => `Block ${name} for me too`,
  },
  block: {
    done: ({ name }: { name: string }) => `You no longer see or hear ${name}. They are not told.`,
    undone: ({ name }: { name: string }) => `You see and hear ${name} again.`,
    undo: 'Undo',
    only: 'Someone you blocked',
    onlyMore: 'Only people you blocked are on stage now. You can unblock them where your name is.',
  },
  own: {
    blocks: 'Whom you blocked',
    blocksNone: 'Nobody. You can block someone beside their name; they are not told.',
    unblock: 'Unblock',
    unblockOf: ({ name }: { name: string }) => `Unblock ${name}`,
    receipts: 'What you reported',
    states: {
      open: 'Received. It is being looked at.',
      nothing: 'Looked at. There was nothing to do.',
      dealtWith: 'Looked at, and dealt with. Thank you.',
    },
  },
  silenced: {
    fact: 'You are silenced at this event.',
    more: ({ role, reason }: { role: keyof typeof roles; reason: string }) =>
      `Decided by ${roles[role]}${reason ? `: ${reason}` : ''}. You can still watch and listen. If you see it differently, answer the mail you were invited by, or speak to the staff at the door.`,
    lifted: 'You can speak at this event again.',
  },
  silence: {
    title: ({ name }: { name: string }) => `Silence ${name}`,
    does: 'Their microphone is off on every stage, and they cannot raise a hand or write, until someone lifts it. They are told why, and that it was decided by a moderator or organizer.',
    reason: 'Why, as they will read it',
    reasonMissing: 'Write a reason: they will read it.',
    go: 'Silence them',
    done: ({ name }: { name: string }) => `${name} is silenced.`,
    undone: ({ name }: { name: string }) => `${name} can speak again.`,
  },
  page: {
    title: 'Reports',
    tab: ({ n, event }: { n: number; event: string }) => `${n ? `(${n}) ` : ''}Reports, ${event}`,
    lead: 'What people here reported. Who reported something is shown to nobody.',
    back: 'Back to the lobby',
    link: ({ n }: { n: number }) =>
      n ? plural('en', n, { one: '1 open report', other: `${n} open reports` }) : 'Reports',
    open: 'To look at',
    none: 'Nothing to look at',
    noneMore: 'What people report appears here at once, with the words as they saw them.',
    someone: 'Someone',
    now: ({ name }: { name: string }) => `now called ${name}`,
    gone: 'not at the event any more',
    times: ({ n }: { n: number }) => plural('en', n, { one: 'Reported once', other: `Reported by ${n} people` }),
    reason: ({ reason, n }: { reason: string; n: number }) => (n > 1 ? `${reason} (${n})` : reason),
    person: 'The person, not any words of theirs',
    noWords: 'No words then',
    added: 'Who reported it adds:',
    kinds: {
      presenter: 'On stage',
      said: 'A line between staff',
      raised: 'With a raised hand',
      line: 'A line in the chat',
      question: 'A question',
    },
    in: ({ title }: { title: string }) => `at ${title}`,
    seenAt: 'as seen at',
    nothing: 'Nothing to do',
    silence: 'Silence',
    remove: 'Remove',
    of: ({ verb, name }: { verb: string; name: string }) => `${verb}: ${name}`,
    settled: 'Looked at',
    outcomes,
    settledBy: ({ outcome, name }: { outcome: string; name: string }) => `${outcome}, decided by ${name}`,
    reopen: 'Open again',
    settledToast: 'Done. It is among those looked at.',
    silencedNow: 'Silenced now',
    nobodySilenced: 'Nobody.',
    silencedBy: ({ role }: { role: keyof typeof roles }) => `by ${roles[role]}`,
    lift: 'Let them speak again',
    isSilenced: 'Silenced now',
    noRight: 'This page is for those who look after the event',
    noRightMore: 'Moderators and organizers see here what people reported.',
  },
}
