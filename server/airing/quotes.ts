import type { airing } from '#shared/airing/contract.ts'
import type { RecordOf } from '#shared/core/contract.ts'
import type { Quote } from '../core/feature.ts'

type Record<N extends keyof (typeof airing)['records']> = RecordOf<typeof airing, N>

/** Who stands behind a record as it was shown, and what it says: someone on stage, a line between staff, a raised hand. */
export function quotes(key: string, record: unknown): Quote | null {
  switch (key.slice(0, key.indexOf('/'))) {
    case 'presenter': {
      const { participant, kind, name, line } = record as Record<'presenter'>
      return { participant: kind === 'source' ? null : participant, name, words: line }
    }
    case 'said': {
      const { participant, name, text } = record as Record<'said'>
      return { participant, name, words: text }
    }
    case 'raised': {
      const { participant, name, about, where } = record as Record<'raised'>
      return { participant, name, words: [about, where].filter(Boolean).join('\n') }
    }
    default:
      return null
  }
}
