import '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RouteSpec } from '#shared/core/route.ts'
import { addressKey } from './address.ts'
import type { Caller } from './handler.ts'

const MINUTE = 60_000
/** A hall full of phones has one address: together they may do as much as this many single clients. */
const CLIENTS_BEHIND_ADDRESS = 5
const ALL_OF_ADDRESS = 6000

/** True when this caller asks a route too often: by browser where it is known, else by address. */
export function routeLimit(
  app: FastifyInstance,
  route: RouteSpec,
): (request: FastifyRequest, caller: Caller) => Promise<boolean> {
  const rate = route.rate ?? 120
  const callers = new WeakMap<FastifyRequest, string>()
  const keyGenerator = (request: FastifyRequest) => callers.get(request) ?? addressKey(request.ip)
  const one = app.createRateLimit({ max: rate, timeWindow: MINUTE, keyGenerator })
  const many = app.createRateLimit({ max: rate * CLIENTS_BEHIND_ADDRESS, timeWindow: MINUTE, keyGenerator })
  return async (request, caller) => {
    callers.set(request, caller.device ? `browser ${caller.device.id}` : `address ${caller.address}`)
    const limit = await (caller.device ? one : many)(request)
    return !limit.isAllowed && limit.isExceeded
  }
}

/** True when one address floods the whole API; asked before anything is looked up. */
export function addressLimit(app: FastifyInstance): (request: FastifyRequest) => Promise<boolean> {
  const all = app.createRateLimit({
    max: ALL_OF_ADDRESS,
    timeWindow: MINUTE,
    keyGenerator: (request) => addressKey(request.ip),
  })
  return async (request) => {
    const limit = await all(request)
    return !limit.isAllowed && limit.isExceeded
  }
}
