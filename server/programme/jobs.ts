import type { Context } from '../context.ts'
import type { JobHandler } from '../core/api.ts'
import { derivedId } from '../core/ids.ts'
import { eventStream, findAiringPlace } from './tables.ts'

/**
 * `event.noteAiring` {airing}: an airing's log changed its row (doors, live, ended), so that lobbies look again. Asked
 * for by the airing's policies in the transaction that changes the row.
 */
export const jobs = (context: Context): Record<string, JobHandler> => ({
  'event.noteAiring': async ({ id, payload }) => {
    const airing = String(payload.airing)
    const place = await findAiringPlace(context.db.sql, airing)
    if (!place) return
    const answer = await context.core.submit(eventStream(place.event), {
      id: derivedId(id, 'note'),
      type: 'event.noteRow',
      data: { table: 'airings', id: airing, revision: place.revision },
      actor: { system: 'policy' },
    })
    // Deleted meanwhile: nobody is left to tell. Anything else is tried again.
    if (!answer.ok && answer.refused !== 'core.notFound') throw new Error(`event.noteAiring: ${answer.refused}`)
  },
})
