import type { Context } from '#server/context.ts'
import { createStream } from '#server/core/log.ts'
import { at } from '#server/db/pool.ts'
import { ensureAccount } from '#server/identity/accounts.ts'
import { addCapability } from '#server/identity/capabilities.ts'
import { addDevice } from '#server/identity/devices.ts'
import { addParticipant } from '#server/identity/participants.ts'
import { addScreen, screenBySecret } from '#server/screens/tables.ts'
import { newId } from '#shared/core/ids.ts'
import type { Facts, Role } from '#shared/core/people.ts'
import { streamsOf, streamsOfAiring } from '#shared/protocol.ts'
import { type LineOptions, Person } from './person.ts'

const HOUR = 3_600_000

export interface WorldEvent {
  id: string
  slug: string
  stage: string
  session: string
}

/** Rows that tests stand on, written straight into the tables: an event with a stage, airings, people. */
export class World {
  readonly #context: Pick<Context, 'db' | 'clock' | 'config'>
  readonly #urls: readonly string[]
  readonly #people: Person[] = []

  constructor(context: Pick<Context, 'db' | 'clock' | 'config'>, urls: readonly string[]) {
    this.#context = context
    this.#urls = urls
  }

  async event(options: { admission?: 'open' | 'code' | 'list' } = {}): Promise<WorldEvent> {
    const { db, clock } = this.#context
    const id = newId()
    const event = { id, slug: `evening-${id.slice(0, 8)}`, stage: newId(), session: newId() }
    const now = clock.now()
    await db.sql`insert into events (id, slug, name, starts_at, ends_at, zone, admission, join_code, created_at)
      values (${id}, ${event.slug}, 'Pricing clinic', ${at(now)}, ${at(now + 4 * HOUR)}, 'Europe/Berlin',
        ${options.admission ?? 'open'}, ${id.slice(0, 6).toUpperCase()}, ${at(now)})`
    await db.sql`insert into stages (id, event, name) values (${event.stage}, ${id}, 'Main stage')`
    await db.sql`insert into sessions (id, event, title) values (${event.session}, ${id}, 'The clinic')`
    for (const stream of streamsOf(id)) await createStream(db.sql, stream, id)
    return event
  }

  /** An airing that starts in `startsIn` ms and is planned to last an hour; the id is the stream's too. */
  async airing(event: WorldEvent, options: { startsIn?: number; stage?: string } = {}): Promise<string> {
    const { db, clock } = this.#context
    const id = newId()
    const start = clock.now() + (options.startsIn ?? 0)
    await db.sql`insert into airings (id, event, session, stage, kind, starts_at, ends_at)
      values (${id}, ${event.id}, ${event.session}, ${options.stage ?? event.stage}, 'live', ${at(start)}, ${at(start + HOUR)})`
    for (const stream of streamsOfAiring(id)) await createStream(db.sql, stream, event.id)
    return id
  }

  /** Someone who takes part, with an account, a signed-in browser and a live line to a node. */
  async person(
    event: WorldEvent,
    options: {
      roles?: readonly Role[]
      attendance?: Facts['attendance']
      name?: string
      node?: number
      line?: LineOptions
      /** How long their capability lives, if not as everyone's. ms */
      lasts?: number
    } = {},
  ): Promise<Person> {
    const { db, clock } = this.#context
    const now = clock.now()
    const account = await ensureAccount(db.sql, `${newId()}@example.org`, now)
    const device = await addDevice(db.sql, { account: account.id, agent: 'test', now })
    const participant = await addParticipant(
      db.sql,
      event.id,
      { account: account.id, device: null },
      { name: options.name ?? 'Ana', privacy: 'named', attendance: options.attendance ?? 'home' },
      { roles: options.roles ?? ['attendee'], tags: [], membership: false },
      now,
    )
    const { token } = await addCapability(db.sql, { participant, event: event.id, device: device.id, now })
    if (options.lasts)
      await db.sql`update capabilities set expires_at = ${at(now + options.lasts)} where participant = ${participant}`
    const person = new Person({
      urls: this.#urls,
      node: options.node ?? 0,
      event: event.id,
      participant,
      capability: token,
      cookie: `foyer=${device.secret}`,
      origin: this.#context.config.url,
      line: options.line,
    })
    this.#people.push(person)
    await person.online()
    return person
  }

  /** A screen in the venue, by its link: nobody's account and no browser of the rows. */
  async screen(event: WorldEvent): Promise<Person> {
    const { db, clock } = this.#context
    const now = clock.now()
    const made = await addScreen(db.sql, { event: event.id, stage: event.stage, label: 'The beamer', by: null, now })
    const opened = made && made !== 'full' ? await screenBySecret(db.sql, made.secret) : undefined
    if (!opened) throw new Error('The event has no such stage')
    const { participant } = opened
    const { token } = await addCapability(db.sql, { participant, event: event.id, device: null, now })
    const screen = new Person({
      urls: this.#urls,
      node: 0,
      event: event.id,
      participant,
      capability: token,
      cookie: '',
      origin: this.#context.config.url,
    })
    this.#people.push(screen)
    await screen.online()
    return screen
  }

  /** The same person in another tab. */
  async again(person: Person, options: { node?: number; line?: LineOptions } = {}): Promise<Person> {
    const tab = new Person({ ...person.options, ...options })
    this.#people.push(tab)
    await tab.online()
    return tab
  }

  close(): void {
    for (const person of this.#people) person.close()
  }
}
