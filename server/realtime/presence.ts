import type { Attendance } from '#shared/core/people.ts'
import type { BusMessage } from './bus.ts'

/** How often a node says who is with it, and how long its word counts: three missed are gone. ms */
const EVERY = 2000
const GONE = 3 * EVERY

type Present = Record<Attendance, number>

export interface PresencePort {
  node: string
  /** Open streams whose feature tells how many are here, and how many readers each has on this node. */
  streams(): Iterable<readonly [stream: string, readers: number]>
  /** People here, each once. */
  present(stream: string): Present
  publish(message: Extract<BusMessage, { kind: 'present' }>): void
  tell(stream: string, here: Present): void
}

/**
 * How many people are at a stream, over all nodes, from our own sockets: each node counts its own and says so. Someone
 * with tabs on two nodes counts on both. Readers are told what changed, and newcomers with the next look.
 */
export class Presence {
  readonly #port: PresencePort
  readonly #others = new Map<string, { at: number; here: Map<string, Present> }>()
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
    const counts = new Map(here.map(([stream, room, home]) => [stream, { room, home }]))
    this.#others.set(node, { at: performance.now(), here: counts })
  }

  /** Counts, says it to the other nodes, and tells readers what changed. */
  look(): void {
    const now = performance.now()
    for (const [node, { at }] of this.#others) if (now - at > GONE) this.#others.delete(node)
    const told = new Map<string, string>()
    const mine: [string, number, number][] = []
    for (const [stream, readers] of this.#port.streams()) {
      const { room, home } = this.#port.present(stream)
      mine.push([stream, room, home])
      const all = this.#withOthers(stream, { room, home })
      const line = `${all.room} ${all.home} ${readers}`
      told.set(stream, line)
      if (readers > 0 && this.#told.get(stream) !== line) this.#port.tell(stream, all)
    }
    this.#told = told
    // Once more when there is nobody left, so that others need not wait for our silence.
    if (mine.length > 0 || this.#said) this.#port.publish({ kind: 'present', node: this.#port.node, here: mine })
    this.#said = mine.length > 0
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #withOthers(stream: string, mine: Present): Present {
    const sum = { ...mine }
    for (const { here } of this.#others.values()) {
      sum.room += here.get(stream)?.room ?? 0
      sum.home += here.get(stream)?.home ?? 0
    }
    return sum
  }
}
