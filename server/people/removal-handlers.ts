import * as routes from '#shared/people/removal.routes.ts'
import { decidesAs } from '#shared/people/rules.ts'
import type { Context } from '../context.ts'
import { type Handler, handle } from '../http/handler.ts'
import { removalsOf } from '../identity/removals.ts'
import { removePerson, restorePerson } from './removing.ts'

/** Removing people from an event, and taking it back. The routes let in nobody who does not take part. */
export function removalHandlers(context: Context): readonly Handler[] {
  return [
    handle(routes.removals, async ({ params, caller }) => {
      const as = decidesAs(caller.facts!)
      const rows = await removalsOf(context.db.sql, params.event, as === 'organizer' ? null : as)
      return { removals: rows.map(({ id, name, by, reason, at }) => ({ id, name, by, reason, at })) }
    }),
    handle(routes.removePerson, ({ params, body, caller }) =>
      removePerson(context, params.event, body, caller.facts!.participant),
    ),
    handle(
      routes.restorePerson,
      async ({ params, caller }) =>
        (await restorePerson(context, params.event, params.removal, caller.facts!.participant)) ?? {},
    ),
  ]
}
