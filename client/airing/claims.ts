import type { Sounding } from '#shared/airing/sounding.contract.ts'

/** A page's word that it plays the sound. `at`: the server's time. */
export type Claim = NonNullable<Sounding['claim']> & { page: string }

const WEIGHT: Record<Claim['because'], number> = { opened: 0, pressed: 1, onStage: 2 }

/**
 * Of two pages of one person that would both be heard, is it the first? Whoever is on stage hears the others there; a
 * press says what one wants now, so the last one counts; of pages that were merely opened the first goes on playing.
 */
export function outranks(one: Claim, other: Claim): boolean {
  if (one.because !== other.because) return WEIGHT[one.because] > WEIGHT[other.because]
  if (one.at === other.at) return one.page < other.page
  return one.because === 'opened' ? one.at < other.at : one.at > other.at
}
