import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Context } from '../context.ts'
import type { Sql } from '../db/sql.ts'
import { noteAudit } from '../identity/audit.ts'
import { offStageJob } from '../identity/off-stage.ts'
import { changeStanding, removeParticipant, restoreParticipant } from '../identity/participants.ts'
import { register } from '../identity/registrations.ts'
import { findByMail, findPerson, organizersOf, type Person, removedOf, writeRegistration } from './tables.ts'

/** What the list says of someone. */
export type Listing = Pick<Person, 'name' | 'roles' | 'tags' | 'member'>

/** How the audit names someone: by the list, or a guest by who they are here. Never both: that would link the two. */
const namedFor = (person: Person): { subject: string | null; about: string } =>
  person.mail === null
    ? { subject: person.participant, about: '' }
    : { subject: null, about: person.name || person.mail }

const standingOf = ({ roles, tags, member }: Listing) => ({ roles, tags, membership: member })

/** Counting organizers and taking one away is one step at a time. */
const lockPeople = (sql: Sql, event: string) => sql`select 1 from events where id = ${event} for no key update`

/** Puts someone on the list. Who was removed before is let in again. Returns whom to poke after the commit. */
export async function listNew(
  sql: Sql,
  event: string,
  mail: string,
  listing: Listing,
  now: number,
): Promise<string | null> {
  const standing = standingOf(listing)
  await register(sql, event, { mail, name: listing.name, standing, now })
  const removed = await removedOf(sql, event, mail)
  if (!removed) return null
  await restoreParticipant(sql, removed.id, standing)
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
    const poked = await listNew(sql, event, mail, listing, clock.now())
    await noteAudit(sql, { event, at: clock.now(), actor: by, action: 'personAdded', about: listing.name || mail })
    return { person: (await findByMail(sql, event, [mail]))[0]!, poked }
  })
  if ('refused' in done) return done
  if (done.poked) core.poke(done.poked)
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

/** Removes one person: off the list, and out of the event with everything that lets them in or on. */
export async function removePerson(
  { db, clock, core }: Needs,
  event: string,
  id: string,
  by: string | null,
): Promise<Refusal | null> {
  const done = await db.transaction(async (sql) => {
    await lockPeople(sql, event)
    const person = await findPerson(sql, event, id)
    if (!person) return refuse('core.notFound')
    if (await isLastOrganizer(sql, event, person)) return refuse('people.lastOrganizer')
    if (person.mail !== null) await sql`delete from registrations where id = ${person.id}`
    if (person.participant) {
      await removeParticipant(sql, person.participant, clock.now())
      await core.jobs.add(sql, [offStageJob(person.participant, clock.now())])
    }
    await noteAudit(sql, { event, at: clock.now(), actor: by, action: 'personRemoved', ...namedFor(person) })
    return { removed: person.participant }
  })
  if ('refused' in done) return done
  if (done.removed) {
    core.revoke({ participants: [done.removed] }, 'removed')
    core.poke(done.removed)
    core.jobs.wake()
  }
  return null
}

async function isLastOrganizer(sql: Sql, event: string, person: Person): Promise<boolean> {
  const mails = await organizersOf(sql, event)
  return mails.length === 1 && mails[0] === person.mail
}
