// One node in a process of its own, as `serve.ts` starts it: the product's parts, with a clock that the test moves.
import os from 'node:os'
import { pino } from 'pino'
import { createApp, nodeName } from '#server/app.ts'
import { readConfig } from '#server/config.ts'
import { openDb } from '#server/db/pool.ts'
import { features } from '#server/features.ts'
import { changeStanding, removeParticipant } from '#server/identity/participants.ts'
import { createFakeMedia } from '#server/media/fake.ts'
import { MemoryLine } from '#server/realtime/bus.ts'
import { openRedisBus } from '#server/realtime/redis-bus.ts'
import type { FromNode, Settings, ToNode } from './serve.ts'
import { boardModule } from './serve-board.ts'

const { databaseUrl, redisUrl, port, offset, holdsChores } = JSON.parse(process.argv[2]!) as Settings
const tell = (message: FromNode): void => void process.send?.(message)

let moved = offset
const clock = { now: () => Date.now() + moved }
const config = readConfig({ DATABASE_URL: databaseUrl, PORT: String(port), FOYER_DATA: os.tmpdir() })
const log = pino({ level: process.env.FOYER_LOG ?? 'error' }, pino.destination(2))
const trouble = (error: unknown) => log.warn({ kind: error instanceof Error ? error.message : typeof error })
const db = openDb(databaseUrl, { onError: trouble })
const bus = redisUrl ? await openRedisBus(redisUrl, nodeName(), trouble) : new MemoryLine().bus()
const board = boardModule((item) => {
  tell({ type: 'chore', item })
  return holdsChores ? new Promise<never>(() => undefined) : undefined
})
const media = createFakeMedia(clock)
const app = await createApp({ config, db, clock, log, bus, media, features: [...features, board] })
tell({ type: 'listening', port: await app.listen({ port, host: '127.0.0.1' }) })

/** What an organizer's page does by REST, without its forms. */
async function change(message: Extract<ToNode, { participant: string }>): Promise<void> {
  const { participant } = message
  if (message.type === 'roles')
    await changeStanding(db.sql, participant, { roles: message.roles, tags: [], membership: false })
  else {
    await db.transaction((sql) => removeParticipant(sql, participant, clock.now()))
    app.core.revoke({ participants: [participant] }, 'removed')
  }
  app.core.poke(participant)
}

process.on('message', (message: ToNode) => {
  if (message.type === 'clock') moved = message.offset
  else
    change(message).then(
      () => tell({ type: 'changed', nr: message.nr }),
      (error: unknown) => tell({ type: 'changed', nr: message.nr, error: String(error) }),
    )
})
process.on('SIGTERM', () => {
  const stopped = app.close().then(() => Promise.all([bus.close(), db.close()]))
  stopped.then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
// The test is gone.
process.on('disconnect', () => process.exit(0))
