import { z } from 'zod'
import { at } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'
import type { JobRequest } from './feature.ts'
import { derivedId } from './ids.ts'

const JobRow = z.object({
  seq: z.number(),
  id: z.string(),
  kind: z.string(),
  lane: z.string().nullable(),
  payload: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  attempts: z.int(),
})
export type JobRow = z.infer<typeof JobRow>

/**
 * Inserts jobs in this transaction. Asking again for a key moves the waiting job; it also gets a new id, so that one
 * that runs right now stays for another run. `seed` makes the ids: the entry that asks, or a random one.
 */
export async function insertJobs(sql: Sql, jobs: readonly JobRequest[], seed: string): Promise<void> {
  for (const [i, job] of jobs.entries())
    await sql`insert into jobs (id, kind, key, lane, payload, due)
      values (${derivedId('job', seed, i)}, ${job.kind}, ${job.key ?? null}, ${job.lane ?? null}, ${JSON.stringify(job.payload)}, ${at(job.due)})
      on conflict (key) do update set id = excluded.id, kind = excluded.kind, payload = excluded.payload, due = excluded.due, attempts = 0`
}

/**
 * Makes sure a job of this key waits, without moving one that does. Of two nodes that start at once either may be told of
 * the key or of the id, which is the same for both.
 */
export const ensureJob = (sql: Sql, kind: string, key: string, id: string, due: number): Promise<unknown> =>
  sql`insert into jobs (id, kind, key, payload, due) values (${id}, ${kind}, ${key}, '{}', ${at(due)}) on conflict do nothing`

export const dropJob = (sql: Sql, key: string): Promise<unknown> => sql`delete from jobs where key = ${key}`

/** Due jobs, of each lane only the first. */
export const dueJobs = (sql: Sql, now: number, kinds: readonly string[], limit: number): Promise<JobRow[]> =>
  sql.rows(JobRow)`select seq, id, kind, lane, payload, attempts from jobs j
    where due <= ${at(now)} and kind = any(${kinds})
      and (lane is null or not exists (select 1 from jobs k where k.lane = j.lane and k.seq < j.seq))
    order by due, seq limit ${limit}`

/** The job as it is now that its lock is ours, or undefined: another node was faster, or it was moved. */
export const rereadJob = (sql: Sql, seq: number, now: number): Promise<JobRow | undefined> =>
  sql.maybe(JobRow)`select seq, id, kind, lane, payload, attempts from jobs where seq = ${seq} and due <= ${at(now)}`

/** Done: unless it was asked for again meanwhile. */
export const finishJob = (sql: Sql, job: JobRow): Promise<unknown> =>
  sql`delete from jobs where seq = ${job.seq} and id = ${job.id}`

/** Comes back at `due`, unless it was asked for again meanwhile. */
export const repeatJob = (sql: Sql, job: JobRow, due: number): Promise<unknown> =>
  sql`update jobs set due = ${at(due)}, attempts = 0 where seq = ${job.seq} and id = ${job.id}`

export const postponeJob = (sql: Sql, job: JobRow, due: number): Promise<unknown> =>
  sql`update jobs set due = ${at(due)}, attempts = attempts + 1 where seq = ${job.seq} and id = ${job.id}`
