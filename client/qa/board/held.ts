/** What a column shows, and what is kept back from it so that nothing moves under the hand. */
export interface Held {
  /** Ids in order. What left meanwhile by others' doing may still be among them, as long as the place is kept. */
  shown: readonly string[]
  /** How many are new and wait to be shown. */
  waiting: number
  /** What is shown stands in another order by now. */
  isReordered: boolean
}

export interface Hold {
  /** New ones wait until they are asked for. */
  keepsNew: boolean
  /** The hand is here: what is shown stays where it is, also what others took away. */
  keepsPlace: boolean
  /** Questions one acted on oneself: they come and go at once. */
  mine: ReadonlySet<string>
}

/**
 * What a column shows after `live` (ids in their true order) changed, when it showed `before`. A column that shows nothing
 * of what is live takes everything: there is nothing that could move. Holding what was just held changes nothing.
 */
export function hold(before: readonly string[], live: readonly string[], { keepsNew, keepsPlace, mine }: Hold): Held {
  const there = new Set(live)
  if ((!keepsNew && !keepsPlace) || !before.some((id) => there.has(id)))
    return { shown: same(before, live), waiting: 0, isReordered: false }
  const known = new Set(before)
  const comes = (id: string): boolean => known.has(id) || mine.has(id)
  const waiting = live.reduce((sum, id) => sum + (comes(id) ? 0 : 1), 0)
  const wanted = live.filter(comes)
  if (!keepsPlace) return { shown: same(before, wanted), waiting, isReordered: false }
  const shown = withMine(
    before.filter((id) => there.has(id) || !mine.has(id)),
    wanted,
    known,
  )
  const isReordered = !isSame(
    shown.filter((id) => there.has(id)),
    wanted,
  )
  return { shown: same(before, shown), waiting, isReordered }
}

/** Puts what one brought here oneself behind whatever stands before it in the true order. */
function withMine(kept: readonly string[], wanted: readonly string[], known: ReadonlySet<string>): string[] {
  const shown = [...kept]
  for (const [i, id] of wanted.entries())
    if (!known.has(id)) shown.splice(shown.indexOf(wanted[i - 1] ?? '') + 1, 0, id)
  return shown
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i])
/** The same list again where nothing changed, so that nobody draws it anew. */
const same = (before: readonly string[], after: readonly string[]): readonly string[] =>
  isSame(before, after) ? before : after

/**
 * Where the hand goes when what it was on left `before` (ids) and `shown` is left: to what stands in its place now, the
 * last where it was last; null in an empty column.
 */
export function nextTo(id: string, before: readonly string[], shown: readonly string[]): string | null {
  const there = new Set(shown)
  const at = before.indexOf(id)
  const below = before.slice(at + 1).find((other) => there.has(other))
  const above = before.slice(0, Math.max(0, at)).findLast((other) => there.has(other))
  return below ?? above ?? shown[0] ?? null
}
