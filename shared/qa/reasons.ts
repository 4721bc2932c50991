/** Why a question is not shown. A moderator chooses from the first; the others are set by what happened. */
export const DISMISSALS = ['offTopic', 'outOfTime', 'answeredElsewhere', 'unclear', 'unkind'] as const
export const REASONS = [...DISMISSALS, 'takenBack', 'putAway', 'removed'] as const
export type Dismissal = (typeof DISMISSALS)[number]
export type Reason = (typeof REASONS)[number]
