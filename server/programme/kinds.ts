import type {
  AiringForm,
  AiringRow,
  NamedForm,
  NamedRow,
  PersonForm,
  PersonRow,
  SessionForm,
  SessionRow,
} from '#shared/programme/rows.ts'
import { closesAt, isOnAir, LONGEST_AIRING, mayChange, wrongSpan } from '#shared/programme/rules.ts'
import { streamsOfAiring } from '#shared/protocol.ts'
import type { Core } from '../core/api.ts'
import type { JobRequest } from '../core/feature.ts'
import type { Sql } from '../db/sql.ts'
import { airingJobs, closeJob, doorsKey } from './policies.ts'
import {
  areOfEvent,
  countAiringsOn,
  deleteAiringLogs,
  insertAiring,
  insertNamed,
  insertPerson,
  insertSession,
  lockAiringsOf,
  type RowTable,
  updateAiring,
  updateNamed,
  updatePerson,
  updateSession,
} from './row-tables.ts'
import {
  eventStream,
  findAiring,
  findPerson,
  findSession,
  findStage,
  findTrack,
  readAirings,
  readEvent,
  reopenEvent,
} from './tables.ts'

/** The transaction a row is written in, and what its rules may look at. */
export interface Writing {
  sql: Sql
  event: string
  jobs: Core['jobs']
  now: number
}

/** One kind of programme row: how it is found and written, and what its rules refuse (by code). */
export interface Kind<Form = unknown, Row extends { id: string; revision: number } = { id: string; revision: number }> {
  table: RowTable
  find(w: Writing, id: string): Promise<Row | undefined>
  /** May this be written? `before` is null for a new row. */
  check?(w: Writing, form: Form, before: Row | null): Promise<string | null>
  insert(w: Writing, id: string, form: Form): Promise<void>
  update(w: Writing, id: string, form: Form): Promise<void>
  /** May it go? Takes along what only makes sense with it. */
  beforeRemoval?(w: Writing, row: Row): Promise<string | null>
  /** Jobs that follow from the rows as they are now written (or, without `id`, removed). */
  jobsAfter?(w: Writing, id: string | null): Promise<readonly JobRequest[]>
  /** The streams a new row brings. */
  streamsOf?(id: string): readonly string[]
}

/** Keeps a kind's own types inside and shows the handlers one shape. */
const kind = <Form, Row extends { id: string; revision: number }>(k: Kind<Form, Row>): Kind => k as unknown as Kind

export const stageKind = kind<NamedForm, NamedRow>({
  table: 'stages',
  find: ({ sql, event }, id) => findStage(sql, event, id),
  insert: ({ sql, event }, id, form) => insertNamed(sql, 'stages', event, id, form),
  update: ({ sql }, id, form) => updateNamed(sql, 'stages', id, form),
  beforeRemoval: async ({ sql }, row) => ((await countAiringsOn(sql, row.id)) > 0 ? 'programme.inUse' : null),
})

export const trackKind = kind<NamedForm, NamedRow>({
  table: 'tracks',
  find: ({ sql, event }, id) => findTrack(sql, event, id),
  insert: ({ sql, event }, id, form) => insertNamed(sql, 'tracks', event, id, form),
  update: ({ sql }, id, form) => updateNamed(sql, 'tracks', id, form),
})

export const personKind = kind<PersonForm, PersonRow>({
  table: 'people',
  find: ({ sql, event }, id) => findPerson(sql, event, id),
  insert: ({ sql, event }, id, form) => insertPerson(sql, event, id, form),
  update: ({ sql }, id, form) => updatePerson(sql, id, form),
})

export const sessionKind = kind<SessionForm, SessionRow>({
  table: 'sessions',
  find: ({ sql, event }, id) => findSession(sql, event, id),
  async check({ sql, event }, form) {
    const people = form.people.map((one) => one.person)
    const hasAll =
      new Set(people).size === people.length &&
      (await areOfEvent(sql, 'people', event, people)) &&
      (!form.track || (await areOfEvent(sql, 'tracks', event, [form.track])))
    return hasAll ? null : 'programme.unknownRow'
  },
  insert: ({ sql, event }, id, form) => insertSession(sql, event, id, form),
  update: ({ sql }, id, form) => updateSession(sql, id, form),
  async beforeRemoval(w, row) {
    const airings = await lockAiringsOf(w.sql, row.id)
    if (isOnAir(airings)) return 'programme.onAir'
    for (const airing of airings) await forgetAiring(w, airing.id)
    return null
  },
  jobsAfter: (w, id) => (id ? Promise.resolve([]) : closing(w)),
})

export const airingKind = kind<AiringForm, AiringRow>({
  table: 'airings',
  find: ({ sql, event }, id) => findAiring(sql, event, id),
  async check({ sql, event }, form, before) {
    const wrong = wrongSpan(form, LONGEST_AIRING)
    if (wrong) return wrong
    if (before && !mayChange(before, form)) return 'programme.airingBegun'
    const hasBoth =
      (await areOfEvent(sql, 'sessions', event, [form.session])) &&
      (await areOfEvent(sql, 'stages', event, [form.stage]))
    return hasBoth ? null : 'programme.unknownRow'
  },
  insert: ({ sql, event }, id, form) => insertAiring(sql, event, id, form),
  update: ({ sql }, id, form) => updateAiring(sql, id, form),
  async beforeRemoval(w, row) {
    if (isOnAir([row])) return 'programme.onAir'
    await forgetAiring(w, row.id)
    return null
  },
  async jobsAfter(w, id) {
    const airing = id ? await findAiring(w.sql, w.event, id) : undefined
    // A kind or a state without doors must not leave the ones planned before behind.
    if (airing) await w.jobs.drop(w.sql, doorsKey(airing.id))
    return [...(airing ? airingJobs(airing) : []), ...(await closing(w))]
  },
  streamsOf: streamsOfAiring,
})

async function forgetAiring({ sql, jobs }: Writing, airing: string): Promise<void> {
  await jobs.drop(sql, doorsKey(airing))
  await deleteAiringLogs(sql, airing)
}

/** The event closes after its last airing; one that moved ahead of now opens it again. */
export async function closing({ sql, event, now }: Writing): Promise<JobRequest[]> {
  const row = await readEvent(sql, event)
  if (!row) throw new Error(`the rows of ${eventStream(event)} are written while it is deleted`)
  const due = closesAt(row, await readAirings(sql, event))
  if (due > now) await reopenEvent(sql, event)
  return [closeJob(event, due)]
}
