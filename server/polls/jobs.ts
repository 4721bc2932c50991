import type { Context } from '../context.ts'
import type { JobHandler } from '../core/api.ts'
import { derivedId } from '../core/ids.ts'

export function jobs({ core }: Context): Record<string, JobHandler> {
  return {
    /** The airing is over: nothing is voted on any more. */
    'polls.end': async ({ id, payload }) => {
      const command = { id: derivedId('polls.end', id), type: 'polls.end', data: {}, actor: { system: 'policy' } }
      const answer = await core.submit(`polls:${payload.airing}`, command)
      // Deleted meanwhile, it has no polls.
      if (!answer.ok && answer.refused !== 'core.notFound')
        throw new Error(`The polls could not be told that it is over: ${answer.refused}`)
    },
  }
}
