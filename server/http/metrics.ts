import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Context } from '../context.ts'
import { isFromNearby } from './address.ts'

/** One node's figures, with those of the process itself. */
export function createRegistry(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}

/**
 * Counts and logs every answer by method, route pattern, status and ms: no query, no body, no address, so that no line
 * tells who did what. `/metrics` is for this machine's network only.
 */
export function serveMetrics(app: FastifyInstance, { log }: Pick<Context, 'log'>, registry: Registry): void {
  const answers = new Histogram({
    name: 'foyer_http_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const line = { method: request.method, route, status: reply.statusCode }
    answers.observe(line, reply.elapsedTime / 1000)
    log.info({ ...line, ms: Math.round(reply.elapsedTime) }, 'answered')
  })
  app.get('/metrics', async (request, reply) => {
    if (!isFromNearby(request)) return reply.callNotFound()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
