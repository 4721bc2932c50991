import type { RecordOf } from '#shared/core/contract.ts'
import type { Answer } from '#shared/core/wire.ts'
import type { qa } from '#shared/qa/contract.ts'
import { i18n, refusalWords } from '../../core/i18n.svelte.ts'
import type { StreamView } from '../../core/live.ts'
import { toasts } from '../../ui/toasts.svelte.ts'

type Now = RecordOf<typeof qa, 'now'>
export type Current = Now['current'][number]
export type Escalated = RecordOf<typeof qa, 'escalated'>

/** The questions as those on stage have them: what is answered, what comes next, and three things to do about it. */
export class StageQuestions {
  readonly stream: StreamView<typeof qa>
  /** One at a time: a key pressed twice is pressed once. */
  isBusy: boolean = $state(false)

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
    return this.#do(question, 'qa.finishAnswering', i18n.m.questions.stage.saidAnswered)
  }
  skip(question = this.current?.id): Promise<boolean> {
    return this.#do(question, 'qa.skip', i18n.m.questions.stage.saidSkipped)
  }
  start(question: string): Promise<boolean> {
    return this.#do(question, 'qa.startAnswering', i18n.m.questions.stage.saidStarted)
  }
  callOn(question: string): Promise<boolean> {
    return this.#do(question, 'qa.callOn', i18n.m.questions.stage.saidCalled)
  }
  /** What is answered is done with, and the next one begins. */
  async goOn(): Promise<void> {
    const next = this.now?.next[0]
    if (this.current && !(await this.answered())) return
    if (next) await this.start(next.id)
  }
  async write(question: string, text: string): Promise<Answer> {
    const answer = await this.stream.send('qa.answer', { question, text })
    if (answer.ok) toasts.say(i18n.m.questions.stage.saidWritten)
    return answer
  }

  async #do(
    question: string | undefined,
    type: 'qa.finishAnswering' | 'qa.skip' | 'qa.startAnswering' | 'qa.callOn',
    said: string,
  ): Promise<boolean> {
    if (question === undefined || this.isBusy) return false
    this.isBusy = true
    const answer = await this.stream.send(type, { question })
    this.isBusy = false
    toasts.say(answer.ok ? said : refusalWords(answer))
    return answer.ok
  }
}
