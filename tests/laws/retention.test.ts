import { expect, onTestFinished, test } from 'vitest'
import { openDb } from '#server/db/pool.ts'
import { RETENTION, registry } from '#server/db/retention.ts'
import { freshDatabase } from '../helpers/postgres.ts'

async function columns(): Promise<Map<string, string[]>> {
  const database = await freshDatabase()
  const db = openDb(database.url, { size: 1 })
  onTestFinished(async () => {
    await db.close()
    await database.drop()
  })
  const rows = await db.sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'`
  const out = new Map<string, string[]>()
  for (const { table, column } of rows) out.set(table, [...(out.get(table) ?? []), column])
  return out
}

test('every table of a migrated database has a retention class, and no class is left over', async () => {
  const real = await columns()
  expect(Object.keys(registry).sort()).toEqual([...real.keys()].sort())
})

test('every exception names a column there is, and every class is one of ours', async () => {
  const real = await columns()
  for (const [table, { all, but = {} }] of Object.entries(registry)) {
    expect([table, Object.keys(but).filter((column) => !real.get(table)?.includes(column))]).toEqual([table, []])
    for (const name of [all, ...Object.values(but)]) expect(Object.keys(RETENTION)).toContain(name)
  }
})
