/** A letter of the title, at the title's width, takes about this much of its size. */
const LETTER = 0.42
const LARGEST = 132
const SMALLEST = 28
/** Up to so many letters stand in three lines, more in four. */
const SHORT = 48

/** The size at which a title fills a sign of this width, its words whole. px */
export function titleSize(title: string, width: number): number {
  const words = title.split(/\s+/)
  const letters = lineLength(words, title.length > SHORT ? 4 : 3)
  return Math.round(Math.max(SMALLEST, Math.min(LARGEST, width / (letters * LETTER))))
}

/** The shortest line, in letters, that sets these words in at most `lines` lines. */
function lineLength(words: readonly string[], lines: number): number {
  let length = Math.max(...words.map((word) => word.length), 1)
  while (linesAt(words, length) > lines) length++
  return length
}

function linesAt(words: readonly string[], length: number): number {
  let lines = 1
  let used = 0
  for (const word of words) {
    if (used > 0 && used + 1 + word.length > length) {
      lines++
      used = word.length
    } else used += (used > 0 ? 1 : 0) + word.length
  }
  return lines
}
