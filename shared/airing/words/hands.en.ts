const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

/** Words of hands, invitations and guests on stage. */
export const words = {
  raise: 'Raise hand',
  raised: 'Hand is up',
  key: 'Raise your hand, or look after it',
  place: ({ place }: { place: number }) =>
    place === 1 ? 'You are next' : `You are ${ORDINALS[place] ?? `number ${place}`} in line`,
  wouldBe: ({ waiting }: { waiting: number }) =>
    waiting === 0 ? 'Nobody waits' : waiting === 1 ? 'One waits' : `${waiting} wait`,
  tally: ({ room, home }: { room: number; home: number }) => `Heard so far: room ${room}, home ${home}.`,

  form: {
    title: 'Raise your hand',
    atHome: 'When it is your turn you are asked onto the stage, and you choose then what is seen and heard of you.',
    inRoom: 'When it is your turn the steward comes with the microphone.',
    about: 'What it is about',
    aboutHint: 'It may stay empty. Those who run the show read it.',
    where: 'Where you sit',
    whereHint: 'For example: third row, blue jacket.',
    raise: 'Raise hand',
    save: 'Save',
    lower: 'Lower my hand',
    raisedSaid: 'Your hand is up.',
    savedSaid: 'Saved.',
    loweredSaid: 'Your hand is down.',
    not: 'Not now',
  },

  news: {
    read: 'Got it',
    staff: 'Your hand was lowered by those who run the show.',
    staffMore: 'You can raise it again at any time.',
    saidNote: ({ note }: { note: string }) => `They wrote: “${note}”`,
    unanswered: 'Your invitation ran out.',
    unansweredMore: 'No harm done: raise your hand again when you are there.',
    served: 'The microphone is on its way to you.',
    servedMore: 'Wait until you have it in your hand, then speak.',
    nextInRoom: 'You are next.',
    nextInRoomMore: ({ where }: { where: string }) =>
      where
        ? `The steward comes with the microphone and looks for: ${where}.`
        : 'The steward comes with the microphone. Say where you sit, and they find you sooner.',
    say: 'Say where',
  },

  invite: {
    title: 'You are asked onto the stage',
    left: ({ seconds }: { seconds: number }) =>
      seconds === 1 ? 'One second to answer' : `${seconds} seconds to answer`,
    toAnswer: ({ seconds }: { seconds: number }) => (seconds === 1 ? 'second to answer' : 'seconds to answer'),
    leftSaid: 'You have one minute to answer.',
    nobody: 'Nobody sees or hears you yet.',
    now: 'Once you come on, everyone sees and hears what is switched on below.',
    later: 'You come on with the next countdown.',
    accept: 'Go on stage',
    decline: 'Not now',
    look: 'Answer',
    waits: 'You are asked onto the stage.',
    useHeadphones: 'Headphones keep your voice clear.',
  },

  guest: {
    coming: 'You are coming on stage.',
    comingMore: 'Picture and sound of the others stay as they are.',
    live: 'You are live.',
    liveMore: 'Everyone sees and hears what is switched on below.',
    paused: 'A short break.',
    pausedMore: 'Nobody sees or hears you. You come on again with the next countdown.',
    silenced: 'The producer has switched your microphone off for now.',
    silencedMore: 'You are still seen. Once they give it back, you switch it on yourself.',
    silencedShort: 'Switched off by the producer',
    takenOff: 'You are watching again.',
    takenOffMore: 'Thank you for coming on. Camera and microphone are off.',
    lost: 'Your line to the stage did not hold, so you are watching again.',
    lostMore: 'Your hand is up where it was, and those who run the show know.',
    elsewhere: 'You are on stage with another device.',
    elsewhereMore: 'Only one sends picture and sound. Here you can go on watching.',
    were: 'You were on stage a moment ago.',
    wereMore: 'Check quickly, then come back with one press.',
    takeOver: 'Go on with this one',
  },

  slate: {
    goesOnAt: ({ time }: { time: string }) => `We go on at ${time}. Picture and sound come back by themselves.`,
    beginsAt: ({ time }: { time: string }) => `It begins at ${time}. Picture and sound come by themselves.`,
  },

  steward: {
    title: 'Hands in the room',
    none: 'No hand is up in the room.',
    noneMore: 'Whoever raises one appears here, with where they sit.',
    next: 'Next',
    nowhere: 'did not say where',
    has: 'Has the microphone',
    hasNow: 'has the microphone',
    done: 'Done',
  },
}
