import type { RecordOf } from '#shared/core/contract.ts'
import type { qa } from '#shared/qa/contract.ts'
import type { Quote } from '../core/feature.ts'
import type { State } from './state.ts'

/** A question and its asker, who is found whatever name it stands under: the record alone does not say. */
export function quotes(key: string, record: unknown, { questions }: State): Quote | null {
  if (!key.startsWith('question/')) return null
  const { id, name, text } = record as RecordOf<typeof qa, 'question'>
  return { participant: questions[id]?.by ?? null, name: name ?? '', words: text }
}
