import type { RecordOf } from '#shared/core/contract.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { polls } from '#shared/polls/contract.ts'
import type { StreamView } from '../core/live.ts'

export type PollRecord = RecordOf<typeof polls, 'poll'>

/** What a person sees of an airing's polls, and their own votes. */
export class Voting {
  readonly #stream: StreamView<typeof polls>
  /** Votes that are on their way, by poll; shown as given. */
  #sent: ReadonlyMap<string, readonly number[]> = $state.raw(new Map())
  #refusals: ReadonlyMap<string, Refusal> = $state.raw(new Map())
  /** Polls that closed while they were looked at: their results stay where the poll was, until they are put aside. */
  #kept: ReadonlySet<string> = $state.raw(new Set())

  constructor(stream: StreamView<typeof polls>) {
    this.#stream = stream
  }

  get isReady(): boolean {
    return this.#stream.isReady
  }
  readonly #all: readonly PollRecord[] = $derived.by(() => this.#stream.list('poll').map(({ record }) => record))
  /** The one opened last first. */
  readonly open: readonly PollRecord[] = $derived(
    this.#all.filter(({ state }) => state === 'open').sort((a, b) => (b.openedAt ?? 0) - (a.openedAt ?? 0)),
  )
  /** The one closed last first. */
  readonly closed: readonly PollRecord[] = $derived(
    this.#all.filter(({ state }) => state === 'closed').sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0)),
  )
  /** What stands beside the stage by itself: the open ones, and those that closed meanwhile, where they stood. */
  readonly now: readonly PollRecord[] = $derived(
    this.#all
      .filter(({ id, state }) => state === 'open' || this.#kept.has(id))
      .sort((a, b) => (b.openedAt ?? 0) - (a.openedAt ?? 0)),
  )

  /** How many voted, and what, as far as it is shown to me. */
  votersOf(poll: string): number {
    return this.#stream.get('turnout', poll)?.voters ?? 0
  }
  countsOf(poll: string): readonly number[] | null {
    return this.#stream.get('results', poll)?.counts ?? null
  }
  /** What I chose, by place; empty without a vote. */
  choicesOf(poll: string): readonly number[] {
    return this.#sent.get(poll) ?? this.#stream.own('votes')?.list.find((one) => one.poll === poll)?.choices ?? []
  }
  /** Is my vote on its way, or kept until the line is back? */
  isSending(poll: string): boolean {
    return this.#sent.has(poll)
  }
  get isKept(): boolean {
    return this.#stream.pending.some(({ type, isKept }) => type === 'polls.vote' && isKept)
  }
  refusalOf(poll: string): Refusal | null {
    return this.#refusals.get(poll) ?? null
  }

  /** Votes anew, in place of my vote before; nothing chosen takes it back. Answers whether that was done. */
  async vote(poll: string, choices: readonly number[]): Promise<boolean> {
    if (this.#sent.has(poll)) return false
    this.#sent = new Map([...this.#sent, [poll, choices]])
    const answer = await this.#stream.send('polls.vote', { poll, choices: [...choices] })
    this.#sent = new Map([...this.#sent].filter(([id]) => id !== poll))
    this.#refusals = answer.ok
      ? new Map([...this.#refusals].filter(([id]) => id !== poll))
      : new Map([...this.#refusals, [poll, answer]])
    return answer.ok
  }

  /** An open poll was shown beside the stage: once it closes, it stays there. */
  keep(poll: string): void {
    if (!this.#kept.has(poll)) this.#kept = new Set([...this.#kept, poll])
  }
  /** It was read. */
  putAside(poll: string): void {
    this.#kept = new Set([...this.#kept].filter((id) => id !== poll))
  }
}
