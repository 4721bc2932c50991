import { piecesOf } from './links.ts'
import { unaccented } from './unaccented.ts'

/** Endings that make an address of a word; `Node.js` is none. Words themselves (`done.to me`): only with a path behind. */
const ENDINGS = 'com|net|org|info|biz|io|co|ly|gl|gg|tv|cc|ai|dev|xyz|ch|fr|nl|pl|tr|uk|eu|ru|cn|br'
const WORDLIKE = 'me|to|in|it|at|es|de|us|be|is|app|top|site|online|shop|store|club|live|link|click|page'
const ADDRESS = new RegExp(
  `(?:^|[^\\p{L}\\p{N}_.-])\\.*(?:www\\.|(?:[\\p{L}\\p{N}_-]+\\.)+(?:(?:${ENDINGS})(?:[/?#:.!]|$)|(?:${WORDLIKE})/\\S))`,
  'u',
)

/**
 * How many links a text holds, as it is read by people: with or without `https://`, in letters of any width. Never fewer
 * than are shown as links.
 */
export function countLinks(text: string): number {
  const words = text
    .normalize('NFKC')
    .replaceAll('。', '.')
    .toLowerCase()
    .split(/[\s,;|<>()[\]{}"'“”„«»]+/u)
  const shown = piecesOf(text).filter(({ href }) => href !== null).length
  return Math.max(
    shown,
    words.reduce((links, word) => links + linksIn(word), 0),
  )
}

const linksIn = (word: string): number => word.split('://').length - 1 || (ADDRESS.test(word) ? 1 : 0)

/** Are these the same words, whatever the capitals, accents, spaces and points? */
export const isSameText = (one: string, other: string): boolean => bare(one) === bare(other)

/** Letters and figures alone; of a text without any, what there is. */
function bare(text: string): string {
  const plain = unaccented(text)
  return plain.replace(/[^\p{L}\p{N}]+/gu, '') || plain.replace(/\s+/gu, '')
}
