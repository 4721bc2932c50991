import type { Refusal } from '#shared/core/refusals.ts'
import type { Column, Question } from './columns.ts'

export interface OlderQuery {
  state?: Question['state']
  channel?: string
  label?: string
  search?: string
  /** The `next` of the page before. */
  before?: number
}
export type AskOlder = (
  query: OlderQuery,
) => Promise<{ ok: true; value: { questions: Question[]; next: number | null } } | ({ ok: false } & Refusal)>

/** The states whose older questions are fetched below a column. */
export const FETCHED: Partial<Record<Column, readonly Question['state'][]>> = {
  incoming: ['pending'],
  done: ['answered', 'dismissed', 'merged', 'archived'],
}

/** Questions that are too old for the live window, fetched page by page, and those a search found. */
export class Older {
  questions: ReadonlyMap<string, Question> = $state.raw(new Map())
  isBusy = $state(false)
  refusal: Refusal | null = $state.raw(null)
  /** Counts up with every page: what came is shown at once. */
  turn = $state(0)
  readonly #ask: AskOlder
  /** Where each state goes on; null: nothing more. */
  #next: ReadonlyMap<Question['state'], number | null> = $state.raw(new Map())

  constructor(ask: AskOlder) {
    this.#ask = ask
  }

  /** May there be more of this column? */
  hasMore(column: Column): boolean {
    return (FETCHED[column] ?? []).some((state) => this.#next.get(state) !== null)
  }
  /** The next page of each state of the column. */
  async more(column: Column): Promise<void> {
    if (this.isBusy) return
    this.isBusy = true
    for (const state of FETCHED[column] ?? []) {
      const before = this.#next.get(state)
      if (before === null) continue
      const next = await this.#page({ state, before })
      if (next === undefined) break
      this.#next = new Map([...this.#next, [state, next]])
    }
    this.isBusy = false
    this.turn++
  }
  /** The first page of what a search finds. */
  async find(search: string): Promise<void> {
    if (this.isBusy) return
    this.isBusy = true
    await this.#page({ search })
    this.isBusy = false
    this.turn++
  }

  /** These were acted on: what is known of them here is old. */
  changed(ids: readonly string[]): void {
    if (ids.some((id) => this.questions.has(id)))
      this.questions = new Map([...this.questions].filter(([id]) => !ids.includes(id)))
  }

  /** Where it goes on; undefined when there was no answer. */
  async #page(query: OlderQuery): Promise<number | null | undefined> {
    const asked = await this.#ask(query)
    this.refusal = asked.ok ? null : asked
    if (!asked.ok) return undefined
    this.questions = new Map([...this.questions, ...asked.value.questions.map((one) => [one.id, one] as const)])
    return asked.value.next
  }
}
