import * as routes from '#shared/access/routes.ts'
import { refuse } from '#shared/core/refusals.ts'
import type { Context } from '../../context.ts'
import { type Caller, type Handler, handle } from '../../http/handler.ts'
import { addCapability, hasCapability } from '../../identity/capabilities.ts'
import { changeEntering, type Mine } from '../../identity/participants.ts'
import { findRegistration } from '../../identity/registrations.ts'
import type { Removal } from '../../identity/removals.ts'
import { appealOf, type Code, codeOf, conductOf } from '../code-rows.ts'
import { admits, goIn, heldBack, mineOf, participationOf, removalAtDoor, standingAtDoor } from '../door.ts'
import { cardOf, eventById, eventByJoinCode, eventBySlug } from '../event-rows.ts'

/** Getting into an event, how one takes part there, and the token for its live line. */
export function doorHandlers(context: Context): readonly Handler[] {
  const { db, clock, core, config } = context
  return [
    handle(routes.joinPreview, async ({ params }) => {
      const event = await eventByJoinCode(db.sql, params.code)
      // A code opens nothing at an event by list: it is as good as unknown.
      if (!event || event.admission === 'list') return refuse('access.joinCodeUnknown')
      return event.isClosed ? refuse('access.closed') : { event: cardOf(event) }
    }),

    handle(routes.door, async ({ params, caller }) => {
      const event = await eventBySlug(db.sql, params.slug)
      if (!event) return refuse('core.notFound')
      const mine = await mineOf(db.sql, event.id, caller)
      const listed = caller.account && (await findRegistration(db.sql, event.id, caller.account.mail))
      const isKnown = Boolean(mine || listed)
      if (event.admission === 'list' && !isKnown) return refuse('core.notFound')
      const code = await codeOf(db.sql, event.id)
      const removal = await removalAtDoor(db.sql, event.id, mine, caller)
      return {
        event: cardOf(event),
        removal: removal ? toldOf(removal) : null,
        appeal: appealOf(code),
        conduct: conductOf(code),
        asks: removal ? 'removed' : asksOf(mine, code, event.isClosed, isKnown || admits(event, undefined) === null),
        me: mine && !mine.isRemoved ? participationOf(mine) : null,
        ...suggestions(caller, mine?.name || listed?.name),
      }
    }),

    handle(routes.enter, async ({ params, body: { code, accepts, ...entering }, caller, http }) =>
      goIn(context, { event: params.event, entering, accepts, caller, http }, async (sql, event, mine, conduct) => {
        if (mine) return 'asBefore'
        return standingAtDoor(sql, event, { account: caller.account, code, entering, conduct, now: clock.now() })
      }),
    ),

    handle(routes.participation, async ({ params, caller }) => {
      const mine = await mineOf(db.sql, params.event, caller)
      return mine ? participationOf(mine) : refuse('core.notFound')
    }),

    handle(routes.changeParticipation, async ({ params, body, caller }) => {
      const mine = await db.transaction(async (sql) => {
        const before = await mineOf(sql, params.event, caller)
        const held = before && heldBack(before, body)
        if (held) return held
        await changeEntering(sql, caller.facts!.participant, body)
        return mineOf(sql, params.event, caller)
      })
      if (!mine) return refuse('core.notFound')
      if ('refused' in mine) return mine
      core.poke(mine.participant)
      return participationOf(mine)
    }),

    handle(routes.capability, async ({ params, caller, http }) => {
      const event = await eventById(db.sql, params.event)
      if (!event) return refuse('core.notFound')
      if (event.isClosed) return refuse('access.closed')
      const { participant } = caller.facts!
      const [device, now] = [caller.device!.id, clock.now()]
      const mine = await mineOf(db.sql, event.id, caller)
      const { asked } = await codeOf(db.sql, event.id)
      // A page that is open goes on: nobody is torn off a stage because a text changed.
      if (mine && mine.conduct < asked && !(await hasCapability(db.sql, participant, device, now)))
        return refuse('access.conductFirst')
      const made = await addCapability(db.sql, { participant, event: event.id, device, now })
      return { ...made, participant, event: event.id, url: config.liveUrl ?? http.origin }
    }),
  ]
}

/** What the person is told: who decided by role alone, and why. */
const toldOf = ({ by, reason, note, at }: Removal) => ({ by, reason, note, at })

function asksOf(mine: Mine | undefined, { asked }: Code, isClosed: boolean, isOpen: boolean) {
  if (mine?.isRemoved) return 'removed' as const
  if (mine) return mine.conduct < asked && !isClosed ? ('conduct' as const) : ('inside' as const)
  if (isClosed) return 'closed' as const
  return isOpen ? ('open' as const) : ('code' as const)
}

/** What the door's fields begin with. A browser that asks not to be followed is offered the nickname first. */
export function suggestions(caller: Pick<Caller, 'wantsPrivacy'>, name: string | undefined | null) {
  return {
    suggestedName: name ?? '',
    suggestedPrivacy: caller.wantsPrivacy ? ('nickname' as const) : ('named' as const),
  }
}
