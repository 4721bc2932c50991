import { describe, expect, it } from 'vitest'
import { newId } from '#shared/core/ids.ts'
import type { Programme } from '#shared/programme/rows.ts'
import { type MadeApp, makeApp } from '../helpers/app.ts'
import type { Person } from '../helpers/person.ts'
import type { WorldEvent } from '../helpers/world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

interface House {
  made: MadeApp
  event: WorldEvent
  organizer: Person
  path: string
}

async function house(options: { nodes?: number } = {}): Promise<House> {
  const made = await makeApp(options)
  const event = await made.world.event()
  const organizer = await made.world.person(event, { roles: ['organizer'] })
  return { made, event, organizer, path: `/api/events/${event.id}/programme` }
}
const read = async (person: Person, path: string): Promise<Programme> =>
  (await person.calls('GET', path)).body as Programme

/** The form of an airing in `startsIn` ms, of an hour. */
const airingForm = ({ made, event }: House, startsIn: number, more: object = {}) => ({
  session: event.session,
  stage: event.stage,
  kind: 'live',
  startsAt: made.clock.now() + startsIn,
  endsAt: made.clock.now() + startsIn + HOUR,
  doorsMinutes: 15,
  ...more,
})

describe('rows of the programme', () => {
  it('are added, changed and deleted by organizers, and told to every open lobby on both nodes', async () => {
    const all = await house({ nodes: 2 })
    const { made, event, organizer, path } = all
    const guest = await made.world.person(event, { node: 1 })
    await guest.joins(`event:${event.id}`)
    const id = newId()
    const added = await organizer.calls('POST', `${path}/tracks`, { id, row: { name: 'Clinic', position: 1 } })
    expect(added).toEqual({ status: 200, body: { id, revision: 1 } })
    await guest.sees<{ version: number }>(`event:${event.id}`, 'programme', (record) => record?.version === 1)

    const row = { name: 'Workshop', position: 2 }
    const changed = await organizer.calls('PUT', `${path}/tracks/${id}`, { request: newId(), revision: 1, row })
    expect(changed.body).toEqual({ id, revision: 2 })
    await guest.sees<{ version: number }>(`event:${event.id}`, 'programme', (record) => record?.version === 2)
    expect((await read(guest, path)).tracks).toEqual([{ id, revision: 2, ...row }])

    const gone = await organizer.calls('DELETE', `${path}/tracks/${id}?revision=2&request=${newId()}`)
    expect(gone.status).toBe(200)
    expect((await read(guest, path)).tracks).toEqual([])
  })

  it('are refused when stale, with what they have become', async () => {
    const { event, organizer, path } = await house()
    const save = (revision: number, name: string) =>
      organizer.calls('PUT', `${path}/stages/${event.stage}`, {
        request: newId(),
        revision,
        row: { name, position: 0 },
      })
    await save(1, 'The loft')
    expect(await save(1, 'Downstairs')).toEqual({
      status: 409,
      body: { refused: 'core.stale', detail: { id: event.stage, revision: 2, name: 'The loft', position: 0 } },
    })
    expect((await save(2, 'Downstairs')).status).toBe(200)
  })

  it('are written once, and answered as before when the request comes again', async () => {
    const { event, organizer, path } = await house()
    const id = newId()
    const add = () => organizer.calls('POST', `${path}/people`, { id, row: { name: 'Amara Okafor', line: 'Prices' } })
    expect(await add()).toEqual(await add())
    const request = newId()
    const change = () =>
      organizer.calls('PUT', `${path}/people/${id}`, { request, revision: 1, row: { name: 'Amara', line: '' } })
    expect(await change()).toEqual({ status: 200, body: { id, revision: 2 } })
    expect(await change()).toEqual({ status: 200, body: { id, revision: 2 } })
    const programme = await read(organizer, path)
    expect(programme.people).toHaveLength(1)
    expect(programme.version).toBe(2)
    const other = await organizer.calls('POST', `${path}/people`, { id: event.session, row: { name: 'X', line: '' } })
    expect(other.status).toBe(200)
  })

  it('name only what this event has', async () => {
    const all = await house()
    const { made, organizer, path } = all
    const foreign = await made.world.event()
    const row = { title: 'Talk', summary: '', track: null, people: [{ person: newId(), part: 'mentor' }] }
    const unknown = { status: 422, body: { refused: 'programme.unknownRow' } }
    expect(await organizer.calls('POST', `${path}/sessions`, { id: newId(), row })).toEqual(unknown)
    const elsewhere = airingForm(all, HOUR, { stage: foreign.stage })
    expect(await organizer.calls('POST', `${path}/airings`, { id: newId(), row: elsewhere })).toEqual(unknown)
    const taken = await organizer.calls('POST', `${path}/tracks`, { id: newId(), row: { name: 'A' } })
    const again = { id: (taken.body as { id: string }).id, row: { name: 'B' } }
    const other = await made.world.person(foreign, { roles: ['organizer'] })
    expect(await other.calls('POST', `/api/events/${foreign.id}/programme/tracks`, again)).toMatchObject({
      status: 409,
      body: { refused: 'core.idTaken' },
    })
  })

  it('keep their order and their parts in a session', async () => {
    const { organizer, path } = await house()
    const [amara, leyla, id] = [newId(), newId(), newId()]
    await organizer.calls('POST', `${path}/people`, { id: amara, row: { name: 'Amara', line: '' } })
    await organizer.calls('POST', `${path}/people`, { id: leyla, row: { name: 'Leyla', line: '' } })
    const people = [
      { person: leyla, part: 'host' },
      { person: amara, part: 'mentor' },
    ]
    await organizer.calls('POST', `${path}/sessions`, { id, row: { title: 'Talk', summary: 'S', track: null, people } })
    const session = (await read(organizer, path)).sessions.find((one) => one.id === id)
    expect(session?.people).toEqual(people)
    await organizer.calls('DELETE', `${path}/people/${amara}?revision=1&request=${newId()}`)
    expect((await read(organizer, path)).sessions.find((one) => one.id === id)?.people).toEqual([people[0]])
  })
})

