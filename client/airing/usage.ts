/** Bytes received so far at one moment; `at` in ms. */
export interface UsagePoint {
  at: number
  bytes: number
}

/** What is looked at. Shorter than this nothing is said, for one keyframe would double the figure. ms */
const WINDOW = 20_000
const LEAST = 5_000

/** Keeps the points of the last 20 s. A counter that fell (a new connection) starts anew. */
export function keep(points: readonly UsagePoint[], point: UsagePoint): UsagePoint[] {
  const last = points.at(-1)
  if (last && point.bytes < last.bytes) return [point]
  return [...points.filter(({ at }) => point.at - at <= WINDOW), point]
}

/** Megabytes an hour at the pace of the last 20 s, or null while there is too little to say. */
export function megabytesPerHour(points: readonly UsagePoint[]): number | null {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || last.at - first.at < LEAST) return null
  const perMs = (last.bytes - first.bytes) / (last.at - first.at)
  return (perMs * 3_600_000) / 1_000_000
}

/** 613 → 610: two digits say all that such a figure knows. */
export function roundUsage(megabytes: number): number {
  if (megabytes < 10) return Math.round(megabytes)
  const step = 10 ** (Math.floor(Math.log10(megabytes)) - 1)
  return Math.round(megabytes / step) * step
}
