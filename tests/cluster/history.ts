import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { raiseEpoch } from '#server/core/log.ts'
import { newId } from '#shared/core/ids.ts'
import type { Role } from '#shared/core/people.ts'
import type { Answer, FramesMessage } from '#shared/core/wire.ts'
import type { Person } from '../helpers/person.ts'
import type { Cluster } from '../helpers/serve-cluster.ts'
import { boardSubject } from '../laws/sim/board.ts'
import { seeded } from '../laws/sim/subject.ts'

const ROLES: Role[][] = [['attendee'], ['moderator'], ['producer'], ['mentor', 'moderator'], []]
const STEPS = 60
/** Longer than a node lets a change wait for others. ms */
const LONGEST_TICK = 400

interface Sent {
  id: string
  /** The participant, in whatever tab. */
  sender: string
  message: { type: string; data: unknown }
  sentAt: number
  answer: Promise<{ at: number; answer: Answer }>
}

/** One seeded history: a board, four people, six tabs on two nodes, and what they do while nodes and Redis come and go. */
export class History {
  readonly seed: number
  readonly stream: string
  readonly people: readonly Person[]
  readonly #cluster: Cluster
  readonly #sent: Sent[] = []
  readonly #air: { loss: number }
  counts = { hops: 0, roles: 0, repeats: 0, cuts: 0, epochs: 0 }

  private constructor(cluster: Cluster, seed: number, stream: string, people: Person[], air: { loss: number }) {
    this.#cluster = cluster
    this.seed = seed
    this.stream = stream
    this.people = people
    this.#air = air
  }

  static async make(cluster: Cluster, seed: number): Promise<History> {
    const { chance, pick } = seeded(seed * 7919)
    const { event, stream } = await cluster.board()
    const air = { loss: 0.04 }
    const arrives = (message: FramesMessage): FramesMessage[] => {
      if (air.loss === 0) return [message]
      if (chance(air.loss)) return []
      return chance(0.02) ? [message, message] : [message]
    }
    const line = { arrives, comesBack: true, patience: 30_000 }
    const people: Person[] = []
    for (let i = 0; i < 4; i++)
      people.push(await cluster.world.person(event, { roles: pick(ROLES.slice(0, 4)), node: i % 2, line }))
    for (const i of [0, 1]) people.push(await cluster.world.again(people[i]!, { node: 1 - i }))
    return new History(cluster, seed, stream, people, air)
  }

  /** All that happens, in the order the seed says; real processes answer when they do. */
  async run(): Promise<void> {
    const { pick, chance, random } = seeded(this.seed)
    await Promise.all(this.people.map((person) => person.joins(this.stream).catch(() => undefined)))
    for (let step = 0; step < STEPS; step++) {
      const person = pick(this.people)
      const die = random()
      if (die < 0.6) {
        for (let i = Math.floor(random() * 6); i >= 0; i--) {
          const repeated = chance(0.12) && this.#sent.length > 0 ? pick(this.#sent) : null
          if (repeated) this.counts.repeats++
          this.#send(repeated?.id ?? newId(), person, repeated?.message ?? boardSubject.command(pick, [], 0, []))
        }
      } else if (die < 0.7) {
        this.counts.hops++
        await person.moveTo(pick([0, 1]))
      } else if (die < 0.76) {
        this.counts.cuts++
        person.cut()
      } else if (die < 0.82) person.joins(this.stream).catch(() => undefined)
      else if (die < 0.92) {
        this.counts.roles++
        await this.#giveRoles(person.participant, pick(ROLES), pick([0, 1, null]))
      } else if (die < 0.935) {
        this.counts.epochs++
        await raiseEpoch(this.#cluster.db.sql, this.stream)
      } else await person.joinsAgain()
      await wait(random() * 120)
    }
  }

  /** Every command is answered in the end. Returns what answers and log do not agree on. */
  async settle(): Promise<string[]> {
    const wrong: string[] = []
    const Row = z.object({ command_id: z.string(), version: z.number(), actor: z.string() })
    const sent = await Promise.all(this.#sent.map(async (one) => ({ ...one, ...(await one.answer) })))
    const rows = await this.#cluster.db.sql.rows(Row)`
      select command_id, version, actor from entries where stream = ${this.stream} order by version`
    const log = new Map(rows.map((row) => [row.command_id, row]))
    if (log.size !== rows.length) wrong.push(`seed ${this.seed}: an id is in the log twice`)
    for (const { id, sender, sentAt, answer } of sent) {
      const row = log.get(id)
      // What was refused may be decided again, even by an earlier try that comes late; what was accepted stays so.
      const wasDone = () =>
        sent.some((other) => other.id === id && other.sender === sender && other.answer.ok && other.at < sentAt)
      const isRight = answer.ok ? row?.actor === sender && row.version === answer.version : !wasDone()
      if (!isRight)
        wrong.push(
          `seed ${this.seed}: ${id} was answered ${JSON.stringify(answer)}, the log has ${JSON.stringify(row)}`,
        )
    }
    return wrong
  }

  /** One last change, which many do not hear of; from then on nothing is lost, and nothing more happens. */
  async lastWord(): Promise<void> {
    this.#air.loss = 0.4
    const data = { item: 'i1', text: `the last of ${this.seed}` }
    await Promise.all(this.people.map((person) => person.keeps(this.stream, 'board.write', data)))
    await wait(LONGEST_TICK)
    this.#air.loss = 0
  }

  get commands(): number {
    return this.#sent.length
  }

  #send(id: string, person: Person, message: { type: string; data: unknown }): void {
    const answer = person
      .keeps(this.stream, message.type, message.data, id)
      .then((answer) => ({ at: performance.now(), answer }))
    this.#sent.push({ id, sender: person.participant, message, sentAt: performance.now(), answer })
  }

  /** By a page at one of the nodes; or by none that could tell: then the nodes find out by themselves. */
  async #giveRoles(participant: string, roles: readonly Role[], node: number | null): Promise<void> {
    const { nodes, db } = this.#cluster
    const isTold =
      node === null
        ? false
        : await nodes[node]!.giveRoles(participant, roles).then(
            () => true,
            () => false,
          )
    if (!isTold)
      await db.sql`update facts set version = version + 1, roles = ${roles} where participant = ${participant}`
  }
}
