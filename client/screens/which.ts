/** What a wall looks at of an airing in the programme. */
export interface Planned {
  id: string
  stage: string
  kind: 'live' | 'replay' | 'recorded' | 'rehearsal'
  state: 'scheduled' | 'doors' | 'live' | 'paused' | 'ended'
  startsAt: number
  endsAt: number
}

const byStart = (a: Planned, b: Planned): number => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1)
const isOpen = ({ state }: Planned): boolean => state === 'doors' || state === 'live' || state === 'paused'
/** Rehearsals are no part of the evening: one is shown only while it is held. */
const isPublic = ({ kind }: Planned): boolean => kind !== 'rehearsal'
const isToCome = (one: Planned, now: number): boolean => one.state === 'scheduled' && isPublic(one) && one.endsAt > now

/** The airings of a stage whose own word a wall follows: those with open doors, and the next to come. */
export function followed(airings: readonly Planned[], stage: string, now: number): string[] {
  const mine = airings.filter((one) => one.stage === stage).sort(byStart)
  const [next] = mine.filter((one) => isToCome(one, now))
  return [...mine.filter(isOpen), ...(next ? [next] : [])].map(({ id }) => id)
}

/**
 * Which airing a wall shows: the one that holds the stage, by its own word; else the one whose doors are open; else the
 * next by the programme. Null when nothing is to come.
 */
export function shown<A extends Planned>(
  airings: readonly A[],
  { stage, now, holds }: { stage: string; now: number; holds: (airing: string) => boolean },
): A | null {
  const mine = airings.filter((one) => one.stage === stage).sort(byStart)
  const open = mine.filter(isOpen)
  return (
    open.find(({ id }) => holds(id)) ??
    open.find(({ state }) => state !== 'doors') ??
    open.find(isPublic) ??
    mine.find((one) => isToCome(one, now)) ??
    open[0] ??
    null
  )
}

/** What comes on this stage after that one, if anything. */
export const following = <A extends Planned>(airings: readonly A[], one: A, now: number): A | null =>
  airings
    .filter(({ id, stage, startsAt }) => id !== one.id && stage === one.stage && startsAt >= one.startsAt)
    .sort(byStart)
    .find((other) => isToCome(other, now) || (other.state === 'doors' && isPublic(other))) ?? null

/** Was there anything on this stage that is over? */
export const isOver = (airings: readonly Planned[], stage: string): boolean =>
  airings.some((one) => one.stage === stage && one.state === 'ended' && isPublic(one))
