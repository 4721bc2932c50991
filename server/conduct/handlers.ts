import * as routes from '#shared/conduct/routes.ts'
import { splitStream } from '#shared/core/ids.ts'
import { refuse } from '#shared/core/refusals.ts'
import { contracts } from '#shared/protocol.ts'
import type { Context } from '../context.ts'
import { type Handler, handle } from '../http/handler.ts'
import { isFor } from './reports.ts'
import type { State } from './state.ts'
import { readAirings, readNamed } from './tables.ts'

/** Kinds of streams that are named by an airing. */
const PER_AIRING: ReadonlySet<string> = new Set(
  contracts.flatMap(({ stream, perAiring }) => (perAiring ? [stream] : [])),
)

export function handlers({ core, db }: Context): readonly Handler[] {
  return [
    handle(routes.reportNames, async ({ params: { event }, caller }) => {
      const state = await core.peek<State>(`conduct:${event}`)
      if (!state) return refuse('core.notFound')
      // Nobody learns from a name that there is a report which is not theirs to see.
      const reports = Object.values(state.reports).filter((one) => isFor(one, caller.facts ?? null))
      const named = [
        ...reports.flatMap(({ participant, settled }) => [participant, settled?.by]),
        ...Object.entries(state.silences).flatMap(([participant, { by }]) => [participant, by]),
      ].flatMap((participant) => participant ?? [])
      const airings = reports.flatMap(({ thing }) => {
        const [kind, id] = splitStream(thing?.stream ?? '')
        return PER_AIRING.has(kind) ? [id] : []
      })
      return {
        people: await readNamed(db.sql, event, [...new Set(named)]),
        airings: await readAirings(db.sql, event, [...new Set(airings)]),
      }
    }),
  ]
}
