/** From wall time `wall` on, media time is `media`, and it runs or stands still. ms. */
export interface ClockMark {
  wall: number
  media: number
  running: boolean
}

/**
 * The media time of a wall time (both ms), by an airing's clock: it runs while live and stands still while paused.
 * Null before it first went live.
 */
export function mediaTime(clock: readonly ClockMark[], wall: number): number | null {
  const mark = clock.findLast((one) => one.wall <= wall)
  if (!mark) return null
  return mark.running ? mark.media + (wall - mark.wall) : mark.media
}
