import type { Facts } from '#shared/core/people.ts'
import { type FactsMessage, type Frame, type FramesMessage, type LeftMessage, ownAudience } from '#shared/core/wire.ts'
import { pairOf, Sets } from './sets.ts'

/** Where messages go: sockets on a real node, queues in the simulation. Order per reader is kept. */
export interface Outlet {
  toRoom(room: string, message: FramesMessage): void
  toReader(reader: string, message: FramesMessage): void
  left(reader: string, message: LeftMessage): void
  facts(reader: string, message: FactsMessage): void
  /** Takes a reader out of one room and into another; null is no room. */
  move(reader: string, from: string | null, to: string | null): void
}

/** One socket. */
export interface Reader {
  id: string
  facts: Facts
  /** Newer facts that wait until all streams of this reader can be read. */
  next: Facts | null
  /** Shared audiences by stream; being in the map is having joined. */
  streams: Map<string, ReadonlySet<string>>
  /** Too slow to take more: in no room until it has drained. */
  isPaused: boolean
}

/** The sockets of one node: who they are, which set each is in, and the ways to write to them. */
export class Readers {
  readonly #outlet: Outlet
  readonly #now: () => number
  readonly #byId = new Map<string, Reader>()
  readonly #byParticipant = new Map<string, Set<string>>()
  readonly sets = new Sets()

  constructor(outlet: Outlet, now: () => number) {
    this.#outlet = outlet
    this.#now = now
  }

  get(id: string): Reader | undefined {
    return this.#byId.get(id)
  }
  all(): Iterable<Reader> {
    return this.#byId.values()
  }
  /** Connected people with the version of their facts as the one of their sockets that is furthest behind has it. */
  held(): [participant: string, version: number][] {
    return [...this.#byParticipant].map(([participant, ids]) => [
      participant,
      Math.min(...[...ids].map((id) => this.#byId.get(id)!.facts.version)),
    ])
  }
  of(participant: string): readonly string[] {
    return [...(this.#byParticipant.get(participant) ?? [])]
  }

  add(id: string, facts: Facts): void {
    this.#byId.set(id, { id, facts, next: null, streams: new Map(), isPaused: false })
    const same = this.#byParticipant.get(facts.participant) ?? new Set()
    this.#byParticipant.set(facts.participant, same.add(id))
  }
  remove(who: Reader): void {
    this.#byId.delete(who.id)
    const same = this.#byParticipant.get(who.facts.participant)
    same?.delete(who.id)
    if (same?.size === 0) this.#byParticipant.delete(who.facts.participant)
  }

  /** All audiences of a reader in a stream, their own last. */
  audiences(who: Reader, stream: string): string[] {
    return [...(who.streams.get(stream) ?? []), ownAudience(who.facts.participant)]
  }

  /** Puts a reader into the room of what it sees now. */
  place(who: Reader): void {
    const change = this.sets.place(who.id, this.#pairs(who))
    if (change) this.#outlet.move(who.id, change.from, change.to)
  }

  /**
   * The same in two steps around a tick's writes: the old room is left now; the returned function enters the new one
   * after them and gives the reader this tick's frames of the audiences it kept, which went to a room it was not in.
   */
  shift(who: Reader): (entered: readonly Frame[], frames: ReadonlyMap<string, Frame>) => void {
    const change = this.sets.place(who.id, this.#pairs(who))
    if (change?.from) this.#outlet.move(who.id, change.from, null)
    return (entered, frames) => {
      const isNew = new Set(entered.map((frame) => pairOf(frame.stream, frame.audience)))
      for (const pair of change ? this.#pairs(who) : []) {
        const frame = frames.get(pair)
        if (frame && !isNew.has(pair)) this.send(who, frame)
      }
      if (change?.to) this.#outlet.move(who.id, null, change.to)
      for (const frame of entered) this.send(who, frame)
    }
  }

  send(who: Reader, frame: Frame): void {
    this.write(who, { at: this.#now(), frames: [frame] })
  }
  write(who: Reader, message: FramesMessage): void {
    if (!who.isPaused) this.#outlet.toReader(who.id, message)
  }
  /** To the other sockets of one person. */
  sendOwn(participant: string, frame: Frame, except: string | null = null): void {
    for (const id of this.of(participant)) {
      const who = this.#byId.get(id)!
      if (id !== except && who.streams.has(frame.stream)) this.send(who, frame)
    }
  }
  /** One write per set of readers: all frames of a tick that they see. */
  sendRooms(frames: ReadonlyMap<string, Frame>): void {
    const rooms = new Map<string, Frame[]>()
    for (const [pair, frame] of frames)
      for (const { room } of this.sets.of(pair)) rooms.set(room, [...(rooms.get(room) ?? []), frame])
    for (const [room, list] of rooms) this.writeRoom(room, { at: this.#now(), frames: list })
  }
  writeRoom(room: string, message: FramesMessage): void {
    this.#outlet.toRoom(room, message)
  }
  left(who: Reader, stream: string, audience: string | null, reason: LeftMessage['reason']): void {
    this.#outlet.left(who.id, { stream, audience, reason })
  }

  /** Tells a reader that their facts changed. */
  told(who: Reader): void {
    this.#outlet.facts(who.id, { version: who.facts.version })
  }

  #pairs(who: Reader): Set<string> {
    const pairs = new Set<string>()
    if (who.isPaused) return pairs
    for (const [stream, audiences] of who.streams) for (const audience of audiences) pairs.add(pairOf(stream, audience))
    return pairs
  }
}
