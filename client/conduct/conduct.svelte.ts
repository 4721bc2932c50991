import { createContext } from 'svelte'
import type { conduct as contract } from '#shared/conduct/contract.ts'
import type { Reason } from '#shared/conduct/reasons.ts'
import type { CommandOf, RecordOf } from '#shared/core/contract.ts'
import { has, type Role } from '#shared/core/roles.ts'
import type { Answer } from '#shared/core/wire.ts'
import { i18n, refusalWords } from '../core/i18n.svelte.ts'
import type { Live, StreamView } from '../core/live.ts'
import type { Named } from '../ui/beside-name.ts'
import { toasts } from '../ui/toasts.svelte.ts'

export type Report = RecordOf<typeof contract, 'report'>
export type Silence = RecordOf<typeof contract, 'silence'>
type Data<T extends CommandOf<typeof contract>['type']> = Extract<CommandOf<typeof contract>, { type: T }>['data']

/** How people treat each other at one event, as this person may know it, and what they can do about it. */
export class Conduct {
  readonly #live: Pick<Live, 'me'>
  readonly #stream: StreamView<typeof contract>
  readonly #roles: () => readonly Role[]
  /** What is being reported, or who is being silenced, in a dialog over the page. */
  reporting = $state.raw<Named | null>(null)
  silencing = $state.raw<{ participant: string; name: string; report: string | null } | null>(null)

  constructor(live: Live, roles: () => readonly Role[]) {
    this.#live = live
    this.#stream = live.open<typeof contract>(`conduct:${live.event}`)
    this.#roles = roles
  }

  get isReady(): boolean {
    return this.#stream.isReady
  }
  get me(): string | null {
    return this.#live.me?.participant ?? null
  }
  /** Moderators and organizers look after the event. */
  get isKeeper(): boolean {
    return has({ roles: this.#roles() }, 'moderator', 'organizer')
  }

  readonly blocks = $derived.by(() => this.#stream.own('blocks')?.list ?? [])
  readonly #blocked: ReadonlySet<string> = $derived(new Set(this.blocks.map(({ participant }) => participant)))
  /** Does one not want to see this person? */
  isBlocked(participant: string): boolean {
    return this.#blocked.has(participant)
  }
  readonly receipts = $derived.by(() => this.#stream.own('receipts')?.list ?? [])
  readonly silenced = $derived.by(() => this.#stream.own('silenced') ?? null)

  /** Reports, the one reported last first; nothing for whoever does not look after the event. */
  readonly reports: readonly Report[] = $derived.by(() =>
    this.#stream
      .list('report')
      .map(({ record }) => record)
      .sort((a, b) => b.lastAt - a.lastAt || (a.id < b.id ? -1 : 1)),
  )
  readonly open: readonly Report[] = $derived(this.reports.filter(({ settled }) => settled === null))
  readonly silences: readonly Silence[] = $derived.by(() =>
    this.#stream
      .list('silence')
      .map(({ record }) => record)
      .sort((a, b) => b.at - a.at),
  )

  report(met: Named, reason: Reason, note: string): Promise<Answer> {
    const about = met.thing ?? { participant: met.participant ?? '' }
    return this.#stream.send('conduct.report', { about, reason, note })
  }

  /** Puts someone out of one's sight, with a way back while the word of it is shown. */
  async block(participant: string, name: string): Promise<void> {
    const m = i18n.m.conduct.block
    const undo = { label: m.undo, run: () => void this.unblock(participant, name) }
    await this.#tell(this.#stream.send('conduct.block', { participant, name }), m.done({ name }), undo)
  }
  unblock(participant: string, name: string): Promise<boolean> {
    return this.#tell(this.#stream.send('conduct.unblock', { participant }), i18n.m.conduct.block.undone({ name }))
  }

  settle(data: Data<'conduct.settle'>): Promise<boolean> {
    const undo = { label: i18n.m.conduct.block.undo, run: () => void this.reopen(data.report) }
    const asked = this.#stream.send('conduct.settle', data)
    // That someone was removed was said already, with its own way back.
    return data.outcome === 'removed' ? this.#tell(asked) : this.#tell(asked, i18n.m.conduct.page.settledToast, undo)
  }
  reopen(report: string): Promise<boolean> {
    return this.#tell(this.#stream.send('conduct.reopen', { report }))
  }

  /** Silences; the answer stays in the dialog when it is no. */
  async silence(data: Data<'conduct.silence'>, name: string): Promise<Answer> {
    const answer = await this.#stream.send('conduct.silence', data)
    const { participant, report } = data
    const m = i18n.m.conduct
    if (answer.ok)
      toasts.say(m.silence.done({ name }), {
        label: m.block.undo,
        run: () => void this.lift(participant, name, report),
      })
    return answer
  }
  lift(participant: string, name: string, report: string | null = null): Promise<boolean> {
    return this.#tell(
      this.#stream.send('conduct.lift', { participant, report }),
      i18n.m.conduct.silence.undone({ name }),
    )
  }

  close(): void {
    this.#stream.close()
  }

  /** Says in passing what came of a command. */
  async #tell(asked: Promise<Answer>, done?: string, undo?: { label: string; run: () => void }): Promise<boolean> {
    const answer = await asked
    if (!answer.ok) toasts.say(refusalWords(answer))
    else if (done) toasts.say(done, undo)
    return answer.ok
  }
}

/** The conduct of the event whose pages these are. */
export const [conductHere, provideConduct] = createContext<Conduct>()
