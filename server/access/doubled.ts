import { z } from 'zod'
import { isRefusal, type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Context } from '../context.ts'
import type { Sql } from '../db/sql.ts'
import { giveToAccount, guestsOf } from '../identity/attach.ts'
import { offStageJob } from '../identity/off-stage.ts'
import { findMine, removeParticipant, type Who } from '../identity/participants.ts'
import { cardOf, eventById } from './event-rows.ts'

const Other = z.object({ participant: z.string(), name: z.string() })

const accountsOwn = (sql: Sql, event: string, account: string) =>
  sql.maybe(Other)`select id as participant, shown_name as name from participants
    where event = ${event} and account = ${account} and removed_at is null`

const isSilenced = async (sql: Sql, participants: readonly string[]): Promise<boolean> =>
  (await sql.maybe(Other.pick({ participant: true }))`select participant from facts
    where participant = any(${participants}) and silenced limit 1`) !== undefined

/** Where a browser came as a guest and its account takes part too: someone is there twice and says who goes on. */
export async function doubledOf(sql: Sql, who: Who) {
  if (!who.account) return []
  const doubled = []
  for (const guest of await guestsOf(sql, who.device)) {
    const [event, own] = [await eventById(sql, guest.event), await accountsOwn(sql, guest.event, who.account)]
    if (event && own) doubled.push({ event: cardOf(event), guest: guest.name, account: own.name })
  }
  return doubled
}

/** Goes on as one of the two; the other leaves. What either was allowed to do, the one who stays may do. */
export async function keepOne(
  { db, clock, core }: Pick<Context, 'db' | 'clock' | 'core'>,
  event: string,
  who: { device: string; account: { id: string; mail: string } },
  keep: 'account' | 'guest',
): Promise<Refusal | null> {
  const now = clock.now()
  const gone = await db.transaction(async (sql) => {
    const guest = (await guestsOf(sql, who.device)).find((one) => one.event === event)
    const own = await findMine(sql, event, { device: who.device, account: who.account.id })
    if (!guest || !own?.account) return refuse('core.notFound')
    // Going on as the other one must not take back what was decided about this one.
    if (own.isRemoved) return refuse('access.removed')
    if (await isSilenced(sql, [guest.participant, own.participant])) return refuse('core.silenced')
    const leaves = keep === 'account' ? guest.participant : own.participant
    await removeParticipant(sql, leaves, now)
    await core.jobs.add(sql, [offStageJob(leaves, now)])
    // The one who leaves is nobody's any more: it must not bar the door to the one who stays.
    await sql`update participants set device = null, account = null where id = ${leaves}`
    if (keep === 'guest') await giveToAccount(sql, guest, who.account, now)
    return { leaves, stays: keep === 'account' ? own.participant : guest.participant }
  })
  if (isRefusal(gone)) return gone
  core.revoke({ participants: [gone.leaves] }, 'signedOut')
  core.poke(gone.leaves)
  core.poke(gone.stays)
  core.jobs.wake()
  return null
}
