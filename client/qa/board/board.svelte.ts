import { untrack } from 'svelte'
import type { qa } from '#shared/qa/contract.ts'
import { nextUp } from '#shared/qa/order.ts'
import type { StreamView } from '../../core/live.ts'
import { now } from '../../core/now.ts'
import { readPref, writePref } from '../../core/prefs.ts'
import {
  arrange,
  type Channel,
  COLUMNS,
  type Column,
  columnOf,
  type Filter,
  labelsOf,
  NO_FILTER,
  ONLY,
  type Only,
  passes,
  type Question,
} from './columns.ts'
import { type Held, hold, nextTo } from './held.ts'
import type { Older } from './older.svelte.ts'

/** A column, or all of them in one list. */
export type Lane = Column | 'all'
/** Where the hand is. */
export interface Cursor {
  lane: Lane
  id: string
}
const NOBODY = { room: { asked: 0, served: 0, answered: 0 }, home: { asked: 0, served: 0, answered: 0 } }
/** What depends on the time alone (ages, claims that end) is looked at this often. ms */
const STEP = 5000

export interface BoardContext {
  /** The server's clock, ms UTC. */
  serverNow(): number
  me(): string | null
  /** Ids of questions with an open report. */
  reported(): ReadonlySet<string>
}

/** What the board shows of an airing's questions: columns, filter, cursor and selection. It sends nothing (`Acting` does). */
export class Board {
  readonly stream: StreamView<typeof qa>
  readonly older: Older
  readonly #context: BoardContext

  filter = $state.raw<Filter>(NO_FILTER)
  cursor = $state.raw<Cursor | null>(null)
  selected = $state.raw<ReadonlySet<string>>(new Set())
  /** One list in place of columns, kept on this device; and the column a narrow screen shows. */
  isList = $state(readPref('board.list') === 'yes')
  isNarrow = $state(false)
  tab = $state<Column>('incoming')
  /** The lanes the pointer and the focus are in: what they show stays in its place. */
  over = $state<Lane | null>(null)
  within = $state<Lane | null>(null)
  /** Acted on by this page. */
  #mine = $state.raw<ReadonlySet<string>>(new Set())
  /** On their way out of the state they were in when that was pressed. */
  #leaving = $state.raw<ReadonlyMap<string, Question['state']>>(new Map())
  /** What each lane showed last, for one filter; emptied to take in what is new. */
  #before = new Map<Lane, readonly string[]>()
  #taken = $state(0)
  #heldFor = ''

  constructor(stream: StreamView<typeof qa>, older: Older, context: BoardContext) {
    this.stream = stream
    this.older = older
    this.#context = context
  }

  /** The server's clock in steps of five seconds, ms UTC. */
  readonly now: number = $derived.by(() => {
    void now()
    const at = this.#context.serverNow()
    return at - (at % STEP)
  })
  /** The server's clock to the millisecond; not reactive. */
  serverNow(): number {
    return this.#context.serverNow()
  }
  isReported(id: string): boolean {
    return this.#context.reported().has(id)
  }
  get me(): string | null {
    return this.#context.me()
  }

