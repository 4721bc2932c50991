import { refuse } from '#shared/core/refusals.ts'
import * as routes from '#shared/people/routes.ts'
import type { Context } from '../context.ts'
import { type Handler, handle } from '../http/handler.ts'
import { noteAudit } from '../identity/audit.ts'
import { newJoinCode } from '../identity/secrets.ts'

/** The join code: reading it for the poster, and making a new one. */
export function joinCodeHandlers({ db, config, clock }: Context): readonly Handler[] {
  const shown = (code: string | null) => ({ code, url: code && `${config.url}/join/${code}` })
  return [
    handle(routes.readJoinCode, async ({ params }) => {
      const [event] = await db.sql<{
        code: string | null
      }>`select join_code as code from events where id = ${params.event}`
      return event ? shown(event.code) : refuse('core.notFound')
    }),

    handle(routes.rotateJoinCode, async ({ params, caller }) => {
      // Two events never have one code; of 887 million a second draw is all it takes, if ever.
      for (;;) {
        const code = newJoinCode()
        const [taken] = await db.sql`select 1 from events where join_code = ${code}`
        if (taken) continue
        const { event } = params
        const changed = await db.transaction(async (sql) => {
          const rows = await sql.count`update events set join_code = ${code} where id = ${event} and closed_at is null`
          const actor = caller.facts?.participant ?? null
          if (rows > 0) await noteAudit(sql, { event, at: clock.now(), actor, action: 'codeRotated' })
          return rows
        })
        return changed > 0 ? shown(code) : refuse('access.closed')
      }
    }),
  ]
}
