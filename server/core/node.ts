import type { Urgency } from '#shared/core/contract.ts'
import { splitStream } from '#shared/core/ids.ts'
import type { Facts } from '#shared/core/people.ts'
import { type Answer, type Held, isOwnKey } from '#shared/core/wire.ts'
import type { Db } from '../db/pool.ts'
import type { Bus } from '../realtime/bus.ts'
import type { Clock } from './api.ts'
import { readFacts } from './facts.ts'
import type { Actor, Entry, Feature, Quote } from './feature.ts'
import { type Fold, UnknownEvent } from './fold.ts'
import { Hub } from './hub.ts'
import { Inbox, type Item } from './inbox.ts'
import type { Live } from './live.ts'
import { foldFromLog, readEntries } from './log.ts'
import type { Outlet } from './readers.ts'
import { Tick } from './tick.ts'

export interface NodeOptions {
  db: Db
  bus: Bus
  clock: Clock
  features: readonly Feature[]
  outlet: Outlet
  /** Part of every epoch on the wire: another build may show other records. */
  build: string
  onError(error: unknown, what: { stream: string; command?: string }): void
  wakeJobs(): void
}

const ORDER: readonly Urgency[] = ['now', 'fast', 'count']

/** The streams of one node: loads folds, lets commands in, takes what other nodes committed, and sends what is due. */
export class StreamNode {
  readonly hub: Hub
  readonly tick: Tick
  readonly #options: NodeOptions
  readonly #features: ReadonlyMap<string, Feature>
  readonly #inboxes = new Map<string, Inbox>()
  readonly #loads = new Map<string, Promise<Fold | null>>()
  readonly #stash = new Map<string, Entry[]>()
  /** Streams that hold an event type this build does not know. */
  readonly closed = new Set<string>()

  constructor(options: NodeOptions) {
    this.#options = options
    this.#features = new Map(options.features.map((feature) => [feature.contract.stream, feature]))
    this.hub = new Hub(options.outlet, { build: options.build, now: () => options.clock.now() })
    this.tick = new Tick((streams) => this.hub.flush(streams))
  }

  featureOf(stream: string): Feature | undefined {
    return this.#features.get(splitStream(stream)[0])
  }

  /** The one way in. Answers after the commit. */
  submit(stream: string, item: Item): Promise<Answer> {
    const feature = this.featureOf(stream)
    if (!feature) return Promise.resolve({ ok: false, refused: 'core.notFound' })
    const about = feature.looks?.(item.command as never) ?? null
    return about ? this.#lookAndSubmit(stream, item, about) : this.#inbox(stream).submit(item)
  }

