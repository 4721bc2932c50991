import { splitStream } from '#shared/core/ids.ts'
import type { Context } from '../context.ts'
import { at } from '../db/pool.ts'
import type { MinuteOfCounts } from '../realtime/counts.ts'

/** Keeps how often each reaction was sent in a minute: every node adds what it counted. Of stalls nothing is kept. */
export const keepReactions =
  ({ db }: Pick<Context, 'db'>) =>
  async ({ stream, type, minute, sums }: MinuteOfCounts): Promise<void> => {
    if (type !== 'airing.react') return
    const [, airing] = splitStream(stream)
    await db.sql`insert into reaction_minutes (airing, minute, kind, count)
      select a.id, date_trunc('minute', ${at(minute)}::timestamptz), one.kind, one.count
      from airings a, unnest(${Object.keys(sums)}::text[], ${Object.values(sums)}::bigint[]) as one(kind, count)
      where a.id = ${airing}
      on conflict (airing, minute, kind) do update set count = reaction_minutes.count + excluded.count`
  }
