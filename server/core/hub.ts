import { type Attendance, type Facts, has } from '#shared/core/people.ts'
import type { BeatLine, Frame, Held, LeftMessage } from '#shared/core/wire.ts'
import type { Fold } from './fold.ts'
import { Live } from './live.ts'
import { type Outlet, type Reader, Readers } from './readers.ts'
import { pairOf, splitPair } from './sets.ts'

/**
 * All readers and streams of one node, free of I/O: joins, flushes, catching up, and the switch of audiences when facts
 * change. Every method runs in one turn; what cannot run now waits until the streams it needs are readable.
 */
export class Hub {
  readonly #build: string
  readonly #now: () => number
  readonly #live = new Map<string, Live>()
  readonly #readers: Readers

  constructor(outlet: Outlet, options: { build: string; now: () => number }) {
    this.#readers = new Readers(outlet, options.now)
    this.#build = options.build
    this.#now = options.now
  }

  /** The stream's place on this node, made when first asked for. */
  live(stream: string): Live {
    const live = this.#live.get(stream) ?? new Live(stream, this.#build)
    this.#live.set(stream, live)
    return live
  }
  streams(): Iterable<Live> {
    return this.#live.values()
  }
  /** Connected people and the version of their facts here. */
  heldFacts(): [participant: string, version: number][] {
    return this.#readers.held()
  }
  readersOf(participant: string): readonly string[] {
    return this.#readers.of(participant)
  }
  factsOf(reader: string): Facts | undefined {
    return this.#readers.get(reader)?.facts
  }
  /** Readers of a stream whose audiences meet the given ones; a kind names all of it (`moderator` is `moderator:…`). */
  readersIn(stream: string, audiences: readonly string[]): string[] {
    return [...(this.#live.get(stream)?.readers ?? [])].filter((reader) => {
      const mine = [...(this.#readers.get(reader)?.streams.get(stream) ?? [])]
      return mine.some((audience) => audiences.includes(audience) || audiences.includes(audience.split(':')[0]!))
    })
  }

  /** The people who read a stream here, each once, and where they sit. */
  present(stream: string): ReadonlyMap<string, Attendance> {
    const here = new Map<string, Attendance>()
    for (const reader of this.#live.get(stream)?.readers ?? []) {
      const facts = this.#readers.get(reader)?.facts
      // A screen is nobody.
      if (facts && !has(facts, 'screen')) here.set(facts.participant, facts.attendance)
    }
    return here
  }

  /** A socket came. */
  enter(reader: string, facts: Facts): void {
    this.#readers.add(reader, facts)
  }

  /** A socket went. */
  gone(reader: string): void {
    const who = this.#readers.get(reader)
    if (!who) return
    for (const stream of [...who.streams.keys()]) this.leave(reader, stream)
    this.#readers.remove(who)
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
      const audiences = live.audiencesOf(who.facts)
      answer(audiences !== null)
      if (!audiences) return
      this.#keepUp(stream, have)
      who.streams.set(stream, audiences)
      live.readers.add(reader)
      const held = new Map(have.map(([audience, epoch, version]) => [audience, { epoch, version }]))
      for (const audience of this.#readers.audiences(who, stream)) {
        const feed = live.feedOf(audience, who.facts.participant)
        const mine = held.get(audience)
        held.delete(audience)
        this.#readers.send(who, mine ? feed.catchUp(live.fold!, mine.epoch, mine.version) : feed.snapshot(stream))
      }
      for (const audience of held.keys()) this.#readers.left(who, stream, audience, 'segment')
      this.#readers.place(who)
    })
  }

  leave(reader: string, stream: string): void {
    const who = this.#readers.get(reader)
    const live = this.#live.get(stream)
    if (!who?.streams.has(stream) || !live) return
    this.#takeOut(who, live)
    this.#readers.place(who)
  }

