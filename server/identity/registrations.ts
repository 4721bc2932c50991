import { z } from 'zod'
import { newId } from '#shared/core/ids.ts'
import { Role } from '#shared/core/people.ts'
import { at } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'
import type { Entering, Standing } from './participants.ts'
import type { Listed } from './removals.ts'

const Registration = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(Role),
  tags: z.array(z.string()),
  membership: z.boolean(),
})
export type Registration = z.infer<typeof Registration>

/** The right of this mail address to be at an event, if it is on the list. */
export const findRegistration = (sql: Sql, event: string, mail: string): Promise<Registration | undefined> =>
  sql.maybe(Registration)`select id, name, roles, tags, membership from registrations
    where event = ${event} and mail = ${mail}`

/** Puts a mail address on the list of an event, or gives who is there this standing. Returns the row's id. */
export async function register(
  sql: Sql,
  event: string,
  { mail, name, standing, now }: { mail: string; name: string; standing: Standing; now: number },
): Promise<string> {
  const { id } = await sql.one(z.object({ id: z.string() }))`
    insert into registrations (id, event, mail, name, roles, tags, membership, created_at)
    values (${newId()}, ${event}, ${mail}, ${name}, ${standing.roles}, ${standing.tags}, ${standing.membership}, ${at(now)})
    on conflict (event, mail) do update set roles = excluded.roles, tags = excluded.tags,
      membership = excluded.membership, revision = registrations.revision + 1
    returning id`
  return id
}

/** Takes a line off the list. */
export const takeOffList = (sql: Sql, id: string) => sql`delete from registrations where id = ${id}`

/** Puts a line back as it was, unless the address is on the list again by now. */
export const takeOntoList = (sql: Sql, event: string, line: Listed) =>
  sql`insert into registrations (id, event, mail, name, roles, tags, membership, created_at)
    values (${line.id}, ${event}, ${line.mail}, ${line.name}, ${line.roles}, ${line.tags}, ${line.membership},
      ${line.createdAt}::timestamptz)
    on conflict (event, mail) do nothing`

/** The name for the list of someone who enters: their own, and none for a nickname, which belongs beside no address. */
export const listedName = ({ name, privacy }: Pick<Entering, 'name' | 'privacy'>): string =>
  privacy === 'named' ? name : ''

/** Both standings together: what someone may do by either. */
export const joinStandings = (a: Standing, b: Standing): Standing => ({
  roles: [...new Set([...a.roles, ...b.roles])],
  tags: [...new Set([...a.tags, ...b.tags])],
  membership: a.membership || b.membership,
})
