import { expect, test } from 'vitest'
import { z } from 'zod'
import { features } from '#server/features.ts'
import { routesOf } from '#server/routes.ts'
import { splitStream } from '#shared/core/ids.ts'
import { HELD_ROLES, type HeldRole } from '#shared/core/people.ts'
import type { RouteCaller, RouteSpec } from '#shared/core/route.ts'
import { contracts, streamsOf, streamsOfAiring } from '#shared/protocol.ts'
import { makeApp } from '../helpers/app.ts'
import { Browser } from '../helpers/browser.ts'
import { visitors } from '../helpers/guests.ts'
import type { Person } from '../helpers/person.ts'
import { type Schema, sampleOf } from '../helpers/sample.ts'
import type { World, WorldEvent } from '../helpers/world.ts'

const routes = routesOf(features)
const SOME_ID = 'x'.repeat(24)
/** What authority answers; whatever else comes back was said by the route or the stream itself. */
const NOES = ['core.signedOut', 'core.forbidden', 'core.notFound', 'core.badOrigin']
const isRole = (by: RouteCaller): boolean => (HELD_ROLES as readonly string[]).includes(by)

/** Someone of this role at an event: a person who was given it, or a screen in the venue. */
const holder = (world: World, event: WorldEvent, role: HeldRole): Promise<Person> =>
  role === 'screen' ? world.screen(event) : world.person(event, { roles: [role] })

/** A path of a route at an event, with ids nobody has in its other holes. */
const pathAt = (route: RouteSpec, event: string): string =>
  route.path
    .replace(':event', event)
    .replace(':slug', 'no-such-slug')
    .replace(':code', 'AAAAAA')
    .replace(/:\w+/g, SOME_ID)

/**
 * A request that authority is asked about and the route does nothing with: its body or query breaks the contract, which is
 * looked at after authority. A route without either is really called.
 */
function probe(route: RouteSpec, event: string): { path: string; body: unknown } {
  const query = route.query ? '?nonsense=1' : ''
  return { path: pathAt(route, event) + query, body: route.body ? { nonsense: 1 } : undefined }
}

/** Did authority let this one through? A 404 about a row of its own counts as through where the route names such a row. */
function isThrough(route: RouteSpec, refused: string | undefined): boolean {
  if (route.body || route.query) return refused === 'core.invalid' || !NOES.includes(refused ?? '')
  const namesRow = /:(?!event)\w+/.test(route.path)
  return refused !== 'core.signedOut' && refused !== 'core.forbidden' && (namesRow || refused !== 'core.notFound')
}

test('every command and route names who may', () => {
  for (const route of routes) expect([route.path, route.by.length > 0]).toEqual([route.path, true])
  for (const route of routes)
    if (route.by.some(isRole))
      expect([route.path, route.path.includes(':event'), route.auth]).toEqual([route.path, true, route.auth])
  for (const { commands } of contracts)
    for (const [type, spec] of Object.entries(commands)) expect([type, Array.isArray(spec.by)]).toEqual([type, true])
})

