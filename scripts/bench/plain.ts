import pg from 'pg'
import { newId } from '#shared/core/new-id.ts'
import { serve } from './child.ts'

/*
 * The reference for commands: a server without our ideas on the same PostgreSQL. Per command it locks the row, inserts,
 * bumps the version and commits, on 16 connections, each as fast as it can. It has no sockets to pay for.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 })
await pool.query(`create table if not exists plain_streams (name text primary key, version bigint not null default 0);
  create table if not exists plain_entries (stream text, version bigint, id text, data jsonb, primary key (stream, version))`)

async function once(client: pg.PoolClient, stream: string): Promise<void> {
  await client.query('begin')
  const { rows } = await client.query({
    name: 'lock',
    text: 'select version from plain_streams where name = $1 for update',
    values: [stream],
  })
  const version = Number(rows[0].version) + 1
  await client.query({
    name: 'insert',
    text: 'insert into plain_entries (stream, version, id, data) values ($1, $2, $3, $4)',
    values: [stream, version, newId(), JSON.stringify({ type: 'poll.voted', item: 1 })],
  })
  await client.query({
    name: 'bump',
    text: 'update plain_streams set version = $2 where name = $1',
    values: [stream, version],
  })
  await client.query('commit')
}

serve({
  async run({ streams, ms }) {
    const names = Array.from({ length: Number(streams) }, (_, i) => `s${i}`)
    for (const name of names)
      await pool.query('insert into plain_streams (name) values ($1) on conflict do nothing', [name])
    const until = performance.now() + Number(ms)
    let done = 0
    await Promise.all(
      Array.from({ length: 16 }, async (_, i) => {
        const client = await pool.connect()
        for (let n = i; performance.now() < until; n += 16, done++) await once(client, names[n % names.length]!)
        client.release()
      }),
    )
    return { done }
  },
})
