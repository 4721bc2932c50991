import { z } from 'zod'
import { Admission } from '#shared/access/contract.ts'
import { Role } from '#shared/core/people.ts'
import { at } from '../db/pool.ts'
import { part, type Sql } from '../db/sql.ts'

const CARD = part`e.id, e.slug, e.name, e.starts_at as "startsAt", e.ends_at as "endsAt", e.zone, e.place`
const Card = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  startsAt: z.number(),
  endsAt: z.number(),
  zone: z.string(),
  place: z.string(),
})
const DoorEvent = Card.extend({
  admission: Admission,
  joinCode: z.string().nullable(),
  isClosed: z.boolean(),
})
export type DoorEvent = z.infer<typeof DoorEvent>
const DOOR = part`${CARD}, e.admission, e.join_code as "joinCode", e.closed_at is not null as "isClosed"`

/** What may be said of an event to someone at its door. */
export const cardOf = ({ id, slug, name, startsAt, endsAt, zone, place }: z.infer<typeof Card>) => ({
  id,
  slug,
  name,
  startsAt,
  endsAt,
  zone,
  place,
})

export const eventBySlug = (sql: Sql, slug: string): Promise<DoorEvent | undefined> =>
  sql.maybe(DoorEvent)`select ${DOOR} from events e where e.slug = ${slug}`

/** Locked: nobody closes it, rotates its code or counts its organizers meanwhile. */
export const lockEvent = (sql: Sql, event: string): Promise<DoorEvent | undefined> =>
  sql.maybe(DoorEvent)`select ${DOOR} from events e where e.id = ${event} for no key update`

export const eventById = (sql: Sql, event: string): Promise<DoorEvent | undefined> =>
  sql.maybe(DoorEvent)`select ${DOOR} from events e where e.id = ${event}`

export const eventByJoinCode = (sql: Sql, code: string): Promise<DoorEvent | undefined> =>
  sql.maybe(DoorEvent)`select ${DOOR} from events e where e.join_code = ${code}`

/** What starts next, or runs, of the events one may know of without being asked in. */
export const tonight = (sql: Sql, now: number): Promise<DoorEvent | undefined> =>
  sql.maybe(DoorEvent)`select ${DOOR} from events e
    where e.admission <> 'list' and e.closed_at is null and e.ends_at > ${at(now)}
    order by e.starts_at, e.id limit 1`

const MyEvent = DoorEvent.extend({ roles: z.array(Role), isInside: z.boolean() })

/** The events an account or a guest's browser may enter, newest first: by the list, or because they have been in. */
export const eventsOf = (
  sql: Sql,
  who: { device: string; account: string | null; mail: string | null },
): Promise<z.infer<typeof MyEvent>[]> =>
  sql.rows(MyEvent)`select ${DOOR}, coalesce(f.roles, r.roles) as roles, f.participant is not null as "isInside"
    from events e
    left join registrations r on r.event = e.id and r.mail = ${who.mail}
    left join lateral (
      select p.* from participants p
      where p.event = e.id and (p.account = ${who.account} or (p.account is null and p.device = ${who.device}))
      order by p.account is null limit 1
    ) p on true
    left join facts f on f.participant = p.id
    where (r.id is not null or p.id is not null) and p.removed_at is null
    order by e.starts_at desc, e.id limit 100`
