/** What a poll on a wall has to find room for. */
export interface Written {
  question: string
  answers: readonly string[]
  hasBars: boolean
}

/** The part of the wall that a poll has, in hundredths of a 16:9 screen, without its first line and its last. */
const ROOM = { width: 66, height: 30.5 }
/** Letters of the title and of the text are so wide on average, in their own size. */
const LETTER = { title: 0.46, text: 0.52 }
const SIZES = [1.3, 1.15, 1, 0.9, 0.8, 0.72, 0.64, 0.58, 0.52, 0.46]
/** The question and an answer at size 1; `WallPoll.svelte` draws them so. */
export const QUESTION = { font: 4.6, line: 1.08 }
export const ANSWER = { font: 2.6, line: 1.15, gap: 1.2, bar: 1.2 }

const linesOf = (text: string, font: number, letter: number, width: number): number =>
  Math.max(1, Math.ceil((text.length * font * letter) / width))

/** How high all of it is at this size. */
export function heightAt(size: number, { question, answers, hasBars }: Written): number {
  const title = QUESTION.font * size
  const text = ANSWER.font * size
  const width = hasBars ? ROOM.width - 5 * text : ROOM.width
  const rows = answers.map(
    (answer) =>
      linesOf(answer, text, LETTER.text, width) * text * ANSWER.line + (ANSWER.gap + (hasBars ? ANSWER.bar : 0)) * size,
  )
  const head = linesOf(question, title, LETTER.title, ROOM.width) * title * QUESTION.line
  return head + rows.reduce((sum, row) => sum + row, 0)
}

/** As large as it goes, 1.3 to 0.46: everything is read, and nothing is cut off. */
export const wallSize = (written: Written): number =>
  SIZES.find((size) => heightAt(size, written) <= ROOM.height) ?? SIZES.at(-1)!