test('every role on every route, at its own event and at another', { timeout: 120_000 }, async () => {
  const made = await makeApp()
  const { signIn, enter } = visitors(made)
  const [own, foreign] = [await made.world.event(), await made.world.event()]
  const asked = async (browser: Browser, route: RouteSpec, event: string): Promise<string | undefined> => {
    const { path, body } = probe(route, event)
    if (route.auth === 'capability') return (await capable(browser, route.method, path)).refused
    return (await browser.call(route.method, path, body)).body.refused
  }
  const capabilities = new Map<Browser, string>()
  async function capable(browser: Browser, method: string, path: string): Promise<{ refused?: string }> {
    const response = await fetch(made.url + path, {
      method,
      headers: { origin: made.config.url, authorization: `Capability ${capabilities.get(browser) ?? SOME_ID}` },
    })
    return (await response.json()) as { refused?: string }
  }

  const nobody = new Browser(made)
  const guest = new Browser(made)
  await enter(guest, foreign)
  const account = new Browser(made)
  await signIn(account, 'account@example.org')
  const people = new Map<HeldRole, Browser>()
  for (const role of HELD_ROLES) {
    const person = await holder(made.world, own, role)
    const browser = new Browser(made)
    if (person.options.cookie) browser.cookies.set('foyer', person.options.cookie.split('=')[1]!)
    capabilities.set(browser, person.options.capability)
    people.set(role, browser)
  }

  const wrong: string[] = []
  const expectAnswer = async (
    who: string,
    browser: Browser,
    route: RouteSpec,
    event: string,
    may: boolean,
    no: string,
  ) => {
    const refused = await asked(browser, route, event)
    const isRight = may ? isThrough(route, refused) : refused === no
    if (!isRight)
      wrong.push(`${who} ${route.method} ${route.path}: ${refused ?? 'done'}, should be ${may ? 'let through' : no}`)
  }
  // Signing out would end the visitor; its body breaks the contract here, so it does not.
  for (const route of routes.filter((one) => one.auth !== 'signature' && one.auth !== 'bearer')) {
    const needsRole = route.by.every(isRole)
    const open = route.by.includes('anyone')
    const noRole = needsRole ? 'core.notFound' : 'core.forbidden'
    const isAccounts = route.by.includes('account')
    const byCookie = route.auth === 'cookie'
    const strangerMay = (kind: RouteCaller) => open || route.by.includes(kind)
    await expectAnswer('nobody', nobody, route, own.id, open, 'core.signedOut')
    if (byCookie) {
      const no = isAccounts ? 'core.signedOut' : noRole
      await expectAnswer('a guest of another event', guest, route, own.id, strangerMay('device'), no)
      const accountMay = strangerMay('device') || isAccounts
      await expectAnswer('an account of no event', account, route, own.id, accountMay, noRole)
    }
    for (const [role, browser] of people) {
      // A screen has no cookie: to all that asks for one it is nobody, and so it is elsewhere.
      const isNobody = role === 'screen' && byCookie
      const may =
        open || (!isNobody && (route.by.includes(role) || (byCookie && (route.by.includes('device') || isAccounts))))
      await expectAnswer(`${role} at home`, browser, route, own.id, may, isNobody ? 'core.signedOut' : 'core.forbidden')
      const mayElsewhere = open || (role !== 'screen' && byCookie && (route.by.includes('device') || isAccounts))
      const no = role === 'screen' ? 'core.signedOut' : noRole
      await expectAnswer(`${role} elsewhere`, browser, route, foreign.id, mayElsewhere, no)
    }
  }
  expect(wrong).toEqual([])
})

test('every role with every command, at its own event and at another', { timeout: 120_000 }, async () => {
  const made = await makeApp()
  const { world } = made
  const [own, foreign] = [await world.event(), await world.event()]
  const streams = async (event: typeof own): Promise<Record<string, string>> => {
    const airing = await world.airing(event)
    return Object.fromEntries(
      [...streamsOf(event.id), ...streamsOfAiring(airing)].map((name) => [splitStream(name)[0], name]),
    )
  }
  const [at, elsewhere] = [await streams(own), await streams(foreign)]
  const wrong: string[] = []
  for (const role of HELD_ROLES) {
    const person = await holder(world, own, role)
    for (const { stream: kind, commands } of contracts)
      for (const [type, spec] of Object.entries(commands)) {
        const data = sampleOf(z.toJSONSchema(spec.data, { io: 'input', unrepresentable: 'any' }) as Schema)
        const answer = async (streams_: typeof at) => {
          const said = await person.sends(streams_[kind] ?? '', type, data)
          return said.ok ? 'done' : said.refused
        }
        const here = await answer(at)
        const may = spec.by.includes(role)
        // What only the server sends is from outside as good as unknown.
        const no = spec.by.length === 0 ? 'core.notFound' : 'core.forbidden'
        if (may ? NOES.includes(here) || here === 'core.invalid' : here !== no)
          wrong.push(`${role} at home ${type}: ${here}, should be ${may ? 'let through' : no}`)
        const there = await answer(elsewhere)
        if (there !== 'core.notFound') wrong.push(`${role} elsewhere ${type}: ${there}, should be core.notFound`)
      }
  }
  expect(wrong).toEqual([])
})
