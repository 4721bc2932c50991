import pg from 'pg'
import { newId } from '#shared/core/ids.ts'
import { isRefusal, type Refusal } from '#shared/core/refusals.ts'
import type { Db } from '../db/pool.ts'
import type { Bus, BusMessage } from '../realtime/bus.ts'
import type { Clock, Core, Save } from './api.ts'
import { readFacts } from './facts.ts'
import type { Feature } from './feature.ts'
import { Heal } from './heal.ts'
import { derivedId } from './ids.ts'
import { dropJob, ensureJob, insertJobs } from './job-table.ts'
import { Jobs } from './jobs.ts'
import { createStream } from './log.ts'
import { StreamNode } from './node.ts'
import type { Outlet } from './readers.ts'

export interface CoreOptions {
  db: Db
  databaseUrl: string
  bus: Bus
  clock: Clock
  features: readonly Feature[]
  build: string
  outlet: Outlet
  /** Sockets of these capabilities, or of what the bus says ended, are closed by the edge. */
  capabilities(): readonly string[]
  endCapabilities(ids: readonly string[]): void
  endPeople(what: Extract<BusMessage, { kind: 'revoked' }>): void
  present: Core['present']
  onSignal(message: Extract<BusMessage, { kind: 'signal' | 'counted' | 'present' }>): void
  onError(error: unknown, what: Record<string, string | undefined>): void
}

/** The core of one node, with what starts and stops it. */
export interface RunningCore extends Core {
  node: StreamNode
  jobRunner: Jobs
  start(standing: readonly { kind: string; key: string }[]): Promise<void>
  /** Nothing more is decided after this: inboxes are drained, jobs left to other nodes. */
  stop(): Promise<void>
}

/** Puts the core of one node together: streams, jobs, healing, and the bus to the other nodes. */
export function createCore(options: CoreOptions): RunningCore {
  const { db, bus, clock, onError } = options
  const jobRunner = new Jobs({
    db,
    clock,
    async connect() {
      const client = new pg.Client({ connectionString: options.databaseUrl, application_name: 'foyer jobs' })
      client.on('error', (error) => onError(error, { part: 'jobs' }))
      await client.connect()
      return client
    },
    onError: (error, kind) => onError(error, { job: kind }),
  })
  const node = new StreamNode({
    db,
    bus,
    clock,
    features: options.features,
    outlet: options.outlet,
    build: options.build,
    onError: (error, what) => onError(error, { ...what }),
    wakeJobs: () => jobRunner.wake(),
  })
  const heal = new Heal({
    node,
    db,
    clock,
    capabilities: options.capabilities,
    ended: options.endCapabilities,
    onError: (error) => onError(error, { part: 'heal' }),
  })
  const beats = [
    { scope: 'shared', every: 5_000 },
    { scope: 'own', every: 15_000 },
  ] as const
  const timers: NodeJS.Timeout[] = []

  const look = (participant: string): void => {
    if (node.hub.readersOf(participant).length === 0) return
    readFacts(db.sql, [participant]).then(
      (facts) => node.setFacts(facts),
      (error: unknown) => onError(error, { part: 'facts' }),
    )
  }
  bus.subscribe((message) => {
    if (message.kind === 'entries') node.receive(message.stream, message.epoch, message.entries)
    else if (message.kind === 'facts') look(message.participant)
    else if (message.kind === 'revoked') options.endPeople(message)
    else options.onSignal(message)
  })
  bus.onReturn(() => heal.now())

  return {
    clock,
    node,
    jobRunner,
    submit: (stream, { id, type, data, actor }) =>
      node.submit(stream, { command: { id, type, data, actor }, reader: null }),
    save: (save) => saveRow(node, jobRunner, save),
    peek: (stream) => node.peek(stream),
    present: (stream) => options.present(stream),
    poke(participant) {
      look(participant)
      bus.publish({ kind: 'facts', participant })
    },
    revoke({ participants = [], devices = [] }, reason) {
      const message = { kind: 'revoked', participants, devices, reason } as const
      options.endPeople(message)
      bus.publish(message)
    },
    jobs: {
      add: (sql, jobs) => insertJobs(sql, jobs, newId()),
      drop: async (sql, key) => void (await dropJob(sql, key)),
      wake: () => jobRunner.wake(),
    },
    async start(standing) {
      for (const { kind, key } of standing) await ensureJob(db.sql, kind, key, derivedId('standing', key), clock.now())
      jobRunner.start()
      heal.start()
      for (const { scope, every } of beats)
        timers.push(
          setInterval(() => {
            node.tick.flushAll()
            node.hub.beat(scope)
          }, every),
        )
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await node.drain()
      await jobRunner.stop()
      await heal.stop()
      node.tick.stop()
    },
  }
}

/**
 * Writes a catalogue row and appends "this row changed" to its event's stream, as a batch of one: stale saves, new
 * streams and the row's jobs are settled in the same transaction.
 */
async function saveRow<T>(node: StreamNode, jobs: Jobs, save: Save<T>): Promise<{ saved: T } | Refusal> {
  const stream = `event:${save.event}`
  let saved: { value: T } | null = null
  const note = { table: '', id: '', revision: 0 }
  const answer = await node.submit(stream, {
    reader: null,
    // `data` is filled by `write`, which runs first, in the same transaction.
    command: { id: save.id, type: 'event.noteRow', data: note, actor: save.actor, isTrusted: true },
    async write(sql) {
      const written = await save.write(sql)
      if (isRefusal(written)) return written
      Object.assign(note, written.row)
      saved = { value: written.saved }
      for (const name of written.streams ?? []) await createStream(sql, name, save.event)
      if (written.jobs) await insertJobs(sql, written.jobs, save.id)
      return null
    },
  })
  if (!answer.ok) return { refused: answer.refused, detail: answer.detail }
  jobs.wake()
  // A repeat of an accepted save: what it wrote then is not written again.
  return saved ? { saved: (saved as { value: T }).value } : { refused: 'core.idTaken' }
}
