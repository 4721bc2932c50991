import { z } from 'zod'
import { newId } from '#shared/core/ids.ts'
import { MOST_SCREENS, OPEN_WITHIN } from '#shared/screens/routes.ts'
import { secretHash } from '../core/ids.ts'
import { at } from '../db/pool.ts'
import { part, type Sql } from '../db/sql.ts'
import { noteAudit } from '../identity/audit.ts'
import { addParticipant, removeParticipant } from '../identity/participants.ts'
import { newSecret } from '../identity/secrets.ts'

const Screen = z.object({
  id: z.string(),
  stage: z.string(),
  label: z.string(),
  createdAt: z.int(),
  seenAt: z.int().nullable(),
  isOpen: z.boolean(),
})
export type Screen = z.infer<typeof Screen>

/** Who does something about one of an event's screens, and when. */
interface Asked {
  event: string
  by: string | null
  now: number
}

const columns = (now: number) => part`id, stage, label, created_at as "createdAt", seen_at as "seenAt",
  coalesce(seen_at > ${at(now - OPEN_WITHIN)}, false) as "isOpen"`

/** Those of an event whose links are good. */
export const listScreens = (sql: Sql, event: string, now: number): Promise<Screen[]> =>
  sql.rows(Screen)`select ${columns(now)} from screens
    where event = ${event} and revoked_at is null order by created_at, id`

/** Who stands behind a link: nobody's account and nobody's browser. */
const addNobody = (sql: Sql, event: string, label: string, now: number): Promise<string> =>
  addParticipant(
    sql,
    event,
    { account: null, device: null },
    { name: label, privacy: 'named', attendance: 'room' },
    { roles: ['screen'], tags: [], membership: false },
    now,
  )

/**
 * Makes a link for a stage of this event; its secret is answered once and only the hash is kept. Null when the event has
 * no such stage, `full` when it has enough of them (two made at the same moment may be one too many, which does no harm).
 */
export async function addScreen(
  sql: Sql,
  { event, stage, label, by, now }: Asked & { stage: string; label: string },
): Promise<{ screen: Screen; secret: string } | 'full' | null> {
  const room = await sql.maybe(z.object({ has: z.boolean(), used: z.int() }))`
    select exists (select from stages where id = ${stage} and event = e.id) as has,
      (select count(*)::int from screens where event = e.id and revoked_at is null) as used
    from events e where e.id = ${event}`
  if (!room?.has) return null
  if (room.used >= MOST_SCREENS) return 'full'
  const [id, secret] = [newId(), newSecret()]
  const participant = await addNobody(sql, event, label, now)
  await sql`insert into screens (id, event, stage, participant, label, secret_hash, created_at)
    values (${id}, ${event}, ${stage}, ${participant}, ${label}, ${secretHash(secret)}, ${at(now)})`
  await noteAudit(sql, { event, at: now, actor: by, action: 'screenAdded', about: label })
  return { screen: { id, stage, label, createdAt: now, seenAt: null, isOpen: false }, secret }
}

/** What has to leave the media rooms and the live line, after the commit. */
export interface Ended {
  participant: string
  seats: { identity: string; room: string }[]
}

const Kept = z.object({ id: z.string(), participant: z.string(), label: z.string() })
const Seat = z.object({ identity: z.string(), room: z.string() })

const lockScreen = (sql: Sql, event: string, screen: string) =>
  sql.maybe(Kept)`select id, participant, label from screens
    where id = ${screen} and event = ${event} and revoked_at is null for update`

/** Ends whoever stands behind a link, with all that they were let into. */
async function endNobody(sql: Sql, participant: string, now: number): Promise<Ended> {
  await removeParticipant(sql, participant, now)
  const seats = await sql.rows(
    Seat,
  )`delete from media_seats where participant = ${participant} returning identity, room`
  return { participant, seats }
}

/** Makes a link anew, for another nobody; undefined when this event has none such. */
export async function renewScreen(
  sql: Sql,
  { event, screen, by, now }: Asked & { screen: string },
): Promise<{ screen: Screen; secret: string; ended: Ended } | undefined> {
  const kept = await lockScreen(sql, event, screen)
  if (!kept) return undefined
  const secret = newSecret()
  const participant = await addNobody(sql, event, kept.label, now)
  const renewed = await sql.one(Screen)`update screens set participant = ${participant}, seen_at = null,
    secret_hash = ${secretHash(secret)} where id = ${screen} returning ${columns(now)}`
  await noteAudit(sql, { event, at: now, actor: by, action: 'screenRenewed', about: kept.label })
  return { screen: renewed, secret, ended: await endNobody(sql, kept.participant, now) }
}

/** Takes a link back; undefined when this event has none such. */
export async function revokeScreen(
  sql: Sql,
  { event, screen, by, now }: Asked & { screen: string },
): Promise<Ended | undefined> {
  const kept = await lockScreen(sql, event, screen)
  if (!kept) return undefined
  await sql`update screens set revoked_at = ${at(now)} where id = ${screen}`
  await noteAudit(sql, { event, at: now, actor: by, action: 'screenRevoked', about: kept.label })
  return endNobody(sql, kept.participant, now)
}

const Opened = z.object({ event: z.string(), participant: z.string(), isClosed: z.boolean() })

/** Whom a secret stands for; undefined when it is nobody's, or was taken back. */
export async function screenBySecret(sql: Sql, secret: string): Promise<z.infer<typeof Opened> | undefined> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return undefined
  return sql.maybe(Opened)`select s.event, s.participant, e.closed_at is not null as "isClosed"
    from screens s join events e on e.id = s.event
    where s.secret_hash = ${secretHash(secret)} and s.revoked_at is null`
}

const Wall = z.object({
  id: z.string(),
  stage: z.string(),
  label: z.string(),
  code: z.string().nullable(),
})

/** What the screen of this participant shows, noted as asked for now; undefined when there is no such screen any more. */
export const seeWall = (sql: Sql, participant: string, now: number): Promise<z.infer<typeof Wall> | undefined> =>
  sql.maybe(Wall)`update screens s set seen_at = ${at(now)} from events e
    where s.participant = ${participant} and s.revoked_at is null and e.id = s.event
    returning s.id, s.stage, s.label,
      case when e.admission <> 'list' and e.closed_at is null then e.join_code end as code`
