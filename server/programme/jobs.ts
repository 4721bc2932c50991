import type { Context } from '../context.ts'
import type { JobHandler } from '../core/api.ts'
import { derivedId } from '../core/ids.ts'
import { eventStream, readEvent } from './tables.ts'

/**
 * `event.note` {event}: another feature changed the event's own row (it closed), so that lobbies look again. Asked for in
 * the transaction that changes the row.
 */
export const jobs = (context: Context): Record<string, JobHandler> => ({
  'event.note': async ({ id, payload }) => {
    const event = await readEvent(context.db.sql, String(payload.event))
    if (!event) return
    const answer = await context.core.submit(eventStream(event.id), {
      id: derivedId('event.note', id),
      type: 'event.noteRow',
      data: { table: 'events', id: event.id, revision: event.revision },
      actor: { system: 'policy' },
    })
    // Deleted meanwhile: nobody is left to tell. Anything else is tried again.
    if (!answer.ok && answer.refused !== 'core.notFound') throw new Error(`The event was not told: ${answer.refused}`)
  },
})
