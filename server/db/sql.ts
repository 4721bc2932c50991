import type { QueryConfig, QueryResult, QueryResultRow } from 'pg'
import type { z } from 'zod'

/** A piece of SQL: its text with `?` holes already numbered when it is run, and the values in order. */
class Fragment {
  readonly texts: readonly string[]
  readonly values: readonly unknown[]
  constructor(texts: readonly string[], values: readonly unknown[]) {
    this.texts = texts
    this.values = values
  }
}

/** Builds a piece to put into another statement: ``part`and roles && ${roles}` ``. Values never become text. */
export const part = (texts: TemplateStringsArray, ...values: unknown[]): Fragment => new Fragment(texts, values)
/** A piece that says nothing. */
export const nothing = new Fragment([''], [])

/** Puts the pieces together and numbers the values `$1…`. */
export function render(texts: readonly string[], values: readonly unknown[]): { text: string; values: unknown[] } {
  const out: unknown[] = []
  const write = (t: readonly string[], v: readonly unknown[]): string =>
    t.reduce((text, piece, i) => {
      if (i === 0) return piece
      const value = v[i - 1]
      return text + (value instanceof Fragment ? write(value.texts, value.values) : `$${out.push(value)}`) + piece
    }, '')
  return { text: write(texts, values), values: out }
}

const prepared = new WeakMap<TemplateStringsArray, { name: string; text: string }>()
let count = 0

/**
 * A statement as it is sent. One without pieces always has the same text, so it is named: each connection plans it once
 * (docs/decisions/008). The place in the code is its name; `prepared` grows no further than the code does.
 */
function statement(texts: TemplateStringsArray, values: readonly unknown[]): QueryConfig {
  if (values.some((value) => value instanceof Fragment)) return render(texts, values)
  const known = prepared.get(texts) ?? { name: `foyer_${++count}`, text: render(texts, values).text }
  prepared.set(texts, known)
  return { ...known, values: [...values] }
}

/**
 * The one way to PostgreSQL: ``sql`select … where id = ${id}` `` gives rows; `.one`, `.maybe` and `.rows(schema)` parse
 * them with zod where they are read.
 */
export interface Sql {
  <R extends QueryResultRow = QueryResultRow>(texts: TemplateStringsArray, ...values: unknown[]): Promise<R[]>
  /** Rows parsed by a schema. */
  rows<T>(schema: z.ZodType<T>): (texts: TemplateStringsArray, ...values: unknown[]) => Promise<T[]>
  /** The first row, or undefined. */
  maybe<T>(schema: z.ZodType<T>): (texts: TemplateStringsArray, ...values: unknown[]) => Promise<T | undefined>
  /** Exactly the first row; throws when there is none. */
  one<T>(schema: z.ZodType<T>): (texts: TemplateStringsArray, ...values: unknown[]) => Promise<T>
  /** How many rows a statement touched. */
  count(texts: TemplateStringsArray, ...values: unknown[]): Promise<number>
}

/** What runs statements: a pool, a client, or something around one. */
export interface Queries {
  query(statement: QueryConfig): Promise<QueryResult>
}

export function sqlOn(client: Queries): Sql {
  const run = (texts: TemplateStringsArray, values: readonly unknown[]) => client.query(statement(texts, values))
  const sql = (async (texts: TemplateStringsArray, ...values: unknown[]) => (await run(texts, values)).rows) as Sql
  sql.rows =
    (schema) =>
    async (texts, ...values) =>
      (await run(texts, values)).rows.map((row) => schema.parse(row))
  sql.maybe =
    (schema) =>
    async (texts, ...values) => {
      const row = (await run(texts, values)).rows[0]
      return row === undefined ? undefined : schema.parse(row)
    }
  sql.one =
    (schema) =>
    async (texts, ...values) =>
      schema.parse((await run(texts, values)).rows[0])
  sql.count = async (texts, ...values) => (await run(texts, values)).rowCount ?? 0
  return sql
}
