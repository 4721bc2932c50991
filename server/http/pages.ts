import fs from 'node:fs'
import path from 'node:path'
import serveFiles from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '#shared/core/refusals.ts'
import { sendRefusal } from './mount.ts'
import type { RefusalTable } from './refusals.ts'

/** Where `vite build` puts the client. */
const BUILT = path.join(import.meta.dirname, '../../dist/client')

const asksForPage = (request: FastifyRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  !/^\/(api|whip|assets|socket\.io|health|metrics)(\/|$|\?)/.test(request.url) &&
  (request.headers.accept ?? '').includes('text/html')

/** Serves the built client: hashed files for ever, everything else asked for anew, and its one page for every address of ours. */
export async function servePages(app: FastifyInstance, table: RefusalTable, folder = BUILT): Promise<void> {
  const isBuilt = fs.existsSync(path.join(folder, 'index.html'))
  if (isBuilt)
    await app.register(serveFiles, {
      root: folder,
      cacheControl: false,
      setHeaders: (reply, file) => {
        const isHashed = file.startsWith(path.join(folder, 'assets'))
        reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  app.setNotFoundHandler((request, reply) => {
    if (!asksForPage(request)) return sendRefusal(reply, table, refuse('core.notFound'))
    if (isBuilt) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return reply.code(503).type('text/plain; charset=utf-8').send('The pages are not built yet. Run: npm run build\n')
  })
}
