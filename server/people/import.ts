import { createHash } from 'node:crypto'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { CsvLine } from '#shared/people/contract.ts'
import type { Context } from '../context.ts'
import type { Sql } from '../db/sql.ts'
import { noteAudit } from '../identity/audit.ts'
import { offStageJob } from '../identity/off-stage.ts'
import { type Listing, listAgain, listNew } from './changes.ts'
import { readList, type Wanted } from './csv.ts'
import { findByMail, lockPeople, organizersOf, type Person } from './tables.ts'

/** What a pasted list would do: its lines as shown, and the work behind them. */
interface Plan {
  lines: CsvLine[]
  adds: { mail: string; listing: Listing }[]
  changes: { person: Person; listing: Listing }[]
  /** Changes when the list or what it meets changes. */
  digest: string
}

const FIELDS = ['name', 'roles', 'tags', 'member'] as const

const isSame = (a: Listing[keyof Listing], b: Listing[keyof Listing]): boolean =>
  Array.isArray(a) && Array.isArray(b) ? [...a].sort().join() === [...b].sort().join() : a === b

/** Reads a list and compares it with the people there are. */
export async function planImport(sql: Sql, event: string, csv: string): Promise<Plan | Refusal> {
  const list = readList(csv)
  if ('refused' in list) return list
  const mails = list.wanted.map((one) => one.mail)
  const known = new Map((await findByMail(sql, event, mails)).map((person) => [person.mail, person]))
  const plan: Plan = { lines: [], adds: [], changes: [], digest: '' }
  const organizers = new Set(await organizersOf(sql, event))
  for (const one of list.wanted) planLine(plan, one, known.get(one.mail), organizers)
  for (const { line, problem, about } of list.unreadable)
    plan.lines.push({
      line,
      mail: '',
      name: '',
      roles: [],
      tags: [],
      member: false,
      effect: 'bad',
      problem,
      about,
      changes: [],
    })
  plan.lines.sort((a, b) => a.line - b.line)
  plan.digest = createHash('sha256')
    .update(JSON.stringify([csv, plan.lines]))
    .digest('hex')
  return plan
}

function planLine(plan: Plan, one: Wanted, person: Person | undefined, organizers: Set<string>): void {
  const before: Listing = person ?? { name: '', roles: ['attendee'], tags: [], member: false }
  const listing: Listing = {
    name: one.name ?? before.name,
    roles: [...(one.roles ?? before.roles)],
    tags: [...(one.tags ?? before.tags)],
    member: one.member ?? before.member,
  }
  const shown = { line: one.line, mail: one.mail, ...listing, about: '' }
  if (listing.roles.includes('organizer')) organizers.add(one.mail)
  else if (organizers.has(one.mail)) {
    if (organizers.size === 1) {
      plan.lines.push({ ...shown, effect: 'bad', problem: 'lastOrganizer', changes: [] })
      return
    }
    organizers.delete(one.mail)
  }
  const changes = FIELDS.filter((field) => !isSame(before[field], listing[field]))
  if (!person) plan.adds.push({ mail: one.mail, listing })
  else if (changes.length > 0) plan.changes.push({ person, listing })
  const effect = person ? (changes.length > 0 ? 'change' : 'same') : 'add'
  plan.lines.push({ ...shown, effect, problem: null, changes: person ? changes : [] })
}

/** Does what a preview said, if that is still what the list would do. */
export async function applyImport(
  { db, clock, core }: Pick<Context, 'db' | 'clock' | 'core'>,
  event: string,
  { csv, digest }: { csv: string; digest: string },
  by: string | null,
): Promise<{ added: number; changed: number } | Refusal> {
  const now = clock.now()
  const done = await db.transaction(async (sql) => {
    await lockPeople(sql, event)
    const plan = await planImport(sql, event, csv)
    if ('refused' in plan) return plan
    if (plan.digest !== digest) return refuse('people.listMoved')
    const poked: (string | null)[] = []
    for (const { mail, listing } of plan.adds)
      poked.push(await listNew({ sql, jobs: core.jobs, now }, event, mail, listing))
    for (const { person, listing } of plan.changes) {
      const changed = await listAgain(sql, person, listing)
      if (changed) await core.jobs.add(sql, [offStageJob(changed, now)])
      poked.push(changed)
    }
    const about = `+${plan.adds.length} ~${plan.changes.length}`
    await noteAudit(sql, { event, at: now, actor: by, action: 'listImported', about })
    return { added: plan.adds.length, changed: plan.changes.length, poked }
  })
  if ('refused' in done) return done
  for (const participant of done.poked) if (participant) core.poke(participant)
  core.jobs.wake()
  return { added: done.added, changed: done.changed }
}
