import * as routes from '#shared/airing/encoder.routes.ts'
import { refuse } from '#shared/core/refusals.ts'
import type { Context } from '../context.ts'
import { type Handler, handle } from '../http/handler.ts'
import { MediaAway } from '../media/port.ts'
import { addEncoder, identityOf, listEncoders, revokeEncoder } from './encoders.ts'
import { reconcileJob } from './policies.ts'

/** The keys of the venue's encoders: who has one, a new one, and the end of one. */
export function encoderHandlers({ core, db, clock, media, log }: Context): readonly Handler[] {
  return [
    handle(routes.listEncoders, async ({ params }) => ({ encoders: await listEncoders(db.sql, params.event) })),

    handle(routes.addEncoder, async ({ params, body, caller, http }) => {
      const asked = { ...params, ...body, by: caller.facts?.participant ?? null, now: clock.now() }
      const made = await db.transaction((sql) => addEncoder(sql, asked))
      if (!made) return refuse('core.notFound')
      if (made === 'full') return refuse('airing.encodersFull')
      return { ...made, address: http.origin + routes.beginWhip.path }
    }),

    handle(routes.revokeEncoder, async ({ params, caller }) => {
      const asked = { ...params, by: caller.facts?.participant ?? null, now: clock.now() }
      const stage = await db.transaction((sql) => revokeEncoder(sql, asked))
      if (!stage) return refuse('core.notFound')
      try {
        await media.remove(`stage:${stage}`, identityOf(params.encoder))
      } catch (error) {
        // The comparison below comes again until it is done.
        if (!(error instanceof MediaAway)) throw error
        log.warn({ stage, reason: error.message }, 'a revoked encoder was not removed yet')
      }
      await core.jobs.add(db.sql, [reconcileJob(stage, clock.now())])
      core.jobs.wake()
      return {}
    }),
  ]
}
