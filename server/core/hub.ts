import type { Facts } from '#shared/core/people.ts'
import {
  type BeatLine,
  type Frame,
  type FramesMessage,
  type Held,
  type LeftMessage,
  ownAudience,
} from '#shared/core/wire.ts'
import { Feed } from './feed.ts'
import type { Fold } from './fold.ts'
import { pairOf, Sets, splitPair } from './sets.ts'

/** Where messages go: sockets on a real node, queues in the simulation. Order per reader is kept. */
export interface Outlet {
  toRoom(room: string, message: FramesMessage): void
  toReader(reader: string, message: FramesMessage): void
  left(reader: string, message: LeftMessage): void
  /** Takes a reader out of one room and into another; null is no room. */
  move(reader: string, from: string | null, to: string | null): void
}

interface Reader {
  id: string
  facts: Facts
  /** Newer facts that wait until all streams of this reader can be read. */
  next: Facts | null
  /** Shared audiences by stream; being in the map is having joined. */
  streams: Map<string, ReadonlySet<string>>
  /** Too slow to take more: in no room until it has drained. */
  isPaused: boolean
}

/** One stream on this node: its fold, what was last sent of it, and who reads. */
export class Live {
  readonly name: string
  fold: Fold | null = null
  /** False from the first evolve of a batch until COMMIT is answered: then nobody may look. */
  isClean = true
  readonly readers = new Set<string>()
  readonly feeds = new Map<string, Feed>()
  readonly own = new Map<string, Feed>()
  /** Whose own keys were touched since their feed was compared. */
  readonly ownDirty = new Set<string>()
  /** The epoch of the last fold, and the version up to which feeds and memberships were compared. */
  epoch = 0
  flushed = 0
  readonly waiting: (() => void)[] = []

  constructor(name: string) {
    this.name = name
  }

  get isReadable(): boolean {
    return this.fold !== null && this.isClean
  }
}

/**
 * All readers and streams of one node, free of I/O: joins, flushes, catching up, and the switch of audiences when facts
 * change. Every method runs in one turn; what cannot run now waits until the streams it needs are readable.
 */
export class Hub {
  readonly #build: string
  readonly #outlet: Outlet
  readonly #now: () => number
  readonly #live = new Map<string, Live>()
  readonly #readers = new Map<string, Reader>()
  readonly #byParticipant = new Map<string, Set<string>>()
  readonly #sets = new Sets()

  constructor(outlet: Outlet, options: { build: string; now: () => number }) {
    this.#outlet = outlet
    this.#build = options.build
    this.#now = options.now
  }

