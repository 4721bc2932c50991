import { z } from 'zod'
import { newId } from '#shared/core/ids.ts'
import { Role } from '#shared/core/people.ts'
import { secretHash } from '../core/ids.ts'
import { at } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'
import { newSecret } from './secrets.ts'

const Row = z.object({
  id: z.string(),
  event: z.string(),
  roles: z.array(Role),
  note: z.string(),
  usesLeft: z.int(),
  createdAt: z.number(),
  expiresAt: z.number(),
  revokedAt: z.number().nullable(),
})
export type InvitationRow = z.infer<typeof Row>

/** What became of an invitation. */
export function stateOf(row: InvitationRow, now: number): 'open' | 'usedUp' | 'expired' | 'revoked' {
  if (row.revokedAt !== null) return 'revoked'
  if (row.usesLeft < 1) return 'usedUp'
  return row.expiresAt <= now ? 'expired' : 'open'
}

export const invitationsOf = (sql: Sql, event: string): Promise<InvitationRow[]> =>
  sql.rows(Row)`select id, event, roles, note, uses_left as "usesLeft", created_at as "createdAt",
      expires_at as "expiresAt", revoked_at as "revokedAt"
    from invitations where event = ${event} order by created_at desc, id limit 500`

/** Makes an invitation; its token is answered once and kept as a hash. */
export async function addInvitation(
  sql: Sql,
  event: string,
  {
    roles,
    note,
    uses,
    expiresAt,
    now,
  }: { roles: readonly Role[]; note: string; uses: number; expiresAt: number; now: number },
): Promise<{ row: InvitationRow; token: string }> {
  const token = newSecret()
  const row = await sql.one(Row)`
    insert into invitations (id, event, token_hash, roles, note, uses_left, created_at, expires_at)
    values (${newId()}, ${event}, ${secretHash(token)}, ${roles}, ${note}, ${uses}, ${at(now)}, ${at(expiresAt)})
    returning id, event, roles, note, uses_left as "usesLeft", created_at as "createdAt", expires_at as "expiresAt",
      revoked_at as "revokedAt"`
  return { row, token }
}

/** Ends an invitation; false when this event has none of that id. */
export async function revokeInvitation(sql: Sql, event: string, id: string, now: number): Promise<boolean> {
  const touched = await sql.count`update invitations set revoked_at = coalesce(revoked_at, ${at(now)})
    where id = ${id} and event = ${event}`
  return touched > 0
}

/** An invitation that can be accepted now. */
export const openInvitation = (sql: Sql, token: string, now: number): Promise<InvitationRow | undefined> =>
  sql.maybe(Row)`select id, event, roles, note, uses_left as "usesLeft", created_at as "createdAt",
      expires_at as "expiresAt", revoked_at as "revokedAt"
    from invitations where token_hash = ${secretHash(token)} and revoked_at is null and uses_left > 0
      and expires_at > ${at(now)}`

/** Takes one use of an open invitation; false when someone took the last one meanwhile. */
export async function takeUse(sql: Sql, id: string): Promise<boolean> {
  const touched = await sql.count`update invitations set uses_left = uses_left - 1 where id = ${id} and uses_left > 0`
  return touched > 0
}
