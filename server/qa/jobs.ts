import type { Context } from '../context.ts'
import type { JobHandler } from '../core/api.ts'
import { derivedId } from '../core/ids.ts'
import type { State } from './state.ts'

/** Characters of a question that go along with the hand. */
const ABOUT = 120

export function jobs({ core }: Context): Record<string, JobHandler> {
  return {
    /** Raises the hand of whoever offered to ask in person, and invites them. */
    'qa.callOn': async ({ id, payload }) => {
      const airing = String(payload.airing)
      const state = await core.peek<State>(`qa:${airing}`)
      const one = state?.questions[String(payload.question)]
      if (!one?.offer) return
      const about = [...(one.text ?? '')].slice(0, ABOUT).join('').replace(/\s+/gu, ' ')
      const data = { participant: one.by, side: one.side, name: one.name ?? '', about, where: one.offer.where ?? '' }
      const command = { id: derivedId('qa.callOn', id), type: 'airing.callOn', data, actor: { system: 'policy' } }
      const answer = await core.submit(`airing:${airing}`, command)
      // A refusal of the airing's rules is an answer: it is over, or they are on stage already.
      if (!answer.ok && (answer.refused === 'core.unavailable' || answer.refused === 'core.bug'))
        throw new Error(`The airing could not be told who is called on: ${answer.refused}`)
    },
  }
}
