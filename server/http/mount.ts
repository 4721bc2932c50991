import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { coreRefusals, isRefusal, type Refusal, refuse } from '#shared/core/refusals.ts'
import type { RouteSpec } from '#shared/core/route.ts'
import { isStorableValue } from '#shared/core/text.ts'
import type { Context } from '../context.ts'
import { Answer } from './answering.ts'
import { callerOf, refusalByRole } from './caller.ts'
import type { Handler } from './handler.ts'
import { routeLimit } from './limits.ts'
import { type RefusalTable, refusalOf, traceOf } from './refusals.ts'

/** A body is at most this large unless its route says otherwise. Bytes. */
export const BODY_BYTES = 64 * 1024

/** Answers a refusal with its status. */
export function sendRefusal(reply: FastifyReply, table: RefusalTable, refusal: Refusal): FastifyReply {
  const status = table[refusal.refused]?.status ?? 500
  if (status === 429) reply.header('retry-after', '30')
  return reply.code(status).header('cache-control', 'no-store').send(refusal)
}

/** The same for a device that is no page of ours: one plain sentence, which it may show. */
function sendSentence(reply: FastifyReply, table: RefusalTable, refusal: Refusal): FastifyReply {
  const { status, when } = table[refusal.refused] ?? { status: 500, when: coreRefusals['core.bug'].when }
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if (status === 429) reply.header('retry-after', '30')
  return reply.code(status).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(`${when}\n`)
}

/**
 * Mounts one route: Origin, who asks, may they, how often, one strict parse, the handler, the reply as the contract has
 * it. Authority comes before the body is held against the contract: a stranger learns nothing from what is wrong with it.
 */
export function mount(app: FastifyInstance, context: Context, table: RefusalTable, { route, run }: Handler): void {
  const isOverLimit = routeLimit(app, route)
  const sendNo = route.text === undefined ? sendRefusal : sendSentence
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bodyLimit ?? BODY_BYTES,
    handler: async (request, reply) => {
      const outcome = await answer(request, reply)
      if (isRefusal(outcome)) return sendNo(reply, table, outcome)
      return reply.send(outcome)
    },
    errorHandler: answerErrors(context, table, sendNo),
  })

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    if (!hasRightOrigin(context, route, request)) return refuse('core.badOrigin')
    const params = parse(route.params, request.params)
    if (!params.ok) return refuse('core.invalid')
    const caller = await callerOf(context, request, route.auth, (params.value as { event?: string } | undefined)?.event)
    if (await isOverLimit(request, caller)) return refuse('core.tooMany')
    const no = refusalByRole(route, caller)
    if (no) return refuse(no)
    if (route.body && route.text !== undefined && typeOf(request) !== route.text) return refuse('core.wrongType')
    const query = parse(route.query, request.query)
    const body = parse(route.body, request.body)
    if (!query.ok || !body.ok) return refuse('core.invalid')
    const http = new Answer(context, request, reply)
    const input = { params: params.value, query: query.value, body: body.value } as Parameters<Handler['run']>[0]
    const result = await run({ ...input, caller, http })
    if (isRefusal(result)) return result
    if (http.isNotModified) return reply.code(304).send()
    reply.header('cache-control', http.isTagged ? 'private, no-cache' : 'no-store')
    return route.reply.parse(result)
  }
}

function parse(schema: z.ZodType | undefined, value: unknown): { ok: true; value: unknown } | { ok: false } {
  if (!schema) return { ok: true, value: undefined }
  if (!isStorableValue(value)) return { ok: false }
  const parsed = schema.safeParse(value)
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false }
}

/** Browsers always say where a changing request comes from; who does not is no page of ours. */
function hasRightOrigin({ config }: Context, route: RouteSpec, request: FastifyRequest): boolean {
  if (route.method === 'GET' || !['cookie', 'capability'].includes(route.auth)) return true
  const { origin } = request.headers
  return origin !== undefined && config.allowedOrigins.includes(origin)
}

const typeOf = (request: FastifyRequest): string =>
  (request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase()

/** Everything thrown becomes a refusal; what is our mistake is written down by kind and place. */
const answerErrors =
  (context: Context, table: RefusalTable, send: typeof sendRefusal) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const refusal = refusalOf(error)
    if (refusal.refused === 'core.bug' || refusal.refused === 'core.unavailable')
      context.log.error({ route: request.routeOptions.url, ...traceOf(error) }, refusal.refused)
    send(reply, table, refusal)
  }

/** The same for what no route of ours answers. */
export function handleErrors(app: FastifyInstance, context: Context, table: RefusalTable): void {
  app.setErrorHandler(answerErrors(context, table, sendRefusal))
}
