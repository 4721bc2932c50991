import type { Socket } from 'socket.io'

/** As much of a WebSocket as is needed to write to it. */
interface Wire {
  readyState: number
  send(data: Buffer, options: { binary: boolean }): void
}
const OPEN = 1

/**
 * The WebSocket under a socket, if nothing waits above it: then bytes written to it now come after all that was sent
 * before. Engine.IO's parts are private in its types only.
 */
function wireOf(socket: Socket): Wire | null {
  const { transport, writeBuffer } = socket.conn as unknown as { transport: { socket?: Wire }; writeBuffer: unknown[] }
  const wire = transport.socket
  return wire && wire.readyState === OPEN && writeBuffer.length === 0 ? wire : null
}

/**
 * Sets of sockets that are sent the same. A message is encoded once, as the packet Socket.IO would make of it, and its
 * bytes go straight to each WebSocket: what the layers between cost per recipient is most of the bill of a large event
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
    const packet = Buffer.from(`42${JSON.stringify([event, message])}`)
    for (const socket of this.#rooms.get(room) ?? []) {
      const wire = wireOf(socket)
      if (wire) wire.send(packet, { binary: false })
      else socket.emit(event, message)
    }
  }
}
