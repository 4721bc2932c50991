import type { chat } from '#shared/chat/contract.ts'
import type { RecordOf } from '#shared/core/contract.ts'
import type { Quote } from '../core/feature.ts'

/** Who said a line as it was shown, and what. */
export function quotes(key: string, record: unknown): Quote | null {
  if (!key.startsWith('line/')) return null
  const { participant, name, text } = record as RecordOf<typeof chat, 'line'>
  return { participant, name, words: text }
}
