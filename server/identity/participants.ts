import { z } from 'zod'
import { newId } from '#shared/core/ids.ts'
import { Attendance, type Facts, type HeldRole, Privacy, Role } from '#shared/core/people.ts'
import { at } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'

/** Who asks: a browser and, if it is signed in, its account. */
export interface Who {
  device: string
  account: string | null
}

const Mine = z.object({
  participant: z.string(),
  event: z.string(),
  slug: z.string(),
  account: z.string().nullable(),
  name: z.string(),
  isRemoved: z.boolean(),
  version: z.int(),
  /** The version of the code of conduct they came in under. */
  conduct: z.int(),
  roles: z.array(Role),
  attendance: Attendance,
  privacy: Privacy,
  tags: z.array(z.string()),
  membership: z.boolean(),
  silenced: z.boolean(),
})
export type Mine = z.infer<typeof Mine>

/** The participant who this caller is at an event, removed ones included. An account's comes before a guest's. */
export const findMine = (sql: Sql, event: string, who: Who): Promise<Mine | undefined> =>
  sql.maybe(Mine)`select p.id as participant, p.event, e.slug, p.account, p.shown_name as name,
      p.removed_at is not null as "isRemoved", p.conduct_version as conduct, f.version, f.roles, f.attendance, f.privacy, f.tags, f.membership, f.silenced
    from participants p join facts f on f.participant = p.id join events e on e.id = p.event
    where p.event = ${event} and (p.account = ${who.account} or (p.account is null and p.device = ${who.device}))
    order by p.account is null limit 1`

/** The facts in a participant's row. */
export const factsOf = (mine: Mine): Facts => ({
  participant: mine.participant,
  event: mine.event,
  version: mine.version,
  roles: mine.roles,
  attendance: mine.attendance,
  privacy: mine.privacy,
  tags: mine.tags,
  membership: mine.membership,
  silenced: mine.silenced,
})

/** What others see and where someone is: chosen at the door, changeable any time. */
export interface Entering {
  name: string
  privacy: Privacy
  attendance: Attendance
}
/** What the house says of someone. */
export interface Standing {
  roles: readonly HeldRole[]
  tags: readonly string[]
  membership: boolean
}

/**
 * Makes a participant with their facts. Of an account they belong to the account alone; a guest's to the browser.
 * A fresh one needs no poke: nobody can be connected as them yet.
 */
export async function addParticipant(
  sql: Sql,
  event: string,
  who: { device: string | null; account: string | null },
  entering: Entering,
  standing: Standing,
  now: number,
): Promise<string> {
  const id = newId()
  const device = who.account ? null : who.device
  await sql`insert into participants (id, event, account, device, shown_name, created_at)
    values (${id}, ${event}, ${who.account}, ${device}, ${entering.name}, ${at(now)})`
  await sql`insert into facts (participant, event, roles, attendance, privacy, tags, membership)
    values (${id}, ${event}, ${standing.roles}, ${entering.attendance}, ${entering.privacy}, ${standing.tags}, ${standing.membership})`
  return id
}

/** Notes which version of the code of conduct someone accepted. */
export const acceptConduct = (sql: Sql, participant: string, version: number) =>
  sql`update participants set conduct_version = greatest(conduct_version, ${version}) where id = ${participant}`

/** Changes how someone takes part. Poke them after the commit. */
export async function changeEntering(sql: Sql, participant: string, change: Partial<Entering>): Promise<void> {
  if (change.name !== undefined)
    await sql`update participants set shown_name = ${change.name} where id = ${participant}`
  await sql`update facts set version = version + 1, attendance = coalesce(${change.attendance ?? null}, attendance),
    privacy = coalesce(${change.privacy ?? null}, privacy) where participant = ${participant}`
}

/** Changes what the house says of someone. Poke them after the commit. */
export async function changeStanding(sql: Sql, participant: string, standing: Standing): Promise<void> {
  await sql`update facts set version = version + 1, roles = ${standing.roles}, tags = ${standing.tags},
    membership = ${standing.membership} where participant = ${participant}`
}

/**
 * Takes someone out of the event: their capabilities end. In the same transaction ask for `offStageJob`; after the commit
 * comes `core.revoke` and `core.poke`.
 */
export async function removeParticipant(sql: Sql, participant: string, now: number): Promise<void> {
  await sql`update participants set removed_at = ${at(now)} where id = ${participant} and removed_at is null`
  await sql`update facts set version = version + 1 where participant = ${participant}`
  await sql`update capabilities set revoked_at = ${at(now)} where participant = ${participant} and revoked_at is null`
}

/** Lets a removed participant in again, as they were. Poke them after the commit. */
export async function readmitParticipant(sql: Sql, participant: string): Promise<void> {
  await sql`update participants set removed_at = null where id = ${participant}`
  await sql`update facts set version = version + 1 where participant = ${participant}`
}
