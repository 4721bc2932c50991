import type { Socket as NetSocket } from 'node:net'
import type { Socket } from 'socket.io'

/** As much of a WebSocket as is needed to write to it. */
interface Wire {
  readyState: number
  _socket: Pick<NetSocket, 'write'>
}
const OPEN = 1

/**
 * The connection under a socket, if nothing waits above it: then bytes written to it now come after all that was sent
 * before. The parts of Engine.IO and ws that hold it are private in their types only; without compression both hand on
 * what they get in the same turn.
 */
function wireOf(socket: Socket): Wire['_socket'] | null {
  const { transport, writeBuffer } = socket.conn as unknown as { transport: { socket?: Wire }; writeBuffer: unknown[] }
  const wire = transport.socket
  return wire?.readyState === OPEN && writeBuffer.length === 0 ? wire._socket : null
}

/** One whole text frame of a server (RFC 6455 §5.2: FIN and opcode 1, not masked), so that a recipient costs one write. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = 0x81
  frame[1] = head === 2 ? length : head === 4 ? 126 : 127
  if (head === 4) frame.writeUInt16BE(length, 2)
  if (head === 10) frame.writeBigUInt64BE(BigInt(length), 2)
  frame.write(text, head)
  return frame
}

/**
 * Sets of sockets that are sent the same. A message is encoded once, as the packet Socket.IO would make of it, and its
 * bytes go straight to each connection: what the layers between cost per recipient is most of the bill of a large event
 * (docs/decisions/005). A socket with something still queued takes the ordinary way, so order is kept.
 */
export class Rooms {
  readonly #rooms = new Map<string, Set<Socket>>()

  enter(room: string, socket: Socket): void {
    const sockets = this.#rooms.get(room) ?? new Set()
    this.#rooms.set(room, sockets.add(socket))
  }

  leave(room: string, socket: Socket): void {
    const sockets = this.#rooms.get(room)
    sockets?.delete(socket)
    if (sockets?.size === 0) this.#rooms.delete(room)
  }

  emit(room: string, event: string, message: unknown): void {
    // Engine.IO message (4), Socket.IO event (2) of the default namespace.
    const frame = textFrame(`42${JSON.stringify([event, message])}`)
    for (const socket of this.#rooms.get(room) ?? []) {
      const wire = wireOf(socket)
      if (wire) wire.write(frame)
      else socket.emit(event, message)
    }
  }
}
