import type { Answer } from '#shared/core/wire.ts'
import type { Context } from '../context.ts'
import type { JobHandler } from '../core/api.ts'
import { derivedId } from '../core/ids.ts'
import { findLine } from './tables.ts'

/** A refusal of the rules is an answer; a store that is away makes the job come again. */
function settled(answer: Answer): Answer {
  if (!answer.ok && (answer.refused === 'core.unavailable' || answer.refused === 'core.bug'))
    throw new Error(`A line could not become a question: ${answer.refused}`)
  return answer
}

export function jobs({ core, db }: Context): Record<string, JobHandler> {
  return {
    /** Gives a line to the questions of its airing, as its author's, and tells the chat what came of it. */
    'chat.takeIn': async ({ id, payload }) => {
      const [airing, line] = [String(payload.airing), String(payload.line)]
      const said = await findLine(db.sql, airing, line)
      if (!said) return
      const { participant, name, side, text } = said
      const tell = async (stream: string, type: string, data: object) =>
        settled(
          await core.submit(`${stream}:${airing}`, {
            id: derivedId(type, id),
            type,
            data,
            actor: { system: 'policy' },
          }),
        )
      const taken = await tell('qa', 'qa.takeIn', { channel: null, participant, name, side, text })
      await tell('chat', 'chat.noteQuestion', { line, refused: taken.ok ? null : taken.refused })
    },
  }
}
