import { countLinks } from '../core/typed.ts'

/** Most characters of a line, and most links in it. */
export const LINE_LENGTH = 280
const MOST_LINKS = 2
/** Newest lines that a page holds; older ones are asked for, a page at a time. */
export const WINDOW = 200
export const OLDER_PAGE = 50

/** What can be chosen as seconds between two lines of one person. */
export const SLOW_STEPS = [0, 10, 30, 60, 300] as const
export type SlowStep = (typeof SLOW_STEPS)[number]

/**
 * More than people can read: so many lines of all within so long (ms) slow it down to one every so many seconds, twice as
 * slow each time that is not enough, and for so long (ms) after the last of these times.
 */
export const FLOOD = { lines: 20, within: 10_000, seconds: 20, most: 300, lasts: 60_000 } as const
/** Slow or not, one person says no more than this at once. ms */
export const BURST = { lines: 5, within: 10_000 } as const
/**
 * All are told when someone takes a line back, puts it back or wishes it were a question: one person does so no more often
 * at once. ms
 */
export const ACTS = { times: 10, within: 10_000 } as const
/** The same words again are refused this long. ms */
export const SAME_WITHIN = 60_000

/** The chat goes on a little after the end, for goodbyes; then nobody looks after it any more. ms */
const AFTER_END = 30 * 60_000
/** Is it too late to say anything? `endedAt`: when the airing ended, null while it has not; ms UTC. */
export const isOver = (endedAt: number | null, now: number): boolean => endedAt !== null && now > endedAt + AFTER_END

/** Seconds that have to pass between two lines of one person now (ms UTC); 0: none. */
export const slowNow = (
  { slow, flood }: { readonly slow: number; readonly flood: { seconds: number; until: number } | null },
  now: number,
): number => Math.max(slow, flood && flood.until > now ? flood.seconds : 0)

/** The code of what is wrong with a line, or null. The text is as it comes out of `line()`. */
export function wrongLine(text: string): 'chat.empty' | 'chat.tooLong' | 'chat.tooManyLinks' | null {
  if (text === '') return 'chat.empty'
  if (text.length > LINE_LENGTH) return 'chat.tooLong'
  return countLinks(text) > MOST_LINKS ? 'chat.tooManyLinks' : null
}
