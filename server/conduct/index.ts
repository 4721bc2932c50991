import { conduct as contract } from '#shared/conduct/contract.ts'
import type { FeatureModule } from '../context.ts'
import { feature } from '../core/feature.ts'
import { decide, evolve, initial } from './domain.ts'
import { handlers } from './handlers.ts'
import { jobs } from './jobs.ts'
import { policies } from './policies.ts'
import { needs, project } from './tables.ts'
import { audiences, view } from './view.ts'

/** How people treat each other at an event: what was reported, who does not want to see whom, who is silenced. */
export const conduct: FeatureModule = {
  name: 'conduct',
  feature: feature({
    contract,
    initial,
    decide,
    evolve,
    audiences,
    view,
    /** What is reported stands in another stream: there its sender sees it, or not. */
    looks: ({ type, data }) => (type === 'conduct.report' && 'key' in data.about ? data.about : null),
    needs,
    project,
    policies,
  }),
  handlers,
  jobs,
}
