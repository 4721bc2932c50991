import { untrack } from 'svelte'
import type { Refusal } from '#shared/core/refusals.ts'
import type { Answer } from '#shared/core/wire.ts'
import type { qa } from '#shared/qa/contract.ts'
import { nextUp } from '#shared/qa/order.ts'
import { expectedVotes } from '#shared/qa/predict.ts'
import { isUntold, mayAsk, mayVote } from '#shared/qa/rules.ts'
import { i18n, refusalWords } from '../../core/i18n.svelte.ts'
import type { StreamView } from '../../core/live.ts'
import { now } from '../../core/now.ts'
import { readPref, writePref } from '../../core/prefs.ts'
import { toasts } from '../../ui/toasts.svelte.ts'
import {
  type Channel,
  isSettled,
  isShown,
  type Mine,
  type Notice,
  noticeOf,
  type Question,
  receiptKey,
  type Tally,
  waitingIn,
} from './listing.ts'

export interface QuestionsContext {
  /** The airing's id. */
  airing: string
  /** The server's clock, ms UTC. */
  serverNow(): number
  /** Does one not want to see this person? */
  isBlocked(participant: string): boolean
  /** Which of these questions ask the same as a text: ids, the likest first. */
  findSimilar(text: string, among: readonly Question[]): Promise<readonly string[]>
  /** Older answered questions of a channel, page by page (`next` of the page before); null where they could not be had. */
  older(channel: string, before: number | null): Promise<Older | null>
}

export interface Older {
  list: readonly Question[]
  /** Where the next page begins; null after the last. */
  next: number | null
}

/** One's own offer to ask in person; null: rather not. */
export type Offer = { where: string } | null

const NOBODY: Tally = { room: { asked: 0, served: 0, answered: 0 }, home: { asked: 0, served: 0, answered: 0 } }
/** Waiting counts in minutes, so the order is looked at this often. ms */
const STEP = 15_000
/** Receipts that were read and ids that were seen are kept on this device, at most so many. */
const MOST_KEPT = 600

/** The questions of an airing as someone of the audience has them: their channels, votes, own questions and receipts. */
export class Questions {
  readonly stream: StreamView<typeof qa>
  readonly #context: QuestionsContext
  /** A question is being written; why the one sent last was refused. */
  isAsking: boolean = $state(false)
  refusal: Refusal | null = $state.raw(null)
  /** One's own question that is being changed in a dialog over the page. */
  changing: { what: 'text' | 'offer'; mine: Mine } | null = $state.raw(null)
  /** The channel that is looked at, also after a reload; the first until one is chosen. */
  #chosen: string | null = $state(null)
  /** The text that is being written; it outlives a reload. */
  #draft: string = $state('')
  #read: ReadonlySet<string> = $state.raw(new Set())
  #seen: ReadonlyMap<string, ReadonlySet<string>> = $state.raw(new Map())

  constructor(stream: StreamView<typeof qa>, context: QuestionsContext) {
    this.stream = stream
    this.#context = context
    this.#draft = readPref(this.#pref('draft')) ?? ''
    this.#chosen = readPref(this.#pref('channel'))
    this.#read = new Set(kept(this.#pref('read')))
  }

