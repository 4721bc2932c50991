import { z } from 'zod'
import { at, type Db } from '../db/pool.ts'
import type { Clock } from './api.ts'
import { readFacts } from './facts.ts'
import { readHeads } from './log.ts'
import type { StreamNode } from './node.ts'

const EVERY = 2000
const SWEEP_EVERY = 30

export interface HealOptions {
  node: StreamNode
  db: Db
  clock: Clock
  /** Capabilities that sockets here use. */
  capabilities(): readonly string[]
  /** These ended: their sockets go. */
  ended(capabilities: readonly string[]): void
  onError(error: unknown): void
}

const Ended = z.object({ id: z.string() })

/**
 * Every 2 s a node compares with the database: versions and epochs of its open streams, facts of its connected people,
 * revoked capabilities. So a lost message costs two seconds and nothing else.
 */
export class Heal {
  readonly #options: HealOptions
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> | null = null
  #rounds = 0

  constructor(options: HealOptions) {
    this.#options = options
  }

  start(): void {
    this.#timer = setInterval(() => this.now(), EVERY)
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#running
  }

  /** Looks now (after the bus came back), unless a look is under way. */
  now(): void {
    this.#running ??= this.#look()
      .catch((error: unknown) => this.#options.onError(error))
      .finally(() => {
        this.#running = null
      })
  }

  async #look(): Promise<void> {
    const { node, db, clock } = this.#options
    const capabilities = this.#options.capabilities()
    if (capabilities.length > 0) {
      const valid = await db.sql.rows(Ended)`select id from capabilities
        where id = any(${capabilities}) and revoked_at is null and expires_at > ${at(clock.now())}`
      const alive = new Set(valid.map((row) => row.id))
      const ended = capabilities.filter((id) => !alive.has(id))
      if (ended.length > 0) this.#options.ended(ended)
    }
    const people = node.hub.participants()
    if (people.length > 0) node.setFacts(await readFacts(db.sql, people))
    const open = [...node.hub.streams()].filter((live) => live.fold !== null || live.readers.size > 0)
    // A fold that is being decided on is ahead of the log; only what was committed before the look can be compared.
    const before = new Map(open.map((live) => [live.name, live.isReadable ? live.fold!.version : null]))
    for (const head of await readHeads(db.sql, [...before.keys()])) {
      const { fold, isClean } = node.hub.live(head.name)
      const version = before.get(head.name)
      if (!fold) await node.load(head.name)
      else if (isClean && (head.epoch !== fold.epoch || (version != null && head.version < version)))
        node.spoil(head.name)
      else if (head.version > fold.version) await node.refresh(head.name)
    }
    if (++this.#rounds % SWEEP_EVERY === 0) node.sweep()
  }
}
