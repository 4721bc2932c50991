import type { Feature } from '#server/core/feature.ts'

export type Pick = <T>(from: readonly T[]) => T

/** A feature under chaos: how its commands are made up, and what its rows would say. */
export interface Subject {
  feature: Feature
  /**
   * A plausible command (data as parsed). `people`: participants' ids. `done`: the ids of all commands accepted so far,
   * which are those of what they made. `by`: who sends it, if not anyone; `system`: the server itself does.
   */
  command(
    pick: Pick,
    people: readonly string[],
    now: number,
    done: readonly string[],
  ): { type: string; data: unknown; by?: string; system?: boolean }
  /** `type`: of the command they are for, if that matters. */
  rows(pick: Pick, type?: string): unknown
  /** Between two commands pass at most so many ms; 5000 unless said. */
  pace?: number
  /** Words in its commands, each with the kinds of audiences (`staff`, `person`) that may be shown them. */
  canaries?: Readonly<Record<string, readonly string[]>>
}

/** mulberry32: small, seeded, good enough to shuffle histories. */
export function seeded(seed: number): { random(): number; pick: Pick; chance(p: number): boolean } {
  let a = seed | 0
  const random = () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return { random, pick: (from) => from[Math.floor(random() * from.length)]!, chance: (p) => random() < p }
}
