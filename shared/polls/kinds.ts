/** One answer, several, or a number from 1 to 5. */
export const KINDS = ['single', 'multiple', 'scale'] as const
/** When those it is for see what was voted: while they vote, once they have voted themselves, or when it is closed. */
export const RESULTS = ['live', 'voted', 'closed'] as const
/** Where a poll stands. `putAway`: seen only by those who look after polls, who can bring it back. */
export const STATES = ['prepared', 'open', 'closed', 'putAway'] as const
export type Kind = (typeof KINDS)[number]
export type State = (typeof STATES)[number]
