import type { CountSpec } from '#shared/core/contract.ts'

/** How often sums go out, and how long they are gathered to be kept. ms */
const TICK = 250
const MINUTE = 60_000

export type Sums = Record<string, number>
/** What was counted of one stream on this node in the minute from `minute` on, ms UTC. */
export interface MinuteOfCounts {
  stream: string
  type: string
  minute: number
  sums: Sums
}

export interface CountsPort {
  now(): number
  /** To the readers here. */
  deliver(stream: string, type: string, sums: Sums): void
  /** To the other nodes. */
  publish(stream: string, type: string, sums: Sums): void
  keep(counted: MinuteOfCounts): Promise<void>
}

/** How many of each kind a message says, or null if it says anything else. */
export function countsIn(spec: CountSpec, data: unknown): Sums | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null
  const entries = Object.entries(data)
  const isFine = ([kind, n]: [string, unknown]) => spec.kinds.includes(kind) && Number.isInteger(n) && Number(n) > 0
  const total = entries.reduce((sum, [, n]) => sum + Number(n), 0)
  return entries.length > 0 && entries.every(isFine) && total <= spec.most ? (data as Sums) : null
}

function add(into: Map<string, Sums>, key: string, sums: Sums): void {
  const held = into.get(key) ?? {}
  for (const [kind, n] of Object.entries(sums)) held[kind] = (held[kind] ?? 0) + n
  into.set(key, held)
}
const keyOf = (stream: string, type: string): string => `${stream} ${type}`

/**
 * Things that are only counted: what comes in within a quarter of a second goes out as one sum, here and to the other
 * nodes, however many send. Sums of a minute are kept by the feature.
 */
export class Counts {
  readonly #port: CountsPort
  /** Of people here, since the last tick; and all that readers here have not been told. */
  #own = new Map<string, Sums>()
  #all = new Map<string, Sums>()
  #minute = new Map<string, Sums>()
  #minuteAt = 0
  #timer: NodeJS.Timeout | null = null
  #minuteTimer: NodeJS.Timeout | null = null

  constructor(port: CountsPort) {
    this.#port = port
  }

  /** Someone here sent these. */
  add(stream: string, type: string, sums: Sums): void {
    if (!this.#minuteTimer) {
      this.#minuteAt = this.#port.now()
      this.#minuteTimer = setTimeout(() => void this.#keep(), MINUTE)
    }
    for (const sum of [this.#own, this.#all, this.#minute]) add(sum, keyOf(stream, type), sums)
    this.#soon()
  }

  /** Another node's sums. */
  heard(stream: string, type: string, sums: Sums): void {
    add(this.#all, keyOf(stream, type), sums)
    this.#soon()
  }

  /** Nothing comes any more: what was counted is kept. */
  async close(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    await this.#keep()
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.#tick(), TICK)
  }

  #tick(): void {
    this.#timer = null
    const [own, all] = [this.#own, this.#all]
    this.#own = new Map()
    this.#all = new Map()
    for (const [key, sums] of own) this.#port.publish(...pairOf(key), sums)
    for (const [key, sums] of all) this.#port.deliver(...pairOf(key), sums)
  }

  async #keep(): Promise<void> {
    if (this.#minuteTimer) clearTimeout(this.#minuteTimer)
    this.#minuteTimer = null
    const [minute, counted] = [this.#minuteAt, [...this.#minute]]
    this.#minute = new Map()
    for (const [key, sums] of counted) {
      const [stream, type] = pairOf(key)
      await this.#port.keep({ stream, type, minute, sums })
    }
  }
}

const pairOf = (key: string): [stream: string, type: string] => {
  const at = key.indexOf(' ')
  return [key.slice(0, at), key.slice(at + 1)]
}
