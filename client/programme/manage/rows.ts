import { newId } from '#shared/core/new-id.ts'
import type * as routes from '#shared/programme/routes.ts'
import type { AiringForm, EventForm, NamedForm, PersonForm, SessionForm } from '#shared/programme/rows.ts'
import { call, type Outcome } from '../../core/outbox.ts'
import type { Saved, Sending } from './draft.svelte.ts'

/** The kinds of rows and what is written of each. */
export interface Forms {
  stages: NamedForm
  tracks: NamedForm
  people: PersonForm
  sessions: SessionForm
  airings: AiringForm
}
export type Kind = keyof Forms

/** Adds a row, or changes the one that was read. */
export function saveRow<K extends Kind>(
  kind: K,
  event: string,
  { row: before, request }: Sending,
  row: Forms[K],
): Promise<Outcome<Saved>> {
  if (!before)
    return call<routes.RowRoutes['create']>(`POST /api/events/:event/programme/${kind}`, {
      params: { event },
      body: { id: request, row },
    })
  return call<routes.RowRoutes['change']>(`PUT /api/events/:event/programme/${kind}/:row`, {
    params: { event, row: before.id },
    body: { request, revision: before.revision, row },
  })
}

/** Deletes a row as it was last seen. */
export const removeRow = (kind: Kind, event: string, { id, revision }: Saved): Promise<Outcome<Saved>> =>
  call<routes.RowRoutes['remove']>(`DELETE /api/events/:event/programme/${kind}/:row`, {
    params: { event, row: id },
    query: { request: newId(), revision },
  })

export const saveEvent = (id: string, { row, request }: Sending, event: EventForm): Promise<Outcome<Saved>> =>
  call<typeof routes.changeEvent>('PUT /api/events/:event', {
    params: { event: id },
    body: { request, revision: row?.revision ?? 1, event },
  })

export const removeEvent = ({ id, revision }: Saved): Promise<Outcome<Record<string, never>>> =>
  call<typeof routes.deleteEvent>('DELETE /api/events/:event', { params: { event: id }, query: { revision } })
