import type { AiringRow, Programme, SessionRow } from './rows.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** How long an event and an airing may last, and between which years. ms */
export const LONGEST_EVENT = 31 * DAY
export const LONGEST_AIRING = 12 * 60 * MINUTE
const FIRST = Date.UTC(2020, 0, 1)
const LAST = Date.UTC(2100, 0, 1)

type Timed = Pick<AiringRow, 'startsAt' | 'endsAt' | 'doorsMinutes' | 'state'>

/** When people are let in, ms UTC. */
export const doorsAt = (airing: Pick<AiringRow, 'startsAt' | 'doorsMinutes'>): number =>
  airing.startsAt - airing.doorsMinutes * MINUTE

/**
 * Where an airing stands at a moment: `on` from its doors until it ends, `ahead` before, `over` after.
 * What the airing's own log says wins over its planned times: a show that runs late is still on.
 */
export function phase(airing: Timed, now: number): 'ahead' | 'on' | 'over' {
  if (airing.state === 'ended') return 'over'
  if (airing.state !== 'scheduled') return 'on'
  if (now >= airing.endsAt) return 'over'
  return now >= doorsAt(airing) ? 'on' : 'ahead'
}

/** A session in the time column: the airing that speaks for it now, and all its airings in order. */
export interface Item {
  session: SessionRow
  airing: AiringRow
  airings: readonly AiringRow[]
}

export interface Sections {
  now: readonly Item[]
  next: readonly Item[]
  later: readonly Item[]
  over: readonly Item[]
}

const byStart = (a: Pick<AiringRow, 'startsAt' | 'id'>, b: Pick<AiringRow, 'startsAt' | 'id'>): number =>
  a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1)

/**
 * What is on now, next and later: one item a session, standing where its airing that is on, else its next one, else
 * its last one, puts it. `next` holds everything that begins first (several stages may begin at once).
 */
export function sections(programme: Pick<Programme, 'sessions' | 'airings'>, now: number): Sections {
  const items: Item[] = []
  for (const session of programme.sessions) {
    const airings = programme.airings.filter((airing) => airing.session === session.id).sort(byStart)
    const airing =
      airings.find((one) => phase(one, now) === 'on') ??
      airings.find((one) => phase(one, now) === 'ahead') ??
      airings.at(-1)
    if (airing) items.push({ session, airing, airings })
  }
  items.sort((a, b) => byStart(a.airing, b.airing))
  const of = (wanted: 'ahead' | 'on' | 'over') => items.filter((item) => phase(item.airing, now) === wanted)
  const ahead = of('ahead')
  const first = ahead[0]?.airing.startsAt
  return {
    now: of('on'),
    next: ahead.filter((item) => item.airing.startsAt === first),
    later: ahead.filter((item) => item.airing.startsAt !== first),
    over: of('over'),
  }
}

/** How many planned moments have passed: while it stays the same, so does `sections`, whatever the second. */
export function momentsPassed(airings: readonly Timed[], now: number): number {
  return airings.reduce((passed, one) => passed + Number(doorsAt(one) <= now) + Number(one.endsAt <= now), 0)
}

/** Other airings that would need the stage while this one has it: a warning, never a refusal. */
export function overlapping<A extends Pick<AiringRow, 'id' | 'stage' | 'startsAt' | 'endsAt' | 'state'>>(
  mine: Pick<AiringRow, 'stage' | 'startsAt' | 'endsAt'> & { id?: string },
  all: readonly A[],
): A[] {
  return all.filter(
    (other) =>
      other.id !== mine.id &&
      other.state !== 'ended' &&
      other.stage === mine.stage &&
      other.startsAt < mine.endsAt &&
      mine.startsAt < other.endsAt,
  )
}

/** Is this an IANA zone that this machine knows? */
export function isZone(zone: string): boolean {
  try {
    return (
      new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0 && !/^[+-]/.test(zone)
    )
  } catch {
    return false
  }
}

/** The code of what is wrong with a span of time, or null. `longest` in ms. */
export function wrongSpan(span: { startsAt: number; endsAt: number }, longest: number): string | null {
  if (span.startsAt < FIRST || span.endsAt >= LAST) return 'programme.notNow'
  if (span.endsAt <= span.startsAt) return 'programme.endsBeforeStart'
  return span.endsAt - span.startsAt > longest ? 'programme.tooLong' : null
}

/** The code of what is wrong with an event's dates and zone, or null. */
export const wrongEvent = (event: { startsAt: number; endsAt: number; zone: string }): string | null =>
  wrongSpan(event, LONGEST_EVENT) ?? (isZone(event.zone) ? null : 'programme.unknownZone')

/** Doors open by themselves and nothing else of an airing may move once they have; its planned end may until it is over. */
export function mayChange(
  before: AiringRow,
  after: Pick<AiringRow, 'session' | 'stage' | 'kind' | 'startsAt' | 'doorsMinutes'>,
): boolean {
  if (before.state === 'scheduled') return true
  if (before.state === 'ended') return false
  return (['session', 'stage', 'kind', 'startsAt', 'doorsMinutes'] as const).every((key) => before[key] === after[key])
}

/** Is something on that must not be taken away under the people watching it? */
export const isOnAir = (airings: readonly Pick<AiringRow, 'state'>[]): boolean =>
  airings.some((airing) => airing.state === 'live' || airing.state === 'paused')

/** 12 h after its last airing (or, without any, its planned end) an event closes. ms UTC */
export function closesAt(event: { endsAt: number }, airings: readonly { endsAt: number }[]): number {
  return (airings.length ? Math.max(...airings.map((airing) => airing.endsAt)) : event.endsAt) + 12 * 60 * MINUTE
}
