import { untrack } from 'svelte'
import type { chat as contract } from '#shared/chat/contract.ts'
import type { olderLines } from '#shared/chat/routes.ts'
import { isOver, type SlowStep, slowNow, WINDOW } from '#shared/chat/rules.ts'
import type { RecordOf } from '#shared/core/contract.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import { has, type Role } from '#shared/core/roles.ts'
import type { RouteReply } from '#shared/core/route.ts'
import type { Answer } from '#shared/core/wire.ts'
import { i18n, refusalWords } from '../core/i18n.svelte.ts'
import type { StreamView } from '../core/live.ts'
import { now } from '../core/now.ts'
import { toasts } from '../ui/toasts.svelte.ts'

export type Line = RecordOf<typeof contract, 'line'>
type Stream = StreamView<typeof contract>

/** What the chat of an airing is opened with. */
export interface ChatPort {
  airing: string
  /** Without people one blocked. */
  stream: Stream
  isBlocked(participant: string): boolean
  me(): { participant: string | null; roles: readonly Role[] }
  serverNow(): number
  endedAt(): number | null
  older(before: number): Promise<{ ok: true; value: RouteReply<typeof olderLines> } | ({ ok: false } & Refusal)>
}

/** The chat of one airing as this person has it: its newest lines, older ones while they read them, and what they may do. */
export class Chat {
  readonly #port: ChatPort
  readonly #stream: Stream
  /** Lines from before the newest, the oldest first, while one reads up there. */
  #older = $state.raw<readonly Line[]>([])
  #hasMore = $state(true)
  isFetching = $state(false)
  /** Not at the newest line: what comes is counted, and moves nothing. */
  isUp = $state(false)
  /** The `seq` up to which one has read. */
  #read = $state<number | null>(null)
  #before: readonly Line[] = []
  #wasThere = false
  /** What I am writing, and to which line. */
  text = $state('')
  replyTo = $state.raw<Line | null>(null)

  constructor(port: ChatPort) {
    this.#port = port
    this.#stream = port.stream
  }

