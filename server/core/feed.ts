import { type Frame, isOwnKey } from '#shared/core/wire.ts'
import type { Fold } from './fold.ts'

/** The epoch on the wire: the stream's, and the build's, since another build's view may show other records. */
export const wireEpoch = (fold: Fold, build: string): string => `${fold.epoch}.${build}`

/**
 * What one audience of one stream was last sent. `sent` is the version of the last frame, `seen` the version it was
 * compared at: what changed nothing visible moves `seen` and sends nothing. Everything a reader gets comes from here,
 * labelled `sent`; only a feed's making reads the whole fold.
 */
export class Feed {
  readonly audience: string
  readonly epoch: string
  sent: number
  seen: number
  readonly #records = new Map<string, string>()
  readonly #isMine: (key: string) => boolean
  #snapshot: Frame | null = null

  /** Opens a feed on a clean fold. `own`: the participant whose keys (`@p/…`) these are. */
  constructor(fold: Fold, audience: string, build: string, own: string | null) {
    this.audience = audience
    this.epoch = wireEpoch(fold, build)
    this.#isMine = own === null ? (key) => !isOwnKey(key) : (key) => key.startsWith(`@${own}/`)
    this.sent = this.seen = fold.version
    for (const key of fold.keys) {
      const text = this.#isMine(key) ? this.#look(fold, key) : undefined
      if (text !== undefined) this.#records.set(key, text)
    }
  }

  /**
   * Compares what was touched since `seen` and returns the frame that makes every reader right, or null. `touched`: the
   * keys, where the caller knows them better than by walking the ring.
   */
  flush(fold: Fold, touched = fold.touchedSince(this.seen)): Frame | null {
    if (this.seen === fold.version) return null
    const keys = touched ?? new Set([...fold.keys, ...this.#records.keys()])
    const put: Record<string, unknown> = {}
    const drop: string[] = []
    let isChanged = false
    for (const key of keys) {
      if (!this.#isMine(key)) continue
      const text = this.#look(fold, key)
      const before = this.#records.get(key)
      if (text === before) continue
      isChanged = true
      if (text === undefined) {
        drop.push(key)
        this.#records.delete(key)
      } else {
        put[key] = JSON.parse(text)
        this.#records.set(key, text)
      }
    }
    this.seen = fold.version
    if (!isChanged) return null
    const frame = {
      stream: fold.stream,
      audience: this.audience,
      epoch: this.epoch,
      from: this.sent,
      to: this.seen,
      put,
      drop,
    }
    this.sent = this.seen
    this.#snapshot = null
    return frame
  }

  /** All records as last sent. It replaces what the reader held, and alone may open an audience. */
  snapshot(stream: string): Frame {
    this.#snapshot ??= {
      stream,
      audience: this.audience,
      epoch: this.epoch,
      from: null,
      to: this.sent,
      put: Object.fromEntries([...this.#records].map(([key, text]) => [key, JSON.parse(text) as unknown])),
      drop: [],
    }
    return this.#snapshot
  }

  /**
   * What a reader who holds `mine` lacks: every key touched since, as last sent; or a snapshot when the epoch is another,
   * the ring too short, or `mine` ahead of what this node has seen.
   */
  catchUp(fold: Fold, epoch: string, mine: number): Frame {
    const touched = epoch === this.epoch && mine <= this.seen ? fold.touchedSince(mine) : null
    if (!touched) return this.snapshot(fold.stream)
    const put: Record<string, unknown> = {}
    const drop: string[] = []
    for (const key of touched) {
      if (!this.#isMine(key)) continue
      const text = this.#records.get(key)
      if (text === undefined) drop.push(key)
      else put[key] = JSON.parse(text)
    }
    return { stream: fold.stream, audience: this.audience, epoch, from: mine, to: this.sent, put, drop, sync: true }
  }

  #look(fold: Fold, key: string): string | undefined {
    const record = fold.feature.view(fold.state, key, this.audience)
    return record === null || record === undefined ? undefined : JSON.stringify(record)
  }
}
