/** When an airing is; ms UTC. */
export interface ShownTimes {
  id: string
  startsAt: number
  endsAt: number
  doorsAt: number
}

/** What the programme says of one airing, as these pages show it. */
export interface Showing {
  airing: ShownTimes
  title: string
  summary: string
  track: string | null
  people: readonly { id: string; name: string; line: string; part: 'mentor' | 'host' | 'guest' }[]
  /** What comes after it at this event, if anything. */
  next: (ShownTimes & { title: string }) | null
}

/** One line of the times a producer reads. */
export interface TimesRow extends ShownTimes {
  title: string
  /** Named only where the event has several. */
  stage: string | null
  isOver: boolean
}
