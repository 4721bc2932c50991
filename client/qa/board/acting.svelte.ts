import type { CommandOf } from '#shared/core/contract.ts'
import { newId } from '#shared/core/new-id.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { Answer } from '#shared/core/wire.ts'
import type { qa } from '#shared/qa/contract.ts'
import type { Dismissal } from '#shared/qa/reasons.ts'
import { i18n, refusalWords } from '../../core/i18n.svelte.ts'
import type { StreamView } from '../../core/live.ts'
import { toasts } from '../../ui/toasts.svelte.ts'
import type { Board } from './board.svelte.ts'
import type { Question } from './columns.ts'

type Command = CommandOf<typeof qa>
type Data<T extends Command['type']> = Extract<Command, { type: T }>['data']
/** Takes one thing back. */
type Back = () => Promise<Answer>
interface Done {
  /** What was done, in passing. */
  says: string
  back?: Back
  /** It goes from its column at once, before the answer. */
  isLeaving?: boolean
  /** The refusal is shown by whoever asked. */
  isQuiet?: boolean
}
/** So many presses can be taken back one after the other. */
const MOST_BACK = 50

/** By then the records of what was changed have come. ms */
const SETTLED_MS = 2500

const idsOf = (questions: readonly Question[]): string[] => questions.map(({ id }) => id)

/** What a moderator does with questions. Each answers null when it was done, else why not. */
export class Acting {
  readonly #board: Board
  readonly #send: StreamView<typeof qa>['send']
  readonly #backs: { says: string; back: Back }[] = []
  #said = 0

  constructor(board: Board) {
    this.#board = board
    this.#send = board.stream.send
  }

