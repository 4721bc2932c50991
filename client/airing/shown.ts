import type { TrackRecord } from './tracks.ts'

/** What can be drawn and played: a media room, or two of them while one hands over to the other. */
export interface Shown {
  /** Of the same person and source several while a connection is replaced: the newest last. */
  readonly tracks: readonly TrackRecord[]
  /** Identities, loudest first. */
  readonly speaking: readonly string[]
  /** For Svelte's `{@attach}`: shows or plays the track in the element as long as both are there. */
  show(key: string): (element: HTMLMediaElement) => (() => void) | undefined
  /** An element drew its first frame. */
  drew(key: string): void
}
