import { LONGEST_OVERRUN_MS } from '#shared/airing/rules.ts'
import { isRefusal, type Refusal } from '#shared/core/refusals.ts'
import type { AiringRow } from '#shared/programme/rows.ts'
import { isOnAir } from '#shared/programme/rules.ts'
import type { Context } from '../context.ts'
import { derivedId } from '../core/ids.ts'
import { ensureAccount } from '../identity/accounts.ts'
import { addParticipant, findMine } from '../identity/participants.ts'
import { register } from '../identity/registrations.ts'
import { makeEvent } from '../programme/events.ts'
import { airingKind, type Kind, personKind, sessionKind, trackKind } from '../programme/kinds.ts'
import { createRow } from '../programme/save.ts'
import { readAirings, readStages } from '../programme/tables.ts'
import { askAhead } from './asking.ts'
import {
  beginningOf,
  beginningOfEvent,
  eventForm,
  expected,
  guests,
  organizer,
  people,
  sessions,
  tracks,
} from './evening.ts'
import { type DemoEvent, findLastDemo, isInUse } from './tables.ts'

const MINUTE = 60_000

/**
 * Makes the demo evening where one is wanted and none is running: in an empty embedded database, or wherever
 * `FOYER_DEMO=on`. Once all its airings are over, the next call makes a new one. Returns the running one, or null.
 * The core must have been started.
 */
export async function ensureDemo(context: Context): Promise<DemoEvent | null> {
  const { config, db } = context
  if (config.demo === 'off') return null
  const last = await findLastDemo(db.sql)
  if (last) {
    const airings = await readAirings(db.sql, last.id)
    if (isRunning(airings, context.clock.now())) return last
    // Begun a moment ago by another node, or by a start that was killed: both write the same rows.
    if (airings.length === 0 && context.clock.now() < last.endsAt) return fill(context, last)
  }
  if (config.demo === 'auto' && (!config.isEmbedded || (await isInUse(db.sql)))) return null
  return begin(context, last?.id ?? 'first')
}

/**
 * By the plan, not by the log alone: on a machine that slept through the evening, what has to end by itself has not had
 * its turn yet. Only a show that is on may run over.
 */
const isRunning = (airings: readonly AiringRow[], now: number): boolean =>
  airings.some((airing) => {
    const overrun = isOnAir([airing]) ? LONGEST_OVERRUN_MS : 0
    return airing.state !== 'ended' && now < airing.endsAt + overrun
  })

/** Ids follow from the evening before, so two nodes that start at once make the same one. */
async function begin(context: Context, before: string): Promise<DemoEvent> {
  const { db, clock } = context
  const { id: account } = await ensureAccount(db.sql, organizer.mail, clock.now())
  done(
    await makeEvent(context, {
      id: derivedId('demo', before),
      form: eventForm(beginningOf(clock.now())),
      organizer: { account, mail: organizer.mail, shownName: organizer.name },
      isDemo: true,
    }),
  )
  // Read back: another node's clock may have been a moment ahead, and its times count.
  const made = await findLastDemo(db.sql)
  if (!made) throw new Error('The demo evening was deleted while it was made')
  return fill(context, made)
}

async function fill(context: Context, event: DemoEvent): Promise<DemoEvent> {
  await invite(context, event.id, context.clock.now())
  await plan(context, event.id, beginningOfEvent(event))
  await askAhead(context, event.id, derivedId('demo', event.id, 'airing', 1, 0))
  return event
}

/** The people of the evening: those who are here, and those still expected. */
async function invite({ db }: Context, event: string, now: number): Promise<void> {
  await db.transaction(async (sql) => {
    for (const { mail, name, roles, attendance, privacy } of guests) {
      const standing = { roles, tags: [], membership: false }
      const { id: account } = await ensureAccount(sql, mail, now)
      // Another node that makes the same evening holds this row until it is done; then its people are there.
      await register(sql, event, { mail, name, standing, now })
      if (await findMine(sql, event, { device: '', account })) continue
      await addParticipant(sql, event, { device: null, account }, { name, privacy, attendance }, standing, now)
    }
    for (const { mail, name, role } of expected)
      await register(sql, event, { mail, name, standing: { roles: [role], tags: [], membership: false }, now })
  })
}

/** The programme, row by row, the way an organizer writes it. */
async function plan(context: Context, event: string, beginning: number): Promise<void> {
  const id = (...parts: readonly (string | number)[]): string => derivedId('demo', event, ...parts)
  const create = async (kind: Kind, row: string, form: unknown): Promise<void> => {
    done(await createRow(context, { event, id: row, actor: { system: 'demo' } }, kind, form))
  }
  const [stage] = await readStages(context.db.sql, event)
  if (!stage) throw new Error('a new event has a stage')
  for (const [position, [track, name]] of Object.entries(tracks).entries())
    await create(trackKind, id('track', track), { name, position })
  for (const [person, form] of Object.entries(people)) await create(personKind, id('person', person), form)
  for (const [i, session] of sessions.entries()) {
    await create(sessionKind, id('session', i), {
      title: session.title,
      summary: session.summary,
      track: id('track', session.track),
      people: session.people.map(({ person, part }) => ({ person: id('person', person), part })),
    })
    for (const [j, { kind, after, minutes, doorsMinutes = 15 }] of session.airings.entries()) {
      const startsAt = beginning + after * MINUTE
      const times = { startsAt, endsAt: startsAt + minutes * MINUTE, doorsMinutes }
      await create(airingKind, id('airing', i, j), { session: id('session', i), stage: stage.id, kind, ...times })
    }
  }
}

/** The demo's own data fits the rules; a refusal here is a bug of ours. */
function done<T extends object>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(`The demo evening could not be made: ${result.refused}`)
  return result
}