  readonly channels: readonly Channel[] = $derived.by(() =>
    this.stream
      .list('channel')
      .map(({ record }) => record)
      .filter(({ state }) => state !== 'archived')
      .sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1)),
  )
  readonly channel: Channel | null = $derived.by(
    () => this.channels.find(({ id }) => id === this.#chosen) ?? this.channels[0] ?? null,
  )
  /** Is one of those a channel is for? Where only they read it, reading says so. */
  #belongs({ id, rules, segment }: Channel): boolean {
    return (segment === null && !isUntold(rules)) || this.stream.get('belongs', id) !== undefined
  }
  /** Can one ask, or vote, in a channel now? */
  mayAsk(channel: Channel): boolean {
    return mayAsk(channel, this.#belongs(channel))
  }
  mayVote(channel: Channel): boolean {
    return mayVote(channel, this.#belongs(channel))
  }
  noticeOf(channel: Channel, me: { isOver: boolean; isSilenced: boolean }): Notice | null {
    return noticeOf(channel, { ...me, belongs: this.#belongs(channel) })
  }
  choose(channel: string): void {
    this.#chosen = channel
    writePref(this.#pref('channel'), channel)
  }

  readonly #hidden: ReadonlySet<string> = $derived.by(() => new Set(this.stream.own('hidden')?.list ?? []))
  readonly all: readonly Question[] = $derived.by(() =>
    this.stream
      .list('question')
      .map(({ record }) => record)
      .filter((one) => isShown(one) && !this.#hidden.has(one.id)),
  )
  /** Of what was loaded by itself: is it of nobody one hid or blocked? */
  isSeen({ id, participant }: Question): boolean {
    return !this.#hidden.has(id) && !(participant !== null && this.#context.isBlocked(participant))
  }
  /** How many of a channel one does not see because one hid their authors. */
  hiddenIn(channel: string): number {
    return this.stream
      .list('question')
      .filter(({ id, record }) => record.channel === channel && record.state === 'visible' && this.#hidden.has(id))
      .length
  }

  readonly tally: Tally = $derived.by(() => this.stream.get('tally') ?? NOBODY)
  /** The server's clock in steps, ms UTC. */
  readonly now: number = $derived.by(() => {
    void now()
    const at = this.#context.serverNow()
    return at - (at % STEP)
  })
  serverNow(): number {
    return this.#context.serverNow()
  }
  /** Ids of all that waits in one's channels, in fair order. */
  readonly order: readonly string[] = $derived.by(() => {
    const weights = Object.fromEntries(this.channels.map(({ id, weight }) => [id, weight]))
    return nextUp(this.all, this.tally, weights, this.now)
  })
  readonly nextSide = $derived.by(() => this.all.find(({ id }) => id === this.order[0])?.side ?? null)
  readonly answering: readonly Question[] = $derived.by(() =>
    this.all.filter(({ state }) => state === 'answering').sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0)),
  )
  waiting(channel: string): Question[] {
    return waitingIn(this.all, channel, this.order)
  }

  // Votes

  readonly #votes = $derived.by(() => expectedVotes(this.stream.own('votes')?.list ?? [], this.stream.pending))
  hasVoted(question: string): boolean {
    return this.#votes.voted.has(question)
  }
  /** The count with what is on its way; null while it is hidden. */
  votesOf({ id, votes }: Question): number | null {
    return votes === null ? null : Math.max(0, votes + (this.#votes.more.get(id) ?? 0))
  }
  async vote(question: string, isOn: boolean): Promise<boolean> {
    const answer = await this.stream.send(isOn ? 'qa.vote' : 'qa.unvote', { question })
    if (!answer.ok) toasts.say(refusalWords(answer))
    return answer.ok
  }

  // One's own

  readonly mine: readonly Mine[] = $derived.by(() => this.stream.own('mine')?.list ?? [])
  mineOf(question: string): Mine | null {
    return this.mine.find(({ id }) => id === question) ?? null
  }
  /** Is one's own question folded into it? */
  holdsMine(question: string): boolean {
    return this.mine.some(({ into }) => into?.id === question)
  }
  /** Asked a moment ago and not answered for by the server yet. */
  readonly onWay: readonly { id: string; channel: string; text: string; isKept: boolean }[] = $derived.by(() =>
    this.stream.pending
      .filter(({ id, type, doneAt }) => type === 'qa.ask' && doneAt === null && this.mineOf(id) === null)
      .map(({ id, data, isKept }) => ({ id, isKept, ...(data as { channel: string; text: string }) })),
  )
  /** Those of one's own that wait in no list of the channel: with what became of each, until that was read. */
  receipts(channel: string): Mine[] {
    return this.mine.filter(
      (one) => one.channel === channel && !this.#isListed(one) && !this.#read.has(receiptKey(one)),
    )
  }
  earlier(channel: string): Mine[] {
    return this.mine.filter((one) => one.channel === channel && !this.#isListed(one) && this.#read.has(receiptKey(one)))
  }
  /** Where one's own visible question stands in line; null when it does not wait. */
  placeOf(question: string): number | null {
    const at = this.order.indexOf(question)
    return at < 0 ? null : at + 1
  }
  /** By the word of the list: what is told to oneself may come a moment before or after. */
  #isListed({ id }: Mine): boolean {
    return this.all.some((one) => one.id === id && (one.state === 'visible' || one.state === 'answering'))
  }
  gotIt(one: Mine): void {
    if (!isSettled(one)) return
    this.#read = new Set([...this.#read, receiptKey(one)])
    keep(this.#pref('read'), this.#read)
  }

  get draft(): string {
    return this.#draft
  }
  set draft(text: string) {
    this.#draft = text
    writePref(this.#pref('draft'), text || null)
  }
  /** Asks what was written. It is shown on its way at once, however long that is; refused, it comes back to be changed. */
  async ask(channel: string, nickname: string, offer: Offer): Promise<void> {
    const text = this.draft
    this.draft = ''
    this.refusal = null
    this.isAsking = false
    const answer = await this.stream.send('qa.ask', { channel, text, nickname, offer })
    if (answer.ok) return void toasts.say(i18n.m.questions.ask.sent)
    this.refusal = answer
    this.choose(channel)
    if (this.draft === '') this.draft = text
    this.isAsking = true
  }
  edit(question: string, text: string): Promise<Answer> {
    return this.stream.send('qa.edit', { question, text })
  }
  offer(question: string, offer: Offer): Promise<Answer> {
    return this.stream.send('qa.offer', { question, offer })
  }
  async takeBack(question: string): Promise<void> {
    const m = i18n.m.questions.mine
    const answer = await this.stream.send('qa.withdraw', { question })
    if (answer.ok) toasts.say(m.tookBack, { label: m.undo, run: () => void this.putBack(question) })
    else this.#tell(answer)
  }
  async putBack(question: string): Promise<void> {
    const answer = await this.stream.send('qa.putBack', { question })
    if (!answer.ok) this.#tell(answer)
  }

  // Out of sight

  async hideAuthor(question: string): Promise<void> {
    const m = i18n.m.questions.row
    const answer = await this.stream.send('qa.hideAuthor', { question })
    if (answer.ok) toasts.say(m.hidden, { label: m.showAgain, run: () => void this.showAuthors() })
    else this.#tell(answer)
  }
  async showAuthors(): Promise<void> {
    const answer = await this.stream.send('qa.showAuthors', {})
    if (!answer.ok) this.#tell(answer)
  }

  // What is new

  /** How many of a channel came since it was last looked at here. */
  unread(channel: string): number {
    const seen = this.#seenIn(channel)
    return this.all.filter((one) => one.channel === channel && one.state === 'visible' && !seen.has(one.id)).length
  }
  readonly unreadElsewhere: number = $derived.by(() => this.channels.reduce((sum, { id }) => sum + this.unread(id), 0))
  /** Call in an effect while a channel is looked at. */
  look(channel: string): void {
    const shown = this.all.filter((one) => one.channel === channel).map(({ id }) => id)
    untrack(() => {
      const seen = this.#seenIn(channel)
      if (shown.every((id) => seen.has(id))) return
      this.#seen = new Map([...this.#seen, [channel, new Set(shown)]])
      keep(this.#pref(`seen.${channel}`), shown)
    })
  }
  #seenIn(channel: string): ReadonlySet<string> {
    return this.#seen.get(channel) ?? new Set(kept(this.#pref(`seen.${channel}`)))
  }

  findSimilar(text: string, among: readonly Question[]): Promise<readonly string[]> {
    return this.#context.findSimilar(text, among)
  }
  older(channel: string, before: number | null): Promise<Older | null> {
    return this.#context.older(channel, before)
  }
  #tell(refusal: Refusal): void {
    toasts.say(refusalWords(refusal))
  }
  #pref(name: string): string {
    return `qa.${name}.${this.#context.airing}`
  }
}

const kept = (pref: string): string[] => readPref(pref)?.split(' ') ?? []
const keep = (pref: string, ids: Iterable<string>): void => writePref(pref, [...ids].slice(-MOST_KEPT).join(' '))
