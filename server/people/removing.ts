import type { Facts } from '#shared/core/people.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { RouteInput } from '#shared/core/route.ts'
import type * as routes from '#shared/people/removal.routes.ts'
import { decidesAs, mayRemove, mayUndo } from '#shared/people/rules.ts'
import type { Context } from '../context.ts'
import { readFacts } from '../core/facts.ts'
import type { Sql } from '../db/sql.ts'
import { noteAudit } from '../identity/audit.ts'
import { backAgainJob, offStageJob } from '../identity/off-stage.ts'
import { readmitParticipant, removeParticipant } from '../identity/participants.ts'
import { takeOffList, takeOntoList } from '../identity/registrations.ts'
import { addRemoval, endRemoval, findRemoval, isRemovedNow } from '../identity/removals.ts'
import { isLastOrganizer, lockPeople } from './tables.ts'
import { type Target, targetByLine, targetByParticipant } from './targets.ts'

type Needs = Pick<Context, 'db' | 'clock' | 'core'>
type Wish = RouteInput<typeof routes.removePerson>['body']

/**
 * Removes someone: out of the event with everything that lets them in or on, and off the list. All of it is one
 * transaction, so of two who remove at once the second is told; then the stage is cleared first, and their sockets close.
 */
export async function removePerson(
  { db, clock, core }: Needs,
  event: string,
  { who, reason, note }: Wish,
  by: string,
): Promise<{ removal: string } | Refusal> {
  const now = clock.now()
  const done = await db.transaction(async (sql) => {
    await lockPeople(sql, event)
    const [actor] = await readFacts(sql, [by])
    const as = actor && decidesAs(actor)
    if (!as) return refuse('core.forbidden')
    const found = await find(sql, event, who, actor)
    if ('refused' in found) return found
    if (found.participant === by) return refuse('people.yourself')
    if (!mayRemove(actor, found)) return refuse('people.outOfReach')
    const { participant, listed } = found
    if (listed && (await isLastOrganizer(sql, event, listed))) return refuse('people.lastOrganizer')

    if (listed) await takeOffList(sql, listed.id)
    if (participant) {
      await removeParticipant(sql, participant, now)
      await core.jobs.add(sql, [offStageJob(participant, now)])
    }
    const known = knownAs(found, who)
    const removal = await addRemoval(sql, event, {
      participant,
      listed,
      name: known.name,
      by: as,
      reason,
      note,
      at: now,
    })
    await noteAudit(sql, { event, at: now, actor: by, action: 'personRemoved', reason, ...known.noted })
    return { participant, removal }
  })
  if ('refused' in done) return done
  core.jobs.wake()
  if (done.participant) {
    core.poke(done.participant)
    core.revoke({ participants: [done.participant] }, 'removed')
  }
  return { removal: done.removal }
}

/** A moderator has no list: its lines are not there for them. */
async function find(sql: Sql, event: string, who: Wish['who'], actor: Facts): Promise<Target | Refusal> {
  const isByLine = 'person' in who
  if (isByLine && decidesAs(actor) !== 'organizer') return refuse('core.notFound')
  const id = isByLine ? who.person : who.participant
  const found =
    (isByLine ? await targetByLine(sql, event, id) : undefined) ?? (await targetByParticipant(sql, event, id))
  if (found && !found.isRemoved) return found
  return refuse((await isRemovedNow(sql, event, id)) ? 'people.removedAlready' : 'core.notFound')
}

/** How those removed, and the audit, name someone: as the one who removed them knew them. Never both: that would link the two. */
function knownAs({ participant, shownName, privacy, listed }: Target, who: Wish['who']) {
  if ('participant' in who || !listed) return { name: shownName ?? '', noted: { subject: participant } }
  const name = listed.name || (privacy === 'named' ? shownName : null) || listed.mail
  return { name, noted: { about: name } }
}

/** Lets someone in again as they were. Their open pages look for it by themselves. */
export async function restorePerson(
  { db, clock, core }: Needs,
  event: string,
  id: string,
  by: string,
): Promise<Refusal | null> {
  const now = clock.now()
  const done = await db.transaction(async (sql) => {
    await lockPeople(sql, event)
    const [actor] = await readFacts(sql, [by])
    const removal = await findRemoval(sql, event, id)
    if (!actor || !removal) return refuse('core.notFound')
    if (!mayUndo(actor, removal.by)) return refuse('people.outOfReach')
    if (removal.isUndone) return refuse('people.restoredAlready')
    const { participant, listed, name } = removal
    await endRemoval(sql, id, now)
    if (listed) await takeOntoList(sql, event, listed)
    if (participant) {
      await readmitParticipant(sql, participant)
      await core.jobs.add(sql, [backAgainJob(participant, now)])
    }
    await noteAudit(sql, { event, at: now, actor: by, action: 'personRestored', about: name })
    return { participant }
  })
  if ('refused' in done) return done
  if (done.participant) core.poke(done.participant)
  core.jobs.wake()
  return null
}
