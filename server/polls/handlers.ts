import { refuse } from '#shared/core/refusals.ts'
import * as routes from '#shared/polls/routes.ts'
import type { Context } from '../context.ts'
import { type Handler, handle } from '../http/handler.ts'
import { csvOf } from './csv.ts'
import type { State } from './state.ts'
import { readTitled } from './tables.ts'

export function handlers({ core, db }: Context): readonly Handler[] {
  return [
    handle(routes.exportPolls, async ({ params: { event, airing }, http }) => {
      const titled = await readTitled(db.sql, event, airing)
      const state = titled && (await core.peek<State>(`polls:${airing}`))
      if (!titled || !state) return refuse('core.notFound')
      const name = titled.title
        .normalize('NFKD')
        .replace(/[^a-zA-Z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .toLowerCase()
      http.header('content-type', 'text/csv; charset=utf-8')
      http.header('content-disposition', `attachment; filename="polls-${name || airing}.csv"`)
      return csvOf(state, titled.zone)
    }),
  ]
}
