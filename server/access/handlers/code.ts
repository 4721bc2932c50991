import * as routes from '#shared/access/code.routes.ts'
import { refuse } from '#shared/core/refusals.ts'
import type { Context } from '../../context.ts'
import { type Handler, handle } from '../../http/handler.ts'
import { noteAudit } from '../../identity/audit.ts'
import { acceptConduct } from '../../identity/participants.ts'
import { addCode, appealOf, codeOf } from '../code-rows.ts'
import { seesDoor } from '../door.ts'
import { cardOf, eventBySlug, lockEvent } from '../event-rows.ts'

/** The code of conduct of an event: reading it, changing it, and accepting it again. */
export function codeHandlers({ db, clock }: Context): readonly Handler[] {
  return [
    handle(routes.readCode, async ({ params, caller }) => {
      const event = await eventBySlug(db.sql, params.slug)
      if (!event || !(await seesDoor(db.sql, event, caller))) return refuse('core.notFound')
      const code = await codeOf(db.sql, event.id)
      return { event: cardOf(event), version: code.version, text: code.text, appeal: appealOf(code) }
    }),

    handle(routes.changeCode, ({ params, body, caller }) =>
      db.transaction(async (sql) => {
        const now = clock.now()
        await lockEvent(sql, params.event)
        const before = await codeOf(sql, params.event)
        if (before.version !== body.version) return refuse('core.stale', { version: before.version })
        const version = before.version + 1
        const { text, appeal, asksAgain } = body
        const next = { version, text, appealMail: appeal.mail, appealWords: appeal.words, asksAgain, now }
        await addCode(sql, params.event, next)
        const { participant } = caller.facts!
        // Who writes it has read it.
        await acceptConduct(sql, participant, version)
        await noteAudit(sql, { event: params.event, at: now, actor: participant, action: 'conductChanged' })
        return { version }
      }),
    ),

    handle(routes.acceptCode, async ({ params, body, caller }) => {
      const code = await codeOf(db.sql, params.event)
      if (body.version < code.asked || body.version > code.version) return refuse('access.conductFirst')
      await acceptConduct(db.sql, caller.facts!.participant, body.version)
      return {}
    }),
  ]
}
