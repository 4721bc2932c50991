import type { ClockMark } from '#shared/core/media-time.ts'
import { type Facts, has } from '#shared/core/people.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import * as routes from '#shared/qa/routes.ts'
import { mayRead } from '#shared/qa/rules.ts'
import type { Context } from '../context.ts'
import { type Caller, type Handler, handle } from '../http/handler.ts'
import { chaptersOf, webVtt } from './chapters.ts'
import { mayTriage, type State } from './state.ts'
import { readAiring, searchQuestions } from './tables.ts'
import { audiences, question } from './view.ts'

/** What is older than the live window, found by search; and what was answered, as chapters. */
export function handlers({ core, db }: Context): readonly Handler[] {
  /** The questions of an airing of the caller's event that is shown to them. */
  async function find(airing: string, { facts }: Caller): Promise<{ facts: Facts; state: State } | Refusal> {
    const row = facts ? await readAiring(db.sql, airing) : undefined
    const isTheirs = facts && row?.event === facts.event
    const isFor = row?.kind !== 'rehearsal' || has(facts, 'organizer', 'producer', 'mentor', 'moderator')
    const state = isTheirs && isFor ? await core.peek<State>(`qa:${airing}`) : null
    return facts && state ? { facts, state } : refuse('core.notFound')
  }

  async function chapters(airing: string, caller: Caller) {
    const found = await find(airing, caller)
    if ('refused' in found) return found
    const show = await core.peek<{ clock: readonly ClockMark[] }>(`airing:${airing}`)
    return { chapters: chaptersOf(found.state, audiences(found.state, found.facts), show?.clock ?? []) }
  }

  return [
    handle(routes.questions, async ({ params, query, caller }) => {
      const found = await find(params.airing, caller)
      if ('refused' in found) return found
      const { facts, state } = found
      const mine = audiences(state, facts)
      const kept = Object.values(state.channels).filter(({ id }) => mayTriage(state, facts, id))
      // Everyone else reads what was answered; what is live they are sent.
      const isTriage = kept.length > 0
      if (!isTriage && (query.state ?? 'answered') !== 'answered') return { questions: [], next: null }
      const readable = isTriage ? kept : Object.values(state.channels).filter((channel) => mayRead(channel, facts))
      const search = {
        channels: readable.map(({ id }) => id).filter((id) => query.channel === undefined || id === query.channel),
        state: isTriage ? (query.state ?? null) : ('answered' as const),
        label: isTriage ? (query.label ?? null) : null,
        words: query.search,
        before: query.before ?? null,
      }
      const rows = await searchQuestions(db.sql, params.airing, search, routes.QUESTIONS_PAGE + 1)
      const page = rows.slice(0, routes.QUESTIONS_PAGE)
      return {
        questions: page.flatMap(({ id }) => {
          const one = state.questions[id]
          return one ? (mine.map((audience) => question(state, one, audience)).find((record) => record) ?? []) : []
        }),
        next: rows.length > page.length ? page.at(-1)!.number : null,
      }
    }),

    handle(routes.chapters, ({ params, caller }) => chapters(params.airing, caller)),

    handle(routes.chaptersFile, async ({ params, caller, http }) => {
      const found = await chapters(params.airing, caller)
      if ('refused' in found) return found
      http.header('content-type', 'text/vtt; charset=utf-8')
      http.header('content-disposition', 'attachment; filename="chapters.vtt"')
      return webVtt(found.chapters)
    }),
  ]
}
