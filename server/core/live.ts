import type { Facts } from '#shared/core/people.ts'
import { type BeatLine, ownAudience } from '#shared/core/wire.ts'
import { Feed } from './feed.ts'
import type { Fold } from './fold.ts'

/** One stream on this node: its fold, what was last sent of it, and who reads. */
export class Live {
  readonly name: string
  readonly #build: string
  fold: Fold | null = null
  /** False from the first evolve of a batch until COMMIT is answered: then nobody may look. */
  isClean = true
  /** Ids of the sockets that joined. */
  readonly readers = new Set<string>()
  /** Feeds of shared audiences, by audience; of one person's keys, by participant. */
  readonly feeds = new Map<string, Feed>()
  readonly own = new Map<string, Feed>()
  /** Own keys that were touched since that person's feed was compared. */
  readonly #ownDirty = new Map<string, Set<string>>()
  /** The epoch of the last fold, and the version up to which feeds and memberships were compared. */
  epoch = 0
  flushed = 0
  /** What runs as soon as the stream can be read. */
  readonly waiting: (() => void)[] = []

  constructor(name: string, build: string) {
    this.name = name
    this.#build = build
  }

  get isReadable(): boolean {
    return this.fold !== null && this.isClean
  }

  /** Shared audiences of this person now; null if there is nothing for them. */
  audiencesOf(facts: Facts): Set<string> | null {
    const { feature, event, state } = this.fold!
    const audiences = new Set(facts.event === event ? feature.audiences(state as never, facts) : [])
    return audiences.size > 0 ? audiences : null
  }

  /** The feed of an audience, made when first asked for. `person:` audiences are that participant's own keys. */
  feedOf(audience: string, participant: string): Feed {
    const isOwn = audience === ownAudience(participant)
    const [feeds, name] = isOwn ? [this.own, participant] : [this.feeds, audience]
    const feed = feeds.get(name) ?? new Feed(this.fold!, audience, this.#build, isOwn ? participant : null)
    feeds.set(name, feed)
    return feed
  }

  /** Own keys that must be compared, by participant. Who has been compared is taken out by the caller. */
  dirty(): Map<string, Set<string>> {
    for (const [participant, keys] of this.fold!.takeOwnTouched())
      if (this.own.has(participant))
        this.#ownDirty.set(participant, keys.union(this.#ownDirty.get(participant) ?? new Set()))
    return this.#ownDirty
  }

  /** Another epoch: nothing that was sent counts any more. */
  restart(epoch: number): void {
    this.epoch = epoch
    this.flushed = this.fold!.version
    this.feeds.clear()
    this.own.clear()
    this.#ownDirty.clear()
  }

  line(feed: Feed | undefined): BeatLine | null {
    return feed ? [this.name, feed.audience, feed.epoch, feed.sent] : null
  }
}
