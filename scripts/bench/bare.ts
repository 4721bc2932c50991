import { type WebSocket, WebSocketServer } from 'ws'
import { cpuMs, serve } from './child.ts'

/* The reference for delivery: a bare `ws` server that sends the same bytes to everyone. */
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
const sockets = new Set<WebSocket>()
server.on('connection', (socket) => {
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
})
await new Promise((resolve) => server.once('listening', resolve))

serve({
  async port() {
    return { port: (server.address() as { port: number }).port }
  },
  async publish({ every, times, burst, bytes }) {
    const before = cpuMs()
    await new Promise<void>((resolve) => {
      let n = 0
      const timer = setInterval(() => {
        for (let i = 0; i < Number(burst); i++) {
          const text = JSON.stringify({ item: i, text: `${n} ${'x'.repeat(Number(bytes))}` })
          for (const socket of sockets) socket.send(text)
        }
        if (++n < Number(times)) return
        clearInterval(timer)
        setTimeout(resolve, 500)
      }, Number(every))
    })
    return { cpu: cpuMs() - before }
  },
})
