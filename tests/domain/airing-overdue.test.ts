import { deepStrictEqual, strictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import type { Event } from '#server/airing/domain.ts'
import { ana, connection, countdownStarted, doorsOpened, given, stoodBy, wentOn } from './airing-history.ts'

const MINUTE = 60_000
const plannedEnd = 100 * MINUTE
const past = (minutes: number) => ({ at: plannedEnd + minutes * MINUTE })

const remind = { type: 'airing.remind', data: { plannedEnd } } as const
const endOverdue = { type: 'airing.endOverdue', data: { plannedEnd } } as const
const ended: Event = { type: 'airing.ended', data: { why: 'overdue' } }

/** Live, with Ana on stage and seen by the media server. */
const live = () =>
  given(
    [0, doorsOpened],
    [0, stoodBy(ana)],
    [0, countdownStarted(1, 10_000)],
    [0, wentOn(ana)],
    [0, { type: 'airing.seated', data: { participant: ana, identity: 'one', room: 'stage', stage: 'mainstage' } }],
    [0, { type: 'airing.connectionChanged', data: { participant: ana, room: 'stage', connected: true } }],
    [10_000, { type: 'airing.wentLive', data: {} }],
  )
const gone = connection(ana, 'one', 'stage', false)

describe('past the planned end', () => {
  test('staff are reminded after 15 minutes, once for each planned end', () => {
    live().when(remind, past(14.9)).changesNothing()
    const reminded = live().after(remind, past(15))
    reminded.when(remind, past(16)).changesNothing()
    const later = { type: 'airing.remind', data: { plannedEnd: plannedEnd + MINUTE } } as const
    reminded.when(later, past(16)).gives({ type: 'airing.reminded', data: later.data })
  })
  test('only staff see the reminder, and not beyond the end', () => {
    const reminded = live().after(remind, past(15))
    deepStrictEqual(reminded.shows('overdue', 'staff'), { plannedEnd, remindedAt: past(15).at })
    strictEqual(reminded.shows('overdue', 'everyone'), null)
    strictEqual(reminded.after({ type: 'airing.end', data: { sure: true } }).shows('overdue', 'staff'), null)
  })
  test('it goes on while someone is on stage, but never for more than six hours', () => {
    live()
      .when(endOverdue, past(5 * 60))
      .changesNothing()
    live()
      .when(endOverdue, past(6 * 60))
      .gives(ended)
  })
  test('it ends after 30 minutes with nobody on stage', () => {
    const left = live().after(gone, past(20))
    left.when(endOverdue, past(49.9)).changesNothing()
    left.when(endOverdue, past(50)).gives(ended)
  })
  test('the 30 minutes begin at the planned end, not before', () => {
    const left = live().after(gone, { at: MINUTE })
    left.when(endOverdue, past(29.9)).changesNothing()
    left.when(endOverdue, past(30)).gives(ended)
  })
  test('who comes back in time keeps it going', () => {
    live()
      .after(gone, past(20))
      .after(connection(ana, 'one', 'stage', true), past(40))
      .when(endOverdue, past(60))
      .changesNothing()
  })
  test('what never began ends too', () => {
    given([0, doorsOpened]).when(endOverdue, past(30)).gives(ended)
  })
  test('what is over stays over', () => {
    const over = live().after({ type: 'airing.end', data: { sure: true } }, past(0))
    over.when(remind, past(15)).refuses('airing.wrongState', { state: 'ended' })
    over.when(endOverdue, past(400)).refuses('airing.wrongState', { state: 'ended' })
  })
})
