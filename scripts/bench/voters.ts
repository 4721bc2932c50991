import { io, type Socket } from 'socket.io-client'
import { newId } from '#shared/core/new-id.ts'
import type { Answer } from '#shared/core/wire.ts'
import { cpuMs, serve } from './child.ts'

/*
 * People who send commands over real sockets as fast as they are answered, each with so many outstanding, and keep the
 * time every answer took.
 */
let sockets: Socket[] = []

serve({
  async connect({ port, tokens, streams }) {
    sockets = (tokens as string[]).map((capability) =>
      io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true, auth: { capability } }),
    )
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', () => resolve(null)))))
    const names = streams as string[]
    for (const [i, socket] of sockets.entries())
      await socket.emitWithAck('join', { stream: names[i % names.length], have: [] })
    return {}
  },
  /** Votes for `ms`, everyone on their own stream. */
  async vote({ streams, outstanding, ms }) {
    const names = streams as string[]
    const until = performance.now() + Number(ms)
    const before = cpuMs()
    let acked = 0
    let refused = 0
    const waits: number[] = []
    const loop = async (socket: Socket, stream: string, i: number) => {
      for (let n = i; performance.now() < until; n += 7) {
        const sent = performance.now()
        const answer = (await socket.emitWithAck('command', {
          id: newId(),
          stream,
          command: { type: 'poll.vote', data: { item: n % 200 } },
        })) as Answer
        if (answer.ok) acked++
        else refused++
        waits.push(performance.now() - sent)
      }
    }
    await Promise.all(
      sockets.flatMap((socket, s) =>
        Array.from({ length: Number(outstanding) }, (_, i) => loop(socket, names[s % names.length]!, s * 13 + i)),
      ),
    )
    waits.sort((a, b) => a - b)
    return {
      acked,
      refused,
      p50: waits[waits.length >> 1],
      p99: waits[Math.floor(waits.length * 0.99)],
      cpu: cpuMs() - before,
    }
  },
  async close() {
    for (const socket of sockets) socket.disconnect()
    return {}
  },
})
