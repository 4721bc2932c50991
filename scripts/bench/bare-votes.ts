import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { serve } from './child.ts'

/* The reference for votes: Socket.IO that stores nothing, counts in memory and tells everyone of every vote. */
const http = createServer()
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false })
const votes = new Map<string, number>()
io.on('connection', (socket) => {
  socket.on('vote', (id: string, answer: (done: { ok: true }) => void) => {
    votes.set(id, (votes.get(id) ?? 0) + 1)
    io.emit('count', { id, votes: votes.get(id) })
    answer({ ok: true })
  })
})
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))

serve({
  async port() {
    return { port: (http.address() as { port: number }).port }
  },
})
