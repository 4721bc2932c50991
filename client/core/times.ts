import { i18n } from './i18n.svelte.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The reader's own zone: `Europe/Lisbon`. */
export const viewerZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** `Europe/Lisbon` → `Lisbon`. */
export const zoneCity = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')

const SHAPES = {
  /** 18:30 */
  time: { hour: 'numeric', minute: '2-digit' },
  /** 20:29:53 */
  seconds: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
  /** Tuesday 24 November 2026 */
  date: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** Tuesday 24 November */
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  /** Tue 24 Nov */
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  /** Tue 18:30 */
  dayTime: { weekday: 'short', hour: 'numeric', minute: '2-digit' },
  /** 24 Nov 2026, 18:30 */
  full: { day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>
export type TimeShape = keyof typeof SHAPES

const formats = new Map<string, Intl.DateTimeFormat>()
function format(shape: TimeShape, zone: string): Intl.DateTimeFormat {
  const key = `${i18n.intl} ${shape} ${zone}`
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(i18n.intl, { ...SHAPES[shape], timeZone: zone })
    formats.set(key, made)
  }
  return made
}

/** A moment (ms UTC) in words, in the reader's zone unless another is named. */
export const timeText = (at: number, shape: TimeShape = 'time', zone = viewerZone()): string =>
  format(shape, zone).format(at)

/** `Tonight`, `Today`, `Tomorrow`, `Yesterday`, else `Tuesday 24 November`. Tonight begins at 17:00 in that zone. */
export function dayText(at: number, now: number, zone = viewerZone()): string {
  const m = i18n.m.core
  const days = dayNumber(at, zone) - dayNumber(now, zone)
  if (days === 0) return hourOf(at, zone) >= 17 ? m.tonight : m.today
  if (days === 1) return m.tomorrow
  return days === -1 ? m.yesterday : timeText(at, 'day', zone)
}

/** Days since 1970 on that zone's calendar. */
function dayNumber(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric' })
    .formatToParts(at)
    .reduce<Record<string, number>>((all, { type, value }) => Object.assign(all, { [type]: Number(value) }), {})
  return Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day ?? 1) / DAY
}
/** The hour a clock in that zone shows, 0 to 23. */
export const hourOf = (at: number, zone: string): number =>
  Number(new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(at))

/** A length of time as a clock: `12:40`, `1:02:07`; from two days on `9 days`. Never below zero. */
export function clockText(ms: number): string {
  const left = Math.max(0, ms)
  if (left >= 2 * DAY) return unitText(Math.floor(left / DAY), 'day')
  const total = Math.ceil(left / 1000)
  const hours = Math.floor(total / 3600)
  const minutes = Math.floor((total % 3600) / 60)
  const seconds = String(total % 60).padStart(2, '0')
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`
}

/** A length in the largest unit that fits: `4 minutes`, `2 hours`, `9 days`. */
export function lengthText(ms: number): string {
  if (ms >= 2 * DAY) return unitText(Math.round(ms / DAY), 'day')
  if (ms >= 2 * HOUR) return unitText(Math.round(ms / HOUR), 'hour')
  return unitText(Math.max(1, Math.round(ms / MINUTE)), 'minute')
}

const unitText = (count: number, unit: 'day' | 'hour' | 'minute'): string =>
  new Intl.NumberFormat(i18n.intl, { style: 'unit', unit, unitDisplay: 'long' }).format(count)

/** A count with the reader's separators. */
export const numberText = (count: number): string => new Intl.NumberFormat(i18n.intl).format(count)

/** `Ana, Bo and Mira`. */
export const listText = (names: readonly string[]): string => new Intl.ListFormat(i18n.intl).format(names)
