import { tick } from 'svelte'
import { i18n } from '../../core/i18n.svelte.ts'
import { toasts } from '../../ui/toasts.svelte.ts'
import { Acting } from './acting.svelte.ts'
import { type Act, can, suited } from './acts.ts'
import type { Alike } from './alike.svelte.ts'
import type { Arrivals } from './arrivals.svelte.ts'
import type { Board } from './board.svelte.ts'
import type { Question } from './columns.ts'
import type { Looking } from './looking.svelte.ts'

/** What is asked for in a dialog over the board, and about which questions. */
export type Asking =
  | { what: 'dismiss' | 'merge' | 'label' | 'send'; questions: readonly Question[] }
  | { what: 'handOver' | 'answer' | 'note' | 'chapter' | 'history'; questions: readonly [Question] }
  | { what: 'channels' | 'filters' }

type Remove = (who: { participant: string; name: string }) => void

/** One moderator at the board: what is shown, what can be pressed, and what is being asked. */
export class Desk {
  readonly acting: Acting
  readonly board: Board
  readonly looking: Looking
  readonly arrivals: Arrivals
  readonly alike: Alike
  /** Removes an asker who is known by name; null for whoever may not. */
  readonly remove: Remove | null
  /** Decides what weighs how much, and who looks after what. */
  readonly isHead: boolean
  asking = $state.raw<Asking | null>(null)

  constructor(parts: Pick<Desk, 'board' | 'looking' | 'arrivals' | 'alike' | 'remove' | 'isHead'>) {
    this.board = parts.board
    this.looking = parts.looking
    this.arrivals = parts.arrivals
    this.alike = parts.alike
    this.remove = parts.remove
    this.isHead = parts.isHead
    this.acting = new Acting(parts.board)
  }

  can = (act: Act, question: Question): boolean => can(act, question, this.board.me, this.board.now)

  /** Does it with what is chosen, or with `questions`: at once, or by asking what is missing. */
  do(act: Act, questions: readonly Question[] = this.board.targets): void {
    const fit = suited(act, questions, this.board.me, this.board.now)
    const [first] = fit
    if (first) this.#does(act, fit, first)
    else if (questions.length > 0) toasts.say(i18n.m.board.notNow)
  }
  #does(act: Act, fit: readonly Question[], first: Question): void {
    const { acting } = this
    switch (act) {
      case 'dismiss':
      case 'label':
      case 'send':
        this.asking = { what: act, questions: fit }
        break
      case 'handOver':
      case 'answer':
      case 'note':
      case 'chapter':
      case 'history':
        this.asking = { what: act, questions: [first] }
        break
      case 'merge':
        this.#merge(fit, first)
        break
      case 'approve':
      case 'archive':
        void acting[act](fit)
        break
      case 'pin':
      case 'unpin':
        void acting.pin(first, act === 'pin')
        break
      case 'escalate':
      case 'calm':
        void acting.escalate(first, act === 'escalate')
        break
      default:
        void acting[act](first)
    }
  }

  /** One that looks like another goes into that; else one is asked which. */
  #merge(fit: readonly Question[], first: Question): void {
    const [into] = fit.length === 1 ? this.alike.of(first) : []
    if (into) void this.acting.merge(fit, into.id)
    else this.asking = { what: 'merge', questions: fit }
  }

  /** The dialog is closed; the focus goes back to where the hand is. */
  async close(): Promise<void> {
    this.asking = null
    await tick()
    this.board.grab()
  }
}
