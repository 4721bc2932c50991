import { z } from 'zod'
import { MOST_ENCODERS } from '#shared/airing/encoder.routes.ts'
import { newId } from '#shared/core/ids.ts'
import { secretHash } from '../core/ids.ts'
import { at } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'
import { noteAudit } from '../identity/audit.ts'
import { newSecret } from '../identity/secrets.ts'

const Encoder = z.object({
  id: z.string(),
  stage: z.string(),
  label: z.string(),
  createdAt: z.int(),
  connected: z.boolean(),
})
export type Encoder = z.infer<typeof Encoder>

/** The name an encoder has in its stage's room. */
export const identityOf = (encoder: string): string => `source:${encoder}`

/** Those of an event whose keys are good. */
export const listEncoders = (sql: Sql, event: string): Promise<Encoder[]> =>
  sql.rows(Encoder)`select id, stage, label, created_at as "createdAt", sid is not null as connected
    from encoders where event = ${event} and revoked_at is null order by created_at, id`

/**
 * Makes a key for a stage of this event; it is answered once and only its hash is kept. Null when the event has no such
 * stage, `full` when it has enough of them (two made at the same moment may be one too many, which does no harm).
 */
export async function addEncoder(
  sql: Sql,
  { event, stage, label, by, now }: { event: string; stage: string; label: string; by: string | null; now: number },
): Promise<{ encoder: Encoder; key: string } | 'full' | null> {
  const room = await sql.maybe(z.object({ has: z.boolean(), used: z.int() }))`
    select exists (select from stages where id = ${stage} and event = e.id) as has,
      (select count(*)::int from encoders where event = e.id and revoked_at is null) as used
    from events e where e.id = ${event}`
  if (!room?.has) return null
  if (room.used >= MOST_ENCODERS) return 'full'
  const [id, key] = [newId(), newSecret()]
  await sql`insert into encoders (id, event, stage, label, key_hash, created_at)
    values (${id}, ${event}, ${stage}, ${label}, ${secretHash(key)}, ${at(now)})`
  await noteAudit(sql, { event, at: now, actor: by, action: 'encoderAdded', about: label })
  return { encoder: { id, stage, label, createdAt: now, connected: false }, key }
}

/** Ends a key; says of which stage it was, undefined when this event has none such. */
export async function revokeEncoder(
  sql: Sql,
  { event, encoder, by, now }: { event: string; encoder: string; by: string | null; now: number },
): Promise<string | undefined> {
  const ended = await sql.maybe(z.object({ stage: z.string(), label: z.string() }))`
    update encoders set revoked_at = ${at(now)}
    where id = ${encoder} and event = ${event} and revoked_at is null returning stage, label`
  if (ended) await noteAudit(sql, { event, at: now, actor: by, action: 'encoderRevoked', about: ended.label })
  return ended?.stage
}

const Keyed = z.object({ id: z.string(), stage: z.string(), silenced: z.boolean() })

/** Whose key this is, and whether it is silenced now; undefined when it is nobody's, or was revoked. */
export async function encoderByKey(sql: Sql, key: string): Promise<z.infer<typeof Keyed> | undefined> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(key)) return undefined
  return sql.maybe(Keyed)`select id, stage, silenced from encoders
    where key_hash = ${secretHash(key)} and revoked_at is null`
}

const Sender = z.object({ id: z.string(), sid: z.string().nullable(), isGood: z.boolean(), silenced: z.boolean() })
export type Sender = z.infer<typeof Sender>

/** Who may send to a stage (`isGood`) and be heard, who was seen sending lately, and by which connection. */
export const readSenders = (sql: Sql, stage: string): Promise<Sender[]> =>
  sql.rows(Sender)`select id, sid, silenced, revoked_at is null as "isGood" from encoders
    where stage = ${stage} and (revoked_at is null or sid is not null)`

/** Who of a stage's encoders is silenced: these, and no others. */
export const noteSilenced = (sql: Sql, stage: string, encoders: readonly string[]) =>
  sql`update encoders set silenced = not silenced where stage = ${stage} and silenced <> (id = any(${encoders}))`

/** Remembers by which connection an encoder sends, null for none. */
export const noteSender = (sql: Sql, encoder: string, sid: string | null) =>
  sql`update encoders set sid = ${sid} where id = ${encoder}`

const Sighting = z.object({
  encoder: z.string(),
  label: z.string(),
  isGood: z.boolean(),
  sid: z.string().nullable(),
  airing: z.string(),
  isOver: z.boolean(),
  /** The airing knows of this encoder. */
  isKnown: z.boolean(),
  /** The connection it was told of; null for none. */
  told: z.string().nullable(),
})
export type Sighting = z.infer<typeof Sighting>

/** What the airings of a stage were told of its encoders, and what they should know: those with open doors, and any that knew one. */
export const readSightings = (sql: Sql, stage: string): Promise<Sighting[]> =>
  sql.rows(Sighting)`select e.id as encoder, e.label, e.revoked_at is null as "isGood", e.sid, a.id as airing,
      a.state = 'ended' as "isOver", s.encoder is not null as "isKnown", s.sid as told
    from encoders e join airings a on a.stage = e.stage
    left join encoder_sightings s on s.encoder = e.id and s.airing = a.id
    where e.stage = ${stage} and (s.encoder is not null
      or e.revoked_at is null and e.sid is not null and a.state in ('doors', 'live', 'paused'))`

/** Remembers what an airing was told of an encoder. */
export const noteSighting = (sql: Sql, { encoder, airing }: Sighting, sid: string | null) =>
  sql`insert into encoder_sightings (encoder, airing, sid) values (${encoder}, ${airing}, ${sid})
    on conflict (encoder, airing) do update set sid = excluded.sid`

/** The airing knows nothing of it any more. */
export const forgetSighting = (sql: Sql, { encoder, airing }: Sighting) =>
  sql`delete from encoder_sightings where encoder = ${encoder} and airing = ${airing}`
