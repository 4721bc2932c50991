import type { Source } from './stall.ts'

/** One track of someone on stage, as plain facts. The media library's own objects stay in `connection.ts`. */
export interface TrackRecord {
  /** Different for every connection, so that a new picture is a new element. */
  key: string
  identity: string
  source: Source
  isMuted: boolean
  /** It can be attached to an element. */
  isHere: boolean
}

/** How much picture is asked for. */
export const QUALITIES = ['auto', 'high', 'medium', 'low', 'audio'] as const
export type Quality = (typeof QUALITIES)[number]

/** What a page wants of the media room: whom, and how much of them. */
export interface Wanted {
  identities: ReadonlySet<string>
  quality: Quality
}

/** The same wish, so nothing has to be done. */
export const isSameWish = (a: Wanted, b: Wanted): boolean =>
  a.quality === b.quality &&
  a.identities.size === b.identities.size &&
  [...a.identities].every((identity) => b.identities.has(identity))

export const isPicture = (source: Source): boolean => source === 'camera' || source === 'screen'
