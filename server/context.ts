import type { Logger } from 'pino'
import type { RefusalSpec } from '#shared/core/refusals.ts'
import type { Config } from './config.ts'
import type { Clock, Core, JobHandler } from './core/api.ts'
import type { Feature } from './core/feature.ts'
import type { Db } from './db/pool.ts'
import type { Handler } from './http/handler.ts'
import type { Media } from './media/port.ts'
import type { MinuteOfCounts } from './realtime/counts.ts'

/** What every feature's handlers and jobs are given. */
export interface Context {
  config: Config
  db: Db
  clock: Clock
  log: Logger
  core: Core
  media: Media
}

/** What `server/<feature>/index.ts` exports and `features.ts` lists. */
export interface FeatureModule {
  name: string
  feature?: Feature
  /** Refusals of a feature without a contract of its own stream. */
  refusals?: Readonly<Record<string, RefusalSpec>>
  handlers?(context: Context): readonly Handler[]
  jobs?(context: Context): Record<string, JobHandler>
  /** Keeps what was counted of its streams, minute by minute; a repeat of a minute adds to it. */
  counted?(context: Context): (counted: MinuteOfCounts) => Promise<void>
  /** Jobs that exist always (sweeps): ensured at start, by key. */
  standing?: readonly { kind: string; key: string }[]
}
