import fs from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Serves one file to this machine, whole or in parts, and a page of its own to play it in. */
export async function serveFilm(file: string): Promise<{ page: string; film: string; close(): void }> {
  const { size } = fs.statSync(file)
  const server = createServer((request, reply) => {
    if (request.url !== '/film')
      return reply.setHeader('content-type', 'text/html').end('<!doctype html><title>Film</title>')
    const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
    const [start, end] = [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)]
    if (start > end) return reply.writeHead(416).end()
    reply.writeHead(request.headers.range ? 206 : 200, {
      'accept-ranges': 'bytes',
      'content-length': end - start + 1,
      ...(request.headers.range && { 'content-range': `bytes ${start}-${end}/${size}` }),
    })
    // A browser that has enough hangs up, which ends the reading.
    fs.createReadStream(file, { start, end })
      .on('error', () => reply.destroy())
      .pipe(reply)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const page = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { page, film: `${page}film`, close: () => server.close() }
}
