import type { Socket } from 'socket.io'
import type { Hub } from '../core/hub.ts'

const FULL = 256 * 1024
const GIVE_UP = 20_000
const EVERY = 1000

/** Bytes this process still holds for a socket. */
function waiting(socket: Socket): number {
  // Engine.IO's queue is private in its types only; there is no other way to see it.
  const { writeBuffer } = socket.conn as unknown as { writeBuffer: readonly { data?: { length: number } }[] }
  const queued = writeBuffer.reduce((sum, packet) => sum + (packet.data?.length ?? 0), 0)
  const raw = (socket.conn.transport as { socket?: { bufferedAmount?: number } }).socket?.bufferedAmount ?? 0
  return queued + raw
}

/**
 * A slow reader must not fill the server's memory: past 256 kB it leaves its room, gets the whole once it has drained,
 * and is cut after 20 s. Returns how to stop.
 */
export function watchSlow(sockets: () => Iterable<Socket>, hub: Hub, cut: (socket: Socket) => void): () => void {
  const since = new Map<string, number>()
  const timer = setInterval(() => {
    const now = performance.now()
    for (const socket of sockets()) {
      const bytes = waiting(socket)
      const start = since.get(socket.id)
      if (start === undefined && bytes > FULL) {
        since.set(socket.id, now)
        hub.pause(socket.id)
      } else if (start !== undefined && bytes === 0) {
        since.delete(socket.id)
        hub.resume(socket.id)
      } else if (start !== undefined && now - start > GIVE_UP) {
        since.delete(socket.id)
        cut(socket)
      }
    }
  }, EVERY)
  return () => clearInterval(timer)
}
