import type { Facts } from '#shared/core/people.ts'
import { isRefusal, type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Answer, Frame } from '#shared/core/wire.ts'
import { type Db, isConnectionLoss, type Last, RolledBack } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'
import { actorText } from './actor.ts'
import { contextOf, decideOne, type Pending } from './decide.ts'
import { readFacts } from './facts.ts'
import type { Entry, JobRequest, Quote } from './feature.ts'
import { type Fold, UnknownEvent } from './fold.ts'
import { dropJob, insertJobs } from './job-table.ts'
import type { Live } from './live.ts'
import { append, lockHead, raiseEpoch, readEntries } from './log.ts'

const BATCH = 200
const QUEUE = 10_000
/** How long a command waits for a store that is away or silent, from its arrival; shorter than the client's timer. ms */
const HOLD = 2500
const RETRY = 100

/** A command in the queue. `write` puts a row beside it, in the same transaction, before the decision. */
export interface Item {
  command: Pending
  /** The socket that sent it: gets its own change in the answer. */
  reader: string | null
  write?: (sql: Sql) => Promise<Refusal | null>
  /** What the command looks at in another stream, as its sender sees it. */
  seen?: Quote | null
}
interface Waiting extends Item {
  answer: (answer: Answer) => void
  /** It was told that it waited too long; whatever still comes of it, its sender asks again. */
  isOver: boolean
}

/** What the inbox uses of its node. */
export interface InboxPort {
  db: Db
  now(): number
  /** A fold of this stream, from memory or the log; null if there is no such stream. */
  load(stream: string): Promise<Fold | null>
  live(stream: string): Live
  /** The fold shows something that was never committed: away with it. */
  spoil(stream: string): void
  /** Entries were committed and are in the fold, which may be read again. */
  committed(stream: string, entries: readonly Entry[], hasJobs: boolean): void
  /** The actor's own change since the last look, told to their other sockets. */
  ownFrame(stream: string, participant: string, reader: string): Frame | null
  bug(error: unknown, what: { stream: string; command: string }): void
}

/** What one attempt came to. `isTouched`: the fold holds something that was not (wholly) committed yet. */
interface Done {
  answers: Answer[]
  entries: Entry[]
  hasJobs: boolean
  isRestored: boolean
  isTouched: boolean
}

/** A transaction that holds the stream's lock, and who its commands' senders are. */
interface Locked {
  sql: Sql
  last: Last
  facts: readonly Facts[]
}

/** The store went back behind this fold (a restore), or another epoch began: fold again. */
class Refold extends Error {}
/** `write` said no: everything is rolled back, the answer is the refusal. */
class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.refused)
    this.refusal = refusal
  }
}

const actorsOf = (batch: readonly Item[]): string[] => [
  ...new Set(batch.flatMap(({ command: { actor } }) => ('participant' in actor ? [actor.participant] : []))),
]
const no = (refusal: Refusal): Answer => ({ ok: false, ...refusal })
// lock_timeout, statement_timeout, deadlock, serialization: nothing was decided, so it may be tried again.
const isPassing = (error: unknown): boolean =>
  isConnectionLoss(error) ||
  error instanceof RolledBack ||
  error instanceof Refold ||
  ['55P03', '57014', '40P01', '40001'].includes((error as { code?: string }).code ?? '')

/**
 * The queue of one stream on one node, drained up to 200 commands at a time into one transaction. The row lock is the
 * truth (two nodes never decide at once), the batch is the speed.
 */
export class Inbox {
  readonly #stream: string
  readonly #port: InboxPort
  readonly #queue: Waiting[] = []
  #draining: Promise<void> | null = null

  constructor(stream: string, port: InboxPort) {
    this.#stream = stream
    this.#port = port
  }

  get isIdle(): boolean {
    return this.#draining === null
  }

