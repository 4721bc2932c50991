import { z } from 'zod'
import { newId } from '#shared/core/ids.ts'
import { at } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'

const Account = z.object({ id: z.string(), mail: z.string(), isOwner: z.boolean() })
export type Account = z.infer<typeof Account>

/** The account of a mail address, made when there is none. `makeOwner` only ever adds the right to create events. */
export const ensureAccount = (sql: Sql, mail: string, now: number, makeOwner = false): Promise<Account> =>
  sql.one(
    Account,
  )`insert into accounts (id, mail, is_owner, created_at) values (${newId()}, ${mail}, ${makeOwner}, ${at(now)})
    on conflict (mail) do update set is_owner = accounts.is_owner or excluded.is_owner
    returning id, mail, is_owner as "isOwner"`

export async function hasOwner(sql: Sql): Promise<boolean> {
  const rows = await sql`select 1 from accounts where is_owner limit 1`
  return rows.length > 0
}
