import { has } from '#shared/core/people.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import { MOST_ROWS, type Table } from '#shared/programme/contract.ts'
import type { EventForm } from '#shared/programme/rows.ts'
import { wrongEvent } from '#shared/programme/rules.ts'
import type { Context } from '../context.ts'
import { readFacts } from '../core/facts.ts'
import type { Actor, JobRequest } from '../core/feature.ts'
import type { Sql } from '../db/sql.ts'
import { closing, type Kind, type Writing } from './kinds.ts'
import { countRows, deleteRow, isIdUsed } from './row-tables.ts'
import { eventStream, findNoted, readEvent, updateEvent } from './tables.ts'

/** What writing a row answers: also what a repeat of the request gets. */
export interface Written {
  id: string
  revision: number
}
interface Change {
  row: Written
  jobs?: readonly JobRequest[]
  streams?: readonly string[]
}

/** One request to write: `id` is made once per intent and kept over retries. */
export interface Request {
  event: string
  id: string
  actor: Actor
}

/** Adds a row; its id is the request's. */
export async function createRow(
  context: Context,
  request: Request,
  kind: Kind,
  form: unknown,
): Promise<Written | Refusal> {
  const result = await write(context, request, kind.table, async (w) => {
    if (await isIdUsed(w.sql, kind.table, request.id)) return refuse('core.idTaken')
    if ((await countRows(w.sql, kind.table, w.event)) >= MOST_ROWS[kind.table]) return refuse('programme.full')
    const wrong = await kind.check?.(w, form, null)
    if (wrong) return refuse(wrong)
    await kind.insert(w, request.id, form)
    const streams = kind.streamsOf?.(request.id) ?? []
    return { row: { id: request.id, revision: 1 }, jobs: await kind.jobsAfter?.(w, request.id), streams }
  })
  return answered(context, request, result, { table: kind.table, id: request.id })
}

/** Changes a row that is still at `revision`; else says what it has become. */
export async function changeRow(
  context: Context,
  request: Request,
  kind: Kind,
  target: Written,
  form: unknown,
): Promise<Written | Refusal> {
  const result = await write(context, request, kind.table, async (w) => {
    const before = await kind.find(w, target.id)
    if (!before) return refuse('core.notFound')
    if (before.revision !== target.revision) return refuse('core.stale', becameOf(before))
    const wrong = await kind.check?.(w, form, before)
    if (wrong) return refuse(wrong)
    await kind.update(w, target.id, form)
    return { row: next(target), jobs: await kind.jobsAfter?.(w, target.id) }
  })
  return answered(context, request, result, { table: kind.table, id: target.id })
}

/** Deletes a row that is still at `revision`, with what only makes sense together with it. */
export async function removeRow(
  context: Context,
  request: Request,
  kind: Kind,
  target: Written,
): Promise<Written | Refusal> {
  const result = await write(context, request, kind.table, async (w) => {
    const before = await kind.find(w, target.id)
    if (!before) return refuse('core.notFound')
    if (before.revision !== target.revision) return refuse('core.stale', becameOf(before))
    const wrong = await kind.beforeRemoval?.(w, before)
    if (wrong) return refuse(wrong)
    await deleteRow(w.sql, kind.table, target.id)
    return { row: next(target), jobs: await kind.jobsAfter?.(w, null) }
  })
  return answered(context, request, result, { table: kind.table, id: target.id })
}

/** Changes the event itself. */
export async function changeEvent(
  context: Context,
  request: Request,
  revision: number,
  form: EventForm,
): Promise<Written | Refusal> {
  const result = await write(context, request, 'events', async (w) => {
    const before = await readEvent(w.sql, w.event)
    if (!before) return refuse('core.notFound')
    if (before.revision !== revision) return refuse('core.stale', becameOf(before))
    const wrong = wrongEvent(form)
    if (wrong) return refuse(wrong)
    await updateEvent(w.sql, w.event, form)
    return { row: { id: w.event, revision: revision + 1 }, jobs: await closing(w) }
  })
  return answered(context, request, result, { table: 'events', id: request.event })
}

const next = ({ id, revision }: Written): Written => ({ id, revision: revision + 1 })

async function write(
  { core }: Context,
  { event, id, actor }: Request,
  table: Table,
  work: (w: Writing) => Promise<Change | Refusal>,
): Promise<Written | Refusal> {
  const result = await core.save<Written>({
    event,
    id,
    actor,
    async write(sql) {
      if (!(await mayWrite(sql, event, actor))) return refuse('core.forbidden')
      const done = await work({ sql, event, jobs: core.jobs, now: core.clock.now() })
      if ('refused' in done) return done
      return { saved: done.row, row: { table, ...done.row }, jobs: done.jobs ?? [], streams: done.streams ?? [] }
    },
  })
  return 'refused' in result ? result : result.saved
}

/**
 * The first answer again for a request whose answer was lost: the event's log knows its id, so it was done, and the
 * row it wrote is named there.
 */
async function answered(
  { db }: Context,
  request: Request,
  result: Written | Refusal,
  target: { table: Table; id: string },
): Promise<Written | Refusal> {
  if (!('refused' in result) || result.refused !== 'core.idTaken') return result
  const row = await findNoted(db.sql, eventStream(request.event), request.id)
  return row && row.table === target.table && row.id === target.id ? { id: row.id, revision: row.revision } : result
}

/** The edge asked this already; roles may have changed since, and this is the transaction that counts. */
async function mayWrite(sql: Sql, event: string, actor: Actor): Promise<boolean> {
  if ('system' in actor) return true
  const [facts] = await readFacts(sql, [actor.participant])
  return facts?.event === event && has(facts, 'organizer')
}

/** A row as plain facts for the refusal of a stale save; what is no single value goes as JSON text. */
function becameOf(row: object): Record<string, string | number | boolean | null> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === 'object' && value ? JSON.stringify(value) : value,
    ]),
  )
}
