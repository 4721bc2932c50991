import type { Room } from '#shared/airing/people.contract.ts'
import * as routes from '#shared/airing/routes.ts'
import { newId } from '#shared/core/ids.ts'
import { type Facts, has } from '#shared/core/people.ts'
import { refuse } from '#shared/core/refusals.ts'
import type { Context } from '../context.ts'
import { type Handler, handle } from '../http/handler.ts'
import type { MediaGrant } from '../media/port.ts'
import { WATCHES } from '../media/reconcile.ts'
import { airingFor } from './asked.ts'
import { diskOf } from './disk.ts'
import { reconcileJob } from './policies.ts'
import { grantOf, TOKEN_SECONDS } from './rooms.ts'
import { type AiringRow, OVERHEAR, readSeat, seatOverhear, seatOversee, seatViewer } from './tables.ts'

/** Seats in the media room, and what is heard from it. Nothing is promised by a token alone: the room is compared. */
export function handlers({ config, core, db, clock, media }: Context): readonly Handler[] {
  const isReady = () => media.state().step === 'ready'

  const seat = async (room: string, identity: string, grant: MediaGrant, origin: string) => ({
    url: media.url(origin),
    token: await media.token(room, identity, grant, TOKEN_SECONDS),
    identity,
  })

  /** A presenter's place in one of the rooms, by the airing's own word. What they may do there is mended from the log. */
  async function place({ facts, row }: { facts: Facts; row: AiringRow }, room: Room, origin: string) {
    if (!isReady()) return refuse('airing.mediaNotReady')
    const identity = newId()
    const answer = await core.submit(`airing:${row.id}`, {
      id: newId(),
      type: 'airing.seat',
      data: { participant: facts.participant, identity, room },
      actor: { system: 'route' },
    })
    if (!answer.ok) return refuse(answer.refused, answer.detail)
    const seated = await readSeat(db.sql, identity)
    return seated ? seat(seated.room, identity, grantOf(seated), origin) : refuse('airing.notPresenting')
  }

  return [
    handle(routes.watch, async ({ params, caller, http }) => {
      const found = await airingFor(db.sql, caller.facts, params.airing)
      if ('refused' in found) return found
      if (!isReady()) return refuse('airing.mediaNotReady')
      const identity = newId()
      const { participant } = found.facts
      const room = await seatViewer(db.sql, { identity, participant, airing: found.row.id, now: clock.now() })
      return room ? seat(room, identity, WATCHES, http.origin) : refuse('airing.notLive')
    }),

    handle(routes.oversee, async ({ params, caller, http }) => {
      const found = await airingFor(db.sql, caller.facts, params.airing)
      if ('refused' in found) return found
      if (!isReady()) return refuse('airing.mediaNotReady')
      const identity = newId()
      const { participant } = found.facts
      const room = await seatOversee(db.sql, { identity, participant, airing: found.row.id, now: clock.now() })
      return room ? seat(room, identity, WATCHES, http.origin) : refuse('airing.notOpen')
    }),

    handle(routes.present, async ({ params, caller, http }) => {
      const found = await airingFor(db.sql, caller.facts, params.airing)
      if ('refused' in found) return found
      return place(found, 'stage', http.origin)
    }),

    handle(routes.backstage, async ({ params, caller, http }) => {
      const found = await airingFor(db.sql, caller.facts, params.airing)
      if ('refused' in found) return found
      const placed = await place(found, 'backstage', http.origin)
      if (!('refused' in placed) || placed.refused !== 'airing.notPresenting') return placed
      if (!has(found.facts, ...OVERHEAR)) return placed
      const identity = newId()
      const { participant } = found.facts
      const room = await seatOverhear(db.sql, { identity, participant, airing: found.row.id, now: clock.now() })
      return room ? seat(room, identity, WATCHES, http.origin) : placed
    }),

    handle(routes.mediaState, async () => {
      const { step, at } = media.state()
      return { ready: step === 'ready', step, since: Math.max(0, clock.now() - at) }
    }),

    handle(routes.disk, async ({ params, caller }) =>
      caller.facts?.event === params.event ? diskOf(config.data) : refuse('core.notFound'),
    ),

    handle(routes.livekitHook, async ({ body, http }) => {
      const heard = await media.hook(body, http.headers.authorization)
      if (!heard) return refuse('core.forbidden')
      const stage = heard.room?.match(/^(?:stage|backstage):(.+)$/)?.[1]
      if (stage) {
        await core.jobs.add(db.sql, [reconcileJob(stage, clock.now())])
        core.jobs.wake()
      }
      return {}
    }),
  ]
}