  /** Answers what a reader lacks, by frames on the same socket. Audiences it is not in are taken from it. */
  catchUp(reader: string, stream: string, have: readonly Held[]): void {
    this.whenReadable(stream, () => {
      const who = this.#readers.get(reader)
      const live = this.live(stream)
      if (!who || who.isPaused) return
      this.#keepUp(stream, have)
      const mine = who.streams.has(stream) ? this.#readers.audiences(who, stream) : []
      for (const [audience, epoch, version] of have)
        if (mine.includes(audience))
          this.#readers.send(who, live.feedOf(audience, who.facts.participant).catchUp(live.fold!, epoch, version))
        else this.#readers.left(who, stream, audience, 'segment')
    })
  }

  /** Newer facts of a participant: their readers' audiences switch in one turn, as soon as all their streams are readable. */
  setFacts(facts: Facts): void {
    for (const id of this.#readers.of(facts.participant)) {
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
    const entered = [...who.streams.keys()].flatMap((stream) => this.#regroup(who, this.live(stream), 'role'))
    this.#readers.place(who)
    for (const frame of entered) this.#readers.send(who, frame)
    this.#readers.told(who)
  }

  /** Computes a reader's audiences of a stream again. Tells what was left; returns the snapshots of what was entered. */
  #regroup(who: Reader, live: Live, reason: LeftMessage['reason']): Frame[] {
    const before = who.streams.get(live.name)!
    const after = live.audiencesOf(who.facts)
    if (!after) {
      this.#takeOut(who, live)
      this.#readers.left(who, live.name, null, reason)
      return []
    }
    who.streams.set(live.name, after)
    for (const audience of before) if (!after.has(audience)) this.#readers.left(who, live.name, audience, reason)
    const entered = [...after].filter((audience) => !before.has(audience))
    return entered.map((audience) => live.feedOf(audience, who.facts.participant).snapshot(live.name))
  }

  /**
   * Sends all there is of these streams: frames, then memberships that the state changed. Leavers are out of their
   * rooms before a frame goes; who enters gets a snapshot after it; so a frame reaches only those who belong at its `to`.
   * Answers the streams that cannot be read now.
   */
  flush(streams: Iterable<string>): ReadonlySet<string> {
    const missed = new Set<string>()
    const frames = new Map<string, Frame>()
    const own: [string, Frame][] = []
    const moved = new Map<Reader, Frame[]>()
    for (const name of streams) {
      const live = this.#live.get(name)
      if (live && !live.isReadable) missed.add(name)
      if (!live?.isReadable || live.flushed === live.fold!.version) continue
      for (const [pair, frame] of this.#flushShared(live)) frames.set(pair, frame)
      own.push(...this.#flushOwn(live))
      const members = live.fold!.membersSince(live.flushed)
      live.flushed = live.fold!.version
      if (members !== 'all' && members.size === 0) continue
      for (const id of [...live.readers]) {
        const who = this.#readers.get(id)!
        if (members === 'all' || members.has(who.facts.participant))
          moved.set(who, [...(moved.get(who) ?? []), ...this.#regroup(who, live, 'segment')])
      }
    }
    const moves = [...moved].map(([who, entered]) => ({ entered, finish: this.#readers.shift(who) }))
    this.#readers.sendRooms(frames)
    for (const { entered, finish } of moves) finish(entered, frames)
    for (const [participant, frame] of own) this.#readers.sendOwn(participant, frame)
    return missed
  }

  *#flushShared(live: Live): Generator<[pair: string, Frame]> {
    for (const feed of [...live.feeds.values()]) {
      const pair = pairOf(live.name, feed.audience)
      if (!this.#readers.sets.has(pair)) {
        // Nobody reads it: whoever comes next opens it anew.
        live.feeds.delete(feed.audience)
        continue
      }
      const frame = feed.flush(live.fold!)
      if (frame) yield [pair, frame]
    }
  }

  *#flushOwn(live: Live): Generator<[participant: string, Frame]> {
    const dirty = live.dirty()
    for (const [participant, keys] of dirty) {
      const frame = live.own.get(participant)?.flush(live.fold!, keys)
      if (frame) yield [participant, frame]
    }
    dirty.clear()
  }

  /**
   * The actor's own change: flushes their own keys, tells their other sockets at once, and returns the frame that rides
   * in the ack of `reader`.
   */
  ownFrame(stream: string, participant: string, reader: string | null): Frame | null {
    const live = this.#live.get(stream)
    const keys = live?.isReadable ? live.dirty().get(participant) : undefined
    if (!live || !keys) return null
    live.dirty().delete(participant)
    const frame = live.own.get(participant)?.flush(live.fold!, keys) ?? null
    if (frame) this.#readers.sendOwn(participant, frame, reader)
    return frame
  }

  /** A fold came from the log. One of another epoch voids what was sent of the last: readers get everything anew. */
  loaded(stream: string, fold: Fold): void {
    const live = this.live(stream)
    live.fold = fold
    if (live.epoch === fold.epoch) return
    live.restart(fold.epoch)
    for (const id of [...live.readers]) {
      const who = this.#readers.get(id)!
      this.#regroup(who, live, 'segment')
      this.#readers.place(who)
      for (const audience of who.streams.has(stream) ? this.#readers.audiences(who, stream) : [])
        this.#readers.send(who, live.feedOf(audience, who.facts.participant).snapshot(stream))
    }
  }

  /** Tells every reader the complete list of what it is sent; what is due is flushed first by the caller. */
  beat(scope: 'shared' | 'own'): void {
    const at = this.#now()
    if (scope === 'shared') {
      for (const { room, pairs } of this.#readers.sets.all()) {
        const lines = pairs.map((pair) => {
          const [stream, audience] = splitPair(pair)
          return this.live(stream).line(this.live(stream).feeds.get(audience))
        })
        if (isWhole(lines)) this.#readers.writeRoom(room, { at, beat: { scope, lines } })
      }
      return
    }
    for (const who of this.#readers.all()) {
      const lives = [...who.streams.keys()].map((stream) => this.live(stream))
      const lines = lives.map((live) => live.line(live.own.get(who.facts.participant)))
      if (isWhole(lines)) this.#readers.write(who, { at, beat: { scope, lines } })
    }
  }

  /** A reader whose buffer is full is sent nothing more until `resume`. */
  pause(reader: string): void {
    const who = this.#readers.get(reader)
    if (!who || who.isPaused) return
    who.isPaused = true
    this.#readers.place(who)
  }
  /** A drained reader is told what it is sent, and asks for what it lacks: it still holds what it took before. */
  resume(reader: string): void {
    const who = this.#readers.get(reader)
    if (!who?.isPaused) return
    who.isPaused = false
    this.#readers.place(who)
    this.#beatTo(who)
  }
  #beatTo(who: Reader): void {
    const lives = [...who.streams].map(([stream, audiences]) => ({ live: this.live(stream), audiences }))
    const shared = lives.flatMap(({ live, audiences }) => [...audiences].map((one) => live.line(live.feeds.get(one))))
    const own = lives.map(({ live }) => live.line(live.own.get(who.facts.participant)))
    for (const [scope, lines] of [['shared', shared] as const, ['own', own] as const])
      if (isWhole(lines)) this.#readers.write(who, { at: this.#now(), beat: { scope, lines } })
  }

  /** Forgets a stream nobody reads. */
  forget(stream: string): void {
    if (this.#live.get(stream)?.readers.size === 0) this.#live.delete(stream)
  }

  /** A reader who was on a node that is ahead must not be shown older things: what is due here goes out first. */
  #keepUp(stream: string, have: readonly Held[]): void {
    if (have.some(([, , version]) => version > this.live(stream).flushed)) this.flush([stream])
  }

  #takeOut(who: Reader, live: Live): void {
    who.streams.delete(live.name)
    live.readers.delete(who.id)
    const { participant } = who.facts
    if (!this.#readers.of(participant).some((id) => live.readers.has(id))) live.own.delete(participant)
  }
}

/** A list that lacks a line would take an audience from its readers: better no beat than a wrong one. */
const isWhole = (lines: readonly (BeatLine | null)[]): lines is readonly BeatLine[] =>
  lines.every((line) => line !== null)
