import { z } from 'zod'
import { splitStream } from '#shared/core/ids.ts'
import type { Sql } from '../db/sql.ts'
import type { Command } from './domain.ts'

/** What `decide` needs beside the state. `hasTags`: someone at the event has, or is listed with, each tag a segment names. */
export interface Rows {
  isOver: boolean
  hasTags: boolean
}

const NOTHING: Rows = { isOver: false, hasTags: true }

/** The end of the airing for a poll that opens, the event's tags for one that names some. A vote needs no rows. */
export async function needs(sql: Sql, stream: string, command: Command): Promise<Rows> {
  const [, airing] = splitStream(stream)
  switch (command.type) {
    case 'polls.open': {
      // Locked: an end at the same moment comes before this, or closes what this opens.
      const isOver = await sql.count`select 1 from airings where id = ${airing} and state = 'ended' for share`
      return { ...NOTHING, isOver: isOver > 0 }
    }
    case 'polls.prepare':
    case 'polls.edit': {
      const tags = [...new Set(command.data.segment?.tags ?? [])]
      if (tags.length === 0) return NOTHING
      const known = await sql.count`select tag from unnest(${tags}::text[]) as tag, airings a where a.id = ${airing}
        and (exists (select from facts f where f.event = a.event and tag = any(f.tags))
          or exists (select from registrations r where r.event = a.event and tag = any(r.tags)))`
      return { ...NOTHING, hasTags: known === tags.length }
    }
    default:
      return NOTHING
  }
}

const Titled = z.object({ title: z.string(), zone: z.string() })
/** What an airing of this event shows, and the event's time zone; undefined when there is no such airing there. */
export const readTitled = (sql: Sql, event: string, airing: string): Promise<z.infer<typeof Titled> | undefined> =>
  sql.maybe(Titled)`select s.title, e.zone from airings a join sessions s on s.id = a.session
    join events e on e.id = a.event where a.id = ${airing} and a.event = ${event}`
