import type { RecordOf } from '#shared/core/contract.ts'
import { newId } from '#shared/core/new-id.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { Answer } from '#shared/core/wire.ts'
import type { qa } from '#shared/qa/contract.ts'
import { i18n, refusalWords } from '../../core/i18n.svelte.ts'
import type { StreamView } from '../../core/live.ts'
import { toasts } from '../../ui/toasts.svelte.ts'

type Now = RecordOf<typeof qa, 'now'>
export type Current = Now['current'][number]
export type Escalated = RecordOf<typeof qa, 'escalated'>

/** A change of where a question stands, and the question, where there is one. */
type Move = ['qa.finishAnswering' | 'qa.skip' | 'qa.startAnswering', string | undefined]
/** One that was made; the server keeps what was before it under its id. */
interface Step {
  question: string
  change: string
}

/** The questions as those on stage have them: what is answered, what comes next, what to do about it, and the way back. */
export class StageQuestions {
  readonly stream: StreamView<typeof qa>
  /** One at a time: a key pressed twice is pressed once. */
  isBusy: boolean = $state(false)
  /** What this page did, the last at the end. */
  readonly #done: Step[][] = []
  #said = 0

  constructor(stream: StreamView<typeof qa>) {
    this.stream = stream
  }

  readonly now: Now | null = $derived.by(() => this.stream.get('now') ?? null)
  readonly current: Current | null = $derived.by(() => this.now?.current[0] ?? null)
  readonly escalated: readonly Escalated[] = $derived.by(() =>
    this.stream
      .list('escalated')
      .map(({ record }) => record)
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
  )

  answered(question = this.current?.id): Promise<boolean> {
    return this.#do(i18n.m.questions.stage.saidAnswered, ['qa.finishAnswering', question])
  }
  skip(question = this.current?.id): Promise<boolean> {
    return this.#do(i18n.m.questions.stage.saidSkipped, ['qa.skip', question])
  }
  start(question: string): Promise<boolean> {
    return this.#do(i18n.m.questions.stage.saidStarted, ['qa.startAnswering', question])
  }
  /** What is answered is done with, and the next one begins; taken back, both are. */
  goOn(): Promise<boolean> {
    const m = i18n.m.questions.stage
    const next = this.now?.next[0]?.id
    const done: Move = ['qa.finishAnswering', this.current?.id]
    const begun: Move = ['qa.startAnswering', next]
    return this.#do(next === undefined ? m.saidAnswered : m.saidStarted, done, begun)
  }
  /** Takes back what this page did last. */
  async undo(): Promise<void> {
    const last = this.#done.at(-1)
    if (last) await this.#takeBack(last)
    else this.#say(i18n.m.questions.stage.nothingBack)
  }
  async callOn(question: string): Promise<void> {
    const answer = await this.stream.send('qa.callOn', { question })
    this.#say(answer.ok ? i18n.m.questions.stage.saidCalled : refusalWords(answer))
  }
  async write(question: string, text: string): Promise<Answer> {
    const change = newId()
    const answer = await this.stream.send('qa.answer', { question, text }, change)
    if (answer.ok) this.#did([{ question, change }], i18n.m.questions.stage.saidWritten)
    return answer
  }

  async #do(said: string, ...moves: Move[]): Promise<boolean> {
    if (this.isBusy) return false
    this.isBusy = true
    const steps: Step[] = []
    let refusal: Refusal | null = null
    for (const [type, question] of moves) {
      if (question === undefined || refusal) continue
      const change = newId()
      const answer = await this.stream.send(type, { question }, change)
      if (answer.ok) steps.push({ question, change })
      else refusal = answer
    }
    this.isBusy = false
    if (steps.length > 0) this.#did(steps, said)
    if (refusal) this.#say(refusalWords(refusal))
    return refusal === null
  }

  #did(steps: Step[], said: string): void {
    this.#done.push(steps)
    this.#say(said, { label: i18n.m.questions.stage.undo, run: () => void this.#takeBack(steps) })
  }

  async #takeBack(steps: Step[]): Promise<void> {
    const at = this.#done.indexOf(steps)
    if (at < 0) return
    this.#done.splice(at, 1)
    for (const { question, change } of steps.toReversed()) {
      const answer = await this.stream.send('qa.undo', { questions: [question], change })
      if (!answer.ok) return this.#say(refusalWords(answer))
    }
    this.#say(i18n.m.questions.stage.saidBack)
  }

  /** One word at a time: whoever is on stage has other things to look at. */
  #say(text: string, undo?: { label: string; run: () => void }): void {
    toasts.drop(this.#said)
    this.#said = toasts.say(text, undo)
  }
}

/** What is done by a key wherever the stage's questions stand, as it is told. */
export const stageKeys = (): { key: string; does: string }[] => {
  const m = i18n.m.questions.stage
  return [
    { key: 'a', does: m.keyAnswered },
    { key: 'k', does: m.keySkip },
    { key: 'n', does: m.keyNext },
    { key: 'z', does: m.keyUndo },
  ]
}
