/** The first tries come quickly: a media server that was restarted is back within a second or two. ms */
const QUICK = [0, 200, 400, 700, 1000, 1000, 1000, 1000]
const SLOWEST = 8000

/**
 * How long to wait before try number `attempt` (0 is the first, at once). `random` is in [0, 1): the wait is spread over
 * its upper half, so that an audience does not knock all at the same moment.
 */
export function retryDelay(attempt: number, random: number): number {
  const full = QUICK[attempt] ?? Math.min(SLOWEST, 1000 * 2 ** (attempt - QUICK.length + 1))
  return Math.round(full * (0.5 + random / 2))
}
