import { z } from 'zod'
import { CAPABILITY_MS } from '#shared/access/contract.ts'
import { newId } from '#shared/core/ids.ts'
import { secretHash } from '../core/ids.ts'
import { at } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'
import { newSecret } from './secrets.ts'

const Capability = z.object({
  id: z.string(),
  participant: z.string(),
  event: z.string(),
  /** Null: a screen's. */
  device: z.string().nullable(),
  expiresAt: z.number(),
})
export type Capability = z.infer<typeof Capability>

/** Makes a token for one tab at one event, or (`device` null) for a screen. It is answered once; only its hash is kept. */
export async function addCapability(
  sql: Sql,
  { participant, event, device, now }: { participant: string; event: string; device: string | null; now: number },
): Promise<{ token: string; expiresAt: number }> {
  const token = newSecret()
  const expiresAt = now + CAPABILITY_MS
  await sql`insert into capabilities (id, token_hash, event, participant, device, created_at, expires_at)
    values (${newId()}, ${secretHash(token)}, ${event}, ${participant}, ${device}, ${at(now)}, ${at(expiresAt)})`
  return { token, expiresAt }
}

/** Whose a token is; null when it is forged, over, revoked, or its browser was signed out or its person removed. */
export async function verifyCapability(sql: Sql, token: string, now: number): Promise<Capability | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null
  const found = await sql.maybe(Capability)`
    select c.id, c.participant, c.event, c.device, c.expires_at as "expiresAt"
    from capabilities c left join devices d on d.id = c.device join participants p on p.id = c.participant
    where c.token_hash = ${secretHash(token)} and c.revoked_at is null and c.expires_at > ${at(now)}
      and (c.device is null or d.revoked_at is null and d.expires_at > ${at(now)}) and p.removed_at is null`
  return found ?? null
}

/** Does someone hold a token in this browser that still works? Then theirs may be renewed whatever changed meanwhile. */
export async function hasCapability(sql: Sql, participant: string, device: string, now: number): Promise<boolean> {
  const rows = await sql`select 1 from capabilities where participant = ${participant} and device = ${device}
    and revoked_at is null and expires_at > ${at(now)} limit 1`
  return rows.length > 0
}
