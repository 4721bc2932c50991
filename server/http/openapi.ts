import { z } from 'zod'
import type { RouteSpec } from '#shared/core/route.ts'
import type { RefusalTable } from './refusals.ts'

const json = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return plain
}

const parameters = (schema: z.ZodObject | undefined, place: 'path' | 'query') => {
  const { properties = {}, required = [] } = schema ? json(schema, 'input') : {}
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

/** Codes by status, in the words of the table. */
function refusals(route: RouteSpec, table: RefusalTable) {
  const core = Object.keys(table).filter((code) => code.startsWith('core.'))
  const byStatus: Record<string, { description: string; content: unknown }> = {}
  for (const code of new Set([...core, ...route.refusals])) {
    const { status, when } = table[code] ?? { status: 500, when: '' }
    const line = `\`${code}\`: ${when}`
    const before = byStatus[status]?.description
    byStatus[status] = {
      description: before ? `${before}\n\n${line}` : line,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
    }
  }
  return byStatus
}

function operation(route: RouteSpec, table: RefusalTable) {
  const known = { none: [], signature: [], cookie: [{ cookie: [] }], capability: [{ capability: [] }] }
  const security = { ...known, bearer: [{ bearer: [] }] }[route.auth]
  const type = route.text ?? 'application/json'
  return {
    summary: route.summary,
    description: `For: ${route.by.join(', ')}. At most ${route.rate ?? 120} a minute.`,
    security,
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body && {
      requestBody: { required: true, content: { [type]: { schema: json(route.body, 'input') } } },
    }),
    responses: {
      200: { description: 'Done.', content: { [type]: { schema: json(route.reply, 'output') } } },
      ...refusals(route, table),
    },
  }
}

/** The OpenAPI document of these routes. */
export function openApi(routes: readonly RouteSpec[], table: RefusalTable, url: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, table) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Foyer', version: '1' },
    servers: [{ url }],
    paths,
    components: {
      securitySchemes: {
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'foyer',
          description: '`__Host-foyer` behind TLS. Origin is required.',
        },
        capability: {
          type: 'apiKey',
          in: 'header',
          name: 'authorization',
          description: '`Capability <token>`. Origin is required.',
        },
        bearer: { type: 'http', scheme: 'bearer', description: 'The key of an encoder.' },
      },
      schemas: {
        Refusal: {
          type: 'object',
          required: ['refused'],
          properties: { refused: { type: 'string' }, detail: { type: 'object' } },
        },
      },
    },
  }
}
