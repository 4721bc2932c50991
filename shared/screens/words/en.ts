/** Words of the tab where the links of screens are made. */
export const words = {
  title: 'Screens',
  does: 'A screen in the room shows the slate, the countdown, who is on and how to join. Open its link on the computer at the beamer; it needs no account.',
  safe: 'Whoever has a link sees what the room sees.',
  safeMore: 'It can send nothing and counts as nobody. Take it back when the evening is over.',
  empty: 'No screen yet',
  emptyMore: 'Make a link, and open it at the beamer.',
  noStage: 'This event has no stage yet. Add one to its programme first.',
  add: 'Add a screen',
  label: 'Where it stands',
  labelMissing: 'Give it a name, like “The beamer”.',
  labelStart: 'The beamer',
  stage: 'Stage',
  make: 'Make the link',
  makeDoes: 'The link opens the wall of this stage, on any screen, until you take it back.',
  made: 'Open it at the beamer now. The link is shown this once; you can make a new one any time.',
  link: 'Link',
  copy: 'Copy the link',
  copyOverlay: 'Copy for OBS: the question alone, over your picture',
  open: 'Open it here',
  done: 'Done',
  isOpen: 'open now',
  lastOpen: ({ time }: { time: string }) => `last open ${time}`,
  neverOpen: 'not opened yet',
  renew: 'New link',
  renewLabel: ({ label }: { label: string }) => `New link for ${label}`,
  renewAsk: ({ label }: { label: string }) => `Make a new link for ${label}?`,
  renewDoes:
    'The link it has now stops working at once. A screen that is open by it says so until you open the new one.',
  revoke: 'Take back',
  revokeLabel: ({ label }: { label: string }) => `Take back the link of ${label}`,
  revokeAsk: ({ label }: { label: string }) => `Take back the link of ${label}?`,
  revokeDoes: 'A screen that is open by it goes dark at once and says that its link was taken back.',
  steps: {
    title: 'At the beamer',
    list: {
      open: 'Open the link in a browser and bookmark it: the bookmark works after every restart.',
      full: 'Press F for the whole screen. The screen stays awake by itself.',
      sound:
        'Press “Sound for the room” if this computer is connected to the loudspeakers. Then the room sees and hears who is on from home.',
      echo: 'It never plays the room’s own camera or microphones, so nothing echoes. One screen with sound is enough.',
    },
  },
}

/** Why something was refused, for the person who tried it. */
export const refusals = {
  'screens.full': 'There are as many screens as this event can have. Take back a link you no longer use.',
  'screens.linkOver': 'This link was taken back, or a new one was made. Ask whoever runs the event for the new one.',
}
