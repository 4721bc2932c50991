/** What the table of results is written with. */
export const words = {
  columns: ['Poll', 'Kind', 'State', 'People who voted', 'Answer', 'Votes', 'Percent', 'Opened', 'Closed'],
  kinds: { single: 'one answer', multiple: 'several answers', scale: 'scale of 5' },
  states: { prepared: 'prepared', open: 'open', closed: 'closed', putAway: 'put away' },
}
