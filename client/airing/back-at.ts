/**
 * The next moment (ms UTC) at which this device's clock shows `text` (`20:30`), after `now`. Null for an empty one;
 * undefined for a time that does not exist that day, because clocks are put forward.
 */
export function nextAt(text: string, now: number): number | null | undefined {
  const [hours, minutes] = text.split(':').map(Number)
  if (hours === undefined || minutes === undefined) return null
  const at = new Date(now)
  at.setHours(hours, minutes, 0, 0)
  if (at.getTime() <= now) at.setDate(at.getDate() + 1)
  return at.getHours() === hours && at.getMinutes() === minutes ? at.getTime() : undefined
}

/** A moment as a time field shows it: `20:30`. */
export function timeField(at: number | null): string {
  if (at === null) return ''
  const shown = new Date(at)
  return [shown.getHours(), shown.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
}
