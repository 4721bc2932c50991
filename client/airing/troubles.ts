import { REMIND_AFTER_MS } from '#shared/airing/rules.ts'
import type { MediaState } from './media.svelte.ts'
import type { PresenterRecord, StageRecord } from './on-stage.ts'

/** What is wrong now, for the person who runs the show. Times in ms. */
export type TroubleLine =
  | { kind: 'media'; step: MediaState['step'] }
  | { kind: 'nobodyOn' }
  /** People are on, but no microphone, or no camera, of theirs is. */
  | { kind: 'unheard' }
  | { kind: 'unseen' }
  | { kind: 'lost'; participant: string; name: string }
  | { kind: 'over'; by: number; remindedAfter: number | null }
  | { kind: 'late'; by: number }

/** It is worth a line only after a minute. */
const LATE_AFTER = 60_000

interface Seen {
  stage: StageRecord
  on: readonly PresenterRecord[]
  airing: { startsAt: number; endsAt: number }
  media: MediaState | null
  overdue: { plannedEnd: number; remindedAt: number } | undefined
}

/** Everything that is wrong, the worst first. */
export function troubles({ stage, on, airing, media, overdue }: Seen, now: number): TroubleLine[] {
  if (stage.state === 'ended') return []
  const found: TroubleLine[] = []
  if (media && !media.ready) found.push({ kind: 'media', step: media.step })
  if (stage.state === 'live' && on.length === 0) found.push({ kind: 'nobodyOn' })
  if (stage.state === 'live' && on.length > 0) {
    if (!on.some(({ microphone }) => microphone)) found.push({ kind: 'unheard' })
    if (!on.some(({ camera }) => camera)) found.push({ kind: 'unseen' })
  }
  for (const { participant, name, connected, identity } of on)
    if (identity !== null && !connected) found.push({ kind: 'lost', participant, name })
  const over = now - airing.endsAt
  const hasBegun = stage.liveAt !== null
  if (over > LATE_AFTER && hasBegun) {
    const remindedAfter = overdue?.plannedEnd === airing.endsAt ? REMIND_AFTER_MS : null
    found.push({ kind: 'over', by: over, remindedAfter })
  }
  const late = now - airing.startsAt
  if (late > LATE_AFTER && !hasBegun && !stage.countdown) found.push({ kind: 'late', by: late })
  return found
}
