import type { RouteSpec } from '#shared/core/route.ts'
import type { Context, FeatureModule } from './context.ts'

/**
 * Every REST route there is, for docs and laws. Binding a handler to its route only names the context's parts, so none is
 * needed here.
 */
export const routesOf = (features: readonly FeatureModule[]): RouteSpec[] =>
  features.flatMap((feature) => feature.handlers?.({} as Context) ?? []).map((handler) => handler.route)
