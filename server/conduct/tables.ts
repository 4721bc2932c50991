import { z } from 'zod'
import { splitStream } from '#shared/core/ids.ts'
import { Role } from '#shared/core/people.ts'
import type { Meta, NeedsCtx, Quote } from '../core/feature.ts'
import type { Sql } from '../db/sql.ts'
import { noteAudit } from '../identity/audit.ts'
import type { Command, Event, State } from './domain.ts'

/** Someone at the event, as they are called and what they are now. A screen is nobody. */
const PersonRow = z.object({ name: z.string(), roles: z.array(Role) })
type PersonRow = z.infer<typeof PersonRow>

/** What `decide` needs beside the state: what was seen, and the person it is about. */
export interface Rows {
  quote: Quote | null
  person: PersonRow | null
  /** Whoever reports came without an account. */
  isGuest: boolean
}

const findPerson = async (sql: Sql, event: string, participant: string): Promise<PersonRow | null> =>
  (await sql.maybe(PersonRow)`select p.shown_name as name, f.roles from participants p
    join facts f on f.participant = p.id where p.id = ${participant} and p.event = ${event} and p.removed_at is null
      and not 'screen' = any(f.roles)`) ?? null

const isWithoutAccount = async (sql: Sql, participant: string): Promise<boolean> =>
  (await sql`select 1 from participants where id = ${participant} and account is null`).length > 0

/** What the sender saw, and the person behind it or named. */
export async function needs(sql: Sql, stream: string, command: Command, { seen, actor }: NeedsCtx): Promise<Rows> {
  const [, event] = splitStream(stream)
  switch (command.type) {
    case 'conduct.report': {
      const { about } = command.data
      const participant = 'participant' in about ? about.participant : (seen?.participant ?? null)
      const person = participant === null ? null : await findPerson(sql, event, participant)
      const isGuest = 'participant' in actor && (await isWithoutAccount(sql, actor.participant))
      if (!('participant' in about)) return { quote: seen, person, isGuest }
      return { quote: person && { participant, name: person.name, words: '' }, person, isGuest }
    }
    case 'conduct.block':
    case 'conduct.silence':
      return { quote: null, person: await findPerson(sql, event, command.data.participant), isGuest: false }
    case 'conduct.unblock':
    case 'conduct.settle':
    case 'conduct.reopen':
    case 'conduct.lift':
      return { quote: null, person: null, isGuest: false }
    default:
      return command satisfies never
  }
}

/** Keeps what is true of a silenced person in step with the log, and notes down what was done; nobody's words. */
export async function project(sql: Sql, stream: string, events: readonly Event[], state: State, meta: Meta) {
  const [, event] = splitStream(stream)
  const note = async (
    action: 'speechTaken' | 'speechGiven' | 'reportSettled' | 'reportReopened',
    of: string | null,
    about = '',
  ) => {
    const actor = 'participant' in meta.actor ? meta.actor.participant : null
    await noteAudit(sql, { event, at: meta.at, actor, action, subject: of, about })
  }
  for (const { type, data } of events) {
    if (type === 'conduct.silenced' || type === 'conduct.lifted') {
      const isSilenced = type === 'conduct.silenced'
      await sql`update facts set silenced = ${isSilenced}, version = version + 1 where participant = ${data.participant}`
      await note(isSilenced ? 'speechTaken' : 'speechGiven', data.participant)
    } else if (type === 'conduct.settled')
      await note('reportSettled', state.reports[data.report]?.participant ?? null, data.outcome)
    else if (type === 'conduct.reopened') await note('reportReopened', state.reports[data.report]?.participant ?? null)
  }
}

const Named = z.object({ participant: z.string(), name: z.string(), roles: z.array(Role), isRemoved: z.boolean() })
export type Named = z.infer<typeof Named>

/** These people of the event as they are called now. */
export const readNamed = (sql: Sql, event: string, participants: readonly string[]): Promise<Named[]> =>
  sql.rows(Named)`select p.id as participant, p.shown_name as name, f.roles, p.removed_at is not null as "isRemoved"
    from participants p join facts f on f.participant = p.id
    where p.event = ${event} and p.id = any(${participants}::text[])`

const AiringRow = z.object({ id: z.string(), title: z.string() })
/** The airings among these, by their sessions' titles. */
export const readAirings = (
  sql: Sql,
  event: string,
  airings: readonly string[],
): Promise<{ id: string; title: string }[]> =>
  sql.rows(AiringRow)`select a.id, s.title from airings a join sessions s on s.id = a.session
    where a.event = ${event} and a.id = any(${airings}::text[])`

/** The airings of someone's event that are not over, while they are at it. */
export const openAirings = async (sql: Sql, participant: string): Promise<string[]> =>
  (
    await sql.rows(z.object({ id: z.string() }))`select a.id from airings a join participants p on p.event = a.event
      where p.id = ${participant} and a.state <> 'ended'`
  ).map(({ id }) => id)
