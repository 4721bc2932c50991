import { airing as contract } from '#shared/airing/contract.ts'
import { encoderRefusals } from '#shared/airing/encoder.routes.ts'
import type { FeatureModule } from '../context.ts'
import { feature } from '../core/feature.ts'
import { decide, evolve, initial } from './domain.ts'
import { encoderHandlers } from './encoder-handlers.ts'
import { handlers } from './handlers.ts'
import { jobs } from './jobs.ts'
import { policies } from './policies.ts'
import { quotes } from './quotes.ts'
import { keepReactions } from './reactions.ts'
import { rosterHandlers } from './roster.ts'
import { needs, project } from './tables.ts'
import { audiences, view } from './view.ts'
import { whipHandlers } from './whip.ts'

/** One airing: its lifecycle, its clock, who is on, and who may be in its media room. */
export const airing: FeatureModule = {
  name: 'airing',
  feature: feature({
    contract,
    initial,
    /** What there is to see before the doors open: moderators look at questions by then. */
    keys: ['stage', 'hands'],
    decide,
    evolve,
    audiences,
    view,
    needs,
    project,
    policies,
    quotes,
  }),
  handlers: (context) => [
    ...handlers(context),
    ...rosterHandlers(context),
    ...encoderHandlers(context),
    ...whipHandlers(context),
  ],
  refusals: encoderRefusals,
  jobs,
  counted: keepReactions,
}
