import { refuse } from '#shared/core/refusals.ts'
import * as routes from '#shared/programme/routes.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../core/feature.ts'
import { type Answering, type Caller, type Handler, handle } from '../http/handler.ts'
import { makeEvent, removeEvent } from './events.ts'
import { airingKind, type Kind, personKind, sessionKind, stageKind, trackKind } from './kinds.ts'
import { ProgrammeCache } from './reading.ts'
import { changeEvent, changeRow, createRow, removeRow } from './save.ts'
import { readerOf } from './view.ts'

export const handlers = (context: Context): readonly Handler[] => [
  ...eventHandlers(context),
  ...rowHandlers(context, routes.stages, stageKind),
  ...rowHandlers(context, routes.tracks, trackKind),
  ...rowHandlers(context, routes.people, personKind),
  ...rowHandlers(context, routes.sessions, sessionKind),
  ...rowHandlers(context, routes.airings, airingKind),
]

function eventHandlers(context: Context): readonly Handler[] {
  const cache = new ProgrammeCache(context.db)
  async function read({ params, caller, http }: { params: { event: string }; caller: Caller; http: Answering }) {
    const reader = readerOf(caller.facts!.roles)
    const version = await cache.version(params.event)
    if (version === undefined) return refuse('core.notFound')
    // Marks the answer; a page that holds this version gets 304 and no body.
    const programme = await cache.read(params.event, version, reader)
    if (programme) http.isFresh(`${version}-${reader}`)
    return programme ?? refuse('core.notFound')
  }
  return [
    handle(routes.programme, read),
    handle(routes.screenProgramme, read),
    handle(routes.createEvent, async ({ body, caller }) =>
      makeEvent(context, {
        id: body.id,
        form: body.event,
        organizer: { account: caller.account!.id, mail: caller.account!.mail, shownName: body.shownName },
      }),
    ),
    handle(routes.changeEvent, async ({ params, body, caller }) =>
      changeEvent(
        context,
        { event: params.event, id: body.request, actor: actorOf(caller) },
        body.revision,
        body.event,
      ),
    ),
    handle(routes.deleteEvent, async ({ params, query }) => {
      const refused = await removeEvent(context, params.event, query.revision)
      return refused ?? {}
    }),
  ]
}

/** The three routes of one kind of row, the same for every kind. */
function rowHandlers(context: Context, of: routes.RowRoutes, kind: Kind): readonly Handler[] {
  return [
    handle(of.create, async ({ params, body, caller }) =>
      createRow(context, { event: params.event, id: body.id, actor: actorOf(caller) }, kind, body.row),
    ),
    handle(of.change, async ({ params, body, caller }) =>
      changeRow(
        context,
        { event: params.event, id: body.request, actor: actorOf(caller) },
        kind,
        { id: params.row, revision: body.revision },
        body.row,
      ),
    ),
    handle(of.remove, async ({ params, query, caller }) =>
      removeRow(context, { event: params.event, id: query.request, actor: actorOf(caller) }, kind, {
        id: params.row,
        revision: query.revision,
      }),
    ),
  ]
}

/** The caller as the log knows them; the route lets in organizers only, so they take part. */
const actorOf = (caller: Caller): Actor => ({ participant: caller.facts!.participant })
