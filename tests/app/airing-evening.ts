import { ok } from 'node:assert'
import { vi } from 'vitest'
import { z } from 'zod'
import type { FakeMedia } from '#server/media/fake.ts'
import * as routes from '#shared/airing/routes.ts'
import { newId } from '#shared/core/ids.ts'
import type { Role } from '#shared/core/people.ts'
import { type MadeApp, makeApp } from '../helpers/app.ts'
import type { Person } from '../helpers/person.ts'
import type { WorldEvent } from '../helpers/world.ts'

/** These tests move the clock by hours; nobody's line is to end meanwhile. ms */
const EVENING = 24 * 3_600_000

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const READY = { name: 'Ana Lind', line: 'Sound', camera: true, microphone: true }
type SeatKind = 'watch' | 'oversee' | 'present' | 'backstage'
const Seat = routes.watch.reply

/** Asks until it is so; what makes it so is a job of the node. */
export const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 8000, interval: 20 })

/** What the `stage` record says, as far as these tests look. */
export interface Stage {
  state: string
  countdown: { number: number; liveAt: number } | null
  note: string | null
  clock: { wall: number; media: number; running: boolean }[]
}
/** What a `presenter` record says, as far as these tests look. */
export interface Presenter {
  state: string
  identity: string | null
  connected: boolean
}

/** An event with one airing, whose planned start is now, and people who hold its stream. */
export class Evening {
  readonly made: MadeApp
  readonly event: WorldEvent
  readonly airing: string
  readonly stream: string

  constructor(made: MadeApp, event: WorldEvent, airing: string) {
    this.made = made
    this.event = event
    this.airing = airing
    this.stream = `airing:${airing}`
  }

  get media(): FakeMedia {
    return this.made.media as FakeMedia
  }
  get room(): string {
    return `stage:${this.event.stage}`
  }
  get backstage(): string {
    return `backstage:${this.event.stage}`
  }

  /** Someone of this event who looks at the airing. */
  async person(...roles: Role[]): Promise<Person> {
    const person = await this.made.world.person(this.event, { ...(roles.length ? { roles } : {}), lasts: EVENING })
    const joined = await person.joins(this.stream)
    ok(joined.ok)
    return person
  }

  /** Does one thing with the airing, which must be taken. */
  async does(person: Person, type: string, data: unknown = {}, stream = this.stream): Promise<void> {
    const answer = await person.sends(stream, type, data)
    ok(answer.ok, `${type}: ${JSON.stringify(answer)}`)
  }

  /** Doors open, the mentor ready, and ten seconds later live. */
  async goesLive(producer: Person, mentor: Person): Promise<void> {
    await this.does(producer, 'airing.openDoors')
    await this.does(mentor, 'airing.standBy', READY)
    await this.resumes(producer)
  }

  async resumes(producer: Person): Promise<void> {
    await this.does(producer, 'airing.startCountdown')
    this.made.clock.move(10 * SECOND)
    await producer.sees<Stage>(this.stream, 'stage', (stage) => stage?.state === 'live')
  }

  /** Asks for a seat in the media room. */
  asks(person: Person, kind: SeatKind, airing = this.airing, event = this.event.id) {
    return person.calls('POST', `/api/events/${event}/airings/${airing}/${kind}`, undefined, 'capability')
  }

  /** Takes a seat and comes in with its token. */
  async enters(person: Person, kind: SeatKind) {
    const { status, body } = await this.asks(person, kind)
    ok(status === 200, JSON.stringify(body))
    const guest = this.media.join(Seat.parse(body).token)
    ok(guest)
    return guest
  }

  /** The media server reports that something happened in the room. */
  async hears(event: string, room = this.room): Promise<number> {
    const { body, authorization } = this.media.signed(event, room)
    return this.hook(body, authorization)
  }
  async hook(body: string, authorization: string): Promise<number> {
    const reply = await fetch(`${this.made.url}/api/livekit`, {
      method: 'POST',
      headers: { 'content-type': 'application/webhook+json', authorization },
      body,
    })
    return reply.status
  }

  /** Resolves once nothing looks at the room any more, with when it is looked at next. ms UTC */
  async rests(): Promise<number> {
    const { db } = this.made.app.context
    const row = z.object({ due: z.number() })
    const key = `media:${this.event.stage}`
    return vi.waitFor(
      async () => {
        const { due } = await db.sql.one(row)`select due from jobs where key = ${key}`
        ok(due > this.made.clock.now())
        return due
      },
      { timeout: 8000, interval: 20 },
    )
  }
  /** Moves the clock on to the next look at the room, once nothing looks at it any more. */
  async nextLook(): Promise<void> {
    this.made.clock.move((await this.rests()) - this.made.clock.now())
  }

  /** Who holds the stage, by its row. */
  async holder(): Promise<string | null> {
    const row = z.object({ held_by: z.string().nullable() })
    return (await this.made.app.context.db.sql.one(row)`select held_by from stages where id = ${this.event.stage}`)
      .held_by
  }

  async seats(): Promise<number> {
    const row = z.object({ seats: z.number() })
    return (await this.made.app.context.db.sql.one(row)`select count(*) as seats from media_seats`).seats
  }
}

export async function evening(): Promise<Evening> {
  const made = await makeApp()
  const event = await made.world.event()
  return new Evening(made, event, await made.world.airing(event))
}

/** The same, with the airing written by an organizer, so that all it does by itself is asked for. */
export async function plannedEvening(startsIn: number): Promise<Evening> {
  const made = await makeApp()
  const event = await made.world.event()
  const organizer = await made.world.person(event, { roles: ['organizer'] })
  const id = newId()
  const startsAt = made.clock.now() + startsIn
  const { status, body } = await organizer.calls('POST', `/api/events/${event.id}/programme/airings`, {
    id,
    row: {
      session: event.session,
      stage: event.stage,
      kind: 'live',
      startsAt,
      endsAt: startsAt + 60 * MINUTE,
      doorsMinutes: 15,
    },
  })
  ok(status === 200, JSON.stringify(body))
  return new Evening(made, event, id)
}
