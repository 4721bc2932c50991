import type { Socket as NetSocket } from 'node:net'
import type { Socket } from 'socket.io'

/** As much of a WebSocket as is needed to write to it. */
interface WebSocket {
  readyState: number
  _socket: Pick<NetSocket, 'write' | 'cork' | 'uncork'>
}
const OPEN = 1

/**
 * The connection under a socket, or null when it is not open. The parts of Engine.IO and ws that hold it are private in
 * their types only; without compression both hand on what they get in the same turn.
 */
export function wireOf(socket: Socket): WebSocket['_socket'] | null {
  const { transport } = socket.conn as unknown as { transport: { socket?: WebSocket } }
  return transport.socket?.readyState === OPEN ? transport.socket._socket : null
}

/** What is written to this socket in this turn leaves as one write. */
export function together(socket: Socket): void {
  const wire = wireOf(socket)
  if (!wire) return
  wire.cork()
  process.nextTick(() => wire.uncork())
}
