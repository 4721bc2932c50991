import { screenRefusals } from '#shared/screens/routes.ts'
import type { FeatureModule } from '../context.ts'
import { handlers } from './handlers.ts'

/** Screens in the venue: their links, and what stands on a wall beside the airing. */
export const screens: FeatureModule = { name: 'screens', refusals: screenRefusals, handlers }
