import type { Context } from '../context.ts'
import type { JobHandler } from '../core/api.ts'
import { readFacts } from '../core/facts.ts'
import { derivedId } from '../core/ids.ts'
import { openAirings } from './tables.ts'

/** What the airing says where there is nothing to do: they are not there, or have no hand up. */
const NOTHING_TO_DO = ['airing.notBackstage', 'airing.noHand']

export function jobs({ core, db }: Context): Record<string, JobHandler> {
  return {
    /** Tells every node, and every airing that is not over: their microphone is taken, or given back; a hand goes down. */
    'conduct.hush': async ({ id, payload }) => {
      const participant = String(payload.participant)
      core.poke(participant)
      const [facts] = await readFacts(db.sql, [participant])
      if (!facts) return
      for (const airing of await openAirings(db.sql, participant)) {
        const tell = async (type: string, data: object) => {
          const command = { id: derivedId(type, id, airing), type, data: { participant, ...data } }
          const answer = await core.submit(`airing:${airing}`, { ...command, actor: { system: 'policy' } })
          if (!answer.ok && !NOTHING_TO_DO.includes(answer.refused))
            throw new Error(`The airing could not be told who is silenced: ${answer.refused}`)
        }
        await tell('airing.silence', { silenced: facts.silenced })
        if (facts.silenced) await tell('airing.lowerHandOf', { note: '' })
      }
    },
  }
}
