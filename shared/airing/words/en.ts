/** Words of the airing itself: its states, its slate, what producers and presenters press. */
export const words = {
  state: {
    scheduled: 'Not open yet',
    doors: 'Doors are open',
    live: 'Live',
    paused: 'Paused',
    ended: 'Over',
  },
  countdown: {
    title: ({ seconds }: { seconds: number }) => (seconds > 0 ? `On in ${seconds}` : 'On now'),
    stop: 'Stop the countdown',
  },
  verbs: {
    openDoors: 'Open the doors',
    goLive: 'Go live',
    resume: 'Go on',
    pause: 'Pause',
    end: 'End',
    standBy: 'I am ready',
    leave: 'Leave the stage',
  },
  pause: {
    title: 'Pause the show',
    note: 'What viewers read meanwhile',
    does: 'Viewers see the slate with this note. Those on stage go backstage, and come on again with you.',
  },
  end: {
    title: 'End this airing?',
    does: 'Viewers see that it is over and everyone leaves the stage. It cannot be started again.',
    sure: 'End it for good',
    not: 'Keep it going',
  },
  overdue: {
    reminder: ({ minutes }: { minutes: number }) => `The planned end was ${minutes} minutes ago`,
    does: 'It ends by itself when nobody has been on stage for half an hour, or six hours after the planned end.',
  },
}

/** Why something was refused, for the person who tried it. */
export const refusals = {
  'airing.wrongState': ({ state }: { state?: string | number | boolean | null }) =>
    ({
      scheduled: 'The doors are still closed. Open them first.',
      doors: 'The show has not begun yet, and the doors are already open.',
      live: 'The show is already live.',
      paused: 'The show is paused.',
      ended: 'This airing is over and stays over.',
    })[String(state)] ?? 'The show has moved on meanwhile. Look again at where it is.',
  'airing.alreadyCounting': 'The countdown already runs: someone else pressed first.',
  'airing.noCountdown': 'No countdown runs any more, so there is nothing to stop.',
  'airing.stageHeld': 'Another airing is still on this stage. End it first.',
  'airing.nobodyReady':
    'Nobody is backstage yet. As soon as one presenter has checked camera and microphone, you can go live.',
  'airing.stageFull': 'Twelve are on stage already. As soon as one leaves, there is a place.',
  'airing.notPresenting': 'You are not with the presenters. Check your devices first, then you are backstage.',
  'airing.backstageFull': 'Backstage is full. As soon as someone leaves, there is a place for you.',
  'airing.notBackstage': 'They are not backstage any more.',
  'airing.notOn': 'They are not on stage any more.',
  'airing.alreadyOn': 'They are on already: someone else pressed first.',
  'airing.hushed': 'They are silenced at the whole event. A moderator or organizer can lift it on the page of reports.',
  'airing.notConnected': 'Their device is not connected right now. It may be asleep; ask them to look at it.',
  'airing.onStageAlready': 'You are with the presenters already, so you need no hand: just speak.',
  'airing.handsFull': 'More hands are up than this evening can hear. Please try again when some are down.',
  'airing.noHand': 'This hand is not up any more.',
  'airing.alreadyInvited': 'They have been asked already. Give them a moment.',
  'airing.inTheRoom': 'They sit in the room, where the microphone comes to them.',
  'airing.atHome': 'They are at home: ask them onto the stage.',
  'airing.notInvited': 'This invitation is no longer open. It ran out, or was answered on another device.',
  'airing.mediaNotReady': 'Picture and sound are still getting ready. The stage opens by itself.',
  'airing.notOpen': 'The doors are closed, or another session is on this stage.',
  'airing.notLive': 'Nothing is on right now. The picture comes by itself when the show goes on.',
}
