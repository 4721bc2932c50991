import * as routes from '#shared/access/routes.ts'
import { refuse } from '#shared/core/refusals.ts'
import type { RouteReply } from '#shared/core/route.ts'
import type { Context } from '../../context.ts'
import { type Caller, type Handler, handle } from '../../http/handler.ts'
import { hasOwner } from '../../identity/accounts.ts'
import { mailWay } from '../../mail/post.ts'
import { doubledOf, keepOne } from '../doubled.ts'
import { cardOf, eventsOf, tonight } from '../event-rows.ts'

/** What the first page says, and who this browser is. */
export function meHandlers(context: Context): readonly Handler[] {
  const { db, clock, config } = context

  async function readMe({ device, account }: Caller): Promise<RouteReply<typeof routes.me>> {
    if (!device) return { state: 'out', mail: null, isOwner: false, events: [], doubled: [] }
    const who = { device: device.id, account: account?.id ?? null }
    const events = await eventsOf(db.sql, { ...who, mail: account?.mail ?? null })
    return {
      state: account ? 'account' : 'guest',
      mail: account?.mail ?? null,
      isOwner: account?.isOwner ?? false,
      events: events.map(({ roles, isInside, isClosed, ...event }) => ({
        ...cardOf(event),
        roles,
        isInside,
        isClosed,
      })),
      doubled: await doubledOf(db.sql, who),
    }
  }

  return [
    handle(routes.welcome, async () => {
      const event = await tonight(db.sql, clock.now())
      return {
        tonight: event ? { ...cardOf(event), admission: event.admission } : null,
        mail: mailWay(config),
        hasOwner: await hasOwner(db.sql),
      }
    }),

    handle(routes.me, async ({ caller }) => readMe(caller)),

    handle(routes.keepOne, async ({ params, body, caller: { device, account } }) => {
      if (!device || !account) return refuse('core.signedOut')
      return (await keepOne(context, params.event, { device: device.id, account }, body.keep)) ?? {}
    }),
  ]
}
