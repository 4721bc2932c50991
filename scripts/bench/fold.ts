import { createStream, foldFromLog } from '#server/core/log.ts'
import { openDb } from '#server/db/pool.ts'
import { newId } from '#shared/core/new-id.ts'
import { withDatabase } from './database.ts'
import { poll } from './poll.ts'
import { type Bench, median } from './report.ts'

const ENTRIES = 100_000
const ROUNDS = 5

export const fold: Bench = {
  name: 'fold',
  meaning: 'How long the first to come after a restart waits for a stream as long as an evening can make it.',
  method: `A stream of ${ENTRIES.toLocaleString('en')} votes of 1,000 people, folded from PostgreSQL into an empty process, ${ROUNDS} times, median; the reference reads the same rows and parses nothing but their JSON.`,
  run: () =>
    withDatabase(async (url) => {
      const db = openDb(url, { size: 2 })
      const stream = `poll:${newId()}`
      await createStream(db.sql, stream, newId())
      await db.sql`insert into entries (stream, version, command_id, actor, at, events)
        select ${stream}, n, 'command' || n, 'person' || lpad((n % 1000)::text, 4, '0'), now(),
          jsonb_build_array(jsonb_build_object('type', 'poll.voted', 'data',
            jsonb_build_object('item', n % 200, 'by', 'person' || lpad((n % 1000)::text, 4, '0'))))
        from generate_series(1, ${ENTRIES}) n`
      await db.sql`update streams set version = ${ENTRIES} where name = ${stream}`
      const times: number[] = []
      const reads: number[] = []
      for (let i = 0; i < ROUNDS; i++) {
        let started = performance.now()
        await db.sql`select stream, version, command_id, actor, at, events from entries where stream = ${stream} order by version`
        reads.push(performance.now() - started)
        started = performance.now()
        const folded = await foldFromLog(db, poll, stream)
        times.push(performance.now() - started)
        if (folded?.version !== ENTRIES) throw new Error('The fold is not whole')
      }
      await db.close()
      return [
        {
          figure: `cold fold of ${ENTRIES.toLocaleString('en')} entries`,
          value: median(times) / 1000,
          unit: 's',
          must: { is: '<=', bound: 2 },
          reference: `reading the rows alone ${(median(reads) / 1000).toFixed(2)} s`,
        },
      ]
    }),
}
