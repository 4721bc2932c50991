import type { StageRecord } from './on-stage.ts'

/** How the pictures lie: one large with small ones below, equal ones, a screen with its speaker beside it. */
export type Arrangement = 'empty' | 'solo' | 'pair' | 'spotlight' | 'grid' | 'screen'

export interface Arranged {
  kind: Arrangement
  /** Identities in the order they are drawn; the large one first. */
  large: string[]
  small: string[]
}

/** Up to this many, one is large and the others lie below; more are equal, for a row of crumbs helps nobody. */
const MOST_IN_SPOTLIGHT = 5

/** What the producer chose of how the stage looks. */
export type Direction = Pick<StageRecord, 'layout' | 'spotlight'>
const UNDIRECTED: Direction = { layout: 'auto', spotlight: null }

/**
 * Lays out who is on. `on`: identities in the order they stand; `speaker`: whose voice leads; `screen`: who shares a
 * screen, if anybody. The producer's choice comes first, as far as what was chosen is still there. Small pictures keep
 * their order, so that faces do not jump when the speaker changes.
 */
export function arrange(
  on: readonly string[],
  speaker: string | null,
  screen: string | null,
  { layout, spotlight }: Direction = UNDIRECTED,
): Arranged {
  if (on.length === 0) return { kind: 'empty', large: [], small: [] }
  const chosen = spotlight !== null && on.includes(spotlight) ? spotlight : null
  const leads = chosen ?? speaker
  if (layout !== 'speaker' && screen !== null && on.includes(screen))
    return { kind: 'screen', large: [screen], small: beside(on, leads ?? screen) }
  if (on.length === 1) return { kind: 'solo', large: [on[0]!], small: [] }
  const isOneLarge = layout === 'speaker' || chosen !== null
  if (on.length === 2 && !isOneLarge) return { kind: 'pair', large: [...on], small: [] }
  if (on.length > MOST_IN_SPOTLIGHT && !isOneLarge) return { kind: 'grid', large: [...on], small: [] }
  const large = leads !== null && on.includes(leads) ? leads : on[0]!
  return { kind: 'spotlight', large: [large], small: on.filter((identity) => identity !== large) }
}

/** Who is shown beside a screen: the speaker first, then three more. */
function beside(on: readonly string[], speaker: string): string[] {
  const first = on.includes(speaker) ? [speaker] : []
  return [...first, ...on.filter((identity) => identity !== speaker)].slice(0, 4)
}

/** Columns of equal pictures: as square as 16:9 allows on a wide stage, two on a phone. */
export function columns(count: number, isNarrow: boolean): number {
  if (isNarrow) return count <= 2 ? 1 : count <= 8 ? 2 : 3
  return count <= 1 ? 1 : count <= 4 ? 2 : count <= 9 ? 3 : 4
}