  /** The stream's place on this node, made when first asked for. */
  live(stream: string): Live {
    const live = this.#live.get(stream) ?? new Live(stream)
    this.#live.set(stream, live)
    return live
  }
  streams(): Iterable<Live> {
    return this.#live.values()
  }
  participants(): string[] {
    return [...this.#byParticipant.keys()]
  }
  readersOf(participant: string): readonly string[] {
    return [...(this.#byParticipant.get(participant) ?? [])]
  }
  factsOf(reader: string): Facts | undefined {
    return this.#readers.get(reader)?.facts
  }
  /** May this reader be sent things of the stream's audience now? */
  isIn(reader: string, stream: string, audience: string): boolean {
    return this.#readers.get(reader)?.streams.get(stream)?.has(audience) ?? false
  }
  /** Readers of a stream whose audiences meet the given ones. */
  readersIn(stream: string, audiences: readonly string[]): string[] {
    return [...(this.#live.get(stream)?.readers ?? [])].filter((reader) =>
      audiences.some((audience) => this.isIn(reader, stream, audience)),
    )
  }

  /** A socket came. */
  enter(reader: string, facts: Facts): void {
    this.#readers.set(reader, { id: reader, facts, next: null, streams: new Map(), isPaused: false })
    const same = this.#byParticipant.get(facts.participant)
    if (same) same.add(reader)
    else this.#byParticipant.set(facts.participant, new Set([reader]))
  }

  /** A socket went. */
  gone(reader: string): void {
    const who = this.#readers.get(reader)
    if (!who) return
    for (const stream of [...who.streams.keys()]) this.leave(reader, stream)
    this.#readers.delete(reader)
    const same = this.#byParticipant.get(who.facts.participant)
    same?.delete(reader)
    if (same?.size === 0) this.#byParticipant.delete(who.facts.participant)
  }

  /** Runs when the stream may be read: now, or after the batch or the refold that is under way. */
  whenReadable(stream: string, work: () => void): void {
    const live = this.live(stream)
    if (live.isReadable) work()
    else live.waiting.push(work)
  }

  /** The stream is readable again: what waited runs, and waiting switches are tried. */
  settled(stream: string): void {
    const live = this.live(stream)
    if (!live.isReadable) return
    for (const work of live.waiting.splice(0)) work()
    for (const reader of live.readers) this.#trySwitch(reader)
  }

  /**
   * Lets a reader into a stream; `have` is what it still holds. Answers whether there is anything for this person to
   * see: false is the same for "not there" and "not yours".
   */
  join(reader: string, stream: string, have: readonly Held[], answer: (isIn: boolean) => void): void {
    this.whenReadable(stream, () => {
      const who = this.#readers.get(reader)
      if (!who) return
      const live = this.live(stream)
      const audiences = this.#audiences(live, who.facts)
      if (!audiences) return answer(false)
      answer(true)
      this.#keepUp(stream, have)
      who.streams.set(stream, audiences)
      live.readers.add(reader)
      const held = new Map(have.map(([audience, epoch, version]) => [audience, { epoch, version }]))
      for (const audience of this.#all(who, stream)) {
        const feed = this.#feed(live, audience, who.facts.participant)
        const mine = held.get(audience)
        held.delete(audience)
        this.#send(who, mine ? feed.catchUp(live.fold!, mine.epoch, mine.version) : feed.snapshot(stream))
      }
      for (const audience of held.keys()) this.#outlet.left(reader, { stream, audience, reason: 'segment' })
      this.#place(who)
    })
  }

  leave(reader: string, stream: string): void {
    const who = this.#readers.get(reader)
    const live = this.#live.get(stream)
    if (!who?.streams.has(stream) || !live) return
    who.streams.delete(stream)
    live.readers.delete(reader)
    this.#place(who)
    this.#dropOwn(live, who.facts.participant)
  }

  /** Answers what a reader lacks, by frames on the same socket. Audiences it is not in are taken from it. */
  catchUp(reader: string, stream: string, have: readonly Held[]): void {
    this.whenReadable(stream, () => {
      const who = this.#readers.get(reader)
      const live = this.live(stream)
      if (!who || who.isPaused) return
      this.#keepUp(stream, have)
      const mine = who.streams.has(stream) ? this.#all(who, stream) : []
      for (const [audience, epoch, version] of have) {
        if (!mine.includes(audience)) this.#outlet.left(reader, { stream, audience, reason: 'segment' })
        else this.#send(who, this.#feed(live, audience, who.facts.participant).catchUp(live.fold!, epoch, version))
      }
    })
  }

  /** Newer facts of a participant: their readers' audiences switch in one turn, as soon as all their streams are readable. */
  setFacts(facts: Facts): void {
    for (const id of this.readersOf(facts.participant)) {
      const who = this.#readers.get(id)!
      if (facts.version <= Math.max(who.facts.version, who.next?.version ?? 0)) continue
      who.next = facts
      this.#trySwitch(id)
    }
  }

  #trySwitch(reader: string): void {
    const who = this.#readers.get(reader)
    if (!who?.next || ![...who.streams.keys()].every((stream) => this.live(stream).isReadable)) return
    who.facts = who.next
    who.next = null
    const joined: Frame[] = []
    for (const stream of [...who.streams.keys()]) joined.push(...this.#regroup(who, this.live(stream), 'role'))
    this.#place(who)
    for (const frame of joined) this.#send(who, frame)
  }

  /** Computes a reader's audiences of a stream again. Tells what was left; returns the snapshots of what was entered. */
  #regroup(who: Reader, live: Live, reason: LeftMessage['reason']): Frame[] {
    const before = who.streams.get(live.name)!
    const after = this.#audiences(live, who.facts)
    if (!after) {
      who.streams.delete(live.name)
      live.readers.delete(who.id)
      this.#dropOwn(live, who.facts.participant)
      this.#outlet.left(who.id, { stream: live.name, audience: null, reason })
      return []
    }
    who.streams.set(live.name, after)
    for (const audience of before)
      if (!after.has(audience)) this.#outlet.left(who.id, { stream: live.name, audience, reason })
    return [...after]
      .filter((audience) => !before.has(audience))
      .map((audience) => this.#feed(live, audience, '').snapshot(live.name))
  }

  /**
   * Sends all there is of these streams: frames, then memberships that the state changed. Leavers are out of their
   * rooms before a frame goes; who enters gets a snapshot after it; so a frame reaches only those who belong at its `to`.
   */
  flush(streams: Iterable<string>): void {
    const frames = new Map<string, Frame>()
    const own: [string, Frame][] = []
    const moved = new Map<Reader, Frame[]>()
    for (const name of streams) {
      const live = this.#live.get(name)
      if (!live?.isReadable || live.flushed === live.fold!.version) continue
      for (const feed of live.feeds.values()) {
        const pair = pairOf(name, feed.audience)
        if (!this.#sets.has(pair)) live.feeds.delete(feed.audience)
        const frame = this.#sets.has(pair) ? feed.flush(live.fold!) : null
        if (frame) frames.set(pair, frame)
      }
      for (const participant of this.#takeDirty(live)) {
        const frame = live.own.get(participant)?.flush(live.fold!)
        if (frame) own.push([participant, frame])
      }
      const members = live.fold!.membersSince(live.flushed)
      live.flushed = live.fold!.version
      if (members !== 'all' && members.size === 0) continue
      for (const id of [...live.readers]) {
        const who = this.#readers.get(id)!
        if (members !== 'all' && !members.has(who.facts.participant)) continue
        const entered = this.#regroup(who, live, 'segment')
        moved.set(who, [...(moved.get(who) ?? []), ...entered])
      }
    }
    const entering = [...moved].map(([who, snapshots]) => ({ who, snapshots, target: this.#shift(who) }))
    const rooms = new Map<string, Frame[]>()
    for (const [pair, frame] of frames)
      for (const set of this.#sets.of(pair)) {
        const list = rooms.get(set.room)
        if (list) list.push(frame)
        else rooms.set(set.room, [frame])
      }
    const at = this.#now()
    for (const [room, list] of rooms) this.#outlet.toRoom(room, { at, frames: list })
    for (const { who, snapshots, target } of entering) this.#settle(who, snapshots, target, frames)
    for (const [participant, frame] of own) this.#toOwn(participant, frame)
  }

  /** Leaves the old room now and says which one to enter once the frames are out. */
  #shift(who: Reader): { to: string | null } | null {
    const change = this.#sets.place(who.id, who.isPaused ? [] : this.#pairs(who))
    if (change?.from) this.#outlet.move(who.id, change.from, null)
    return change
  }

  /** Someone whose audiences changed in this flush missed the room's write: they get its frames one by one. */
  #settle(
    who: Reader,
    snapshots: readonly Frame[],
    change: { to: string | null } | null,
    frames: ReadonlyMap<string, Frame>,
  ): void {
    if (change) {
      const entered = new Set(snapshots.map((frame) => pairOf(frame.stream, frame.audience)))
      for (const pair of this.#pairs(who)) {
        const frame = frames.get(pair)
        if (frame && !entered.has(pair)) this.#send(who, frame)
      }
      if (change.to) this.#outlet.move(who.id, null, change.to)
    }
    for (const snapshot of snapshots) this.#send(who, snapshot)
  }

  /**
   * The actor's own change: flushes their own keys, tells their other sockets at once, and returns the frame that rides
   * in the ack of `reader`.
   */
  ownFrame(stream: string, participant: string, reader: string | null): Frame | null {
    const live = this.#live.get(stream)
    if (!live?.isReadable) return null
    this.#noteDirty(live)
    if (!live.ownDirty.delete(participant)) return null
    const frame = live.own.get(participant)?.flush(live.fold!) ?? null
    if (frame) this.#toOwn(participant, frame, reader)
    return frame
  }

  /** A fold came from the log. One of another epoch voids what was sent of the last. */
  loaded(stream: string, fold: Fold): void {
    const live = this.live(stream)
    live.fold = fold
    if (live.epoch === fold.epoch) return
    live.epoch = fold.epoch
    this.#restart(live, stream)
  }

  /** Drops all that was made of another epoch; readers get everything anew. */
  #restart(live: Live, stream: string): void {
    live.feeds.clear()
    live.own.clear()
    live.ownDirty.clear()
    live.flushed = live.fold!.version
    for (const id of [...live.readers]) {
      const who = this.#readers.get(id)!
      this.#regroup(who, live, 'segment')
      this.#place(who)
      for (const audience of who.streams.has(stream) ? this.#all(who, stream) : [])
        this.#send(who, this.#feed(live, audience, who.facts.participant).snapshot(stream))
    }
  }

  /** Tells every reader the complete list of what it is sent; what is due is flushed first by the caller. */
  beat(scope: 'shared' | 'own'): void {
    const at = this.#now()
    if (scope === 'shared') {
      for (const set of this.#sets.all()) {
        const lines = set.pairs.map((pair) => this.#line(...splitPair(pair)))
        if (lines.every((line) => line !== null)) this.#outlet.toRoom(set.room, { at, beat: { scope, lines } })
      }
      return
    }
    for (const who of this.#readers.values()) {
      const lines: BeatLine[] = []
      for (const stream of who.streams.keys()) {
        const feed = this.live(stream).own.get(who.facts.participant)
        if (feed) lines.push([stream, feed.audience, feed.epoch, feed.sent])
      }
      if (!who.isPaused && lines.length === who.streams.size)
        this.#outlet.toReader(who.id, { at, beat: { scope, lines } })
    }
  }

  /** A reader whose buffer is full is sent nothing more until `resume`. */
  pause(reader: string): void {
    const who = this.#readers.get(reader)
    if (!who || who.isPaused) return
    who.isPaused = true
    this.#place(who)
  }
  /** Gives a drained reader the whole again. */
  resume(reader: string): void {
    const who = this.#readers.get(reader)
    if (!who?.isPaused) return
    who.isPaused = false
    this.#place(who)
    for (const stream of who.streams.keys())
      this.catchUp(
        reader,
        stream,
        this.#all(who, stream).map((audience) => [audience, '', 0]),
      )
  }

  /** Forgets a stream nobody reads. */
  forget(stream: string): void {
    if (this.#live.get(stream)?.readers.size === 0) this.#live.delete(stream)
  }

  /** All audiences of a reader in a stream, their own last. */
  #all(who: Reader, stream: string): string[] {
    return [...(who.streams.get(stream) ?? []), ownAudience(who.facts.participant)]
  }

  /** A reader who was on a node that is ahead must not be shown older things: what is due here goes out first. */
  #keepUp(stream: string, have: readonly Held[]): void {
    if (have.some(([, , version]) => version > this.live(stream).flushed)) this.flush([stream])
  }

  #audiences(live: Live, facts: Facts): Set<string> | null {
    const fold = live.fold!
    if (facts.event !== fold.event) return null
    const audiences = new Set(fold.feature.audiences(fold.state as never, facts))
    return audiences.size > 0 ? audiences : null
  }

  #feed(live: Live, audience: string, participant: string): Feed {
    const own = participant !== '' && audience === ownAudience(participant) ? participant : null
    const feeds = own === null ? live.feeds : live.own
    const name = own ?? audience
    let feed = feeds.get(name)
    if (!feed) {
      feed = new Feed(live.fold!, audience, this.#build, own)
      feeds.set(name, feed)
    }
    return feed
  }

  #dropOwn(live: Live, participant: string): void {
    if (!this.readersOf(participant).some((id) => live.readers.has(id))) live.own.delete(participant)
  }

  #noteDirty(live: Live): void {
    for (const participant of live.fold!.takeOwnTouched()) if (live.own.has(participant)) live.ownDirty.add(participant)
  }
  #takeDirty(live: Live): string[] {
    this.#noteDirty(live)
    const dirty = [...live.ownDirty]
    live.ownDirty.clear()
    return dirty
  }

  #pairs(who: Reader): Set<string> {
    const pairs = new Set<string>()
    for (const [stream, audiences] of who.streams) for (const audience of audiences) pairs.add(pairOf(stream, audience))
    return pairs
  }

  #place(who: Reader): void {
    const change = this.#sets.place(who.id, who.isPaused ? [] : this.#pairs(who))
    if (change) this.#outlet.move(who.id, change.from, change.to)
  }

  #line(stream: string, audience: string): BeatLine | null {
    const feed = this.#live.get(stream)?.feeds.get(audience)
    return feed ? [stream, audience, feed.epoch, feed.sent] : null
  }

  #send(who: Reader, frame: Frame): void {
    if (!who.isPaused) this.#outlet.toReader(who.id, { at: this.#now(), frames: [frame] })
  }
  #toOwn(participant: string, frame: Frame, except: string | null = null): void {
    for (const id of this.readersOf(participant)) {
      const who = this.#readers.get(id)!
      if (id !== except && who.streams.has(frame.stream)) this.#send(who, frame)
    }
  }
}
