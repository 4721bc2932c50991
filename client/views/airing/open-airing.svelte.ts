import type { airing } from '#shared/airing/contract.ts'
import type { roster as rosterRoute } from '#shared/airing/roster.routes.ts'
import type { backstage, oversee, present, watch } from '#shared/airing/routes.ts'
import type { AskSeat } from '../../airing/room.svelte.ts'
import { Roster } from '../../airing/roster.svelte.ts'
import type { Showing, TimesRow } from '../../airing/showing.ts'
import { conductHere } from '../../conduct/conduct.svelte.ts'
import { unseen } from '../../conduct/unseen.ts'
import { goLive } from '../../core/live.svelte.ts'
import type { Live, StreamView } from '../../core/live.ts'
import { OpenProgramme } from '../../programme/open-programme.svelte.ts'
import { provideShownStream } from '../../ui/beside-name.ts'
import { showingOf, timesOf } from './showing-of.ts'

type SeatFor = 'watch' | 'oversee' | 'present' | 'backstage'

/** Everything a page of one airing follows: the live line, the airing's stream, and the programme around it. */
export interface OpenAiring {
  readonly id: string
  readonly live: Live
  /** Without people one blocked. */
  readonly stream: StreamView<typeof airing>
  /** The same with them, for whoever has to look after all of them here. */
  readonly everyone: StreamView<typeof airing>
  /** Null until the programme came; `isMissing` says that it came without this airing. */
  readonly showing: Showing | null
  readonly isMissing: boolean
  /** All times of the event; empty until the programme came. */
  readonly times: readonly TimesRow[]
  /** Who is here by name, without people one blocked. */
  readonly roster: Roster
  /** Asks for a seat in one of its media rooms: to watch, to run the show, to present, or to be backstage. */
  askSeat(purpose: SeatFor): AskSeat
}

/** Opens an airing for the component that calls this while it is made; it closes with the component. */
export function openAiring(event: string, id: string): OpenAiring {
  const live = goLive(event)
  const conduct = conductHere()
  provideShownStream(`airing:${id}`)
  const everyone = live.open<typeof airing>(`airing:${id}`)
  const stream = unseen(everyone, (participant) => conduct.isBlocked(participant))
  const roster = new Roster(
    (search) =>
      live.call<typeof rosterRoute>('GET /api/events/:event/airings/:airing/roster', {
        params: { event, airing: id },
        query: { search },
      }),
    (participant) => conduct.isBlocked(participant),
  )
  const programme = new OpenProgramme(event)
  programme.follow(live)
  const showing = $derived(programme.held && showingOf(programme.held, id))
  const times = $derived(programme.held ? timesOf(programme.held) : [])
  $effect(() => () => {
    everyone.close()
    live.close()
  })
  return {
    id,
    live,
    stream,
    everyone,
    roster,
    get showing() {
      return showing
    },
    get times() {
      return times
    },
    get isMissing() {
      return stream.isRefused || (programme.held !== null && showing === null)
    },
    askSeat: (purpose) => async () => {
      const params = { event, airing: id }
      const ask = {
        watch: () => live.call<typeof watch>('POST /api/events/:event/airings/:airing/watch', { params }),
        oversee: () => live.call<typeof oversee>('POST /api/events/:event/airings/:airing/oversee', { params }),
        present: () => live.call<typeof present>('POST /api/events/:event/airings/:airing/present', { params }),
        backstage: () => live.call<typeof backstage>('POST /api/events/:event/airings/:airing/backstage', { params }),
      }
      const asked = await ask[purpose]()
      return asked.ok ? asked.value : { refused: asked.refused }
    },
  }
}
