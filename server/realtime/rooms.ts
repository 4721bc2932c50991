import type { Socket } from 'socket.io'
import { wireOf } from './wire.ts'

/** Nothing waits above the connection of this socket: bytes written to it now come after all that was sent before. */
const isFree = (socket: Socket): boolean =>
  (socket.conn as unknown as { writeBuffer: readonly unknown[] }).writeBuffer.length === 0

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
    sendAll(this.#rooms.get(room) ?? [], event, message)
  }
}

/** Sends the same to each of these sockets, encoded once. */
export function sendAll(sockets: Iterable<Socket>, event: string, message: unknown): void {
  // Engine.IO message (4), Socket.IO event (2) of the default namespace.
  const frame = textFrame(`42${JSON.stringify([event, message])}`)
  for (const socket of sockets) {
    const wire = isFree(socket) ? wireOf(socket) : null
    if (wire) wire.write(frame)
    else socket.emit(event, message)
  }
}
