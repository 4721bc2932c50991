import { newId } from '#shared/core/new-id.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { Outcome } from '../../core/outbox.ts'

export interface Saved {
  id: string
  revision: number
}

/** A field that both I and someone else changed. */
export interface Conflict<Fields> {
  field: keyof Fields & string
  mine: Fields[keyof Fields]
  theirs: Fields[keyof Fields]
}

/** What goes with a form: the row as it was read (null: a new one), and the id of this wish to save. */
export interface Sending {
  row: Saved | null
  request: string
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * A form being filled in, over a row that others may change meanwhile. A stale save is not lost: what only they changed
 * is taken over, and of what both changed one chooses.
 */
export class Draft<Fields extends Record<string, unknown>> {
  fields: Fields
  conflicts = $state.raw<readonly Conflict<Fields>[]>([])
  /** Fields taken over from someone else's save. */
  taken = $state.raw<readonly string[]>([])
  refusal = $state.raw<Refusal | null>(null)
  isBusy = $state(false)
  #base: Fields
  #row: Saved | null
  #request = newId()

  constructor(fields: Fields, row: Saved | null) {
    this.fields = $state({ ...fields })
    this.#base = fields
    this.#row = row
  }

  get isNew(): boolean {
    return this.#row === null
  }

  /**
   * Sends the form. `reread` makes fields of the row in a stale refusal. True when it was saved; a dropped line keeps the
   * request's id, so trying again cannot do it twice.
   */
  async save(
    send: (sending: Sending) => Promise<Outcome<Saved>>,
    reread: (row: Record<string, unknown>) => Fields,
  ): Promise<boolean> {
    if (this.isBusy) return false
    this.isBusy = true
    const done = await send({ row: this.#row, request: this.#request })
    this.isBusy = false
    this.refusal = done.ok ? null : done
    if (done.ok) return true
    if (done.refused !== 'core.unavailable') this.#request = newId()
    if (done.refused === 'core.stale' && done.detail && this.#row) {
      this.#row = { ...this.#row, revision: Number(done.detail.revision) }
      this.#merge(reread(done.detail))
      this.refusal = null
    }
    return false
  }

  /** Settles one conflict. */
  choose(field: keyof Fields & string, whose: 'mine' | 'theirs'): void {
    const conflict = this.conflicts.find((one) => one.field === field)
    if (conflict && whose === 'theirs') this.fields[field] = conflict.theirs as Fields[typeof field]
    this.conflicts = this.conflicts.filter((one) => one.field !== field)
  }

  #merge(theirs: Fields): void {
    const changed = Object.keys(theirs).filter((field) => !isSame(theirs[field], this.#base[field]))
    const both = changed.filter(
      (field) => !isSame(this.fields[field], this.#base[field]) && !isSame(this.fields[field], theirs[field]),
    )
    const mine = $state.snapshot(this.fields) as Fields
    this.conflicts = both.map((field) => ({
      field,
      mine: mine[field] as Fields[keyof Fields],
      theirs: theirs[field] as Fields[keyof Fields],
    }))
    this.taken = changed.filter((field) => !both.includes(field))
    for (const field of this.taken) this.fields[field as keyof Fields] = theirs[field] as Fields[keyof Fields]
    this.#base = theirs
  }
}
