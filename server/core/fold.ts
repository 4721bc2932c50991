import { isOwnKey } from '#shared/core/wire.ts'
import { actorText } from './actor.ts'
import type { Entry, Feature, Touched } from './feature.ts'

/** What one version touched: its keys, and whose audiences may have changed. */
interface Touch {
  version: number
  keys: readonly string[]
  members: readonly string[] | 'all'
}

/** How many versions the ring remembers. A reader further behind gets a snapshot. */
const RING = 2000

const isList = (touched: Touched): touched is readonly string[] => Array.isArray(touched)
const keysOf = (touched: Touched): readonly string[] => (isList(touched) ? touched : touched.keys)
const membersOf = (touched: Touched): readonly string[] | 'all' => (isList(touched) ? [] : touched.members)

/** An entry that does not follow the last one: the log must be asked. */
export class Gap extends Error {}
/** An event type this build does not know: the stream is closed, never half folded. */
export class UnknownEvent extends Error {}

/**
 * A stream's state in memory, with every key it ever touched and a ring of what the last versions touched. The ring is
 * what makes catching up exact: whoever holds version v gets all keys touched after v, whatever they looked like between.
 */
export class Fold {
  readonly feature: Feature
  readonly stream: string
  readonly event: string
  readonly epoch: number
  state: unknown
  version = 0
  /** When the last entry was made, ms UTC. */
  at = 0
  readonly keys: Set<string>
  /** Every command that is in the log: by whom, at which version. About 100 B each; under the row's lock it is complete. */
  readonly #known = new Map<string, { actor: string; version: number }>()
  #ownTouched = new Map<string, Set<string>>()
  #ring: Touch[] = []
  #since = 0

  constructor(feature: Feature, stream: string, event: string, epoch: number) {
    this.feature = feature
    this.stream = stream
    this.event = event
    this.epoch = epoch
    this.state = feature.initial()
    this.keys = new Set(feature.keys)
  }

  /** Folds one entry. If it throws, this fold is spoiled and must be dropped. */
  apply(entry: Entry): void {
    if (entry.version !== this.version + 1) throw new Gap(`${this.stream}: ${entry.version} after ${this.version}`)
    const keys = new Set<string>()
    const members = new Set<string>()
    let everyone = false
    for (const event of entry.events) {
      if (!(event.type in this.feature.contract.events)) throw new UnknownEvent(`${this.stream}: ${event.type}`)
      const touched = this.feature.evolve(this.state, event as never, entry)
      for (const key of keysOf(touched)) {
        keys.add(key)
        this.keys.add(key)
        if (isOwnKey(key)) this.#noteOwn(key)
      }
      const who = membersOf(touched)
      if (who === 'all') everyone = true
      else for (const participant of who) members.add(participant)
    }
    this.version = entry.version
    this.#known.set(entry.commandId, { actor: actorText(entry.actor), version: entry.version })
    this.at = Math.max(this.at, entry.at)
    this.#ring.push({ version: entry.version, keys: [...keys], members: everyone ? 'all' : [...members] })
    if (this.#ring.length > RING * 1.5) {
      const cut = this.#ring.splice(0, this.#ring.length - RING)
      this.#since = cut.at(-1)!.version
    }
  }

  /** What became of a command, if it was accepted before. */
  known(commandId: string): { actor: string; version: number } | undefined {
    return this.#known.get(commandId)
  }

  /** Own keys that were touched since this was last asked, by participant. */
  takeOwnTouched(): Map<string, Set<string>> {
    const touched = this.#ownTouched
    this.#ownTouched = new Map()
    return touched
  }

  #noteOwn(key: string): void {
    const participant = key.slice(1, key.indexOf('/'))
    const keys = this.#ownTouched.get(participant) ?? new Set()
    this.#ownTouched.set(participant, keys.add(key))
  }

  /** All keys touched after `version`, or null if the ring does not reach back that far. */
  touchedSince(version: number): Set<string> | null {
    if (version < this.#since) return null
    const keys = new Set<string>()
    for (let i = this.#ring.length - 1; i >= 0 && this.#ring[i]!.version > version; i--)
      for (const key of this.#ring[i]!.keys) keys.add(key)
    return keys
  }

  /** Whose audiences may have changed after `version`; `all` also when the ring does not reach back. */
  membersSince(version: number): Set<string> | 'all' {
    if (version < this.#since) return 'all'
    const members = new Set<string>()
    for (let i = this.#ring.length - 1; i >= 0 && this.#ring[i]!.version > version; i--) {
      const some = this.#ring[i]!.members
      if (some === 'all') return 'all'
      for (const participant of some) members.add(participant)
    }
    return members
  }
}
