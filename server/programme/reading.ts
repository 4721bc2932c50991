import type { Programme } from '#shared/programme/rows.ts'
import type { Db } from '../db/pool.ts'
import { readProgramme, readVersion } from './tables.ts'
import { programmeFor, type Reader } from './view.ts'

const MOST_EVENTS = 100

/** The programmes of the events people look at, each read once a version, however many lobbies ask at once. */
export class ProgrammeCache {
  readonly #db: Db
  readonly #held = new Map<string, { version: number; programme: Promise<Programme | undefined> }>()

  constructor(db: Db) {
    this.#db = db
  }

  /** The version of the event's programme now; undefined when there is no such event. */
  version(event: string): Promise<number | undefined> {
    return readVersion(this.#db.sql, event)
  }

  /**
   * The programme at this version or a newer one. A row that is written while it is read may be in it already: the
   * note of that change comes with a higher version, and pages ask again.
   */
  async read(event: string, version: number, reader: Reader): Promise<Programme | undefined> {
    const held = this.#held.get(event)
    const fresh = held && held.version >= version ? held : { version, programme: this.#load(event, version) }
    // Last used stands last; what was not asked for longest goes first.
    this.#held.delete(event)
    this.#held.set(event, fresh)
    if (this.#held.size > MOST_EVENTS) this.#held.delete(this.#held.keys().next().value!)
    const programme = await fresh.programme
    return programme && programmeFor(programme, reader)
  }

  async #load(event: string, version: number): Promise<Programme | undefined> {
    try {
      const rows = await readProgramme(this.#db.sql, event)
      return rows && { version, ...rows }
    } catch (error) {
      this.#held.delete(event)
      throw error
    }
  }
}
