import { airing as contract } from '#shared/airing/contract.ts'
import type { FeatureModule } from '../context.ts'
import { feature } from '../core/feature.ts'
import { decide, evolve, initial } from './domain.ts'
import { handlers } from './handlers.ts'
import { jobs } from './jobs.ts'
import { policies } from './policies.ts'
import { keepReactions } from './reactions.ts'
import { needs, project } from './tables.ts'
import { audiences, view } from './view.ts'

/** One airing: its lifecycle, its clock, who is on, and who may be in its media room. */
export const airing: FeatureModule = {
  name: 'airing',
  feature: feature({ contract, initial, decide, evolve, audiences, view, needs, project, policies }),
  handlers,
  jobs,
  counted: keepReactions,
}
