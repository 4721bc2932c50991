/** `stream audience`: one pair a reader may be in. */
export const pairOf = (stream: string, audience: string): string => `${stream} ${audience}`
export const splitPair = (pair: string): [stream: string, audience: string] => pair.split(' ') as [string, string]

interface ReaderSet {
  room: string
  pairs: readonly string[]
  readers: Set<string>
}

/**
 * Few, fat writes: readers who see exactly the same shared audiences, over all their streams, form one set, and a tick
 * writes once per set. Most events have a handful of sets, whatever the number of people.
 */
export class Sets {
  readonly #byKey = new Map<string, ReaderSet>()
  readonly #byPair = new Map<string, Set<ReaderSet>>()
  readonly #ofReader = new Map<string, ReaderSet>()
  #next = 1

  /** Puts a reader into the set of these pairs. Returns the rooms to leave and to enter, or null if nothing changes. */
  place(reader: string, pairs: Iterable<string>): { from: string | null; to: string | null } | null {
    const sorted = [...pairs].sort()
    const key = sorted.join('\n')
    const before = this.#ofReader.get(reader)
    const after = sorted.length === 0 ? undefined : (this.#byKey.get(key) ?? this.#make(key, sorted))
    if (before === after) return null
    if (before) {
      before.readers.delete(reader)
      if (before.readers.size === 0) this.#end(before)
    }
    if (after) {
      after.readers.add(reader)
      this.#ofReader.set(reader, after)
    } else this.#ofReader.delete(reader)
    return { from: before?.room ?? null, to: after?.room ?? null }
  }

  /** Does anyone see this pair? */
  has(pair: string): boolean {
    return this.#byPair.has(pair)
  }

  /** The sets that see a pair. */
  of(pair: string): Iterable<{ room: string }> {
    return this.#byPair.get(pair) ?? []
  }

  /** All sets with their pairs and readers. */
  all(): Iterable<{ room: string; pairs: readonly string[]; readers: ReadonlySet<string> }> {
    return this.#byKey.values()
  }

  #make(key: string, pairs: readonly string[]): ReaderSet {
    const set = { room: `set-${this.#next++}`, pairs, readers: new Set<string>() }
    this.#byKey.set(key, set)
    for (const pair of pairs) {
      const sets = this.#byPair.get(pair)
      if (sets) sets.add(set)
      else this.#byPair.set(pair, new Set([set]))
    }
    return set
  }

  #end(set: ReaderSet): void {
    this.#byKey.delete(set.pairs.join('\n'))
    for (const pair of set.pairs) {
      const sets = this.#byPair.get(pair)
      sets?.delete(set)
      if (sets?.size === 0) this.#byPair.delete(pair)
    }
  }
}
