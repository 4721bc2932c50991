import type { Role } from '#shared/core/people.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { RouteReply } from '#shared/core/route.ts'
import type * as routes from '#shared/people/routes.ts'
import { call } from '../core/outbox.ts'

export type Person = RouteReply<typeof routes.listPeople>['people'][number]

/** A pause in typing this long asks. ms */
const TYPING = 250

/** The people of an event as the organizer looks through them: one search, page after page. */
export class PeopleList {
  readonly event: string
  search = $state('')
  role = $state<Role | ''>('')
  #people = $state.raw<readonly Person[] | null>(null)
  #total = $state(0)
  #next = $state.raw<string | null>(null)
  #refusal = $state.raw<Refusal | null>(null)
  #isAsking = $state(false)
  #asked = 0
  #typing: ReturnType<typeof setTimeout> | undefined

  constructor(event: string) {
    this.event = event
  }

  /** Null until the first answer. */
  get people() {
    return this.#people
  }
  get total() {
    return this.#total
  }
  get hasMore() {
    return this.#next !== null
  }
  get refusal() {
    return this.#refusal
  }
  get isAsking() {
    return this.#isAsking
  }

  /** Looks again from the start, as after a change. */
  look(): Promise<void> {
    return this.#ask(undefined)
  }
  /** Looks once the typing pauses. */
  lookSoon(): void {
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => void this.look(), TYPING)
  }
  more(): Promise<void> {
    return this.#ask(this.#next ?? undefined)
  }

  async #ask(after: string | undefined): Promise<void> {
    const mine = ++this.#asked
    this.#isAsking = true
    const answer = await call<typeof routes.listPeople>('GET /api/events/:event/registrations', {
      params: { event: this.event },
      query: { search: this.search, role: this.role || undefined, after },
    })
    // Only the latest question counts: an answer that was overtaken says nothing any more.
    if (mine !== this.#asked) return
    this.#isAsking = false
    this.#refusal = answer.ok ? null : answer
    if (!answer.ok) return
    this.#people = after ? [...(this.#people ?? []), ...answer.value.people] : answer.value.people
    this.#total = answer.value.total
    this.#next = answer.value.next
  }
}
