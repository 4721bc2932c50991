/** Why something is reported, as one chooses it. */
export const REASONS = ['hurtful', 'harassing', 'sexual', 'pretending', 'spam', 'other'] as const
export type Reason = (typeof REASONS)[number]
/** What became of a report: `nothing` was to be done, or what was done about the person. */
export const OUTCOMES = ['nothing', 'silenced', 'removed'] as const
export type Outcome = (typeof OUTCOMES)[number]
