import type { Outcome, Reason } from '#shared/conduct/reasons.ts'

/** One thing, or one person, as it was reported by one or by many. */
export interface Report {
  isKeeper: boolean
  participant: string | null
  thing: { stream: string; key: string } | null
  name: string | null
  /** Who reported it first. Of a guest, who came without an account, it counts towards the guests' share as well. */
  first: { by: string; isGuest: boolean }
  seen: { words: string | null; at: number }[]
  by: Record<string, { reason: Reason; note: string | null; at: number }>
  firstAt: number
  lastAt: number
  settled: { outcome: Outcome; by: string; at: number } | null
}

export interface State {
  reports: Record<string, Report>
  /** The open report of a thing or a person, by what it is about. */
  open: Record<string, string>
  /** Settled reports, the last one last. */
  settled: string[]
  /** When someone reported lately. */
  made: Record<string, number[]>
  /** What someone reported, the newest first. */
  receipts: Record<string, string[]>
  /** Whom someone does not want to see, the newest first. */
  blocks: Record<string, { participant: string; name: string | null; at: number }[]>
  /** When someone blocked or unblocked lately. */
  blocking: Record<string, number[]>
  silences: Record<string, { by: string; role: 'moderator' | 'organizer'; reason: string | null; at: number }>
}

export const initial = (): State => ({
  reports: {},
  open: {},
  settled: [],
  made: {},
  receipts: {},
  blocks: {},
  blocking: {},
  silences: {},
})

/** So many reports, and so many blocks begun or ended, in so long a person. */
export const MOST_REPORTS = 10
export const MOST_BLOCKING = 60
export const WITHIN = 600_000
/**
 * So many open reports an event, of which one person makes a few and all guests together two thirds: whoever comes back
 * as ever more guests does not take the last place from people who are known by mail.
 */
export const MOST_OPEN = 300
export const MOST_OPEN_OF_ONE = 15
export const MOST_OPEN_OF_GUESTS = 200
export const MOST_BLOCKS = 200
/** How many settled reports are kept in view, how many of one's own, and how many wordings of one thing. */
export const MOST_SETTLED = 100
export const MOST_RECEIPTS = 20
export const MOST_SEEN = 5

/** What a report is about, as one word. */
export const aboutOf = ({ thing, participant }: Pick<Report, 'thing' | 'participant'>): string =>
  thing ? `${thing.stream} ${thing.key}` : `@${participant}`
