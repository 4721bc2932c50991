import { polls as contract } from '#shared/polls/contract.ts'
import type { FeatureModule } from '../context.ts'
import { feature } from '../core/feature.ts'
import { decide, evolve, initial } from './domain.ts'
import { handlers } from './handlers.ts'
import { jobs } from './jobs.ts'
import { needs } from './tables.ts'
import { audiences, view } from './view.ts'

/** What people of an airing are asked to choose, and what came of it. */
export const polls: FeatureModule = {
  name: 'polls',
  feature: feature({ contract, initial, decide, evolve, audiences, view, needs }),
  handlers,
  jobs,
}
