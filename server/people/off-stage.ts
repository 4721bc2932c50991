import { z } from 'zod'
import { airing } from '#shared/airing/contract.ts'
import { has } from '#shared/core/people.ts'
import { contracts } from '#shared/protocol.ts'
import type { Context } from '../context.ts'
import type { JobHandler } from '../core/api.ts'
import { readFacts } from '../core/facts.ts'
import { derivedId } from '../core/ids.ts'
import type { Sql } from '../db/sql.ts'

const PRESENTERS = airing.commands['airing.standBy'].by

const Row = z.object({ id: z.string(), stage: z.string() })

const airingsOf = (sql: Sql, participant: string) =>
  sql.rows(Row)`select a.id, a.stage from airings a join participants p on p.event = a.event
    where p.id = ${participant} and (a.state <> 'ended' or p.removed_at is not null
      or exists (select from media_seats where airing = a.id and participant = p.id))`

/** Whatever of an airing holds people's words, and is told whose go and whose are back. */
const HOLDS_WORDS = contracts.filter(({ name, perAiring, commands }) => perAiring && `${name}.removeAuthor` in commands)

/** What someone asked or wrote at an airing is put away with them, and comes back with them. */
async function tellOfAuthor(
  core: Context['core'],
  job: string,
  airingId: string,
  data: { participant: string; isBack: boolean },
): Promise<void> {
  const id = derivedId('people.authorOf', job, airingId)
  for (const { name, stream } of HOLDS_WORDS) {
    const command = { id, type: `${name}.removeAuthor`, data, actor: { system: 'policy' } }
    const answer = await core.submit(`${stream}:${airingId}`, command)
    if (!answer.ok) throw new Error(`${name} could not be told whose words go or are back: ${answer.refused}`)
  }
}

/**
 * Takes someone off every stage of their event who may not be there any more, and has the media rooms compared at once.
 * Who was removed has no facts: then guests leave too, and a hand goes down.
 */
export const offStage =
  ({ db, clock, core }: Pick<Context, 'db' | 'clock' | 'core'>): JobHandler =>
  async ({ id, payload }) => {
    const participant = String(payload.participant)
    const [facts] = await readFacts(db.sql, [participant])
    if (has(facts ?? null, ...PRESENTERS)) return
    const airings = await airingsOf(db.sql, participant)
    for (const { id: airingId } of airings) {
      const answer = await core.submit(`airing:${airingId}`, {
        id: derivedId('people.offStage', id, airingId),
        type: 'airing.dropPresenter',
        data: { participant, removed: !facts },
        actor: { system: 'policy' },
      })
      if (!answer.ok) throw new Error(`The airing could not be told who leaves: ${answer.refused}`)
      if (!facts) await tellOfAuthor(core, id, airingId, { participant, isBack: false })
    }
    // Viewers are in no airing's log: their seats are looked at when the room is compared.
    const stages = [...new Set(airings.map((row) => row.stage))]
    const compare = (stage: string) => ({
      kind: 'media.reconcile',
      key: `media:${stage}`,
      lane: `media:${stage}`,
      payload: { stage },
      due: clock.now(),
    })
    await core.jobs.add(db.sql, stages.map(compare))
    core.jobs.wake()
  }

/** Whoever is let in again is read again: what they wrote to the others behind a show, and beside it. */
export const backAgain =
  ({ db, core }: Pick<Context, 'db' | 'core'>): JobHandler =>
  async ({ id, payload }) => {
    const participant = String(payload.participant)
    const [facts] = await readFacts(db.sql, [participant])
    if (!facts) return
    for (const { id: airingId } of await db.sql.rows(Row)`select id, stage from airings where event = ${facts.event}`) {
      const answer = await core.submit(`airing:${airingId}`, {
        id: derivedId('people.backAgain', id, airingId),
        type: 'airing.hideLines',
        data: { participant, hidden: false },
        actor: { system: 'policy' },
      })
      if (!answer.ok) throw new Error(`The airing could not be told who is back: ${answer.refused}`)
      await tellOfAuthor(core, id, airingId, { participant, isBack: true })
    }
  }
