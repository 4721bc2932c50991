import { z } from 'zod'
import { splitStream } from '#shared/core/ids.ts'
import type { Facts } from '#shared/core/people.ts'
import { unaccented } from '#shared/core/unaccented.ts'
import { readFacts } from '../core/facts.ts'
import type { NeedsCtx } from '../core/feature.ts'
import { nothing, part, type Sql } from '../db/sql.ts'
import type { Command, Event } from './domain.ts'
import type { Standing, State } from './state.ts'

/** What `decide` needs beside the state. */
export interface Rows {
  /** The airing has ended. */
  isOver: boolean
  /** How the sender is called at the event. */
  name: string
  /** Those of the tags a segment names that somebody at the event has. */
  tags: readonly string[]
  /** Whom the command is about. */
  person: { name: string; facts: Facts } | null
}

const airingOf = (stream: string): string => splitStream(stream)[1]

/** Asked once a transaction: a batch may hold two hundred votes. */
const endings = new WeakMap<Sql, Promise<boolean>>()
function isOver(sql: Sql, stream: string): Promise<boolean> {
  const known = endings.get(sql)
  if (known) return known
  const row = sql.maybe(z.object({ state: z.string() }))`select state from airings where id = ${airingOf(stream)}`
  const over = row.then((found) => found?.state === 'ended')
  endings.set(sql, over)
  return over
}

const Named = z.object({ name: z.string() })
const nameOf = async (sql: Sql, participant: string): Promise<string | null> =>
  (await sql.maybe(Named)`select shown_name as name from participants where id = ${participant} and removed_at is null`)
    ?.name ?? null

/** Someone at the event of this stream, as they are called and what is true of them. */
async function personOf(sql: Sql, stream: string, participant: string): Promise<Rows['person']> {
  const [facts] = await readFacts(sql, [participant])
  const name = await nameOf(sql, participant)
  const isHere =
    (await sql.count`select from airings where id = ${airingOf(stream)} and event = ${facts?.event ?? ''}`) > 0
  return facts && name !== null && isHere ? { name, facts } : null
}

/** Those of these tags that somebody has, on the list or at the event. */
async function knownTags(sql: Sql, stream: string, tags: readonly string[]): Promise<string[]> {
  if (tags.length === 0) return []
  const rows = await sql.rows(z.object({ tag: z.string() }))`select tag from unnest(${tags}::text[]) as tag
    join airings a on a.id = ${airingOf(stream)}
    where exists (select from registrations where event = a.event and tag = any(tags))
      or exists (select from facts where event = a.event and tag = any(tags))`
  return rows.map(({ tag }) => tag)
}

/** Is the airing over, who is it that sends this, and whom and what does it name? */
export async function needs(sql: Sql, stream: string, command: Command, { actor }: NeedsCtx): Promise<Rows> {
  const rows: Rows = { isOver: false, name: '', tags: [], person: null }
  const me = async () => ('participant' in actor ? ((await nameOf(sql, actor.participant)) ?? '') : '')
  switch (command.type) {
    case 'qa.ask':
      return { ...rows, isOver: await isOver(sql, stream), name: await me() }
    case 'qa.edit':
    case 'qa.offer':
    case 'qa.vote':
    case 'qa.unvote':
      return { ...rows, isOver: await isOver(sql, stream) }
    case 'qa.takeIn':
      return {
        ...rows,
        isOver: await isOver(sql, stream),
        person: await personOf(sql, stream, command.data.participant),
      }
    case 'qa.addChannel':
    case 'qa.editChannel':
      return { ...rows, tags: await knownTags(sql, stream, command.data.segment.tags) }
    case 'qa.limitModerator':
      return { ...rows, person: await personOf(sql, stream, command.data.participant) }
    case 'qa.handOver':
      return { ...rows, name: await me(), person: await personOf(sql, stream, command.data.to) }
    case 'qa.setChannelState':
    case 'qa.weigh':
    case 'qa.withdraw':
    case 'qa.putBack':
    case 'qa.hideAuthor':
    case 'qa.showAuthors':
    case 'qa.removeAuthor':
      return rows
    default:
      return { ...rows, name: await me() }
  }
}

/** What changes nothing of what is searched. */
const ELSEWHERE: ReadonlySet<Event['type']> = new Set([
  'qa.voted',
  'qa.unvoted',
  'qa.offered',
  'qa.noted',
  'qa.pinned',
  'qa.claimed',
  'qa.released',
  'qa.escalated',
  'qa.calledOn',
  'qa.chapterCorrected',
  'qa.authorHidden',
])

/** Keeps the rows of questions in step with the log. */
export async function project(sql: Sql, stream: string, events: readonly Event[], state: State): Promise<void> {
  const ids = events.flatMap(({ type, data }) => {
    if (type === 'qa.authorRemoved' || type === 'qa.authorReturned') return state.mine[data.participant] ?? []
    return 'question' in data && data.question !== null && !ELSEWHERE.has(type) ? [data.question] : []
  })
  const changed = [...new Set(ids)].flatMap((id) => state.questions[id] ?? [])
  if (changed.length === 0) return
  const words = changed.map(({ text, name }) => unaccented([text, name].filter(Boolean).join('\n')))
  await sql`insert into questions (airing, id, number, channel, state, words, labels)
    select ${airingOf(stream)}, one.id, one.number, one.channel, one.state, one.words,
      array(select jsonb_array_elements_text(one.labels))
    from unnest(${changed.map(({ id }) => id)}::text[], ${changed.map(({ number }) => number)}::int[],
      ${changed.map(({ stand }) => stand.channel)}::text[], ${changed.map(({ stand }) => stand.state)}::text[],
      ${words}::text[], ${changed.map(({ labels }) => JSON.stringify(labels))}::jsonb[])
      as one(id, number, channel, state, words, labels)
    on conflict (airing, id) do update set channel = excluded.channel, state = excluded.state, words = excluded.words,
      labels = excluded.labels`
}

const AiringRow = z.object({ event: z.string(), kind: z.string() })
/** Of which event an airing is, and whether it is shown to all; undefined when there is none. */
export const readAiring = (sql: Sql, airing: string): Promise<z.infer<typeof AiringRow> | undefined> =>
  sql.maybe(AiringRow)`select event, kind from airings where id = ${airing}`

/** What is looked for; null asks for nothing. */
export interface Search {
  channels: readonly string[]
  state: Standing | null
  label: string | null
  words: string
  /** Older than this one, by its number. */
  before: number | null
}

const Found = z.object({ id: z.string(), number: z.int() })

/** A page of an airing's questions, the newest first. */
export function searchQuestions(
  sql: Sql,
  airing: string,
  { channels, state, label, words, before }: Search,
  most: number,
): Promise<z.infer<typeof Found>[]> {
  const like = `%${unaccented(words).replace(/[\\%_]/g, '\\$&')}%`
  return sql.rows(Found)`select id, number from questions
    where airing = ${airing} and channel = any(${channels}::text[])
      ${state === null ? nothing : part`and state = ${state}`}
      ${label === null ? nothing : part`and ${label} = any(labels)`}
      ${words === '' ? nothing : part`and words like ${like}`}
      ${before === null ? nothing : part`and number < ${before}`}
    order by number desc limit ${most}`
}
