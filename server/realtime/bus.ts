import type { Entry } from '../core/feature.ts'

/** Who is at a stream with one node: participants, each once, by where they sit. */
export type PresentAt = readonly [stream: string, room: readonly string[], home: readonly string[]]

/** What nodes tell each other. A lost message heals: every node also looks into the database every 2 s. */
export type BusMessage =
  | { kind: 'entries'; stream: string; epoch: number; entries: readonly Entry[] }
  | { kind: 'facts'; participant: string }
  | {
      kind: 'revoked'
      participants: readonly string[]
      devices: readonly string[]
      reason: 'signedOut' | 'removed' | 'deleted' | 'expired'
    }
  | { kind: 'signal'; stream: string; type: string; from: string | null; data: unknown }
  | { kind: 'counted'; stream: string; type: string; counts: Readonly<Record<string, number>> }
  | { kind: 'present'; node: string; here: readonly PresentAt[] }

/** The way between nodes. `publish` reaches the others, not the sender; it never throws and may lose messages. */
export interface Bus {
  publish(message: BusMessage): void
  subscribe(listener: (message: BusMessage) => void): void
  /** Calls back when the line came back after a loss: what was missed must be looked up. */
  onReturn(listener: () => void): void
  state(): 'up' | 'down'
  close(): Promise<void>
}

/** One process: nobody else to tell. Several nodes in one process share a `MemoryLine`. */
export class MemoryLine {
  readonly #nodes = new Set<(message: BusMessage) => void>()

  /** A bus of one more node on this line. */
  bus(): Bus {
    let mine: ((message: BusMessage) => void) | null = null
    return {
      publish: (message) => {
        for (const node of this.#nodes) if (node !== mine) setImmediate(node, structuredClone(message))
      },
      subscribe: (listener) => {
        mine = listener
        this.#nodes.add(listener)
      },
      onReturn: () => undefined,
      state: () => 'up',
      close: async () => {
        if (mine) this.#nodes.delete(mine)
      },
    }
  }
}
