import { z } from 'zod'
import { ROSTER_MOST, roster } from '#shared/airing/roster.routes.ts'
import { bandOf } from '#shared/core/bands.ts'
import { unaccented } from '#shared/core/unaccented.ts'
import type { Context } from '../context.ts'
import type { Sql } from '../db/sql.ts'
import { type Handler, handle } from '../http/handler.ts'
import { airingFor } from './asked.ts'
import { isStaff } from './view.ts'

/** Many look at once: what was read is good for all of them this long. ms */
const GOOD_FOR = 500

const Named = z.object({ participant: z.string(), name: z.string() })
type Named = z.infer<typeof Named>

/** Those of these people who show their name, by name. */
const readNamed = (sql: Sql, participants: readonly string[]): Promise<Named[]> =>
  sql.rows(Named)`select p.id as participant, p.shown_name as name
    from unnest(${participants}::text[]) as here(id)
    join participants p on p.id = here.id and p.removed_at is null
    join facts f on f.participant = p.id and f.privacy = 'named'
    order by lower(p.shown_name), p.id`

/**
 * Who is at an airing, by name where they chose to show it. It is put together when someone asks, from who is connected
 * now and what each of them chooses now: nothing is kept, and nobody is told of each who comes.
 */
export function rosterHandlers({ core, db }: Context): readonly Handler[] {
  const looks = new Map<string, { at: number; named: Promise<Named[]>; total: number }>()

  function look(airing: string) {
    const now = performance.now()
    for (const [id, { at }] of looks) if (now - at >= GOOD_FOR) looks.delete(id)
    const known = looks.get(airing)
    if (known) return known
    const here = [...core.present(`airing:${airing}`).keys()]
    const fresh = { at: now, named: readNamed(db.sql, here), total: here.length }
    looks.set(airing, fresh)
    return fresh
  }

  return [
    handle(roster, async ({ params, query, caller }) => {
      const found = await airingFor(db.sql, caller.facts, params.airing)
      if ('refused' in found) return found
      const { named, total } = look(found.row.id)
      const all = await named
      const wanted = unaccented(query.search.trim())
      const fits = all.filter(({ name }) => unaccented(name).includes(wanted))
      const others = Math.max(0, total - all.length)
      return {
        people: fits.slice(0, ROSTER_MOST),
        found: fits.length,
        others: isStaff(found.facts) ? { exactly: others } : { atLeast: bandOf(others) },
      }
    }),
  ]
}
