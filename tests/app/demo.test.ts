import { describe, expect, it } from 'vitest'
import type { State as ChatState } from '#server/chat/state.ts'
import { lines, notice, polls } from '#server/demo/evening.ts'
import { demoLinks, ensureDemo } from '#server/demo/index.ts'
import { signInLinks } from '#server/demo/links.ts'
import type { State as PollsState } from '#server/polls/state.ts'
import type { Programme } from '#shared/programme/rows.ts'
import { phase } from '#shared/programme/rules.ts'
import { makeApp } from '../helpers/app.ts'
import { eventually } from '../helpers/eventually.ts'
import { enterByLink } from './programme-visits.ts'

const MINUTE = 60_000
const on = { env: { FOYER_DEMO: 'on' } }

describe('the demo evening', () => {
  it('has doors open on one airing, one in 45 minutes and one in two hours', async () => {
    const made = await makeApp(on)
    const demo = await ensureDemo(made.app.context)
    const [organizer] = await signInLinks(made.app.context)
    const visit = await enterByLink(made, organizer!.url)
    const programme = await eventually('the doors to open', async () => {
      const { body } = await visit.get<Programme>(`/api/events/${demo!.id}/programme`)
      return body.airings.some((airing) => airing.state === 'doors') && body
    })
    const now = made.clock.now()
    const live = programme.airings.filter((airing) => airing.kind === 'live')
    expect(live.map((airing) => phase(airing, now))).toEqual(['on', 'ahead', 'ahead'])
    expect(live.map((airing) => Math.round((airing.startsAt - now) / MINUTE))).toEqual([5, 45, 120])
    expect(programme.sessions).toHaveLength(3)
    expect(programme.airings.filter((airing) => airing.kind !== 'live').length).toBeGreaterThan(2)
    expect(programme.event.isDemo).toBe(true)
  })

  it('has questions asked ahead of the next session, some shown already and voted on', async () => {
    const made = await makeApp(on)
    const demo = await ensureDemo(made.app.context)
    const links = await signInLinks(made.app.context)
    const visit = await enterByLink(made, links.find(({ role }) => role === 'moderator')!.url)
    const { body } = await visit.get<Programme>(`/api/events/${demo!.id}/programme`)
    const next = body.airings.filter(({ kind }) => kind === 'live')[1]!
    const asked = await visit.get<{ questions: { state: string; votes: number }[] }>(
      `/api/events/${demo!.id}/airings/${next.id}/questions`,
    )
    expect(asked.body.questions.map(({ state }) => state).sort()).toEqual([
      'pending',
      'pending',
      'visible',
      'visible',
      'visible',
    ])
    expect(Math.max(...asked.body.questions.map(({ votes }) => votes))).toBe(4)
  })

  it('has a chat that has begun beside it, a poll that people voted in, and one that waits to be opened', async () => {
    const made = await makeApp(on)
    const demo = await ensureDemo(made.app.context)
    const [organizer] = await signInLinks(made.app.context)
    const visit = await enterByLink(made, organizer!.url)
    const { body } = await visit.get<Programme>(`/api/events/${demo!.id}/programme`)
    const [first, next] = body.airings.filter(({ kind }) => kind === 'live')
    const { core } = made.app.context
    const said = (await core.peek<ChatState>(`chat:${next!.id}`))!
    expect([said.isOn, said.notice?.text, said.lines.length, said.flood]).toEqual([true, notice, lines.length, null])
    for (const [i, { by, text, to }] of lines.entries())
      expect(said.lines[i]).toMatchObject({ name: by, text, replyTo: to === undefined ? null : said.lines[to]!.id })
    const asked = Object.values((await core.peek<PollsState>(`polls:${next!.id}`))!.polls)
    expect(asked.map(({ state }) => state).sort()).toEqual(['open', 'prepared'])
    const [open] = asked.filter(({ state }) => state === 'open')
    expect(open!.counts.reduce((sum, count) => sum + count, 0)).toBe(Object.keys(polls[0]!.votes).length)
    // The doors of the first session are open to whoever tries things out: there is nothing yet.
    expect((await core.peek<ChatState>(`chat:${first!.id}`))!.isOn).toBe(false)
  })

  it('prints one link a role, each for someone else, each working once', async () => {
    const made = await makeApp(on)
    await ensureDemo(made.app.context)
    const links = await signInLinks(made.app.context)
    expect(links.map((link) => link.role)).toEqual([
      'organizer',
      'producer',
      'mentor',
      'mentor',
      'moderator',
      'steward',
      'attendee',
      'attendee',
    ])
    expect(new Set(links.map((link) => link.name)).size).toBe(links.length)
    for (const link of links) {
      const visit = await enterByLink(made, link.url)
      const door = await visit.get<{ asks: string; me: { roles: string[]; name: string } }>(`/api/door/${visit.slug}`)
      expect(door.body).toMatchObject({ asks: 'inside', me: { roles: [link.role], name: link.name } })
    }
    await expect(enterByLink(made, links[0]!.url)).rejects.toThrow('access.linkOver')
    expect(await demoLinks(made.app.context)).toHaveLength(links.length)
  })

  it('is made once, by two nodes at once too, and anew when all its airings are over', async () => {
    const made = await makeApp({ ...on, nodes: 2 })
    const both = await Promise.all(made.apps.map((app) => ensureDemo(app.context)))
    expect(both[0]!.id).toBe(both[1]!.id)
    const links = await signInLinks(made.app.context)
    const visit = await enterByLink(made, links[0]!.url)
    const { body } = await visit.get<Programme>(`/api/events/${both[0]!.id}/programme`)
    expect(body.airings).toHaveLength(7)
    made.clock.move(5 * 60 * MINUTE)
    expect((await ensureDemo(made.app.context))!.id).toBe(both[0]!.id)
    made.clock.move(24 * 60 * MINUTE)
    const fresh = await ensureDemo(made.app.context)
    expect(fresh!.id).not.toBe(both[0]!.id)
    expect(fresh!.slug).not.toBe(both[0]!.slug)
  })

  it('stays away where it is not wanted', async () => {
    const off = await makeApp({ env: { FOYER_DEMO: 'off' } })
    expect(await ensureDemo(off.app.context)).toBeNull()
    // Not the embedded database: without being asked for there is no demo.
    const auto = await makeApp()
    expect(await ensureDemo(auto.app.context)).toBeNull()
    const embedded = { ...auto.app.context, config: { ...auto.config, isEmbedded: true } }
    await auto.world.event()
    expect(await ensureDemo(embedded)).toBeNull()
  })

  it('does not come back once the organizer has deleted it', async () => {
    const made = await makeApp()
    const embedded = { ...made.app.context, config: { ...made.config, isEmbedded: true } }
    const demo = await ensureDemo(embedded)
    const [organizer] = await signInLinks(made.app.context)
    const visit = await enterByLink(made, organizer!.url)
    const { body } = await visit.get<Programme>(`/api/events/${demo!.id}/programme`)
    const deleted = await visit.send('DELETE', `/api/events/${demo!.id}?revision=${body.event.revision}`)
    expect(deleted.status).toBe(200)
    expect(await ensureDemo(embedded)).toBeNull()
    expect(await demoLinks(made.app.context)).toEqual([])
  })
})
