import { type Facts, has } from '#shared/core/people.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Sql } from '../db/sql.ts'
import { type AiringRow, readAiring } from './tables.ts'

/** Rehearsals are there for staff alone, and for the screen over the stage they stand on. */
const isFor = (row: AiringRow, facts: Facts): boolean =>
  row.kind !== 'rehearsal' || has(facts, 'organizer', 'producer', 'mentor', 'moderator', 'screen')

/** The airing a caller asks about, if their event has it and shows it to them. */
export async function airingFor(
  sql: Sql,
  facts: Facts | null,
  airing: string,
): Promise<{ facts: Facts; row: AiringRow } | Refusal> {
  const row = facts ? await readAiring(sql, airing) : undefined
  if (!facts || !row || row.event !== facts.event || !isFor(row, facts)) return refuse('core.notFound')
  return { facts, row }
}