describe('airings', () => {
  it('bring their stream, open their doors in time, and move with their row', async () => {
    const all = await house()
    const { made, organizer, path } = all
    const id = newId()
    await organizer.calls('POST', `${path}/airings`, { id, row: airingForm(all, HOUR) })
    expect((await organizer.joins(`airing:${id}`)).ok).toBe(true)
    const later = airingForm(all, 3 * HOUR)
    await organizer.calls('PUT', `${path}/airings/${id}`, { request: newId(), revision: 1, row: later })
    const jobs = await made.app.context.db.sql<{
      due: number
    }>`select due from jobs where key = ${`airing.doors:${id}`}`
    expect(jobs).toEqual([{ due: later.startsAt - 15 * MINUTE }])
    await organizer.joins(`event:${all.event.id}`)
    made.clock.move(3 * HOUR - 10 * MINUTE)
    await organizer.sees<{ state: string }>(`airing:${id}`, 'stage', (stage) => stage?.state === 'doors')
    // The lobby is told too: the row's state is part of the programme.
    await organizer.sees<{ version: number }>(`event:${all.event.id}`, 'programme', (record) => record?.version === 3)
    expect((await read(organizer, path)).airings[0]).toMatchObject({ id, state: 'doors' })
  })

  it('cannot be moved once their doors are open, only their planned end, and not deleted on air', async () => {
    const all = await house()
    const { organizer, path } = all
    const id = newId()
    const row = airingForm(all, 5 * MINUTE)
    await organizer.calls('POST', `${path}/airings`, { id, row })
    await organizer.joins(`airing:${id}`)
    await organizer.sees<{ state: string }>(`airing:${id}`, 'stage', (stage) => stage?.state === 'doors')
    const save = (change: object) =>
      organizer.calls('PUT', `${path}/airings/${id}`, { request: newId(), revision: 1, row: { ...row, ...change } })
    expect(await save({ startsAt: row.startsAt + MINUTE })).toMatchObject({
      body: { refused: 'programme.airingBegun' },
    })
    expect((await save({ endsAt: row.endsAt + HOUR })).status).toBe(200)
    await all.made.app.context.db.sql`update airings set state = 'live' where id = ${id}`
    const remove = () => organizer.calls('DELETE', `${path}/airings/${id}?revision=2&request=${newId()}`)
    expect(await remove()).toMatchObject({ status: 409, body: { refused: 'programme.onAir' } })
    const session = `${path}/sessions/${all.event.session}?revision=1&request=${newId()}`
    expect(await organizer.calls('DELETE', session)).toMatchObject({ body: { refused: 'programme.onAir' } })
    await all.made.app.context.db.sql`update airings set state = 'ended' where id = ${id}`
    expect((await remove()).status).toBe(200)
    const left = await all.made.app.context.db.sql`select 1 from streams where name = ${`airing:${id}`}`
    expect(left).toEqual([])
  })

  it('hold their stage against being deleted, and close the event 12 h after the last of them', async () => {
    const all = await house()
    const { made, event, organizer, path } = all
    const [first, last] = [newId(), newId()]
    await organizer.calls('POST', `${path}/airings`, { id: first, row: airingForm(all, HOUR) })
    await organizer.calls('POST', `${path}/airings`, { id: last, row: airingForm(all, 30 * HOUR, { kind: 'replay' }) })
    const closing = async () => {
      const [job] = await made.app.context.db.sql<{
        due: number
      }>`select due from jobs where kind = 'access.closeEvent'`
      return (job!.due - made.clock.now()) / HOUR
    }
    expect(await closing()).toBe(31 + 12)
    const stage = `${path}/stages/${event.stage}?revision=1&request=${newId()}`
    expect(await organizer.calls('DELETE', stage)).toMatchObject({ body: { refused: 'programme.inUse' } })
    await organizer.calls('DELETE', `${path}/airings/${last}?revision=1&request=${newId()}`)
    expect(await closing()).toBe(2 + 12)
  })

  it('are refused with an end before their start or a length nobody sits through', async () => {
    const all = await house()
    const add = (change: object) =>
      all.organizer.calls('POST', `${all.path}/airings`, { id: newId(), row: { ...airingForm(all, HOUR), ...change } })
    const now = all.made.clock.now()
    expect(await add({ endsAt: now })).toMatchObject({ status: 422, body: { refused: 'programme.endsBeforeStart' } })
    expect(await add({ endsAt: now + 20 * HOUR })).toMatchObject({ body: { refused: 'programme.tooLong' } })
    expect(await add({ startsAt: 5, endsAt: 6 })).toMatchObject({ body: { refused: 'programme.notNow' } })
  })
})

