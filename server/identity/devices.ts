import bowser from 'bowser'
import { z } from 'zod'
import { DEVICE_MS, GUEST_MS } from '#shared/access/contract.ts'
import { newId } from '#shared/core/ids.ts'
import { secretHash } from '../core/ids.ts'
import { at } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'
import { newSecret } from './secrets.ts'

const Known = z.object({
  id: z.string(),
  account: z.string().nullable(),
  mail: z.string().nullable(),
  isOwner: z.boolean().nullable(),
  seenAt: z.number(),
})
export type KnownDevice = z.infer<typeof Known>

/** When a browser is seen, its row is written at most this often. ms */
const SEEN_EVERY = 10 * 60_000

/** The signed-in browser that shows this cookie, if it is neither signed out nor expired. */
export const findDevice = (sql: Sql, secret: string, now: number): Promise<KnownDevice | undefined> =>
  sql.maybe(Known)`select d.id, d.account, a.mail, a.is_owner as "isOwner", d.seen_at as "seenAt"
    from devices d left join accounts a on a.id = d.account
    where d.secret_hash = ${secretHash(secret)} and d.revoked_at is null and d.expires_at > ${at(now)}`

/** Notes that a browser was seen; an account's stays signed in for as long again. */
export async function noteSeen(sql: Sql, device: KnownDevice, now: number): Promise<void> {
  if (now - device.seenAt < SEEN_EVERY) return
  await sql`update devices set seen_at = ${at(now)},
      expires_at = case when account is null then expires_at else ${at(now + DEVICE_MS)} end
    where id = ${device.id}`
}

/** `Firefox on Linux`, to recognise a browser in the list of devices. */
export function deviceLabel(agent: string): string {
  if (!agent) return 'A browser'
  const { browser, os } = bowser.parse(agent.slice(0, 400))
  return [browser.name ?? 'A browser', os.name && `on ${os.name}`].filter(Boolean).join(' ').slice(0, 80)
}

/** Makes a signed-in browser, of an account or (null) a guest's. The secret is for its cookie and kept nowhere. */
export async function addDevice(
  sql: Sql,
  { account, agent, now }: { account: string | null; agent: string; now: number },
): Promise<{ id: string; secret: string }> {
  const [id, secret] = [newId(), newSecret()]
  const until = now + (account ? DEVICE_MS : GUEST_MS)
  await sql`insert into devices (id, secret_hash, account, label, created_at, seen_at, expires_at)
    values (${id}, ${secretHash(secret)}, ${account}, ${deviceLabel(agent)}, ${at(now)}, ${at(now)}, ${at(until)})`
  return { id, secret }
}

/** Turns a guest's browser into an account's. Its cookie is a new one, so one planted before is worth nothing. */
export async function giveDevice(sql: Sql, id: string, account: string, now: number): Promise<{ secret: string }> {
  const secret = newSecret()
  await sql`update devices set account = ${account}, secret_hash = ${secretHash(secret)}, created_at = ${at(now)},
    seen_at = ${at(now)}, expires_at = ${at(now + DEVICE_MS)} where id = ${id}`
  return { secret }
}

/** Signs browsers out; the capabilities they got end with them. */
export async function revokeDevices(sql: Sql, ids: readonly string[], now: number): Promise<void> {
  await sql`update devices set revoked_at = ${at(now)} where id = any(${ids}) and revoked_at is null`
  await sql`update capabilities set revoked_at = ${at(now)} where device = any(${ids}) and revoked_at is null`
}

const Row = z.object({ id: z.string(), label: z.string(), since: z.number(), seenAt: z.number() })

/** The browsers an account is signed in with, last seen first. */
export const devicesOf = (sql: Sql, account: string, now: number): Promise<z.infer<typeof Row>[]> =>
  sql.rows(Row)`select id, label, created_at as since, seen_at as "seenAt" from devices
    where account = ${account} and revoked_at is null and expires_at > ${at(now)} order by seen_at desc`

/** One browser as it lists itself. */
export const deviceById = (sql: Sql, id: string): Promise<z.infer<typeof Row>> =>
  sql.one(Row)`select id, label, created_at as since, seen_at as "seenAt" from devices where id = ${id}`
