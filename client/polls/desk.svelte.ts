import type { CommandOf } from '#shared/core/contract.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { Answer } from '#shared/core/wire.ts'
import type { polls } from '#shared/polls/contract.ts'
import { i18n, refusalWords } from '../core/i18n.svelte.ts'
import type { StreamView } from '../core/live.ts'
import { toasts } from '../ui/toasts.svelte.ts'
import type { Asked, DeskPoll } from './draft.ts'

type Simple = 'polls.open' | 'polls.close' | 'polls.putAway' | 'polls.bringBack' | 'polls.delete'

/** All polls of an airing, for those who prepare, open and close them. */
export class Desk {
  readonly #stream: StreamView<typeof polls>
  /** The poll something is done with now. */
  busy: string | null = $state(null)

  constructor(stream: StreamView<typeof polls>) {
    this.#stream = stream
  }

  get isReady(): boolean {
    return this.#stream.isReady
  }
  readonly all: readonly DeskPoll[] = $derived.by(() => this.#stream.list('desk').map(({ record }) => record))
  readonly open: readonly DeskPoll[] = $derived(this.#of('open', ({ openedAt }) => -(openedAt ?? 0)))
  /** In the order they were prepared. */
  readonly prepared: readonly DeskPoll[] = $derived(this.#of('prepared', ({ preparedAt }) => preparedAt))
  readonly closed: readonly DeskPoll[] = $derived(this.#of('closed', ({ closedAt }) => -(closedAt ?? 0)))
  readonly away: readonly DeskPoll[] = $derived(this.#of('putAway', ({ preparedAt }) => -preparedAt))

  sumOf(poll: string): { voters: number; counts: readonly number[] } {
    return this.#stream.get('sum', poll) ?? { voters: 0, counts: [] }
  }

  /** Prepares a poll, or changes the one it was read from; answers the refusal, or null when it is done. */
  async write(asked: Asked, before: DeskPoll | null): Promise<Refusal | null> {
    const answer = before
      ? await this.#stream.send('polls.edit', { poll: before.id, revision: before.revision, ...asked })
      : await this.#stream.send('polls.prepare', asked)
    const m = i18n.m.pollsDesk.form
    if (answer.ok) toasts.say(before ? m.savedSaid : m.preparedSaid)
    return answer.ok ? null : answer
  }

  openUp(poll: string): Promise<boolean> {
    return this.#do('polls.open', poll, i18n.m.pollsDesk.openedSaid)
  }
  close(poll: string): Promise<boolean> {
    const m = i18n.m.pollsDesk
    return this.#do('polls.close', poll, m.closedSaid, { label: m.undo, run: () => void this.openUp(poll) })
  }
  putAway(poll: string): Promise<boolean> {
    const m = i18n.m.pollsDesk
    return this.#do('polls.putAway', poll, m.awaySaid, { label: m.undo, run: () => void this.bringBack(poll) })
  }
  bringBack(poll: string): Promise<boolean> {
    return this.#do('polls.bringBack', poll, i18n.m.pollsDesk.backSaid)
  }
  delete(poll: string): Promise<boolean> {
    return this.#do('polls.delete', poll, i18n.m.pollsDesk.deletedSaid)
  }
  /** Shows a poll on the screens in the venue, or none. */
  pin(poll: string | null): Promise<boolean> {
    return this.#tell(poll, this.#stream.send('polls.pin', { poll }))
  }

  #of(state: DeskPoll['state'], at: (poll: DeskPoll) => number): readonly DeskPoll[] {
    return this.all.filter((poll) => poll.state === state).sort((a, b) => at(a) - at(b) || (a.id < b.id ? -1 : 1))
  }
  #do(type: Simple, poll: string, done: string, undo?: { label: string; run: () => void }): Promise<boolean> {
    const data: Extract<CommandOf<typeof polls>, { type: Simple }>['data'] = { poll }
    return this.#tell(poll, this.#stream.send(type, data), done, undo)
  }
  async #tell(
    poll: string | null,
    asked: Promise<Answer>,
    done?: string,
    undo?: { label: string; run: () => void },
  ): Promise<boolean> {
    this.busy = poll
    const answer = await asked
    this.busy = null
    if (!answer.ok) toasts.say(refusalWords(answer))
    else if (done) toasts.say(done, undo)
    return answer.ok
  }
}
