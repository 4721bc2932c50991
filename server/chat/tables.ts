import { z } from 'zod'
import { OLDER_PAGE } from '#shared/chat/rules.ts'
import type { AuditAction } from '#shared/core/audit.ts'
import { splitStream } from '#shared/core/ids.ts'
import { Attendance } from '#shared/core/people.ts'
import type { Meta, NeedsCtx } from '../core/feature.ts'
import { at } from '../db/pool.ts'
import { nothing, part, type Sql } from '../db/sql.ts'
import type { Command, Event, State } from './domain.ts'
import type { Line } from './state.ts'

/** What `decide` needs beside the state. */
export interface Rows {
  /** As the sender is called here. */
  name: string
  /** When the airing ended; null while it has not. ms UTC */
  endedAt: number | null
  /** The line the command is about, or replies to, as its row has it. */
  line: Line | null
}

const Around = z.object({ name: z.string(), endedAt: z.number().nullable() })

export async function needs(sql: Sql, stream: string, command: Command, { actor }: NeedsCtx): Promise<Rows> {
  const [, airing] = splitStream(stream)
  const id = lineOf(command)
  const line = id === null ? null : ((await findLine(sql, airing, id)) ?? null)
  const me = 'participant' in actor ? actor.participant : null
  if (me === null || (command.type !== 'chat.say' && command.type !== 'chat.hide'))
    return { name: '', endedAt: null, line }
  const around = await sql.one(Around)`select p.shown_name as name, a.ended_at as "endedAt"
    from participants p join airings a on a.id = ${airing} where p.id = ${me}`
  return { ...around, line }
}

const lineOf = ({ type, data }: Command): string | null =>
  type === 'chat.say' ? data.replyTo : 'line' in data ? data.line : null

const LineRow = z
  .object({
    id: z.string(),
    seq: z.int(),
    participant: z.string(),
    name: z.string(),
    side: Attendance,
    text: z.string(),
    at: z.number(),
    replyTo: z.string().nullable(),
    question: z.enum(['moving', 'asked', 'refused']).nullable(),
    refused: z.string().nullable(),
    hiddenBy: z.string().nullable(),
    hiddenAt: z.number().nullable(),
    isTakenBack: z.boolean(),
  })
  .transform(
    ({ question, refused, hiddenBy, hiddenAt, ...line }): Line => ({
      ...line,
      question: question && { state: question, refused },
      hidden: hiddenAt === null ? null : { name: hiddenBy, at: hiddenAt },
    }),
  )
const columns = part`l.id, l.seq, l.participant, l.name, l.side, l.text, l.at, l.reply_to as "replyTo", l.question,
  l.refused, l.hidden_by as "hiddenBy", l.hidden_at as "hiddenAt", l.taken_back as "isTakenBack"`

/** A line of an airing, however old. */
export const findLine = (sql: Sql, airing: string, id: string): Promise<Line | undefined> =>
  sql.maybe(LineRow)`select ${columns} from chat_lines l where l.airing = ${airing} and l.id = ${id}`

/** The line that a key names, however old. */
export async function readOlder(sql: Sql, stream: string, key: string): Promise<Line | undefined> {
  const [[, airing], [name, id = '']] = [splitStream(stream), key.split('/', 2) as [string, string?]]
  return name === 'line' ? findLine(sql, airing, id) : undefined
}

/** A page of lines from before one of them, the newest first, as some see them, and whether there are older ones. */
export async function olderThan(
  sql: Sql,
  airing: string,
  { before, isStaff }: { before: number; isStaff: boolean },
): Promise<{ lines: Line[]; hasMore: boolean }> {
  const open = isStaff ? nothing : part`and l.hidden_at is null`
  const rows = await sql.rows(LineRow)`select ${columns} from chat_lines l
    join participants p on p.id = l.participant and p.removed_at is null
    where l.airing = ${airing} and l.seq < ${before} and not l.taken_back ${open}
    order by l.seq desc limit ${OLDER_PAGE + 1}`
  return { lines: rows.slice(0, OLDER_PAGE), hasMore: rows.length > OLDER_PAGE }
}

/** Keeps the lines as rows, for the pages of older ones, and notes down what was done to others; nobody's words. */
export async function project(sql: Sql, stream: string, events: readonly Event[], state: State, meta: Meta) {
  const [, airing] = splitStream(stream)
  const actor = 'participant' in meta.actor ? meta.actor.participant : null
  const note = (action: AuditAction, subject: string | null = null) =>
    sql`insert into audit (event, at, actor, action, subject, about)
      select a.event, ${at(meta.at)}, ${actor}, ${action}, ${subject}, s.title
      from airings a join sessions s on s.id = a.session where a.id = ${airing}`
  for (const event of events) {
    const { type, data } = event
    switch (type) {
      case 'chat.said':
        await sql`insert into chat_lines (airing, seq, id, participant, name, side, text, at, reply_to)
          values (${airing}, ${state.count}, ${data.line}, ${data.participant}, ${data.name ?? ''}, ${data.side},
            ${data.text ?? ''}, ${at(meta.at)}, ${data.replyTo})`
        break
      case 'chat.takenBack':
      case 'chat.broughtBack':
        await sql`update chat_lines set taken_back = ${type === 'chat.takenBack'}
          where airing = ${airing} and id = ${data.line}`
        break
      case 'chat.hidden':
        await sql`update chat_lines set hidden_at = ${at(meta.at)}, hidden_by = ${data.name ?? ''}
          where airing = ${airing} and id = ${data.line}`
        await note('lineHidden', data.participant)
        break
      case 'chat.shown':
        await sql`update chat_lines set hidden_at = null, hidden_by = null where airing = ${airing} and id = ${data.line}`
        await note('lineShown', data.participant)
        break
      case 'chat.questionWished':
        await setQuestion(sql, airing, data.line, 'moving')
        break
      case 'chat.questionAsked':
        await setQuestion(sql, airing, data.line, 'asked')
        break
      case 'chat.questionRefused':
        await setQuestion(sql, airing, data.line, 'refused', data.refused)
        break
      case 'chat.switched':
        await note(data.isOn ? 'chatOpened' : 'chatClosed')
        break
      case 'chat.slowSet':
        await note(data.seconds > 0 ? 'chatSlowed' : 'chatFreed')
        break
      case 'chat.pinned':
        await note('noticePinned')
        break
      case 'chat.unpinned':
      case 'chat.flooded':
      case 'chat.authorRemoved':
      case 'chat.authorReturned':
        break
      default:
        event satisfies never
    }
  }
}

type Wish = NonNullable<Line['question']>['state']
const setQuestion = (sql: Sql, airing: string, line: string, question: Wish, refused: string | null = null) =>
  sql`update chat_lines set question = ${question}, refused = ${refused} where airing = ${airing} and id = ${line}`

const AiringRow = z.object({ event: z.string(), isRehearsal: z.boolean() })
/** The event an airing belongs to, and whether only staff know of it. */
export const findAiring = (sql: Sql, airing: string): Promise<z.infer<typeof AiringRow> | undefined> =>
  sql.maybe(AiringRow)`select event, kind = 'rehearsal' as "isRehearsal" from airings where id = ${airing}`
