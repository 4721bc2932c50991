import { people as contract } from '#shared/people/contract.ts'
import type { FeatureModule } from '../context.ts'
import { peopleHandlers } from './handlers.ts'
import { backAgain, offStage } from './off-stage.ts'

/** Who may be at an event: the list, its roles and tags, the join code, invitation links. */
export const people: FeatureModule = {
  name: 'people',
  refusals: contract.refusals,
  handlers: peopleHandlers,
  jobs: (context) => ({ 'people.offStage': offStage(context), 'people.backAgain': backAgain(context) }),
}
