/** Someone has to speak this long before the large picture goes to them. ms */
export const HOLD_MS = 1500

export interface Spotlight {
  /** Whose picture is large, or null if nobody is on. */
  identity: string | null
  /** Who may follow, speaking without a break since then. */
  next: { identity: string; since: number } | null
}

/**
 * Whose picture is large: the one who speaks, but not at every cough. `on` are those on stage, in the order they came;
 * `loudest` is who speaks loudest now, if anybody. Pure; call it whenever one of them changes and every half second.
 */
export function follow(spotlight: Spotlight, on: readonly string[], loudest: string | null, now: number): Spotlight {
  const held = spotlight.identity !== null && on.includes(spotlight.identity) ? spotlight.identity : null
  if (held === null)
    return { identity: loudest !== null && on.includes(loudest) ? loudest : (on[0] ?? null), next: null }
  if (loudest === null || loudest === held || !on.includes(loudest)) return same(spotlight, held, null)
  const next = spotlight.next?.identity === loudest ? spotlight.next : { identity: loudest, since: now }
  if (now - next.since >= HOLD_MS) return { identity: loudest, next: null }
  return same(spotlight, held, next)
}

/** Keeps the object when nothing changed, so that nothing is drawn again. */
function same(spotlight: Spotlight, identity: string, next: Spotlight['next']): Spotlight {
  return spotlight.identity === identity && spotlight.next === next ? spotlight : { identity, next }
}