  readonly channels: readonly Channel[] = $derived.by(() =>
    this.stream
      .list('channel')
      .map(({ record }) => record)
      .sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1)),
  )
  /** All questions held here: of the live window, and older ones that were fetched. */
  readonly questions: ReadonlyMap<string, Question> = $derived.by(() => {
    const all = new Map(this.older.questions)
    for (const { id, record } of this.stream.list('question')) if (record) all.set(id, record)
    return all
  })
  get(id: string): Question | undefined {
    return this.stream.get('question', id) ?? this.older.questions.get(id)
  }
  readonly labels = $derived.by(() => labelsOf([...this.questions.values()]))
  readonly tally = $derived.by(() => this.stream.get('tally') ?? NOBODY)

  readonly #order: readonly string[] = $derived.by(() => {
    const weights = Object.fromEntries(
      this.channels.filter(({ state }) => state !== 'archived').map(({ id, weight }) => [id, weight]),
    )
    return nextUp([...this.questions.values()], this.tally, weights, this.now)
  })
  /** Where everything belongs now. */
  readonly live: Readonly<Record<Lane, readonly string[]>> = $derived.by(() => {
    const around = { now: this.now, me: this.me, reported: this.#context.reported() }
    const leaving = this.#leaving
    const wanted = [...this.questions.values()].filter(
      (question) => leaving.get(question.id) !== question.state && passes(question, this.filter, around),
    )
    const columns = arrange(wanted, this.#order)
    const all = [...columns.incoming, ...columns.answering, ...columns.visible, ...columns.done]
    return { ...columns, all }
  })
  /** How many of those that wait or are answered would be shown with this alone chosen beside the channel. */
  readonly counted: Readonly<Record<Only, number>> = $derived.by(() => {
    const around = { now: this.now, me: this.me, reported: this.#context.reported() }
    const { channel } = this.filter
    const open = [...this.questions.values()].filter(
      (question) => columnOf(question.state) !== 'done' && passes(question, { ...NO_FILTER, channel }, around),
    )
    const of = (only: Only) => open.filter((one) => passes(one, { ...NO_FILTER, only: [only] }, around)).length
    return Object.fromEntries(ONLY.map((only) => [only, of(only)])) as Record<Only, number>
  })

  readonly lanes: readonly Lane[] = $derived.by(() => (this.isNarrow ? [this.tab] : this.isList ? ['all'] : COLUMNS))
  /** What each lane shows, and what it holds back. */
  readonly held: Readonly<Record<Lane, Held>> = $derived.by(() => {
    const heldFor = `${this.#taken} ${JSON.stringify(this.filter)} ${this.older.turn}`
    if (heldFor !== this.#heldFor) this.#before.clear()
    this.#heldFor = heldFor
    const of = (lane: Lane): Held => {
      const held = hold(this.#before.get(lane) ?? [], this.live[lane], {
        keepsNew: lane === 'incoming' || lane === 'all',
        keepsPlace: this.over === lane || this.within === lane,
        mine: this.#mine,
      })
      this.#before.set(lane, held.shown)
      return held
    }
    return {
      incoming: of('incoming'),
      visible: of('visible'),
      answering: of('answering'),
      done: of('done'),
      all: of('all'),
    }
  })
  /** How many new questions wait to be looked at. */
  readonly waiting: number = $derived(this.held[this.isList && !this.isNarrow ? 'all' : 'incoming'].waiting)

  /** How many of each column are held here, whatever the filter; and how many wait to be looked at. */
  readonly heldCounts: Readonly<Record<Column, number>> = $derived.by(() => {
    const counts = { incoming: 0, visible: 0, answering: 0, done: 0 }
    for (const { state } of this.questions.values()) counts[columnOf(state)]++
    return counts
  })
  readonly pending: number = $derived.by(() => this.stream.get('counts')?.pending ?? this.heldCounts.incoming)

  /** Shows what is new, everywhere. */
  take(): void {
    this.#taken++
  }

  // The hand

  /** The question under the cursor, as long as its lane shows it. */
  readonly current: Question | null = $derived.by(() => {
    const { cursor } = this
    if (!cursor || !this.lanes.includes(cursor.lane) || !this.held[cursor.lane].shown.includes(cursor.id)) return null
    return this.get(cursor.id) ?? null
  })
  /** What a press is about: what is selected, else what is under the cursor. */
  readonly targets: readonly Question[] = $derived.by(() => {
    const chosen = [...this.selected].flatMap((id) => this.get(id) ?? [])
    return chosen.length > 0 ? chosen : this.current ? [this.current] : []
  })

  /** Counts up each time the focus is to go where the cursor is. */
  grabbed = $state(0)
  grab(): void {
    this.grabbed++
  }

  put(lane: Lane, id: string): void {
    if (this.cursor?.lane !== lane || this.cursor.id !== id) this.cursor = { lane, id }
  }
  /** One further, or one back, in the lane the cursor is in; without one, to the first there is. */
  move(by: 1 | -1, isSelecting = false): void {
    const lane = this.cursor && this.lanes.includes(this.cursor.lane) ? this.cursor.lane : this.#firstLane()
    const { shown } = this.held[lane]
    const at = this.cursor ? shown.indexOf(this.cursor.id) : -1
    const next = shown[at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by))]
    if (next === undefined) return
    if (isSelecting) this.select([this.cursor?.id ?? next, next])
    this.cursor = { lane, id: next }
    this.grab()
  }
  /** To the next lane on that side that shows something. */
  cross(by: 1 | -1): void {
    const lanes = this.isNarrow ? COLUMNS : this.lanes
    const from = this.cursor ? lanes.indexOf(this.cursor.lane as Column) : -1
    for (let i = from + by; i >= 0 && i < lanes.length; i += by) {
      const lane = lanes[i]!
      if (this.isNarrow) this.tab = lane as Column
      const id = this.held[lane].shown[0]
      if (id === undefined) continue
      this.cursor = { lane, id }
      this.grab()
      return
    }
  }
  #firstLane(): Lane {
    return this.lanes.find((lane) => this.held[lane].shown.length > 0) ?? this.lanes[0]!
  }

  select(ids: readonly string[], isOn = true): void {
    const selected = new Set(this.selected)
    for (const id of ids)
      if (isOn) selected.add(id)
      else selected.delete(id)
    this.selected = selected
  }
  clear(): void {
    this.selected = new Set()
  }
  toggle(id: string): void {
    this.select([id], !this.selected.has(id))
  }

  // What one does oneself comes and goes at once

  /** These were acted on; with `isLeaving` they go from where they are before the answer comes. */
  acted(ids: readonly string[], isLeaving: boolean): void {
    this.#mine = new Set([...this.#mine, ...ids])
    if (!isLeaving) return
    const { cursor } = this
    const before = cursor ? this.held[cursor.lane].shown : []
    this.#leaving = new Map([...this.#leaving, ...ids.flatMap((id) => this.#stateOf(id))])
    if (cursor && ids.includes(cursor.id)) {
      const next = nextTo(cursor.id, before, this.held[cursor.lane].shown)
      this.cursor = next === null ? null : { lane: cursor.lane, id: next }
      this.grab()
    }
    this.select(ids, false)
  }
  #stateOf(id: string): [string, Question['state']][] {
    const question = this.get(id)
    return question ? [[id, question.state]] : []
  }
  /** They stay, or have gone: where they stand is told by their records again. */
  settled(ids: readonly string[]): void {
    if (ids.some((id) => this.#leaving.has(id)))
      this.#leaving = new Map([...this.#leaving].filter(([id]) => !ids.includes(id)))
  }
  /** Call in an effect: whose record says already that it went. */
  followLeaving(): void {
    const gone = [...this.#leaving].flatMap(([id, state]) => (this.get(id)?.state === state ? [] : [id]))
    untrack(() => this.settled(gone))
  }

  setFilter(part: Partial<Filter>): void {
    this.filter = { ...this.filter, ...part }
    this.selected = new Set()
  }
  toggleOnly(one: Only): void {
    const { only } = this.filter
    this.setFilter({ only: only.includes(one) ? only.filter((other) => other !== one) : [...only, one] })
  }
  setList(isList: boolean): void {
    this.isList = isList
    writePref('board.list', isList ? 'yes' : null)
  }
}