describe('who reads what', () => {
  it('rehearsals are for staff, mail addresses for organizers', async () => {
    const all = await house()
    const { made, event, organizer, path } = all
    const person = { name: 'Amara', line: '', mail: 'Amara@Example.org' }
    await organizer.calls('POST', `${path}/people`, { id: newId(), row: person })
    await organizer.calls('POST', `${path}/airings`, { id: newId(), row: airingForm(all, HOUR, { kind: 'rehearsal' }) })
    const mentor = await made.world.person(event, { roles: ['mentor'] })
    const guest = await made.world.person(event)
    expect((await read(organizer, path)).people[0]!.mail).toBe('amara@example.org')
    const [forMentor, forGuest] = [await read(mentor, path), await read(guest, path)]
    expect([forMentor.people[0]!.mail, forMentor.airings.length]).toEqual([null, 1])
    expect([forGuest.people[0]!.mail, forGuest.airings.length]).toEqual([null, 0])
  })

  it('nobody reads or writes an event they are not in', async () => {
    const { made, event, path } = await house()
    const stranger = await made.world.person(await made.world.event(), { roles: ['organizer'] })
    expect((await stranger.calls('GET', path)).status).toBe(404)
    const row = { id: newId(), row: { name: 'Mine' } }
    expect((await stranger.calls('POST', `${path}/stages`, row)).status).toBe(404)
    const guest = await made.world.person(event, { roles: ['producer'] })
    expect((await guest.calls('POST', `${path}/stages`, row)).status).toBe(403)
  })
})
