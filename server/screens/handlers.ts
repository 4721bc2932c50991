import { refuse } from '#shared/core/refusals.ts'
import * as routes from '#shared/screens/routes.ts'
import type { Context } from '../context.ts'
import { type Handler, handle } from '../http/handler.ts'
import { addCapability } from '../identity/capabilities.ts'
import { MediaAway } from '../media/port.ts'
import {
  addScreen,
  type Ended,
  listScreens,
  renewScreen,
  revokeScreen,
  type Screen,
  screenBySecret,
  seeWall,
} from './tables.ts'

/** The links of screens in the venue, and what a screen is told. */
export function handlers({ core, db, clock, config, media, log }: Context): readonly Handler[] {
  /** The secret stays in the fragment, which no browser sends anywhere. */
  const given = ({ screen, secret }: { screen: Screen; secret: string }) => ({
    screen,
    link: `${config.url}/screen#${secret}`,
  })

  /** Media first, then the line; a capability and a secret that ended give no new ones. */
  async function cutOff({ participant, seats }: Ended): Promise<void> {
    for (const { room, identity } of seats)
      try {
        await media.remove(room, identity)
      } catch (error) {
        // The room is compared until nobody without a seat is in it.
        if (!(error instanceof MediaAway)) throw error
        log.warn({ room, reason: error.message }, 'a screen was not removed yet')
      }
    core.revoke({ participants: [participant] }, 'removed')
  }

  return [
    handle(routes.listScreens, async ({ params }) => ({
      screens: await listScreens(db.sql, params.event, clock.now()),
    })),

    handle(routes.addScreen, async ({ params, body, caller }) => {
      const asked = { ...params, ...body, by: caller.facts?.participant ?? null, now: clock.now() }
      const made = await db.transaction((sql) => addScreen(sql, asked))
      if (!made) return refuse('core.notFound')
      return made === 'full' ? refuse('screens.full') : given(made)
    }),

    handle(routes.renewScreen, async ({ params, caller }) => {
      const asked = { ...params, by: caller.facts?.participant ?? null, now: clock.now() }
      const made = await db.transaction((sql) => renewScreen(sql, asked))
      if (!made) return refuse('core.notFound')
      await cutOff(made.ended)
      return given(made)
    }),

    handle(routes.revokeScreen, async ({ params, caller }) => {
      const asked = { ...params, by: caller.facts?.participant ?? null, now: clock.now() }
      const ended = await db.transaction((sql) => revokeScreen(sql, asked))
      if (!ended) return refuse('core.notFound')
      await cutOff(ended)
      return {}
    }),

    handle(routes.openScreen, async ({ body, http }) => {
      const found = await screenBySecret(db.sql, body.secret)
      if (!found) return refuse('screens.linkOver')
      if (found.isClosed) return refuse('access.closed')
      const { event, participant } = found
      const made = await addCapability(db.sql, { participant, event, device: null, now: clock.now() })
      return { ...made, participant, event, url: config.liveUrl ?? http.origin }
    }),

    handle(routes.wall, async ({ caller }) => {
      const seen = await seeWall(db.sql, caller.facts!.participant, clock.now())
      if (!seen) return refuse('core.notFound')
      const { code, ...screen } = seen
      return { screen, join: code === null ? null : { code, url: `${config.url}/join/${code}` } }
    }),
  ]
}