  approve = (questions: readonly Question[]) =>
    this.#change(questions, this.#m.approved({ n: questions.length }), (ids, change) =>
      this.#send('qa.approve', { questions: ids }, change),
    )
  archive = (questions: readonly Question[]) =>
    this.#change(questions, this.#m.archived({ n: questions.length }), (ids, change) =>
      this.#send('qa.archive', { questions: ids }, change),
    )
  dismiss = (questions: readonly Question[], reason: Dismissal, note: string) =>
    this.#change(
      questions,
      this.#m.dismissed({ n: questions.length }),
      (ids, change) => this.#send('qa.dismiss', { questions: ids, reason, note }, change),
      { isQuiet: true },
    )
  merge = (questions: readonly Question[], into: string) =>
    this.#change(questions, this.#m.merged({ n: questions.length }), (ids, change) =>
      this.#send('qa.merge', { questions: ids, into }, change),
    )
  // What is sent on, or skipped, may well stay in its column.
  send = (questions: readonly Question[], channel: string, name: string) =>
    this.#change(
      questions,
      this.#m.sent({ n: questions.length, name }),
      (ids, change) => this.#send('qa.send', { questions: ids, channel }, change),
      { isLeaving: false },
    )
  skip = (question: Question) =>
    this.#change([question], this.#m.skipped, ([id = ''], change) => this.#send('qa.skip', { question: id }, change), {
      isLeaving: false,
    })
  unmerge = (question: Question) =>
    this.#change([question], this.#m.unmerged, ([id = ''], change) =>
      this.#send('qa.unmerge', { question: id }, change),
    )
  start = (question: Question) =>
    this.#change([question], this.#m.started, ([id = ''], change) =>
      this.#send('qa.startAnswering', { question: id }, change),
    )
  finish = (question: Question) =>
    this.#change([question], this.#m.finished, ([id = ''], change) =>
      this.#send('qa.finishAnswering', { question: id }, change),
    )
  answer = (question: Question, text: string) =>
    this.#change(
      [question],
      this.#m.answered,
      ([id = ''], change) => this.#send('qa.answer', { question: id, text }, change),
      { isQuiet: true },
    )

  label(questions: readonly Question[], label: string, isOn: boolean) {
    const data = { questions: idsOf(questions), label }
    return this.#does(idsOf(questions), () => this.#send('qa.label', { ...data, isOn }), {
      says: isOn ? this.#m.labelled({ label }) : this.#m.unlabelled({ label }),
      back: () => this.#send('qa.label', { ...data, isOn: !isOn }),
      isQuiet: true,
    })
  }
  pin(question: Question, isOn: boolean) {
    const before = [...this.#board.questions.values()].find(({ isPinned }) => isPinned)?.id ?? null
    return this.#does([question.id], () => this.#send('qa.pin', { question: isOn ? question.id : null }), {
      says: isOn ? this.#m.pinned : this.#m.unpinned,
      back: () => this.#send('qa.pin', { question: before }),
    })
  }
  escalate(question: Question, isOn: boolean) {
    const { id } = question
    return this.#does([id], () => this.#send('qa.escalate', { question: id, isOn }), {
      says: isOn ? this.#m.escalated : this.#m.calmed,
      back: () => this.#send('qa.escalate', { question: id, isOn: !isOn }),
    })
  }
  claim(question: Question) {
    const { id } = question
    return this.#does([id], () => this.#send('qa.claim', { question: id }), {
      says: this.#m.claimed,
      back: () => this.#send('qa.release', { question: id }),
    })
  }
  release = ({ id }: Question) =>
    this.#does([id], () => this.#send('qa.release', { question: id }), { says: this.#m.released })
  handOver = ({ id }: Question, to: string, name: string) =>
    this.#does([id], () => this.#send('qa.handOver', { question: id, to }), { says: this.#m.handedOver({ name }) })
  callOn = ({ id }: Question) =>
    this.#does([id], () => this.#send('qa.callOn', { question: id }), { says: this.#m.calledOn })
  note = ({ id }: Question, text: string) =>
    this.#does([id], () => this.#send('qa.note', { question: id, text }), { says: this.#m.noted, isQuiet: true })
  correct = (data: Data<'qa.correctChapter'>) =>
    this.#does([data.question], () => this.#send('qa.correctChapter', data), { says: this.#m.corrected, isQuiet: true })

  /** Takes a change back that the history of a question names. */
  takeBack = ({ id }: Question, change: string) =>
    this.#does([id], () => this.#send('qa.undo', { questions: [id], change }), { says: this.#m.takenBack })

  /** Takes back what this page did last. */
  async undo(): Promise<void> {
    const last = this.#backs.at(-1)
    if (last) await this.#takeBack(last)
    else this.#say(this.#m.nothingBack)
  }

  get #m() {
    return i18n.m.board.done
  }

  /** A change of where questions stand: the server keeps what was before it, under the id of the command. */
  #change(
    on: readonly Question[],
    says: string,
    send: (questions: string[], change: string) => Promise<Answer>,
    how: Partial<Done> = {},
  ): Promise<Refusal | null> {
    const change = newId()
    const questions = idsOf(on)
    return this.#does(questions, () => send(questions, change), {
      says,
      isLeaving: true,
      back: () => this.#send('qa.undo', { questions, change }),
      ...how,
    })
  }

  async #does(ids: readonly string[], send: () => Promise<Answer>, done: Done): Promise<Refusal | null> {
    const { says, back, isLeaving = false, isQuiet = false } = done
    // A dialog that may yet have to show a refusal stands over the board: nothing goes before the answer.
    if (!isQuiet) this.#board.acted(ids, isLeaving)
    const answer = await send()
    if (answer.ok && isQuiet) this.#board.acted(ids, isLeaving)
    if (!answer.ok) {
      this.#board.settled(ids)
      if (!isQuiet) this.#say(refusalWords(answer))
      return answer
    }
    // Told by their records first; an older one, which has none here, is asked for again.
    setTimeout(() => this.#board.settled(ids), SETTLED_MS)
    this.#board.older.changed(ids)
    if (!back) {
      this.#say(says)
      return null
    }
    const one = { says, back }
    this.#backs.splice(0, Math.max(0, this.#backs.length + 1 - MOST_BACK))
    this.#backs.push(one)
    this.#say(says, { label: this.#m.undo, run: () => void this.#takeBack(one) })
    return null
  }

  async #takeBack(one: { says: string; back: Back }): Promise<void> {
    const at = this.#backs.indexOf(one)
    if (at < 0) return
    this.#backs.splice(at, 1)
    const answer = await one.back()
    this.#say(answer.ok ? this.#m.backAgain({ what: one.says }) : refusalWords(answer))
  }

  /** One word at a time: whoever works fast would have the board covered. What was said before is still undone by its key. */
  #say(text: string, undo?: { label: string; run: () => void }): void {
    toasts.drop(this.#said)
    this.#said = toasts.say(text, undo)
  }
}
