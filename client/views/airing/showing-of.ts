import type { AiringRow, Programme } from '#shared/programme/rows.ts'
import { doorsAt } from '#shared/programme/rules.ts'
import type { Showing, ShownTimes, TimesRow } from '../../airing/showing.ts'

const times = (airing: AiringRow): ShownTimes => ({
  id: airing.id,
  startsAt: airing.startsAt,
  endsAt: airing.endsAt,
  doorsAt: doorsAt(airing),
})
const titleOf = (programme: Programme, session: string): string =>
  programme.sessions.find(({ id }) => id === session)?.title ?? ''

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
  const { title, summary } = session
  return { airing: times(airing), title, summary, track, people, next: nextOf(programme, airing) }
}

function nextOf(programme: Programme, airing: AiringRow): Showing['next'] {
  const [after] = programme.airings
    .filter((one) => one.id !== airing.id && one.kind !== 'rehearsal' && one.state !== 'ended')
    .filter((one) => one.session !== airing.session && one.startsAt >= airing.startsAt)
    .sort((a, b) => a.startsAt - b.startsAt)
  return after ? { ...times(after), title: titleOf(programme, after.session) } : null
}

/** Everything a producer runs at this event, in order. */
export function timesOf(programme: Programme): TimesRow[] {
  const hasStages = programme.stages.length > 1
  return programme.airings
    .filter(({ kind }) => kind === 'live' || kind === 'rehearsal')
    .sort((a, b) => a.startsAt - b.startsAt)
    .map((airing) => ({
      ...times(airing),
      title: titleOf(programme, airing.session),
      stage: hasStages ? (programme.stages.find(({ id }) => id === airing.stage)?.name ?? null) : null,
      isOver: airing.state === 'ended',
    }))
}
