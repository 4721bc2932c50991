import { AUDITED } from '#shared/core/audit.ts'
import type { Facts } from '#shared/core/people.ts'
import { refuse } from '#shared/core/refusals.ts'
import * as routes from '#shared/people/routes.ts'
import type { Context } from '../context.ts'
import { type Handler, handle } from '../http/handler.ts'
import { auditOf, noteAudit } from '../identity/audit.ts'
import { addInvitation, type InvitationRow, invitationsOf, revokeInvitation, stateOf } from '../identity/invitations.ts'
import { addPerson, changePerson } from './changes.ts'
import { applyImport, planImport } from './import.ts'
import { joinCodeHandlers } from './join-code.ts'
import { removalHandlers } from './removal-handlers.ts'
import { listPeople } from './tables.ts'

const HOUR = 3600_000
/** The organizer who asks, as a participant of the event. */
const whoOf = (caller: { facts: Facts | null }): string | null => caller.facts?.participant ?? null

/** The organizer's people page. */
export function peopleHandlers(context: Context): readonly Handler[] {
  const { db } = context
  return [
    handle(routes.listPeople, ({ params, query }) => listPeople(db.sql, params.event, query)),
    handle(routes.addPerson, ({ params, body, caller }) => addPerson(context, params.event, body, whoOf(caller))),
    handle(routes.changePerson, ({ params, body, caller }) =>
      changePerson(context, params.event, params.person, body, whoOf(caller)),
    ),
    handle(routes.previewCsv, async ({ params, body }) => {
      const plan = await planImport(db.sql, params.event, body.csv)
      if ('refused' in plan) return plan
      const count = (effect: string) => plan.lines.filter((line) => line.effect === effect).length
      const totals = { add: count('add'), change: count('change'), same: count('same'), bad: count('bad') }
      return { lines: plan.lines, totals, digest: plan.digest }
    }),
    handle(routes.applyCsv, ({ params, body, caller }) => applyImport(context, params.event, body, whoOf(caller))),
    handle(routes.audit, ({ params, query }) =>
      auditOf(db.sql, params.event, { before: query.before, actions: query.kind && AUDITED[query.kind] }),
    ),
    ...removalHandlers(context),
    ...joinCodeHandlers(context),
    ...invitationHandlers(context),
  ]
}

function invitationHandlers({ db, clock, config }: Context): readonly Handler[] {
  const shown = (row: InvitationRow, now: number) => ({ ...row, state: stateOf(row, now) })
  return [
    handle(routes.listInvitations, async ({ params }) => {
      const rows = await invitationsOf(db.sql, params.event)
      return { invitations: rows.map((row) => shown(row, clock.now())) }
    }),
    handle(routes.addInvitation, async ({ params, caller, body: { hours, ...body } }) => {
      const now = clock.now()
      const [event] = await db.sql`select 1 from events where id = ${params.event} and closed_at is null`
      if (!event) return refuse('access.closed')
      const { row, token } = await db.transaction(async (sql) => {
        const made = await addInvitation(sql, params.event, { ...body, expiresAt: now + hours * HOUR, now })
        const about = body.roles.join(', ')
        await noteAudit(sql, { event: params.event, at: now, actor: whoOf(caller), action: 'invitationMade', about })
        return made
      })
      return { ...shown(row, now), url: `${config.url}/invite#${token}` }
    }),
    handle(routes.revokeInvitation, async ({ params, caller }) => {
      const now = clock.now()
      const wasThere = await db.transaction(async (sql) => {
        const ended = await revokeInvitation(sql, params.event, params.invitation, now)
        if (ended)
          await noteAudit(sql, { event: params.event, at: now, actor: whoOf(caller), action: 'invitationEnded' })
        return ended
      })
      return wasThere ? {} : refuse('core.notFound')
    }),
  ]
}
