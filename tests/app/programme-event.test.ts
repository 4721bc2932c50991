import { describe, expect, it } from 'vitest'
import { signInLinkFor } from '#server/access/sign-in.ts'
import { newId } from '#shared/core/ids.ts'
import type { Programme } from '#shared/programme/rows.ts'
import { type MadeApp, makeApp } from '../helpers/app.ts'
import { eventually } from '../helpers/eventually.ts'
import { enterByLink, type Visit } from './programme-visits.ts'

const HOUR = 3_600_000
const owner = async (made: MadeApp, mail = 'leyla@example.org'): Promise<Visit> =>
  enterByLink(made, await signInLinkFor(made.app.context, { mail, makesOwner: true }))

const form = (made: MadeApp, more: object = {}) => ({
  name: 'Pricing clinic für Gründer',
  startsAt: made.clock.now() + HOUR,
  endsAt: made.clock.now() + 3 * HOUR,
  zone: 'Europe/Berlin',
  place: 'Loft Remise',
  description: '',
  admission: 'code',
  ...more,
})
const wish = (made: MadeApp, more: object = {}) => ({ id: newId(), event: form(made, more), shownName: 'Leyla Aydın' })
type Made = { id: string; slug: string }

describe('an event', () => {
  it('is made by an owner, who is its organizer, with a stage, a code and an address', async () => {
    const made = await makeApp()
    const leyla = await owner(made)
    const asked = wish(made)
    const first = await leyla.send<Made>('POST', '/api/events', asked)
    expect(first.body).toEqual({ id: asked.id, slug: 'pricing-clinic-fur-grunder' })
    expect(await leyla.send<Made>('POST', '/api/events', asked)).toEqual(first)
    const second = await leyla.send<Made>('POST', '/api/events', wish(made))
    expect(second.body.slug).toMatch(/^pricing-clinic-fur-grunder-[a-z0-9]{6}$/)

    const door = await leyla.get<{ me: { roles: string[] } }>(`/api/door/${first.body.slug}`)
    expect(door.body.me.roles).toEqual(['organizer'])
    const code = await leyla.get<{ code: string }>(`/api/events/${asked.id}/join-code`)
    expect(code.body.code).toMatch(/^[A-HJKMNP-Z2-9]{6}$/)
    const { body } = await leyla.get<Programme>(`/api/events/${asked.id}/programme`)
    expect(body).toMatchObject({ version: 0, event: { name: asked.event.name, revision: 1 }, airings: [] })
    expect(body.stages).toMatchObject([{ name: 'Main stage' }])
  })

  it('is refused to who is no owner, and with dates or a zone that make no sense', async () => {
    const made = await makeApp()
    const guest = await enterByLink(made, await signInLinkFor(made.app.context, { mail: 'ana@example.org' }))
    expect(await guest.send('POST', '/api/events', wish(made))).toMatchObject({ status: 403 })
    const leyla = await owner(made)
    const refused = async (more: object) => (await leyla.send('POST', '/api/events', wish(made, more))).body
    expect(await refused({ endsAt: 5 })).toEqual({ refused: 'programme.endsBeforeStart' })
    expect(await refused({ zone: 'Europe/Atlantis' })).toEqual({ refused: 'programme.unknownZone' })
    expect(await refused({ endsAt: made.clock.now() + 40 * 24 * HOUR })).toEqual({ refused: 'programme.tooLong' })
    expect(await refused({ name: '\u202e\u0000' })).toEqual({ refused: 'core.invalid' })
  })

  it('is not made twice by two owners with one id', async () => {
    const made = await makeApp()
    const [leyla, bo] = [await owner(made), await owner(made, 'bo@example.org')]
    const asked = wish(made)
    const both = await Promise.all(
      [leyla, bo].map((one) => one.send<{ refused?: string }>('POST', '/api/events', asked)),
    )
    expect(both.map((answer) => answer.body.refused ?? 'made').sort()).toEqual(['core.idTaken', 'made'])
  })

  it('is changed with its revision, and answers 304 to a page that holds it', async () => {
    const made = await makeApp()
    const leyla = await owner(made)
    const { id } = (await leyla.send<Made>('POST', '/api/events', wish(made))).body
    const path = `/api/events/${id}`
    const { etag } = await leyla.get(`${path}/programme`)
    expect(await leyla.get(`${path}/programme`, etag!)).toMatchObject({ status: 304, body: null })
    const save = (revision: number, name: string) =>
      leyla.send('PUT', path, { request: newId(), revision, event: form(made, { name }) })
    expect((await save(1, 'Naming clinic')).body).toEqual({ id, revision: 2 })
    const fresh = await leyla.get<Programme>(`${path}/programme`, etag!)
    expect(fresh).toMatchObject({ status: 200, body: { event: { name: 'Naming clinic', revision: 2 } } })
    expect(await save(1, 'Other')).toMatchObject({
      status: 409,
      body: { refused: 'core.stale', detail: { revision: 2, name: 'Naming clinic' } },
    })
  })

  it('closes 12 h after its last airing; its lobby stays readable and says so, and a later airing opens it again', async () => {
    const made = await makeApp()
    const leyla = await owner(made)
    const { id } = (await leyla.send<Made>('POST', '/api/events', wish(made))).body
    const path = `/api/events/${id}/programme`
    const isClosed = async () => (await leyla.get<Programme>(path)).body.event.isClosed
    expect(await isClosed()).toBe(false)
    made.clock.move(15 * HOUR + 1)
    expect(await eventually('the event to close', isClosed)).toBe(true)
    const { body } = await leyla.get<Programme>(path)
    const session = { id: newId(), row: { title: 'Once more', summary: '', track: null, people: [] } }
    await leyla.send('POST', `${path}/sessions`, session)
    const startsAt = made.clock.now() + HOUR
    const row = { session: session.id, stage: body.stages[0]!.id, kind: 'live', startsAt, endsAt: startsAt + HOUR }
    expect((await leyla.send('POST', `${path}/airings`, { id: newId(), row })).status).toBe(200)
    expect(await isClosed()).toBe(false)
  })

  it('is deleted with everything that hangs on it, and its open pages end', async () => {
    const made = await makeApp()
    const event = await made.world.event()
    const airing = await made.world.airing(event)
    const organizer = await made.world.person(event, { roles: ['organizer'] })
    const guest = await made.world.person(event)
    await guest.joins(`event:${event.id}`)
    const { sql } = made.app.context.db
    await sql`update airings set state = 'live' where id = ${airing}`
    const remove = (revision = 1) => organizer.calls('DELETE', `/api/events/${event.id}?revision=${revision}`)
    expect(await remove()).toMatchObject({ status: 409, body: { refused: 'programme.onAir' } })
    await sql`update airings set state = 'ended' where id = ${airing}`
    expect(await remove(2)).toMatchObject({ status: 409, body: { refused: 'core.stale' } })
    expect((await remove()).status).toBe(200)
    await guest.until('the line to end', () => guest.closing?.reason === 'deleted')
    const left = await eventually('nothing to be left', async () => {
      const rows = await sql`select 1 from streams where event = ${event.id}
        union all select 1 from participants where event = ${event.id} union all select 1 from airings where id = ${airing}`
      return rows.length === 0 && 'nothing'
    })
    expect(left).toBe('nothing')
    expect((await organizer.calls('GET', `/api/events/${event.id}/programme`)).status).toBe(404)
  })
})
