/** Words of the room camera: the encoder in the venue that sends to a stage. */
export const words = {
  title: 'Room camera',
  does: 'OBS, or any encoder that sends by WHIP, can be the camera of the room. It comes up on the control page, where a producer brings it on like anyone else.',
  reachable: 'A connected camera can be reached before it is brought on.',
  reachableMore:
    'Viewers’ pages show it only while it is on stage, but its picture and sound leave the room from the moment it sends. Start it when you mean it.',
  empty: 'No room camera yet',
  emptyMore: 'Add one, and you get an address and a token to copy into the encoder.',
  noStage: 'This event has no stage yet. Add one to its programme first.',
  add: 'Add a room camera',
  label: 'Its name, as viewers see it',
  labelMissing: 'Give it a name, like “The room”.',
  labelStart: 'The room',
  stage: 'Stage',
  make: 'Make address and token',
  makeDoes: 'Whoever has the token can send picture and sound to this stage until you revoke it.',
  made: 'Copy both into the encoder now. The token is shown this once.',
  address: 'Address',
  copyAddress: 'Copy the address',
  token: 'Token',
  copyToken: 'Copy the token',
  connected: 'sends now',
  away: 'not connected',
  done: 'Done',
  revoke: 'Revoke',
  revokeLabel: ({ label }: { label: string }) => `Revoke ${label}`,
  revokeAsk: ({ label }: { label: string }) => `Revoke ${label}?`,
  revokeDoes: 'Its token opens nothing any more. If it sends now, it is cut off at once and leaves the stage.',
  steps: {
    title: 'In OBS Studio 30 or newer',
    list: {
      stream: {
        open: 'Settings, Stream',
        set: {
          service: { field: 'Service', to: 'WHIP' },
          server: { field: 'Server', to: 'the address' },
          token: { field: 'Bearer Token', to: 'the token' },
        },
      },
      output: {
        open: 'Settings, Output',
        set: {
          mode: { field: 'Output Mode', to: 'Advanced' },
          keyframes: { field: 'Keyframe Interval', to: '1\u00a0s' },
          profile: { field: 'Profile', to: 'baseline, with x264' },
          tune: { field: 'Tune', to: 'zerolatency, with x264' },
        },
      },
      video: {
        open: 'Settings, Video',
        set: {
          size: { field: 'Output (Scaled) Resolution', to: '1280x720' },
          rate: { field: 'Common FPS Values', to: '30' },
        },
      },
    },
    start: 'Start Streaming',
    startDoes: 'It says “sends now” here, and comes up on the control page.',
    more: 'Two that send with one token never show twice: the later one takes over.',
  },
}

/** Why something was refused, for the person who tried it. */
export const refusals = {
  'airing.encodersFull': 'There are as many room cameras as this event can have. Revoke one you no longer use.',
  'airing.wrongEncoderKey': 'This token is not good any more. Make a new one here and copy it into the encoder.',
  'airing.badOffer': 'The encoder sent something that is neither picture nor sound. Look at its settings.',
}
