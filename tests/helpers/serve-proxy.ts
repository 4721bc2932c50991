import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

export interface DatabaseProxy {
  /** The same database by way of the proxy. */
  url: string
  /**
   * Cuts the next connection that says COMMIT: `after` it was passed on and done, its answer kept back; or `before`.
   * `then` is called in the same turn.
   */
  cutNext(when: 'before' | 'after', then?: () => void): void
  /** Takes everything and passes nothing on, as a network that is broken somewhere, until told otherwise. */
  stall(isStalled: boolean): void
  /** How many were cut. */
  readonly cuts: number
}

/** A way to PostgreSQL that loses connections at the worst moment. Unix sockets, as the embedded server has them. */
export async function openDatabaseProxy(url: string): Promise<DatabaseProxy> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-proxy-'))
  const through = new URL(url)
  const target = path.join(through.searchParams.get('host') ?? '', '.s.PGSQL.5432')
  through.searchParams.set('host', folder)
  const open = new Set<net.Socket>()
  let next: { when: 'before' | 'after'; then?: () => void } | null = null
  let cuts = 0
  let isStalled = false

  const server = net.createServer((client) => {
    const store = net.connect(target)
    let isSilent = false
    let then: (() => void) | undefined
    const cut = () => {
      client.destroy()
      store.destroy()
      then?.()
      then = undefined
    }
    for (const socket of [client, store]) {
      open.add(socket)
      if (isStalled) socket.pause()
      socket.on('close', () => {
        open.delete(socket)
        cut()
      })
      // The other side went: that is told by its closing.
      socket.on('error', () => undefined)
    }
    client.on('data', (data) => {
      if (next && /commit\0/i.test(data.toString('latin1'))) {
        cuts++
        isSilent = true
        const { when } = next
        then = next.then
        next = null
        if (when === 'before') return cut()
      }
      store.write(data)
    })
    // The tag of a COMMIT that is done: what is answered before it belongs to the statements that came with it.
    store.on('data', (data) => {
      if (!isSilent) client.write(data)
      else if (data.includes('COMMIT\0')) cut()
    })
  })
  await new Promise<void>((resolve) => server.listen(path.join(folder, '.s.PGSQL.5432'), resolve))
  onTestFinished(async () => {
    for (const socket of open) socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
    fs.rmSync(folder, { recursive: true })
  })
  return {
    url: through.href,
    cutNext(when, then) {
      next = { when, then }
    },
    stall(is) {
      isStalled = is
      for (const socket of open) {
        if (is) socket.pause()
        else socket.resume()
      }
    },
    get cuts() {
      return cuts
    },
  }
}
