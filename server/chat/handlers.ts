import * as routes from '#shared/chat/routes.ts'
import { refuse } from '#shared/core/refusals.ts'
import type { Context } from '../context.ts'
import { type Handler, handle } from '../http/handler.ts'
import type { State } from './state.ts'
import { findAiring, olderThan } from './tables.ts'
import { asShown, isStaff } from './view.ts'

export function handlers({ core, db }: Context): readonly Handler[] {
  return [
    handle(routes.olderLines, async ({ params: { airing }, query: { before }, caller: { facts } }) => {
      const row = facts ? await findAiring(db.sql, airing) : undefined
      const state = row ? await core.peek<State>(`chat:${airing}`) : null
      if (!facts || !state || row?.event !== facts.event || (row.isRehearsal && !isStaff(facts)))
        return refuse('core.notFound')
      if (!state.isOn && !isStaff(facts)) return refuse('chat.off')
      const { lines, hasMore } = await olderThan(db.sql, airing, { before, isStaff: isStaff(facts) })
      return { lines: lines.reverse().map((line) => asShown(line, isStaff(facts))), hasMore }
    }),
  ]
}
