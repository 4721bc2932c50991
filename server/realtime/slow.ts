import type { Socket } from 'socket.io'
import type { Hub } from '../core/hub.ts'
import { type Seen, SlowLine } from './slow-line.ts'

const EVERY = 1000

/** Private in the types of Engine.IO, `ws` and Node only; there is no other way to see it. */
interface Line {
  writeBuffer: readonly { data?: { length: number } }[]
  transport: { socket?: { bufferedAmount?: number; _socket?: { _handle?: { writeQueueSize?: number } | null } } }
}

/** Bytes this process still holds for a socket. */
function seen(socket: Socket): Seen {
  const { writeBuffer, transport } = socket.conn as unknown as Line
  const queued = writeBuffer.reduce((sum, packet) => sum + (packet.data?.length ?? 0), 0)
  return {
    waiting: queued + (transport.socket?.bufferedAmount ?? 0),
    left: transport.socket?._socket?._handle?.writeQueueSize ?? 0,
  }
}

/**
 * A slow reader must not fill the server's memory: past 256 kB it leaves its room, catches up once it has drained, and
 * is cut when it takes next to nothing for 20 s. Returns how to stop.
 */
export function watchSlow(sockets: () => Iterable<Socket>, hub: Hub, cut: (socket: Socket) => void): () => void {
  const lines = new WeakMap<Socket, SlowLine>()
  const timer = setInterval(() => {
    for (const socket of sockets()) {
      const line = lines.get(socket) ?? new SlowLine()
      lines.set(socket, line)
      const what = line.look(seen(socket), performance.now())
      if (what === 'pause') hub.pause(socket.id)
      else if (what === 'resume') hub.resume(socket.id)
      else if (what === 'cut') cut(socket)
    }
  }, EVERY)
  return () => clearInterval(timer)
}
