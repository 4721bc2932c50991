/** Words of reactions, and of how many are here. */
export const words = {
  label: 'Reactions',
  hint: 'Hold to send more',
  kinds: {
    thumbsUp: 'Thumbs up',
    heart: 'Heart',
    idea: 'Good idea',
    smile: 'Smile',
    puzzled: 'I am puzzled',
    party: 'Hooray',
  },
  here: {
    few: 'A few are here',
    atLeast: ({ count }: { count: string }) => `${count} or more are here`,
    exact: ({ room, home }: { room: string; home: string }) => `${room} in the room, ${home} at home`,
  },
}
