import type { Logger } from 'pino'
import { signInLinkFor } from '#server/access/sign-in.ts'
import { register } from '#server/identity/registrations.ts'
import type * as routes from '#shared/access/routes.ts'
import type { Role } from '#shared/core/people.ts'
import { type MadeApp, makeApp } from './app.ts'
import { Browser } from './browser.ts'
import { dataFolder } from './mails.ts'
import { Person } from './person.ts'
import type { WorldEvent } from './world.ts'

const AT_HOME = { name: 'Ana', privacy: 'named', attendance: 'home', accepts: 1 } as const

/** A node whose visitors come by REST, as browsers do. */
export async function makeHouse(env: Record<string, string> = {}, log?: Logger) {
  const data = dataFolder()
  const made = await makeApp({ env: { FOYER_DATA: data, ...env }, log })
  return { ...made, data, ...visitors(made) }
}

/** What visitors of a house do, each in one line. */
export function visitors(made: MadeApp) {
  const { db, clock } = made.app.context
  const lines: Person[] = []
  const browser = () => new Browser(made)

  /** Signs a browser in as an account, by a link. */
  async function signIn(visitor: Browser, mail: string) {
    const url = await signInLinkFor(made.app.context, { mail })
    return visitor.call<typeof routes.signInByLink>('POST', '/api/sign-in/link', { token: url.split('#')[1] })
  }
  const enter = (visitor: Browser, event: WorldEvent, more: Record<string, unknown> = {}) =>
    visitor.call<typeof routes.enter>('POST', `/api/events/${event.id}/enter`, { ...AT_HOME, ...more })
  const capability = (visitor: Browser, event: WorldEvent) =>
    visitor.call<typeof routes.capability>('POST', `/api/events/${event.id}/capability`)

  /** Opens the live line of a visitor who is inside. */
  async function live(visitor: Browser, event: WorldEvent): Promise<Person> {
    const { body } = await capability(visitor, event)
    const person = new Person({
      urls: made.urls,
      node: 0,
      event: event.id,
      participant: body.participant,
      capability: body.token,
      cookie: visitor.cookie,
      origin: made.config.url,
    })
    lines.push(person)
    await person.online()
    return person
  }

  /** Puts an address on the list and brings its owner in. */
  async function staff(event: WorldEvent, roles: readonly Role[], mail: string): Promise<Browser> {
    const standing = { roles, tags: [], membership: false }
    await register(db.sql, event.id, { mail, name: mail, standing, now: clock.now() })
    const visitor = browser()
    await signIn(visitor, mail)
    await enter(visitor, event, { name: mail.split('@')[0] })
    return visitor
  }
  const closeLines = () => {
    for (const line of lines) line.close()
  }
  return { browser, signIn, enter, capability, live, staff, closeLines }
}
