import { describe, expect, it } from 'vitest'
import { decide, evolve, initial } from '#server/programme/domain.ts'
import { slugOf } from '#server/programme/events.ts'
import { airingJobs } from '#server/programme/policies.ts'
import { audiences, programmeFor, readerOf, view } from '#server/programme/view.ts'
import type { Role } from '#shared/core/people.ts'
import type { AiringRow, Programme, SessionRow } from '#shared/programme/rows.ts'
import type { Item, Sections } from '#shared/programme/rules.ts'
import { focusOf, wayIn } from '../../client/programme/focus.ts'

const change = { table: 'airings', id: 'airing12', revision: 3 } as const

const airing = (more: Partial<AiringRow> = {}): AiringRow => ({
  id: 'airing12',
  revision: 1,
  session: 'session1',
  stage: 'stage123',
  kind: 'live',
  startsAt: 10_000_000,
  endsAt: 20_000_000,
  doorsMinutes: 15,
  state: 'scheduled',
  liveAt: null,
  endedAt: null,
  ...more,
})

describe('the stream of an event', () => {
  it('notes every change, and shows everyone the version it is at', () => {
    const state = initial()
    const [event] = decide(state, { type: 'event.noteRow', data: change })
    expect(event).toEqual({ type: 'event.rowChanged', data: change })
    expect(evolve(state, event!, { at: 1, actor: { system: 'save' }, version: 7 })).toEqual(['programme'])
    expect(view(state, 'programme', 'everyone')).toEqual({ version: 7 })
    expect(view(state, 'programme', 'staff')).toEqual({ version: 7 })
    expect(view(state, 'programme', 'person:ana')).toBeNull()
    expect(view(state, 'airings', 'staff')).toBeNull()
  })

  it('puts everyone into exactly one audience', () => {
    const of = (...roles: Role[]) =>
      audiences(initial(), {
        participant: 'ana',
        event: 'event123',
        version: 1,
        roles,
        attendance: 'home',
        privacy: 'named',
        tags: [],
        membership: false,
        silenced: false,
      })
    expect(of('organizer')).toEqual(['staff'])
    expect(of('mentor', 'attendee')).toEqual(['staff'])
    expect(of('steward')).toEqual(['everyone'])
    expect(of('attendee')).toEqual(['everyone'])
  })
})

describe('what a reader sees of a programme', () => {
  const programme = {
    people: [{ id: 'person12', revision: 1, name: 'Amara', line: '', mail: 'amara@example.org' }],
    airings: [airing(), airing({ id: 'airing34', kind: 'rehearsal' })],
  } as unknown as Programme

  it('mail addresses are for organizers, rehearsals for staff', () => {
    const seen = (...roles: Role[]) => {
      const { people, airings } = programmeFor(programme, readerOf(roles))
      return [people[0]!.mail, airings.length]
    }
    expect(seen('organizer')).toEqual(['amara@example.org', 2])
    expect(seen('producer')).toEqual([null, 2])
    expect(seen('steward', 'attendee')).toEqual([null, 1])
  })
})

describe('the jobs of an airing', () => {
  it('opens the doors of what is shown from a stage, and of nothing that is over', () => {
    expect(airingJobs(airing())).toEqual([
      {
        kind: 'airing.doors',
        key: 'airing.doors:airing12',
        payload: { airing: 'airing12' },
        due: 10_000_000 - 900_000,
      },
    ])
    expect(airingJobs(airing({ kind: 'replay' }))).toEqual([])
    expect(airingJobs(airing({ state: 'ended' }))).toEqual([])
  })
})

describe('the address of an event', () => {
  it.each([
    ['Pricing clinic für Gründer', 'pricing-clinic-fur-grunder'],
    ['  Ça va? – Oui!  ', 'ca-va-oui'],
    ['夜の料金', 'event'],
    ['x'.repeat(80), 'x'.repeat(60)],
  ])('%s', (name, slug) => expect(slugOf(name)).toBe(slug))
})

describe('the one thing a lobby is about', () => {
  const item = (more: Partial<AiringRow>): Item => ({
    session: { id: 'session1', title: 'Talk' } as SessionRow,
    airing: airing(more),
    airings: [],
  })
  const nothing: Sections = { now: [], next: [], later: [], over: [] }

  it('is what is live, before what merely has its doors open, before what comes', () => {
    const doors = item({ state: 'doors' })
    const live = item({ state: 'live' })
    expect(focusOf({ ...nothing, now: [doors, live], next: [item({})] })).toEqual({ about: 'on', item: live })
    const next = item({})
    expect(focusOf({ ...nothing, now: [item({ kind: 'replay' })], next: [next] })).toEqual({
      about: 'doors',
      item: next,
    })
    expect(focusOf({ ...nothing, over: [item({ state: 'ended' })] })).toEqual({ about: 'over' })
    expect(focusOf(nothing)).toEqual({ about: 'unplanned' })
  })

  it('leads everyone where their role has its work', () => {
    expect(wayIn(['producer', 'mentor'])).toBe('control')
    expect(wayIn(['mentor', 'organizer'])).toBe('present')
    expect(wayIn(['organizer'])).toBe('control')
    expect(wayIn(['moderator', 'attendee'])).toBe('watch')
  })
})
