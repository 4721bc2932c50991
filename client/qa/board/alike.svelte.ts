import type { SimilarQuestions } from '../similar.ts'
import type { Board } from './board.svelte.ts'
import type { Question } from './columns.ts'

const NONE: readonly Question[] = []
/** Passing over a question by keyboard asks nothing. ms */
const SOON = 120

const canTakeIn = ({ state }: Question): boolean => state !== 'merged' && state !== 'dismissed' && state !== 'archived'

/** Which of the questions held here look like the one under the cursor, and could take it in. */
export class Alike {
  readonly #board: Board
  readonly #similar: Pick<SimilarQuestions, 'find'>
  #found: { id: string; like: readonly string[] } | null = $state.raw(null)

  constructor(board: Board, similar: Pick<SimilarQuestions, 'find'>) {
    this.#board = board
    this.#similar = similar
  }

  /** The likest first; nothing until it was looked for, and for what cannot be merged. */
  of({ id, state }: Question): readonly Question[] {
    if (this.#found?.id !== id || (state !== 'pending' && state !== 'visible')) return NONE
    return this.#found.like.flatMap((other) => this.#board.get(other) ?? []).filter(canTakeIn)
  }

  /** Call in an effect with the question under the cursor: looks for what is like it. */
  follow(id: string | null, text: string): (() => void) | undefined {
    if (id === null) return
    let isOver = false
    const timer = setTimeout(async () => {
      const like = await this.#similar.find(text, [...this.#board.questions.values()].filter(canTakeIn), { except: id })
      if (!isOver) this.#found = { id, like }
    }, SOON)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }
}
