import type { airing } from '#shared/airing/contract.ts'
import type { RecordOf } from '#shared/core/contract.ts'
import { NOTHING } from './loudness.ts'

export type OwnTrouble = NonNullable<RecordOf<typeof airing, 'presenter'>['trouble']>

/** What one's own device finds. */
export interface OwnFacts {
  /** Wanted, and not there. */
  isCameraGone: boolean
  isMicrophoneGone: boolean
  /** Switched on, and nothing heard for a while. */
  isSilent: boolean
  isLineBad: boolean
}

/** A microphone that is switched on and gives nothing for so long has a fault, or is muted at its own switch. ms */
export const SILENT_AFTER = 10_000

/** Since when a microphone has given nothing, `before` being since when it had; what is not measured (null) is not silence. */
export const quietSince = (before: number, decibels: number | null, at: number): number =>
  decibels === null || decibels > NOTHING ? at : before

/** The one thing to tell, what costs viewers most first; null while all is well. */
export function worstOf({ isCameraGone, isMicrophoneGone, isSilent, isLineBad }: OwnFacts): OwnTrouble | null {
  if (isMicrophoneGone) return 'microphone'
  if (isCameraGone) return 'camera'
  if (isSilent) return 'silent'
  return isLineBad ? 'line' : null
}
