import type { AuditAction } from '#shared/core/audit.ts'
import { splitStream } from '#shared/core/ids.ts'
import type { Meta } from '../core/feature.ts'
import { at } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'
import type { Event } from './domain.ts'

type Deed = { action: AuditAction; subject: string | null }
const deed = (action: AuditAction, subject: string | null = null): readonly Deed[] => [{ action, subject }]

/** What an event says somebody did to others, or to all. What one does oneself, or the server by itself, is no deed. */
function deedsOf(event: Event, actor: string, isStart: boolean): readonly Deed[] {
  switch (event.type) {
    case 'airing.doorsOpened':
      return deed('doorsOpened')
    case 'airing.countdownStarted':
      return deed('countdownStarted')
    case 'airing.paused':
      return deed('paused')
    case 'airing.ended':
      return deed('ended')
    case 'airing.wentOn':
      return isStart || event.data.participant === actor ? [] : deed('broughtOn', event.data.participant)
    case 'airing.tookOff':
    case 'airing.leftStage':
      return event.data.participant === actor ? [] : deed('takenOff', event.data.participant)
    case 'airing.silenced':
      return deed(event.data.silenced ? 'silenced' : 'unsilenced', event.data.participant)
    case 'airing.invited':
      return deed('invited', event.data.participant)
    case 'airing.handLowered':
      return event.data.why === 'staff' ? deed('handLowered', event.data.participant) : []
    default:
      return []
  }
}

/** Notes down what somebody did with an airing, by its session's title. */
export async function noteDeeds(sql: Sql, stream: string, events: readonly Event[], meta: Meta): Promise<void> {
  if (!('participant' in meta.actor)) return
  const actor = meta.actor.participant
  const isStart = events.some((event) => event.type === 'airing.countdownStarted')
  const deeds = events.flatMap((event) => deedsOf(event, actor, isStart))
  if (deeds.length === 0) return
  const [, airing] = splitStream(stream)
  await sql`insert into audit (event, at, actor, action, subject, about)
    select a.event, ${at(meta.at)}, ${actor}, deed.action, deed.subject, s.title
    from airings a join sessions s on s.id = a.session,
      unnest(${deeds.map(({ action }) => action)}::text[], ${deeds.map(({ subject }) => subject)}::text[])
        with ordinality as deed(action, subject, nr)
    where a.id = ${airing} order by deed.nr`
}
