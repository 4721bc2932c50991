import type { Role } from '#shared/core/people.ts'
import type { AiringRow } from '#shared/programme/rows.ts'
import type { Item, Sections } from '#shared/programme/rules.ts'

/** What the lobby's panel is about: the one thing to do now, or the one moment to wait for. */
export type Focus =
  | { about: 'on'; item: Item }
  | { about: 'doors'; item: Item }
  | { about: 'unplanned' }
  | { about: 'over' }

const URGENT = ['live', 'paused', 'doors', 'scheduled', 'ended']

export function focusOf(sections: Sections): Focus {
  const [on] = sections.now
    .filter((item) => hasStage(item.airing))
    .sort((a, b) => URGENT.indexOf(a.airing.state) - URGENT.indexOf(b.airing.state))
  if (on) return { about: 'on', item: on }
  const [next] = sections.next
  if (next) return { about: 'doors', item: next }
  return { about: sections.now.length + sections.over.length > 0 ? 'over' : 'unplanned' }
}

/** Is it shown from a stage one can enter? Replays and recordings have their own way in, which is not built yet. */
export const hasStage = (airing: Pick<AiringRow, 'kind'>): boolean =>
  airing.kind === 'live' || airing.kind === 'rehearsal'

/** What someone comes for, by the most particular role they hold. */
export function wayIn(roles: readonly Role[]): 'control' | 'present' | 'watch' {
  if (roles.includes('producer')) return 'control'
  if (roles.includes('mentor')) return 'present'
  return roles.includes('organizer') ? 'control' : 'watch'
}
