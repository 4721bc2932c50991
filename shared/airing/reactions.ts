/** What one may send up without a word. Drawn over the stage, counted, and kept only as sums of a minute. */
export const REACTIONS = ['thumbsUp', 'heart', 'idea', 'smile', 'puzzled', 'party'] as const
export type Reaction = (typeof REACTIONS)[number]
