import { programme as contract } from '#shared/programme/contract.ts'
import type { FeatureModule } from '../context.ts'
import { feature } from '../core/feature.ts'
import { decide, evolve, initial } from './domain.ts'
import { handlers } from './handlers.ts'
import { jobs } from './jobs.ts'
import { audiences, view } from './view.ts'

export const programme: FeatureModule = {
  name: 'programme',
  feature: feature({ contract, initial, decide, evolve, audiences, view }),
  handlers,
  jobs,
}
