import { access as contract } from '#shared/access/contract.ts'
import type { FeatureModule } from '../context.ts'
import { codeHandlers } from './handlers/code.ts'
import { deviceHandlers } from './handlers/devices.ts'
import { doorHandlers } from './handlers/door.ts'
import { invitationHandlers } from './handlers/invitation.ts'
import { meHandlers } from './handlers/me.ts'
import { signInHandlers } from './handlers/sign-in.ts'
import { accessJobs } from './jobs.ts'

/** Signing in, devices, the door of an event, invitations and capabilities. */
export const access: FeatureModule = {
  name: 'access',
  refusals: contract.refusals,
  handlers: (context) => [
    ...meHandlers(context),
    ...signInHandlers(context),
    ...deviceHandlers(context),
    ...doorHandlers(context),
    ...invitationHandlers(context),
    ...codeHandlers(context),
  ],
  jobs: accessJobs,
  standing: [{ kind: 'access.sweep', key: 'access.sweep' }],
}
