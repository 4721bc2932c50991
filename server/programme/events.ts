import { type Refusal, refuse } from '#shared/core/refusals.ts'
import { unaccented } from '#shared/core/unaccented.ts'
import type { EventForm } from '#shared/programme/rows.ts'
import { closesAt, isOnAir, wrongEvent } from '#shared/programme/rules.ts'
import { words } from '#shared/programme/words/en.ts'
import type { Context } from '../context.ts'
import { derivedId } from '../core/ids.ts'
import type { Sql } from '../db/sql.ts'
import { addParticipant } from '../identity/participants.ts'
import { register } from '../identity/registrations.ts'
import { newJoinCode } from '../identity/secrets.ts'
import { closeJob } from './policies.ts'
import {
  deleteEvent,
  findMaker,
  insertEvent,
  isJoinCodeTaken,
  isSlugTaken,
  lockStreams,
  readAirings,
  readEvent,
} from './tables.ts'

const UNIQUE_VIOLATION = '23505'

/** A wish for a new event. `id`: made once per intent; a repeat by the same maker gets the first answer. */
export interface EventWish {
  id: string
  form: EventForm
  /** The account that makes it and becomes its organizer; null for the demo, whose people are made apart. */
  organizer: { account: string; mail: string; shownName: string } | null
  isDemo?: boolean
}

interface Made {
  id: string
  slug: string
}

/** Makes an event with its stream, its first stage, a join code, and its maker as organizer. */
export async function makeEvent(context: Context, wish: EventWish): Promise<Made | Refusal> {
  const wrong = wrongEvent(wish.form)
  if (wrong) return refuse(wrong)
  try {
    return await insertWish(context, wish)
  } catch (error) {
    // Someone took the id, the address or the code between our look and our insert: the second look sees it.
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error
    return insertWish(context, wish)
  }
}

function insertWish(context: Context, wish: EventWish): Promise<Made | Refusal> {
  const { core, clock, db } = context
  const createdBy = wish.organizer?.account ?? null
  return db.transaction(async (sql) => {
    const made = await findMaker(sql, wish.id)
    if (made) return made.createdBy === createdBy ? { id: wish.id, slug: made.slug } : refuse('core.idTaken')
    const now = clock.now()
    const slug = await freeSlug(sql, wish.form.name, wish.id)
    const event = { id: wish.id, slug, joinCode: await freeJoinCode(sql), createdBy, isDemo: wish.isDemo ?? false, now }
    await insertEvent(sql, event, wish.form, { id: derivedId(wish.id, 'stage'), name: words.manage.firstStage })
    if (wish.organizer) {
      const { account, mail, shownName: name } = wish.organizer
      const entering = { name, privacy: 'named', attendance: 'room' } as const
      const standing = { roles: ['organizer'], tags: [], membership: false } as const
      await register(sql, wish.id, { mail, name, standing, now })
      await addParticipant(sql, wish.id, { device: null, account }, entering, standing, now)
    }
    await core.jobs.add(sql, [closeJob(wish.id, closesAt(wish.form, []))])
    return { id: wish.id, slug }
  })
}

/** Deletes an event for good, unless it changed since it was looked at or something is on. Open pages are told. */
export async function removeEvent(context: Context, event: string, revision: number): Promise<Refusal | null> {
  const result = await context.db.transaction(async (sql) => {
    await lockStreams(sql, event)
    const row = await readEvent(sql, event)
    if (!row) return refuse('core.notFound')
    if (row.revision !== revision) return refuse('core.stale', { revision: row.revision })
    if (isOnAir(await readAirings(sql, event))) return refuse('programme.onAir')
    return deleteEvent(sql, event)
  })
  if ('refused' in result) return result
  context.core.revoke({ participants: result }, 'deleted')
  return null
}

const MOST_SLUG = 60

/** `Pricing clinic für Gründer` → `pricing-clinic-fur-grunder`; a name without Latin letters or digits → `event`. */
export function slugOf(name: string): string {
  const plain = unaccented(name)
  const slug = plain.replace(/[^a-z0-9]+/g, '-').slice(0, MOST_SLUG)
  return slug.replace(/^-+|-+$/g, '') || 'event'
}

async function freeSlug(sql: Sql, name: string, id: string): Promise<string> {
  const slug = slugOf(name)
  return (await isSlugTaken(sql, slug)) ? `${slug}-${id.slice(0, 6)}` : slug
}

async function freeJoinCode(sql: Sql): Promise<string> {
  for (;;) {
    const code = newJoinCode()
    if (!(await isJoinCodeTaken(sql, code))) return code
  }
}
