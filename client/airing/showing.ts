import type { AiringRow, Programme, SessionRow } from '#shared/programme/rows.ts'

/** What the programme says of one airing, as these pages show it. */
export interface Showing {
  airing: AiringRow
  session: SessionRow
  track: string | null
  people: { id: string; name: string; line: string; part: 'mentor' | 'host' | 'guest' }[]
  /** What comes after it at this event, if anything. */
  next: { airing: AiringRow; title: string } | null
}

/** Reads one airing out of the programme; null if it is not (or no longer) in it. */
export function showingOf(programme: Programme, id: string): Showing | null {
  const airing = programme.airings.find((one) => one.id === id)
  const session = airing && programme.sessions.find((one) => one.id === airing.session)
  if (!airing || !session) return null
  const people = session.people.flatMap(({ person, part }) => {
    const row = programme.people.find((one) => one.id === person)
    return row ? [{ id: row.id, name: row.name, line: row.line, part }] : []
  })
  const track = programme.tracks.find((one) => one.id === session.track)?.name ?? null
  return { airing, session, track, people, next: nextOf(programme, airing) }
}

function nextOf(programme: Programme, airing: AiringRow): Showing['next'] {
  const after = programme.airings
    .filter((one) => one.id !== airing.id && one.kind !== 'rehearsal' && one.state !== 'ended')
    .filter((one) => one.session !== airing.session && one.startsAt >= airing.startsAt)
    .sort((a, b) => a.startsAt - b.startsAt)[0]
  const title = after && programme.sessions.find((one) => one.id === after.session)?.title
  return after && title ? { airing: after, title } : null
}
