import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { Registry } from 'prom-client'
import { refuse } from '#shared/core/refusals.ts'
import type { Context } from '../context.ts'
import { serveKeptMails } from '../mail/kept-page.ts'
import type { Handler } from './handler.ts'
import { type Checks, ownChecks, serveHealth } from './health.ts'
import { addressLimit } from './limits.ts'
import { createRegistry, serveMetrics } from './metrics.ts'
import { BODY_BYTES, handleErrors, mount, sendRefusal } from './mount.ts'
import { openApi } from './openapi.ts'
import { servePages } from './pages.ts'
import { type RefusalTable, refusalOf } from './refusals.ts'
import { secureHeaders } from './security.ts'

export interface HttpOptions {
  /** The refusals of core and features, see `refusalTable`. */
  refusals: RefusalTable
  /** Further dependencies for `/health/ready`: the bus, the log's schema. */
  checks?: Checks
  /** Where figures are collected; one of its own unless given. */
  registry?: Registry
  /** The built client; `dist/client` unless given. */
  pages?: string
}

/** Whom we believe about scheme and client address. A number is how many proxies stand in front. */
function trusted({ trustProxy }: Context['config']): boolean | string[] | ((address: string, hop: number) => boolean) {
  return typeof trustProxy === 'number' ? (_address, hop) => hop < trustProxy : trustProxy
}

/**
 * The HTTP side of a node: every route of every feature, the pages, health, metrics and the OpenAPI document. It does not
 * listen yet; the live line is attached to its `server`.
 */
export async function createHttp(
  context: Context,
  handlers: readonly Handler[],
  options: HttpOptions,
): Promise<FastifyInstance> {
  const { config } = context
  const { refusals } = options
  const app = fastify({
    bodyLimit: BODY_BYTES,
    trustProxy: trusted(config),
    routerOptions: { maxParamLength: 400, querystringParser: (text) => Object.fromEntries(new URLSearchParams(text)) },
    // A request that dawdles holds a connection: its head and body have this long. ms
    requestTimeout: 30_000,
    forceCloseConnections: true,
    // What is wrong before a route is found, such as an address that cannot be decoded.
    frameworkErrors: (error, _request, reply) => void sendRefusal(reply as FastifyReply, refusals, refusalOf(error)),
  })
  // Signed messages are checked on the very bytes that were sent; what two devices say of their line is theirs.
  const asText = ['application/webhook+json', 'application/sdp', 'application/trickle-ice-sdpfrag']
  app.addContentTypeParser(asText, { parseAs: 'string' }, (_request, body, done) => done(null, body))
  handleErrors(app, context, refusals)
  await secureHeaders(app, context)
  await app.register(cookie)
  await app.register(rateLimit, { global: false })

  const isFlooding = addressLimit(app)
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/api/') && (await isFlooding(request))) {
      sendRefusal(reply, refusals, refuse('core.tooMany'))
      return reply
    }
  })
  for (const handler of handlers) mount(app, context, refusals, handler)
  const document = openApi(
    handlers.map((handler) => handler.route),
    refusals,
    config.url,
  )
  app.get('/api/openapi.json', async (_request, reply) => reply.header('cache-control', 'no-cache').send(document))

  serveHealth(app, { ...ownChecks(context), ...options.checks })
  serveMetrics(app, context, options.registry ?? createRegistry())
  serveKeptMails(app, context)
  await servePages(app, refusals, options.pages)
  return app
}
