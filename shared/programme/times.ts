/**
 * Wall-clock times in a zone, by Temporal: native in new browsers, else the polyfill, which the caller makes global
 * first (`temporal-polyfill/global`). Only forms need this; everything on the wire is ms UTC.
 */

/** `2026-11-24` and `18:30`, as date and time fields give them. */
export interface Wall {
  date: string
  time: string
}

/** `twice`: the clock goes back over this time; it then means the first of the two. */
export type Instant = { at: number; isTwice: boolean } | { refused: 'skipped' | 'unreadable' }

/** The moment a wall clock in this zone shows this time. A time that spring skips is refused, never shifted. */
export function instantOf(wall: Wall, zone: string): Instant {
  let plain: Temporal.PlainDateTime
  try {
    plain = Temporal.PlainDateTime.from(`${wall.date}T${wall.time}`)
  } catch {
    return { refused: 'unreadable' }
  }
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const later = plain.toZonedDateTime(zone, { disambiguation: 'later' })
  if (!earlier.toPlainDateTime().equals(plain)) return { refused: 'skipped' }
  return { at: earlier.epochMilliseconds, isTwice: earlier.epochMilliseconds !== later.epochMilliseconds }
}

/** What a wall clock in this zone shows at a moment (ms UTC). */
export function wallOf(at: number, zone: string): Wall {
  const plain = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime()
  return { date: plain.toPlainDate().toString(), time: plain.toPlainTime().toString({ smallestUnit: 'minute' }) }
}
