import { z } from 'zod'
import { Attendance, type Facts, HeldRole, Privacy } from '#shared/core/people.ts'
import type { Sql } from '../db/sql.ts'

const FactsRow = z.object({
  participant: z.string(),
  event: z.string(),
  version: z.int(),
  roles: z.array(HeldRole),
  attendance: Attendance,
  privacy: Privacy,
  tags: z.array(z.string()),
  membership: z.boolean(),
  silenced: z.boolean(),
})

/**
 * What is true of these participants now, inside or outside a transaction. Unknown and removed ones are left out. One
 * probe of each index a person: on tables without statistics a join would be planned as a scan of all.
 */
export const readFacts = (sql: Sql, participants: readonly string[]): Promise<Facts[]> =>
  sql.rows(FactsRow)`select f.* from unnest(${participants}::text[]) as asked(id)
    cross join lateral (select participant, event, version, roles, attendance, privacy, tags, membership, silenced
      from facts where participant = asked.id limit 1) f
    cross join lateral (select from participants where id = asked.id and removed_at is null limit 1) p`

/** Facts newer than what is held (`[participant, version]`): of most people, most of the time, none. */
export const readNewerFacts = (sql: Sql, held: readonly (readonly [string, number])[]): Promise<Facts[]> =>
  sql.rows(
    FactsRow,
  )`select f.participant, f.event, f.version, f.roles, f.attendance, f.privacy, f.tags, f.membership, f.silenced
    from unnest(${held.map(([participant]) => participant)}::text[], ${held.map(([, version]) => version)}::int[])
      as held(participant, version)
    join facts f on f.participant = held.participant and f.version > held.version
    join participants p on p.id = f.participant
    where p.removed_at is null`
