import { z } from 'zod'
import { at, type Db } from '../db/pool.ts'
import type { Clock } from './api.ts'
import { readNewerFacts } from './facts.ts'
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
      const ended = await db.sql.rows(Ended)`select used.id from unnest(${capabilities}::text[]) as used(id)
        left join capabilities c on c.id = used.id and c.revoked_at is null and c.expires_at > ${at(clock.now())}
        where c.id is null`
      if (ended.length > 0) this.#options.ended(ended.map((row) => row.id))
    }
    const people = node.hub.heldFacts()
    if (people.length > 0) node.setFacts(await readNewerFacts(db.sql, people))
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
