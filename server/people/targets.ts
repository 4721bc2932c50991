import { z } from 'zod'
import { Privacy, Role } from '#shared/core/people.ts'
import { part, type Sql } from '../db/sql.ts'
import { Listed } from '../identity/removals.ts'

const Target = z.object({
  participant: z.string().nullable(),
  isRemoved: z.boolean(),
  shownName: z.string().nullable(),
  privacy: Privacy.nullable(),
  roles: z.array(Role),
  listed: Listed.nullable(),
})
/** Someone who may be removed: who they are here, and their line of the list. */
export type Target = z.infer<typeof Target>

const LINE = part`case when r.id is not null then jsonb_build_object('id', r.id, 'mail', r.mail, 'name', r.name,
  'roles', r.roles, 'tags', r.tags, 'membership', r.membership, 'createdAt', r.created_at) end as listed`

/** By who they are here: as everyone sees them, without their line of the list being asked for. */
export const targetByParticipant = (sql: Sql, event: string, id: string): Promise<Target | undefined> =>
  sql.maybe(Target)`select p.id as participant, p.removed_at is not null as "isRemoved", p.shown_name as "shownName",
      f.privacy, f.roles, ${LINE}
    from participants p join facts f on f.participant = p.id
    left join accounts a on a.id = p.account
    left join registrations r on r.event = p.event and r.mail = a.mail
    where p.event = ${event} and p.id = ${id} and not 'screen' = any(f.roles)`

/** By their line of the list, whether they have been here or not. */
export const targetByLine = (sql: Sql, event: string, id: string): Promise<Target | undefined> =>
  sql.maybe(Target)`select p.id as participant, coalesce(p.removed_at is not null, false) as "isRemoved",
      p.shown_name as "shownName", f.privacy, coalesce(f.roles, r.roles) as roles, ${LINE}
    from registrations r left join accounts a on a.mail = r.mail
    left join participants p on p.event = r.event and p.account = a.id
    left join facts f on f.participant = p.id
    where r.event = ${event} and r.id = ${id}`
