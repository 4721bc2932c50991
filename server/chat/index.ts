import { chat as contract } from '#shared/chat/contract.ts'
import type { FeatureModule } from '../context.ts'
import { feature } from '../core/feature.ts'
import { decide, evolve, initial } from './domain.ts'
import { handlers } from './handlers.ts'
import { jobs } from './jobs.ts'
import { policies } from './policies.ts'
import { quotes } from './quotes.ts'
import type { Line } from './state.ts'
import { needs, project, readOlder } from './tables.ts'
import { audiences, view, viewLine } from './view.ts'

/** What people write to each other beside the questions of an airing, and how it is kept readable. */
export const chat: FeatureModule = {
  name: 'chat',
  feature: feature({
    contract,
    initial,
    keys: ['chat'],
    decide,
    evolve,
    audiences,
    view,
    needs,
    project,
    policies,
    quotes,
    older: { read: readOlder, view: (state, row, audience) => viewLine(state, row as Line, audience) },
  }),
  handlers,
  jobs,
}