  get airing(): string {
    return this.#port.airing
  }
  get about() {
    return this.#stream.get('chat') ?? null
  }
  get isReady(): boolean {
    return this.#stream.isReady
  }
  get isOn(): boolean {
    return this.about?.isOn ?? false
  }
  /** Is it shown at all? To those who look after it also while it is off. */
  get isThere(): boolean {
    return this.about !== null
  }
  get isOver(): boolean {
    return isOver(this.#port.endedAt(), this.#now())
  }
  get isKeeper(): boolean {
    return has(this.#port.me(), 'moderator', 'producer', 'organizer')
  }
  /** Who decides whether there is a chat. */
  get isHead(): boolean {
    return has(this.#port.me(), 'producer', 'organizer')
  }
  isMine({ participant }: Line): boolean {
    return participant === this.#port.me().participant
  }
  #now(): number {
    // Read again each second, by the server's clock.
    now()
    return this.#port.serverNow()
  }

  readonly #window: readonly Line[] = $derived.by(() =>
    this.#stream
      .list('line')
      .map(({ record }) => record)
      .sort(bySeq),
  )
  /** All that is shown, the newest last: mine that were hidden stand where they stood. */
  readonly lines: readonly Line[] = $derived.by(() => {
    const older = this.#older.filter(({ participant }) => !this.#port.isBlocked(participant))
    const known = new Set([...older, ...this.#window].map(({ id }) => id))
    const first = older[0]?.seq ?? this.#window[0]?.seq ?? 0
    const mine = this.#hiddenOfMine.filter(({ id, seq }) => !known.has(id) && seq >= first)
    return [...older, ...this.#window, ...mine].sort(bySeq)
  })
  readonly #hiddenOfMine: readonly Line[] = $derived.by(() => this.#stream.own('own')?.hidden ?? [])
  isHiddenOfMine(line: Line): boolean {
    return this.#hiddenOfMine.some(({ id }) => id === line.id)
  }
  /** What I said that is not among them yet. */
  readonly outgoing: readonly { id: string; text: string; isKept: boolean }[] = $derived.by(() =>
    this.#stream.pending
      .filter(({ id, type }) => type === 'chat.say' && !this.#stream.get('line', id))
      .map(({ id, data, isKept }) => ({ id, text: (data as { text: string }).text, isKept })),
  )
  readonly #last: number = $derived(this.lines.at(-1)?.seq ?? 0)
  /** Lines of others that came since one last was at the newest. */
  readonly fresh: number = $derived.by(() => {
    const read = this.#read
    return read === null ? 0 : this.lines.filter((line) => line.seq > read && !line.hidden && !this.isMine(line)).length
  })
  /** Are there lines older than those shown? */
  readonly hasOlder: boolean = $derived(this.#last > WINDOW && this.#hasMore && (this.lines[0]?.seq ?? 0) > 1)

  /** Seconds between two lines of mine now; 0: none. */
  readonly slow: number = $derived.by(() => (this.about ? slowNow(this.about, this.#now()) : 0))
  /** Is it slow because very much was said at once? */
  readonly isFlooded: boolean = $derived.by(() => this.about !== null && this.slow > this.about.slow)
  /** ms until I may send the next line. */
  readonly wait: number = $derived.by(() => {
    const said = this.#stream.own('own')?.saidAt
    if (this.isKeeper || !said || this.slow === 0) return 0
    return Math.max(0, said + this.slow * 1000 - this.#now())
  })

  line(id: string): Line | null {
    return this.lines.find((one) => one.id === id) ?? null
  }

  /** Call in an effect while a page is open: what was there before one came is not new. */
  follow(): void {
    const [isReady, last] = [this.isReady && this.isThere, this.#last]
    untrack(() => {
      if (isReady) this.#read ??= last
    })
  }
  /** Call in an effect while a page is open: `gone` is told when a chat that was there goes, and whether one was writing. */
  whenGone(gone: (isWriting: boolean) => void): void {
    const isThere = this.isReady ? this.isThere : null
    untrack(() => {
      if (this.#wasThere && isThere === false) gone(this.text.trim() !== '')
      this.#wasThere = isThere ?? this.#wasThere
    })
  }
  /** Call in an effect while the lines are shown: what falls out of the newest stays for whoever reads up there. */
  hold(): void {
    const window = this.#window
    untrack(() => {
      const first = window[0]?.seq
      const fallen = first === undefined ? [] : this.#before.filter(({ seq }) => seq < first)
      this.#before = window
      if (this.isUp && first !== undefined) this.#older = [...this.#older, ...fallen]
      else this.#forgetOlder()
    })
  }
  /** One is at the newest line. */
  atEnd(): void {
    this.isUp = false
    this.#read = this.#last
    this.#forgetOlder()
  }
  #forgetOlder(): void {
    if (this.#older.length > 0) this.#older = []
    this.#hasMore = true
  }

  async fetchOlder(): Promise<void> {
    const first = this.lines[0]
    if (!first || this.isFetching) return
    this.isFetching = true
    const asked = await this.#port.older(first.seq)
    this.isFetching = false
    if (!asked.ok) return void toasts.say(refusalWords(asked))
    // Came back to the newest meanwhile: they are not looked for any more.
    if (!this.isUp) return
    this.#older = [...asked.value.lines, ...this.#older]
    this.#hasMore = asked.value.hasMore
  }

  /** Sends what is written. What is refused comes back into the field, before what was typed meanwhile. */
  async say(): Promise<Refusal | null> {
    const [text, replyTo] = [this.text.trim(), this.replyTo]
    this.text = ''
    this.replyTo = null
    const answer = await this.#stream.send('chat.say', { text, replyTo: replyTo?.id ?? null })
    if (answer.ok) return null
    this.text = this.text ? `${text} ${this.text}` : text
    this.replyTo ??= replyTo
    return answer
  }

  takeBack(line: Line): Promise<boolean> {
    const m = i18n.m.chat.line
    const undo = () => void this.#tell(this.#stream.send('chat.putBack', { line: line.id }))
    return this.#tell(this.#stream.send('chat.takeBack', { line: line.id }), m.takenBack, undo, () =>
      this.#patch(line, null),
    )
  }
  hide(line: Line): Promise<boolean> {
    const m = i18n.m.chat.line
    const at = this.#port.serverNow()
    return this.#tell(
      this.#stream.send('chat.hide', { line: line.id }),
      m.hidden,
      () => void this.show(line),
      () => this.#patch(line, { hidden: { name: i18n.m.chat.you, at } }),
    )
  }
  show(line: Line): Promise<boolean> {
    return this.#tell(this.#stream.send('chat.show', { line: line.id }), i18n.m.chat.line.shown, undefined, () =>
      this.#patch(line, { hidden: null }),
    )
  }
  makeQuestion(line: Line): Promise<boolean> {
    return this.#tell(this.#stream.send('chat.makeQuestion', { line: line.id }), undefined, undefined, () =>
      this.#patch(line, { question: { state: 'moving', refused: null } }),
    )
  }
  switch(isOn: boolean): Promise<boolean> {
    const m = i18n.m.chat.keep
    return this.#tell(
      this.#stream.send('chat.switch', { isOn }),
      isOn ? m.isOn : m.isOff,
      () => void this.switch(!isOn),
    )
  }
  setSlow(seconds: SlowStep): Promise<boolean> {
    const m = i18n.m.chat.keep
    return this.#tell(this.#stream.send('chat.slow', { seconds }), m.slowNow({ step: m.slowSteps[seconds] }))
  }
  pin(text: string): Promise<Answer> {
    return this.#stream.send('chat.pin', { text })
  }
  unpin(): Promise<boolean> {
    const text = this.about?.notice?.text
    const undo = text ? () => void this.#tell(this.pin(text)) : undefined
    return this.#tell(this.#stream.send('chat.unpin', {}), i18n.m.chat.keep.unpinned, undo)
  }

  close(): void {
    this.#stream.close()
  }

  /** The stream tells nothing of older lines: what was done to one is drawn here. */
  #patch({ id }: Line, values: Partial<Line> | null): void {
    this.#older = this.#older.flatMap((one) => (one.id !== id ? one : values === null ? [] : { ...one, ...values }))
  }

  /** Says in passing what came of a command. */
  async #tell(asked: Promise<Answer>, done?: string, undo?: () => void, then?: () => void): Promise<boolean> {
    const answer = await asked
    if (!answer.ok) toasts.say(refusalWords(answer))
    else {
      then?.()
      if (done) toasts.say(done, undo && { label: i18n.m.chat.line.undo, run: undo })
    }
    return answer.ok
  }
}

const bySeq = (one: Line, other: Line): number => one.seq - other.seq
