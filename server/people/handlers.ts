import { refuse } from '#shared/core/refusals.ts'
import * as routes from '#shared/people/routes.ts'
import type { Context } from '../context.ts'
import { type Handler, handle } from '../http/handler.ts'
import { addInvitation, type InvitationRow, invitationsOf, revokeInvitation, stateOf } from '../identity/invitations.ts'
import { addPerson, changePerson, removePerson } from './changes.ts'
import { applyImport, planImport } from './import.ts'
import { joinCodeHandlers } from './join-code.ts'
import { listPeople } from './tables.ts'

const HOUR = 3600_000

/** The organizer's people page. */
export function peopleHandlers(context: Context): readonly Handler[] {
  const { db } = context
  return [
    handle(routes.listPeople, ({ params, query }) => listPeople(db.sql, params.event, query)),
    handle(routes.addPerson, ({ params, body }) => addPerson(context, params.event, body)),
    handle(routes.changePerson, ({ params, body }) => changePerson(context, params.event, params.person, body)),
    handle(routes.removePerson, async ({ params }) => (await removePerson(context, params.event, params.person)) ?? {}),
    handle(routes.previewCsv, async ({ params, body }) => {
      const plan = await planImport(db.sql, params.event, body.csv)
      if ('refused' in plan) return plan
      const count = (effect: string) => plan.lines.filter((line) => line.effect === effect).length
      const totals = { add: count('add'), change: count('change'), same: count('same'), bad: count('bad') }
      return { lines: plan.lines, totals, digest: plan.digest }
    }),
    handle(routes.applyCsv, ({ params, body }) => applyImport(context, params.event, body)),
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
    handle(routes.addInvitation, async ({ params, body: { hours, ...body } }) => {
      const now = clock.now()
      const [event] = await db.sql`select 1 from events where id = ${params.event} and closed_at is null`
      if (!event) return refuse('access.closed')
      const { row, token } = await addInvitation(db.sql, params.event, { ...body, expiresAt: now + hours * HOUR, now })
      return { ...shown(row, now), url: `${config.url}/invite#${token}` }
    }),
    handle(routes.revokeInvitation, async ({ params }) => {
      const wasThere = await revokeInvitation(db.sql, params.event, params.invitation, clock.now())
      return wasThere ? {} : refuse('core.notFound')
    }),
  ]
}
