import type { reportNames } from '#shared/conduct/routes.ts'
import type { Role } from '#shared/core/roles.ts'
import type { RouteReply } from '#shared/core/route.ts'
import { call } from '../core/outbox.ts'
import type { Report, Silence } from './conduct.svelte.ts'

type Names = RouteReply<typeof reportNames>
interface Person {
  name: string
  roles: readonly Role[]
  isRemoved: boolean
}

/** How the people and airings of reports are called now; asked for again whenever someone or something new comes up. */
export class ReportNames {
  readonly #event: string
  #held = $state.raw<Names | null>(null)
  readonly #people: ReadonlyMap<string, Person> = $derived(
    new Map((this.#held?.people ?? []).map((one) => [one.participant, one])),
  )
  readonly #airings: ReadonlyMap<string, string> = $derived(
    new Map((this.#held?.airings ?? []).map(({ id, title }) => [id, title])),
  )
  #turn = 0

  constructor(event: string) {
    this.#event = event
  }

  /** Call in an effect. */
  follow(reports: readonly Report[], silences: readonly Silence[]): void {
    // Read here, so that a change asks again; what it changed is the server's to say.
    if (reports.length + silences.length > 0) void this.#load()
  }

  person(participant: string | null): Person | null {
    return (participant !== null && this.#people.get(participant)) || null
  }
  /** The airing a report is from, by its session's title. */
  airing(stream: string | undefined): { id: string; title: string } | null {
    const id = stream?.slice(stream.indexOf(':') + 1) ?? ''
    const title = this.#airings.get(id)
    return title === undefined ? null : { id, title }
  }

  async #load(): Promise<void> {
    const mine = ++this.#turn
    const asked = await call<typeof reportNames>('GET /api/events/:event/reports/names', {
      params: { event: this.#event },
    })
    // Without an answer the names stay as they were seen; the next report asks again.
    if (asked.ok && mine === this.#turn) this.#held = asked.value
  }
}
