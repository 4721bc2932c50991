import { countLinks } from '../core/typed.ts'

/** At most this many links in a question. */
export const MOST_LINKS = 2

/**
 * The code of why a text cannot be asked in a channel that takes `length` characters, or null. The text is as it comes out
 * of `lines()`, and counted as `maxlength` of a field does.
 */
export function obstacleInText(text: string, length: number): 'qa.empty' | 'qa.tooLong' | 'qa.tooManyLinks' | null {
  if (text.trim() === '') return 'qa.empty'
  if (text.length > length) return 'qa.tooLong'
  return countLinks(text) > MOST_LINKS ? 'qa.tooManyLinks' : null
}