  /** What it is about is looked up first: no other stream is waited for while this one's lock is held. */
  async #lookAndSubmit(stream: string, item: Item, about: { stream: string; key: string }): Promise<Answer> {
    try {
      const seen = await this.#seen(about, item.command.actor)
      return await this.#inbox(stream).submit({ ...item, seen })
    } catch (error) {
      this.#options.onError(error, { stream: about.stream, command: item.command.type })
      return { ok: false, refused: 'core.unavailable' }
    }
  }

  /** What someone may see of a shared key now, live or among what is older, as its feature quotes it; null when that is nothing. */
  async #seen(about: { stream: string; key: string }, actor: Actor): Promise<Quote | null> {
    const feature = this.featureOf(about.stream)
    if (!('participant' in actor) || !feature?.quotes || isOwnKey(about.key)) return null
    const { sql } = this.#options.db
    const [facts] = await readFacts(sql, [actor.participant])
    if (!facts || !(await this.refresh(about.stream))) return null
    const quoted = (view: (state: never, audience: string) => unknown): Promise<Quote | null> =>
      this.#whenClean(about.stream, (live) => {
        const state = live.fold!.state as never
        const shown = [...(live.audiencesOf(facts) ?? [])]
          .map((audience) => view(state, audience))
          .find((record) => record !== null && record !== undefined)
        return shown === undefined ? null : (feature.quotes?.(about.key, shown, state) ?? null)
      })
    const seen = await quoted((state, audience) => feature.view(state, about.key, audience))
    const { older } = feature
    if (seen || !older) return seen
    const row = await older.read(sql, about.stream, about.key)
    return row ? quoted((state, audience) => older.view(state, row, audience)) : null
  }

  /** Only reading is left to the moment the fold is clean: what throws must not meet the others who wait for it. */
  #whenClean<T>(stream: string, read: (live: Live) => T): Promise<T> {
    return new Promise((resolve, reject) =>
      this.hub.whenReadable(stream, () => {
        try {
          resolve(read(this.hub.live(stream)))
        } catch (error) {
          reject(error)
        }
      }),
    )
  }

  /** Lets a reader into a stream; false when there is nothing for this person, or no such stream. */
  async join(reader: string, stream: string, have: readonly Held[]): Promise<boolean> {
    if (!(await this.#upTo(stream, have))) return false
    return new Promise((resolve) => this.hub.join(reader, stream, have, resolve))
  }

  async catchUp(reader: string, stream: string, have: readonly Held[]): Promise<void> {
    if (await this.#upTo(stream, have)) this.hub.catchUp(reader, stream, have)
  }

  /** A clean fold's state, for reading only; null if there is no such stream. */
  async peek<S>(stream: string): Promise<S | null> {
    if (!(await this.refresh(stream))) return null
    return new Promise((resolve) =>
      this.hub.whenReadable(stream, () => resolve(this.hub.live(stream).fold!.state as S)),
    )
  }

  /** The fold of a stream, from memory or from the log; null if there is none. */
  load(stream: string): Promise<Fold | null> {
    const live = this.hub.live(stream)
    if (live.fold) return Promise.resolve(live.fold)
    const feature = this.featureOf(stream)
    if (!feature) return Promise.resolve(null)
    let load = this.#loads.get(stream)
    if (!load) {
      load = foldFromLog(this.#options.db, feature, stream)
        .then((fold) => this.#loaded(stream, fold))
        .finally(() => this.#loads.delete(stream))
      this.#loads.set(stream, load)
    }
    return load
  }

  /** Reads what the log has beyond this fold. Answers false if there is no such stream. */
  async refresh(stream: string): Promise<boolean> {
    const live = this.hub.live(stream)
    if (!live.fold) return (await this.load(stream)) !== null
    for (;;) {
      const before = live.fold?.version
      if (before === undefined) return (await this.load(stream)) !== null
      const entries = await readEntries(this.#options.db.sql, stream, before)
      if (entries.length === 0) return true
      await new Promise<void>((resolve) => this.hub.whenReadable(stream, resolve))
      this.receive(stream, live.fold?.epoch ?? 0, entries)
    }
  }

  /** Entries another node committed (or the log holds): folded if they follow, looked up if some are missing. */
  receive(stream: string, epoch: number, entries: readonly Entry[]): void {
    const live = this.hub.live(stream)
    if (!live.fold) {
      // Whoever reads or writes next folds from the log. A stream nobody knows here stays unknown.
      if (live.readers.size === 0 && !this.#loads.has(stream)) this.hub.forget(stream)
      return
    }
    if (!live.isClean) {
      this.#stash.set(stream, [...(this.#stash.get(stream) ?? []), ...entries])
      return
    }
    if (epoch !== live.fold.epoch) {
      this.spoil(stream)
      return
    }
    const news = entries.filter((entry) => entry.version > live.fold!.version)
    if (news.length === 0) return
    if (news[0]!.version !== live.fold.version + 1) {
      this.refresh(stream).catch((error: unknown) => this.#options.onError(error, { stream }))
      return
    }
    try {
      for (const entry of news) live.fold.apply(entry)
    } catch (error) {
      this.#fail(stream, error)
      this.spoil(stream)
      return
    }
    this.#touch(stream, news)
  }

  /** Drops a fold that is wrong or old, and folds again if anyone reads. */
  spoil(stream: string): void {
    const live = this.hub.live(stream)
    live.fold = null
    if (live.readers.size === 0 && live.waiting.length === 0) return
    this.load(stream).catch((error: unknown) => this.#options.onError(error, { stream }))
  }

  /** Forgets streams without readers or work. */
  sweep(): void {
    for (const live of [...this.hub.streams()]) {
      const inbox = this.#inboxes.get(live.name)
      if (live.readers.size > 0 || live.waiting.length > 0 || (inbox && !inbox.isIdle) || this.#loads.has(live.name))
        continue
      this.#inboxes.delete(live.name)
      this.#stash.delete(live.name)
      this.tick.forget(live.name)
      this.hub.forget(live.name)
    }
  }

  /** Waits until nothing is being decided. */
  async drain(): Promise<void> {
    await Promise.all([...this.#inboxes.values()].map((inbox) => inbox.idle()))
    // The answers of the last batches are written one turn later.
    await new Promise((resolve) => setImmediate(resolve))
    this.tick.flushAll()
  }

  /** Newer facts of connected people. */
  setFacts(facts: readonly Facts[]): void {
    for (const one of facts) this.hub.setFacts(one)
  }

  /** Reads on until this node knows at least what the reader already holds, so that nothing runs backwards. */
  async #upTo(stream: string, have: readonly Held[]): Promise<boolean> {
    const fold = await this.load(stream)
    if (!fold) return false
    return have.some(([, , version]) => version > fold.version) ? this.refresh(stream) : true
  }

  #loaded(stream: string, fold: Fold | null): Fold | null {
    if (!fold) {
      this.hub.forget(stream)
      return null
    }
    this.hub.loaded(stream, fold)
    this.#unstash(stream, fold.epoch)
    this.tick.touch(stream, 'now')
    this.hub.settled(stream)
    return fold
  }

  #inbox(stream: string): Inbox {
    let inbox = this.#inboxes.get(stream)
    if (!inbox) {
      const { db, bus, clock, onError, wakeJobs } = this.#options
      inbox = new Inbox(stream, {
        db,
        now: () => clock.now(),
        load: (name) => this.load(name),
        live: (name) => this.hub.live(name),
        spoil: (name) => this.spoil(name),
        ownFrame: (name, participant, reader) => this.hub.ownFrame(name, participant, reader),
        bug: onError,
        committed: (name, entries, hasJobs) => {
          const epoch = this.hub.live(name).fold!.epoch
          if (entries.length > 0) bus.publish({ kind: 'entries', stream: name, epoch, entries })
          this.#touch(name, entries)
          this.#unstash(name, epoch)
          this.hub.settled(name)
          if (hasJobs) wakeJobs()
        },
      })
      this.#inboxes.set(stream, inbox)
    }
    return inbox
  }

  #unstash(stream: string, epoch: number): void {
    const stashed = this.#stash.get(stream)
    this.#stash.delete(stream)
    if (stashed) this.receive(stream, epoch, stashed)
  }

  #touch(stream: string, entries: readonly Entry[]): void {
    const types = this.featureOf(stream)!.contract.events
    const urgencies = new Set(entries.flatMap((entry) => entry.events.map((event) => types[event.type]!.urgency)))
    const urgency = ORDER.find((one) => urgencies.has(one))
    // A batch may also have folded what others committed meanwhile: that goes with the counts.
    if (urgency || this.hub.live(stream).flushed !== this.hub.live(stream).fold?.version)
      this.tick.touch(stream, urgency ?? 'count')
  }

  #fail(stream: string, error: unknown): void {
    if (error instanceof UnknownEvent) this.closed.add(stream)
    this.#options.onError(error, { stream })
  }
}
