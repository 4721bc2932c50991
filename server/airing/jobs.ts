import { REMIND_AFTER_MS } from '#shared/airing/rules.ts'
import type { Answer } from '#shared/core/wire.ts'
import type { Context } from '../context.ts'
import type { JobHandler } from '../core/api.ts'
import { derivedId } from '../core/ids.ts'
import { overdueJob, reconcileJob } from './policies.ts'
import { reconcileStage } from './rooms.ts'
import { endedBackstage, readAiring } from './tables.ts'

const MINUTE = 60_000

/** A refusal of the rules is an answer; a store that is away makes the job come again. */
function settled(answer: Answer): Answer {
  if (!answer.ok && (answer.refused === 'core.unavailable' || answer.refused === 'core.bug'))
    throw new Error(`The airing could not be told: ${answer.refused}`)
  return answer
}

/** What an airing does by itself. */
export function jobs(context: Context): Record<string, JobHandler> {
  const { core, db, clock } = context
  const tell = async (airing: string, type: string, data: unknown, ...id: (string | number)[]): Promise<Answer> =>
    settled(
      await core.submit(`airing:${airing}`, {
        id: derivedId(type, airing, ...id),
        type,
        data,
        actor: { system: 'job' },
      }),
    )

  return {
    /** Opens the doors in time, also after the programme was moved; then watches over the planned end. */
    'airing.doors': async ({ payload }) => {
      const row = await readAiring(db.sql, String(payload.airing))
      if (!row) return
      const doorsAt = row.startsAt - row.doorsMinutes * MINUTE
      if (clock.now() < doorsAt) return { again: doorsAt }
      await tell(row.id, 'airing.openDoors', {})
      await core.jobs.add(db.sql, [overdueJob(row.id, row.endsAt + REMIND_AFTER_MS)])
    },

    /** Past the planned end, every minute until it is over: reminds once, and ends what was left behind. */
    'airing.overdue': async ({ payload }) => {
      // Before anything is decided: a clock that jumps meanwhile must not put the next look off.
      const now = clock.now()
      const row = await readAiring(db.sql, String(payload.airing))
      if (!row) return
      const plannedEnd = row.endsAt
      const reminded = await tell(row.id, 'airing.remind', { plannedEnd }, plannedEnd)
      if (!reminded.ok) return
      await tell(row.id, 'airing.endOverdue', { plannedEnd }, plannedEnd)
      return { again: Math.max(now + MINUTE, plannedEnd + REMIND_AFTER_MS) }
    },

    'airing.goLive': async ({ payload }) => {
      const countdown = Number(payload.countdown)
      await tell(String(payload.airing), 'airing.goLive', { countdown }, countdown)
    },

    'airing.expireInvite': async ({ payload }) => {
      const invite = Number(payload.invite)
      const data = { participant: String(payload.participant), invite }
      await tell(String(payload.airing), 'airing.expireInvite', data, invite)
    },

    /** Once in the job's life: the id is the job's own, for the same guest may be missed twice. */
    'airing.missGuest': async ({ payload, id }) => {
      await tell(String(payload.airing), 'airing.missGuest', { participant: String(payload.participant) }, id)
    },

    /** Who is still backstage of an airing that is over makes room for the one that takes the stage. */
    'airing.closeOthers': async ({ payload }) => {
      for (const airing of await endedBackstage(db.sql, String(payload.stage), String(payload.airing)))
        await tell(airing, 'airing.closeBackstage', {}, String(payload.airing))
    },

    'airing.findSources': async ({ payload }) => {
      const row = await readAiring(db.sql, String(payload.airing))
      if (row) await core.jobs.add(db.sql, [reconcileJob(row.stage, clock.now())])
    },

    'airing.noteRow': async ({ payload }) => {
      const row = await readAiring(db.sql, String(payload.airing))
      if (!row) return
      settled(
        await core.submit(`event:${row.event}`, {
          id: derivedId('airing.noteRow', row.id, Number(payload.version)),
          type: 'event.noteRow',
          data: { table: 'airings', id: row.id, revision: row.revision },
          actor: { system: 'policy' },
        }),
      )
    },

    'media.reconcile': ({ payload, signal }) => reconcileStage(context, String(payload.stage), signal),
  }
}
