import type { Attendance } from '#shared/core/people.ts'
import type { BusMessage, PresentAt } from './bus.ts'

/** How often a node says who is with it, and how long its word counts: three missed are gone. ms */
const EVERY = 2000
const GONE = 3 * EVERY

/** Who is at a stream, each once, and where they sit. */
export type Present = ReadonlyMap<string, Attendance>

export interface PresencePort {
  node: string
  /** Open streams whose feature tells how many are here, and how many readers each has on this node. */
  streams(): Iterable<readonly [stream: string, readers: number]>
  /** People with this node. */
  present(stream: string): Present
  publish(message: Extract<BusMessage, { kind: 'present' }>): void
  tell(stream: string, here: Record<Attendance, number>): void
}

/**
 * Who is at a stream, over all nodes, from our own sockets: each node says who is with it, and nobody writes it down.
 * Someone with tabs on two nodes is one person. Readers are told how many when that changed, and newcomers with the next look.
 */
export class Presence {
  readonly #port: PresencePort
  readonly #others = new Map<string, { at: number; here: ReadonlyMap<string, Present> }>()
  #told = new Map<string, string>()
  #said = false
  readonly #timer: NodeJS.Timeout

  constructor(port: PresencePort) {
    this.#port = port
    this.#timer = setInterval(() => this.look(), EVERY)
    this.#timer.unref()
  }

  /** Another node's word. */
  heard({ node, here }: Extract<BusMessage, { kind: 'present' }>): void {
    const streams = new Map(here.map(([stream, room, home]) => [stream, asMap(room, home)] as const))
    this.#others.set(node, { at: performance.now(), here: streams })
  }

  /** Who is at this stream now: on this node to the moment, on others as they last said. */
  at(stream: string): Present {
    const all = new Map(this.#port.present(stream))
    for (const { at, here } of this.#others.values())
      if (performance.now() - at <= GONE)
        for (const [participant, seat] of here.get(stream) ?? []) if (!all.has(participant)) all.set(participant, seat)
    return all
  }

  /** Looks who is here, says it to the other nodes, and tells readers what changed. */
  look(): void {
    const now = performance.now()
    for (const [node, { at }] of this.#others) if (now - at > GONE) this.#others.delete(node)
    const told = new Map<string, string>()
    const mine: PresentAt[] = []
    for (const [stream, readers] of this.#port.streams()) {
      const own = this.#port.present(stream)
      mine.push([stream, seated(own, 'room'), seated(own, 'home')])
      const all = this.at(stream)
      const room = seated(all, 'room').length
      const here = { room, home: all.size - room }
      const line = `${here.room} ${here.home} ${readers}`
      told.set(stream, line)
      if (readers > 0 && this.#told.get(stream) !== line) this.#port.tell(stream, here)
    }
    this.#told = told
    // Once more when there is nobody left, so that others need not wait for our silence.
    if (mine.length > 0 || this.#said) this.#port.publish({ kind: 'present', node: this.#port.node, here: mine })
    this.#said = mine.length > 0
  }

  close(): void {
    clearInterval(this.#timer)
  }
}

const seated = (present: Present, seat: Attendance): string[] =>
  [...present].flatMap(([participant, sits]) => (sits === seat ? [participant] : []))

const asMap = (room: readonly string[], home: readonly string[]): Present =>
  new Map([...room.map((one) => [one, 'room'] as const), ...home.map((one) => [one, 'home'] as const)])
