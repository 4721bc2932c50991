/** Words of the room camera: the encoder in the venue that sends to a stage. */
export const words = {
  tab: 'Room camera',
}

/** Why something was refused, for the person who tried it. */
export const refusals = {
  'airing.encodersFull': 'There are as many room cameras as this event can have. Revoke one you no longer use.',
  'airing.wrongEncoderKey': 'This key is not good any more. Make a new one here and copy it into the encoder.',
  'airing.badOffer': 'The encoder sent something that is neither picture nor sound. Look at its settings.',
}