  submit(item: Item): Promise<Answer> {
    if (this.#queue.length >= QUEUE) return Promise.resolve(no(refuse('core.unavailable')))
    return new Promise((resolve) => {
      const waiting: Waiting = {
        ...item,
        isOver: false,
        answer(answer) {
          clearTimeout(timer)
          resolve(answer)
        },
      }
      const timer = setTimeout(() => {
        waiting.isOver = true
        resolve(no(refuse('core.unavailable')))
      }, HOLD)
      this.#queue.push(waiting)
      this.#draining ??= this.#drain()
    })
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    while (this.#draining) await this.#draining
  }

  async #drain(): Promise<void> {
    // One turn first: commands that arrive together are decided together.
    await Promise.resolve()
    try {
      while (this.#queue.length > 0) await this.#run(this.#take())
    } finally {
      // In the same turn as the last look at the queue: what comes after it starts a drain of its own.
      this.#draining = null
    }
  }

  /** The next batch: a row to write stands alone; an id that is in it already waits for the next. */
  #take(): Waiting[] {
    if (this.#queue[0]!.write) return this.#queue.splice(0, 1)
    const ids = new Set<string>()
    let size = 0
    for (const item of this.#queue) {
      if (size === BATCH || item.write || ids.has(item.command.id)) break
      ids.add(item.command.id)
      size++
    }
    return this.#queue.splice(0, size)
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    for (;;) {
      batch = batch.filter((item) => !item.isOver)
      if (batch.length === 0) return
      try {
        return await this.#attempt(batch)
      } catch (error) {
        if (error instanceof Refused) return this.#answerAll(batch, error.refusal)
        if (error instanceof UnknownEvent) {
          this.#port.bug(error, { stream: this.#stream, command: '' })
          return this.#answerAll(batch, refuse('core.unavailable'))
        }
        if (isPassing(error)) {
          if (!(error instanceof Refold)) await new Promise((resolve) => setTimeout(resolve, RETRY))
        } else if (batch.length > 1) {
          for (const item of batch) await this.#run([item])
          return
        } else {
          this.#port.bug(error, { stream: this.#stream, command: batch[0]!.command.type })
          return batch[0]!.answer(no(refuse('core.bug')))
        }
      }
    }
  }

  async #attempt(batch: readonly Waiting[]): Promise<void> {
    const fold = await this.#port.load(this.#stream)
    if (!fold) throw new Refused(refuse('core.notFound'))
    const live = this.#port.live(this.#stream)
    const done: Done = { answers: [], entries: [], hasJobs: false, isRestored: false, isTouched: false }
    try {
      await this.#port.db.transaction(async (sql, last) => {
        // Asked behind the lock: what is told is what is true once it is ours.
        const [head, facts] = await Promise.all([lockHead(sql, this.#stream), readFacts(sql, actorsOf(batch))])
        if (!head) throw new Refused(refuse('core.notFound'))
        if (head.epoch !== fold.epoch || live.fold !== fold) throw new Refold()
        if (head.version < fold.version) {
          done.isRestored = true
          return void (await raiseEpoch(sql, this.#stream))
        }
        live.isClean = false
        done.isTouched = head.version > fold.version
        while (fold.version < head.version)
          for (const entry of await readEntries(sql, this.#stream, fold.version)) fold.apply(entry)
        done.isTouched = false
        await this.#decide({ sql, last, facts }, fold, batch, done)
      })
    } catch (error) {
      // Entries of others that were folded here are committed; ours are not. A fold that failed midway is neither.
      live.isClean = true
      if (live.fold !== fold) throw error
      if (done.isTouched || error instanceof Refold) this.#port.spoil(this.#stream)
      else this.#port.committed(this.#stream, [], false)
      throw error
    }
    live.isClean = true
    if (done.isRestored) {
      this.#port.spoil(this.#stream)
      throw new Refold()
    }
    // Made now, while the fold stands where the answers say; written while the next batch waits for its lock. The loop
    // comes to it before any answer of the database, so nothing later can overtake it, and before the flush that
    // `committed` asks for: nobody waits for an answer while others are told.
    const answers = batch.map((item, i) => this.#withOwnFrame(item, done.answers[i]!))
    setImmediate(() => {
      for (const [i, item] of batch.entries()) item.answer(answers[i]!)
    })
    this.#port.committed(this.#stream, done.entries, done.hasJobs)
  }

  async #decide({ sql, last, facts }: Locked, fold: Fold, batch: readonly Waiting[], done: Done): Promise<void> {
    const { feature } = fold
    const factsOf = new Map(facts.map((row) => [row.participant, row]))
    const now = this.#port.now()
    const jobs: (JobRequest | { dropKey: string })[] = []
    for (const { command, write, seen = null } of batch) {
      // The fold holds all of the log now, so it knows every command that was accepted.
      const before = fold.known(command.id)
      if (before) {
        const isSame = before.actor === actorText(command.actor)
        done.answers.push(isSame ? { ok: true, version: before.version } : no(refuse('core.idTaken')))
        continue
      }
      const refused = await write?.(sql)
      if (refused) throw new Refused(refused)
      const mine = 'participant' in command.actor ? (factsOf.get(command.actor.participant) ?? null) : null
      const rows = await feature.needs?.(sql, this.#stream, command as never, { actor: command.actor, now, seen })
      const entry = decideOne(fold, command, contextOf(fold, command, mine, rows, now))
      // A row that was written for a command that is refused must not stay.
      if (isRefusal(entry) && write) throw new Refused(entry)
      if (isRefusal(entry)) done.answers.push(no(entry))
      else if (!entry) done.answers.push({ ok: true, version: fold.version })
      else {
        done.isTouched = true
        fold.apply(entry)
        done.entries.push(entry)
        await feature.project?.(sql, this.#stream, entry.events as never, fold.state as never, entry)
        for (const event of entry.events)
          jobs.push(...(feature.policies?.(this.#stream, event as never, fold.state as never, entry) ?? []))
        done.answers.push({ ok: true, version: entry.version })
      }
    }
    if (done.entries.length === 0) return
    for (const job of jobs) if ('dropKey' in job) await dropJob(sql, job.dropKey)
    const asked = jobs.filter((job): job is JobRequest => !('dropKey' in job))
    if (asked.length > 0) await insertJobs(sql, asked, `${this.#stream}/${done.entries[0]!.version}`)
    last(append(sql, done.entries))
    done.hasJobs = asked.length > 0
  }

  #answerAll(batch: readonly Waiting[], refusal: Refusal): void {
    for (const item of batch) item.answer(no(refusal))
  }

  #withOwnFrame(item: Item, answer: Answer): Answer {
    if (!answer.ok || !item.reader || !('participant' in item.command.actor)) return answer
    const frame = this.#port.ownFrame(this.#stream, item.command.actor.participant, item.reader)
    return frame ? { ...answer, frame } : answer
  }
}
