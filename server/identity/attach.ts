import { z } from 'zod'
import { Privacy, Role } from '#shared/core/people.ts'
import type { Sql } from '../db/sql.ts'
import type { Account } from './accounts.ts'
import { changeStanding } from './participants.ts'
import { findRegistration, joinStandings, listedName, register } from './registrations.ts'

const GuestRow = z.object({
  participant: z.string(),
  event: z.string(),
  name: z.string(),
  privacy: Privacy,
  roles: z.array(Role),
  tags: z.array(z.string()),
  membership: z.boolean(),
})

/** Whom a browser takes part as without an account. */
export const guestsOf = (sql: Sql, device: string): Promise<z.infer<typeof GuestRow>[]> =>
  sql.rows(GuestRow)`select p.id as participant, p.event, p.shown_name as name, f.privacy, f.roles, f.tags, f.membership
    from participants p join facts f on f.participant = p.id
    where p.device = ${device} and p.account is null and p.removed_at is null`

/**
 * A guest signed in: who they were at each event now belongs to the account, with what the list and the door gave them.
 * Where the account takes part already the guest stays as they were, until the person says which of the two goes on.
 * Returns whom to poke after the commit.
 */
export async function attachGuests(sql: Sql, device: string, account: Account, now: number): Promise<string[]> {
  const attached: string[] = []
  for (const guest of await guestsOf(sql, device)) {
    const taken = await sql`select 1 from participants where event = ${guest.event} and account = ${account.id}`
    if (taken.length > 0) continue
    await giveToAccount(sql, guest, account, now)
    attached.push(guest.participant)
  }
  return attached
}

/** Makes a guest's participant the account's own; there must be no other of the account at that event. */
export async function giveToAccount(
  sql: Sql,
  guest: z.infer<typeof GuestRow>,
  account: Pick<Account, 'id' | 'mail'>,
  now: number,
): Promise<void> {
  const listed = await findRegistration(sql, guest.event, account.mail)
  const standing = listed ? joinStandings(listed, guest) : guest
  await register(sql, guest.event, { mail: account.mail, name: listed?.name ?? listedName(guest), standing, now })
  await sql`update participants set account = ${account.id}, device = null where id = ${guest.participant}`
  await changeStanding(sql, guest.participant, standing)
}
