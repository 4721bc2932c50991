import { qa as contract } from '#shared/qa/contract.ts'
import type { FeatureModule } from '../context.ts'
import { feature } from '../core/feature.ts'
import { decide, evolve, initial } from './domain.ts'
import { handlers } from './handlers.ts'
import { jobs } from './jobs.ts'
import { policies } from './policies.ts'
import { quotes } from './quotes.ts'
import { FIRST } from './state.ts'
import { needs, project } from './tables.ts'
import { audiences, view } from './view.ts'

/** There is a first channel before anything happened. */
const keys = [`channel/${FIRST}`, `belongs/${FIRST}`, 'tally', 'now', 'counts']

/** Questions of an airing, in channels for some or all, triaged on one board and answered in one fair order. */
export const qa: FeatureModule = {
  name: 'qa',
  feature: feature({ contract, initial, keys, decide, evolve, audiences, view, quotes, needs, project, policies }),
  handlers,
  jobs,
}
