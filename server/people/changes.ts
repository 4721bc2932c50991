import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Context } from '../context.ts'
import type { Sql } from '../db/sql.ts'
import { noteAudit } from '../identity/audit.ts'
import { backAgainJob, offStageJob } from '../identity/off-stage.ts'
import { changeStanding, readmitParticipant } from '../identity/participants.ts'
import { register } from '../identity/registrations.ts'
import { endRemovalsOf } from '../identity/removals.ts'
import {
  findByMail,
  findPerson,
  isLastOrganizer,
  lockPeople,
  type Person,
  removedOf,
  writeRegistration,
} from './tables.ts'

/** What the list says of someone. */
export type Listing = Pick<Person, 'name' | 'roles' | 'tags' | 'member'>

/** How the audit names someone: by the list, or a guest by who they are here. Never both: that would link the two. */
const namedFor = (person: Person): { subject: string | null; about: string } =>
  person.mail === null
    ? { subject: person.participant, about: '' }
    : { subject: null, about: person.name || person.mail }

const standingOf = ({ roles, tags, member }: Listing) => ({ roles, tags, membership: member })

/** Puts someone on the list. Who was removed before is let in again. Returns whom to poke after the commit. */
export async function listNew(
  { sql, jobs, now }: { sql: Sql; jobs: Context['core']['jobs']; now: number },
  event: string,
  mail: string,
  listing: Listing,
): Promise<string | null> {
  const standing = standingOf(listing)
  await register(sql, event, { mail, name: listing.name, standing, now })
  const removed = await removedOf(sql, event, mail)
  await endRemovalsOf(sql, event, mail, removed?.id ?? null, now)
  if (!removed) return null
  await readmitParticipant(sql, removed.id)
  await changeStanding(sql, removed.id, standing)
  await jobs.add(sql, [backAgainJob(removed.id, now)])
  return removed.id
}

/** Changes what the list says of someone, and with it what is true of them at the event now. Returns whom to poke. */
export async function listAgain(sql: Sql, person: Person, listing: Listing): Promise<string | null> {
  if (person.mail !== null) await writeRegistration(sql, { ...listing, id: person.id })
  if (person.participant) await changeStanding(sql, person.participant, standingOf(listing))
  return person.participant
}

type Needs = Pick<Context, 'db' | 'clock' | 'core'>

/** Adds one person. */
export async function addPerson(
  { db, clock, core }: Needs,
  event: string,
  { mail, ...listing }: Listing & { mail: string },
  by: string | null,
): Promise<Person | Refusal> {
  const done = await db.transaction(async (sql) => {
    await lockPeople(sql, event)
    if ((await findByMail(sql, event, [mail])).length > 0) return refuse('people.alreadyThere')
    const poked = await listNew({ sql, jobs: core.jobs, now: clock.now() }, event, mail, listing)
    await noteAudit(sql, { event, at: clock.now(), actor: by, action: 'personAdded', about: listing.name || mail })
    return { person: (await findByMail(sql, event, [mail]))[0]!, poked }
  })
  if ('refused' in done) return done
  if (done.poked) core.poke(done.poked)
  core.jobs.wake()
  return done.person
}

/** Changes one person, unless someone else changed them since they were read. */
export async function changePerson(
  { db, clock, core }: Needs,
  event: string,
  id: string,
  { revision, ...change }: Partial<Listing> & { revision: number },
  by: string | null,
): Promise<Person | Refusal> {
  const done = await db.transaction(async (sql) => {
    await lockPeople(sql, event)
    const person = await findPerson(sql, event, id)
    if (!person) return refuse('core.notFound')
    if (person.revision !== revision) return refuse('core.stale', { revision: person.revision })
    // A guest is on no list: the name others see is theirs alone to change.
    if (person.mail === null && change.name) return refuse('core.invalid')
    const listing = { ...person, ...change }
    if (!listing.roles.includes('organizer') && (await isLastOrganizer(sql, event, person)))
      return refuse('people.lastOrganizer')
    const poked = await listAgain(sql, person, listing)
    if (poked) await core.jobs.add(sql, [offStageJob(poked, clock.now())])
    const { about, subject } = namedFor(person)
    const roles = listing.roles.join(', ')
    const words = about ? `${about}: ${roles}` : roles
    await noteAudit(sql, { event, at: clock.now(), actor: by, action: 'personChanged', subject, about: words })
    return { person: (await findPerson(sql, event, id))!, poked }
  })
  if ('refused' in done) return done
  if (done.poked) core.poke(done.poked)
  core.jobs.wake()
  return done.person
}
