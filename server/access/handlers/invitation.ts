import * as routes from '#shared/access/routes.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Context } from '../../context.ts'
import type { Sql } from '../../db/sql.ts'
import { type Caller, type Handler, handle } from '../../http/handler.ts'
import { type InvitationRow, openInvitation, takeUse } from '../../identity/invitations.ts'
import { changeStanding, type Entering, type Mine, type Standing } from '../../identity/participants.ts'
import { findRegistration, joinStandings, listedName, register } from '../../identity/registrations.ts'
import { codeOf, conductOf } from '../code-rows.ts'
import { goIn, mineOf, participationOf } from '../door.ts'
import { cardOf, eventById } from '../event-rows.ts'
import { suggestions } from './door.ts'

/** Invitation links: what one gives, and taking it. */
export function invitationHandlers(context: Context): readonly Handler[] {
  const { db, clock } = context
  return [
    handle(routes.invitationPreview, async ({ body, caller }) => {
      const invitation = await openInvitation(db.sql, body.token, clock.now())
      const event = invitation && (await eventById(db.sql, invitation.event))
      if (!invitation || !event) return refuse('access.invitationOver')
      if (event.isClosed) return refuse('access.closed')
      const mine = await mineOf(db.sql, event.id, caller)
      return {
        event: cardOf(event),
        roles: invitation.roles,
        note: invitation.note,
        expiresAt: invitation.expiresAt,
        conduct: conductOf(await codeOf(db.sql, event.id)),
        me: mine && !mine.isRemoved ? participationOf(mine) : null,
        ...suggestions(caller, mine?.name),
      }
    }),

    handle(routes.acceptInvitation, async ({ body: { token, accepts, ...entering }, caller, http }) => {
      const invitation = await openInvitation(db.sql, token, clock.now())
      if (!invitation) return refuse('access.invitationOver')
      const way = { event: invitation.event, entering, accepts, caller, http }
      return goIn(context, way, (sql, _event, mine, conduct) =>
        accept(sql, { invitation, mine, account: caller.account, entering, conduct, now: clock.now() }),
      )
    }),
  ]
}

interface Accepting {
  invitation: InvitationRow
  mine: Mine | undefined
  account: Caller['account']
  entering: Entering
  conduct: Refusal | null
  now: number
}

/** The invitation's roles beside those someone has. Who has them all uses nothing up: pressing twice costs one use. */
async function accept(
  sql: Sql,
  { invitation, mine, account, entering, conduct, now }: Accepting,
): Promise<Standing | Refusal | 'asBefore'> {
  const listed = account && (await findRegistration(sql, invitation.event, account.mail))
  const before: Standing = mine ?? listed ?? { roles: [], tags: [], membership: false }
  if (mine && invitation.roles.every((role) => mine.roles.includes(role))) return 'asBefore'
  if (conduct) return conduct
  if (!(await takeUse(sql, invitation.id))) return refuse('access.invitationOver')
  const standing = joinStandings(before, { roles: invitation.roles, tags: [], membership: false })
  if (account) await register(sql, invitation.event, { mail: account.mail, name: listedName(entering), standing, now })
  if (mine) await changeStanding(sql, mine.participant, standing)
  return standing
}
