import { z } from 'zod'
import type { Role } from '#shared/core/people.ts'
import { Person as PersonLine } from '#shared/people/contract.ts'
import { nothing, part, type Sql } from '../db/sql.ts'

/** Of each page of the list. */
const PAGE = 50

/** One of the people, with whom they are at the event: the link between mail and participant stays on the server. */
const Person = PersonLine.extend({ participant: z.string().nullable() })
export type Person = z.infer<typeof Person>

// Everyone on the list, with whom they are at the event once they came; then the guests, who have no mail. Who chose a
// nickname is listed without it, and not found by it: else the list would say whose it is. A screen is nobody.
const EVERYONE = (event: string) => part`(
  select r.id, r.mail, r.name, p.id is not null as "isHere",
    case when f.privacy = 'named' then p.shown_name end as "shownName", p.id as participant, r.roles, r.tags, r.membership as member,
    f.attendance, f.privacy, r.revision
  from registrations r
  left join accounts a on a.mail = r.mail
  left join participants p on p.event = r.event and p.account = a.id and p.removed_at is null
  left join facts f on f.participant = p.id
  where r.event = ${event}
  union all
  select p.id, null, '', true, p.shown_name, p.id, f.roles, f.tags, f.membership, f.attendance, f.privacy, f.version
  from participants p join facts f on f.participant = p.id
  where p.event = ${event} and p.account is null and p.removed_at is null and not 'screen' = any(f.roles)
)`
const SORT = part`lower(coalesce(nullif(name, ''), "shownName", mail, ''))`

const Listed = Person.extend({ sort: z.string() })

/** `%` and `_` mean themselves in a search. */
const like = (search: string): string =>
  `%${search
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`

export interface Search {
  search: string
  role?: Role | undefined
  after?: string | undefined
}

/** A page of an event's people by name, from after a cursor; and how many match in all. */
export async function listPeople(
  sql: Sql,
  event: string,
  { search, role, after }: Search,
): Promise<{ people: PersonLine[]; next: string | null; total: number }> {
  const found = search.trim()
    ? part`and (lower(name) like ${like(search)} or lower(coalesce("shownName", '')) like ${like(search)} or mail like ${like(search)})`
    : nothing
  const held = role ? part`and ${role} = any(roles)` : nothing
  const from = readCursor(after)
  const later = from ? part`and (${SORT}, id) > (${from[0]}, ${from[1]})` : nothing
  const rows = await sql.rows(Listed)`select *, ${SORT} as sort from ${EVERYONE(event)} everyone
    where true ${found} ${held} ${later} order by sort, id limit ${PAGE + 1}`
  const [{ n = 0 } = {}] = await sql<{
    n: number
  }>`select count(*)::int n from ${EVERYONE(event)} everyone where true ${found} ${held}`
  const page = rows.slice(0, PAGE)
  const last = page.at(-1)
  const next =
    rows.length > PAGE && last ? Buffer.from(JSON.stringify([last.sort, last.id])).toString('base64url') : null
  return { people: page.map((row) => PersonLine.parse(row)), next, total: n }
}

const Cursor = z.tuple([z.string(), z.string()])

/** A cursor that is none begins at the start: it is only a place in a list. */
function readCursor(after: string | undefined): z.infer<typeof Cursor> | null {
  if (!after) return null
  try {
    return Cursor.parse(JSON.parse(Buffer.from(after, 'base64url').toString()))
  } catch {
    return null
  }
}

/** One of the event's people by the id they are listed under. */
export const findPerson = (sql: Sql, event: string, id: string): Promise<Person | undefined> =>
  sql.maybe(Person)`select * from ${EVERYONE(event)} everyone where id = ${id}`

/** The people of these mail addresses. */
export const findByMail = (sql: Sql, event: string, mails: readonly string[]): Promise<Person[]> =>
  sql.rows(Person)`select * from ${EVERYONE(event)} everyone where mail = any(${mails})`

/** The mail addresses of the event's organizers. */
export async function organizersOf(sql: Sql, event: string): Promise<string[]> {
  const rows = await sql<{
    mail: string
  }>`select mail from registrations where event = ${event} and 'organizer' = any(roles)`
  return rows.map((row) => row.mail)
}

/** Is this the mail address of the one organizer there is? */
export async function isLastOrganizer(sql: Sql, event: string, { mail }: { mail: string | null }): Promise<boolean> {
  const mails = await organizersOf(sql, event)
  return mails.length === 1 && mails[0] === mail
}

/** Counting organizers and taking one away is one step at a time. */
export const lockPeople = (sql: Sql, event: string) => sql`select 1 from events where id = ${event} for no key update`

/** Writes what the list says of someone. */
export async function writeRegistration(
  sql: Sql,
  person: Pick<Person, 'id' | 'name' | 'roles' | 'tags' | 'member'>,
): Promise<void> {
  await sql`update registrations set name = ${person.name}, roles = ${person.roles}, tags = ${person.tags},
    membership = ${person.member}, revision = revision + 1 where id = ${person.id}`
}

const Back = z.object({ id: z.string() })

/** The participant whom this address was at the event until the organizer removed them. */
export const removedOf = (sql: Sql, event: string, mail: string): Promise<{ id: string } | undefined> =>
  sql.maybe(Back)`select p.id from participants p join accounts a on a.id = p.account
    where p.event = ${event} and a.mail = ${mail} and p.removed_at is not null`
