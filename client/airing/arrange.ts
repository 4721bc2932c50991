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

/**
 * Lays out who is on. `on`: identities in the order they came; `spotlight`: whose picture is large; `screen`: who
 * shares a screen, if anybody. Small pictures keep their order, so that faces do not jump when the speaker changes.
 */
export function arrange(on: readonly string[], spotlight: string | null, screen: string | null): Arranged {
  if (on.length === 0) return { kind: 'empty', large: [], small: [] }
  if (screen !== null && on.includes(screen))
    return { kind: 'screen', large: [screen], small: beside(on, spotlight ?? screen) }
  if (on.length === 1) return { kind: 'solo', large: [on[0]!], small: [] }
  if (on.length === 2) return { kind: 'pair', large: [...on], small: [] }
  if (on.length > MOST_IN_SPOTLIGHT) return { kind: 'grid', large: [...on], small: [] }
  const large = spotlight !== null && on.includes(spotlight) ? spotlight : on[0]!
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
