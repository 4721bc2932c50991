import type { Server as HttpServer } from 'node:http'
import type { Socket as NetSocket } from 'node:net'
import { Server, type Socket } from 'socket.io'
import type { Facts } from '#shared/core/people.ts'
import { isRefusal, type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Answer, ClosingMessage, WelcomeMessage } from '#shared/core/wire.ts'
import type { Clock } from '../core/api.ts'
import type { StreamNode } from '../core/node.ts'
import type { Outlet } from '../core/readers.ts'
import type { Bus, BusMessage } from './bus.ts'
import { Allowances, Bucket, FLOOD, SOCKET_LIMITS } from './limits.ts'
import { parseCommand, parseMessage } from './parse.ts'
import type { Present } from './presence.ts'
import { Rooms, sendAll } from './rooms.ts'
import { type SignalBusMessage, Signals, type SignalsPort } from './signals.ts'
import { watchSlow } from './slow.ts'
import { together } from './wire.ts'

/** Who a capability names, as the edge found out. */
export interface Known {
  capability: string
  device: string | null
  facts: Facts
}
export interface SocketsOptions {
  clock: Clock
  bus: Bus
  protocol: string
  origins: readonly string[]
  /** Null for a capability that is unknown, expired or revoked. */
  know(token: string): Promise<Known | null>
  onError(error: unknown, what: Record<string, string | undefined>): void
}

/** How long a connection may take to say goodbye when the node stops. ms */
const GOODBYE = 2000

const no = (refusal: Refusal): Answer => ({ ok: false, ...refusal })

/** The live edge of one node: who is asking, limits, one strict parse; then the core. */
export class Sockets {
  readonly io: Server
  readonly outlet: Outlet
  readonly #options: SocketsOptions
  readonly #known = new Map<string, Known>()
  readonly #connections = new Set<NetSocket>()
  readonly #rooms = new Rooms()
  readonly #allowances = new Allowances()
  #signals: Signals | null = null
  #stopSlow: () => void = () => undefined
  #isClosing = false

  constructor(options: SocketsOptions) {
    this.#options = options
    this.io = new Server({
      serveClient: false,
      transports: ['websocket'],
      maxHttpBufferSize: SOCKET_LIMITS.bytes,
      perMessageDeflate: false,
      pingInterval: 10_000,
      pingTimeout: 8_000,
      cors: { origin: [...options.origins] },
      allowRequest: (request, answer) => {
        const { origin } = request.headers
        answer(null, origin === undefined || options.origins.includes(origin))
      },
    })
    this.outlet = {
      toRoom: (room, message) => this.#rooms.emit(room, 'frames', message),
      toReader: (reader, message) => void this.#socket(reader)?.emit('frames', message),
      left: (reader, message) => void this.#socket(reader)?.emit('left', message),
      facts: (reader, message) => void this.#socket(reader)?.emit('facts', message),
      move: (reader, from, to) => {
        const socket = this.#socket(reader)
        if (socket && from) this.#rooms.leave(from, socket)
        if (socket && to) this.#rooms.enter(to, socket)
      },
    }
  }

  /** Opens the edge on a server, onto a node's streams. `keep`: where sums of what is only counted go, minute by minute. */
  serve(http: HttpServer, node: StreamNode, keep: SignalsPort['keep']): void {
    http.on('connection', (connection) => {
      this.#connections.add(connection)
      connection.once('close', () => this.#connections.delete(connection))
    })
    this.io.attach(http)
    const { bus, clock } = this.#options
    this.#signals = new Signals({
      node,
      bus,
      now: () => clock.now(),
      emit: (readers, message) => sendAll(this.#socketsOf(readers), 'signal', message),
      keep,
    })
    this.#stopSlow = watchSlow(
      () => this.io.sockets.sockets.values(),
      node.hub,
      (socket) => this.#close(socket, { reason: 'slow', retryAfter: 2000 }),
    )
    this.io.use((socket, next) => {
      const token: unknown = socket.handshake.auth.capability
      const known = typeof token === 'string' && token.length < 200 ? this.#options.know(token) : Promise.resolve(null)
      known.then(
        (who) => {
          if (!who) return next(new Error('core.signedOut'))
          // Known from the moment it is in: a socket that drops before that leaves nothing behind.
          socket.data = who
          next()
        },
        (error: unknown) => {
          this.#options.onError(error, { part: 'sockets' })
          next(new Error('core.unavailable'))
        },
      )
    })
    this.io.on('connection', (socket) => this.#enter(socket, node))
  }

  capabilities(): string[] {
    return [...new Set([...this.#known.values()].map((who) => who.capability))]
  }

  /** Capabilities that ran out or were revoked: the client may ask for a new one. */
  endCapabilities(ids: readonly string[]): void {
    this.#closeWhere((who) => ids.includes(who.capability), { reason: 'expired', retryAfter: 0 })
  }

  /** People or devices that are out, on whatever node that was decided. */
  endPeople({ participants, devices, reason }: Extract<BusMessage, { kind: 'revoked' }>): void {
    const isOut = (who: Known) =>
      participants.includes(who.facts.participant) || (who.device !== null && devices.includes(who.device))
    this.#closeWhere(isOut, { reason, retryAfter: reason === 'expired' ? 0 : null })
  }

  /** Who is at a stream, over all nodes. */
  present(stream: string): Present {
    return this.#signals?.present(stream) ?? new Map()
  }

  onSignal(message: SignalBusMessage): void {
    this.#signals?.heard(message)
  }

  /** From here on messages are refused, to be repeated elsewhere. */
  stopTaking(): void {
    this.#isClosing = true
  }

  /** Tells everyone that this node closes; they come back elsewhere after a delay of their own. */
  async close(): Promise<void> {
    this.#stopSlow()
    await this.#signals?.close()
    this.io.emit('closing', { reason: 'restart', retryAfter: 0 } satisfies ClosingMessage)
    // One that takes nothing does not answer the goodbye either: it must not hold up the stop.
    const deaf = setTimeout(() => {
      for (const connection of this.#connections) connection.destroy()
    }, GOODBYE)
    return this.io.close().finally(() => clearTimeout(deaf))
  }

  #socketsOf(readers: readonly string[]): Socket[] {
    return readers.flatMap((reader) => this.#socket(reader) ?? [])
  }
  #socket(reader: string): Socket | undefined {
    return this.io.sockets.sockets.get(reader)
  }

  #close(socket: Socket, message: ClosingMessage): void {
    socket.emit('closing', message)
    socket.disconnect(true)
  }
  #closeWhere(isOut: (who: Known) => boolean, message: ClosingMessage): void {
    for (const [id, who] of this.#known) {
      const socket = this.#socket(id)
      if (socket && isOut(who)) this.#close(socket, message)
    }
  }

  #enter(socket: Socket, node: StreamNode): void {
    const who = socket.data as Known
    this.#known.set(socket.id, who)
    const { participant } = who.facts
    node.hub.enter(socket.id, who.facts)
    // Before Socket.IO forgets the socket, so that it can be taken out of its room.
    socket.on('disconnecting', () => {
      this.#known.delete(socket.id)
      if (this.#allowances.close(participant)) this.#signals?.forget(participant)
      node.hub.gone(socket.id)
    })
    const { clock, protocol } = this.#options
    const facts = who.facts.version
    socket.emit('welcome', { at: clock.now(), participant, protocol, facts } satisfies WelcomeMessage)

    const bucket = this.#allowances.open(participant)
    // Not refusals in a row: between any hundred of a flood the bucket lets one message through.
    const patience = new Bucket(SOCKET_LIMITS.perSecond, FLOOD)
    const take = (): boolean => {
      if (bucket.take()) return true
      if (socket.connected && !patience.take()) this.#close(socket, { reason: 'flood', retryAfter: 10_000 })
      return false
    }
    /** Every message is answered exactly once; what is wrong here is a bug of ours, not of the sender. */
    const on = (kind: string, work: (message: unknown) => Promise<Answer | undefined> | Answer | undefined): void => {
      socket.on(kind, (message: unknown, ack: unknown) => {
        const answer = (result: Answer | undefined) => {
          if (typeof ack !== 'function' || !result) return
          // Commands sent together are answered together.
          together(socket)
          ack(result)
        }
        if (this.#isClosing) return answer(no(refuse('core.unavailable')))
        if (!take()) return answer(no(refuse('core.tooMany')))
        Promise.resolve()
          .then(() => work(message))
          .then(answer, (error: unknown) => {
            this.#options.onError(error, { message: kind })
            answer(no(refuse('core.unavailable')))
          })
      })
    }

    on('join', async (message) => {
      const parsed = parseMessage('join', message)
      if (isRefusal(parsed)) return no(parsed)
      const isIn = await node.join(socket.id, parsed.stream, parsed.have)
      return isIn ? { ok: true, version: 0 } : no(refuse('core.notFound'))
    })
    on('leave', (message) => {
      const parsed = parseMessage('leave', message)
      if (isRefusal(parsed)) return no(parsed)
      node.hub.leave(socket.id, parsed.stream)
      return { ok: true, version: 0 }
    })
    on('catchUp', async (message) => {
      const parsed = parseMessage('catchUp', message)
      if (isRefusal(parsed)) return no(parsed)
      await node.catchUp(socket.id, parsed.stream, parsed.have)
      return { ok: true, version: 0 }
    })
    on('signal', (message) => {
      const parsed = parseMessage('signal', message)
      const refused = isRefusal(parsed) ? parsed : this.#signals!.send(socket.id, node.hub.factsOf(socket.id)!, parsed)
      return refused ? no(refused) : { ok: true, version: 0 }
    })
    on('command', (message) => {
      const parsed = parseMessage('command', message)
      if (isRefusal(parsed)) return no(parsed)
      const command = parseCommand(node.featureOf(parsed.stream), parsed.command)
      if (isRefusal(command)) return no(command)
      // No early word on roles: a repeat of what was accepted gets the first answer, whoever its sender is by now.
      return node.submit(parsed.stream, {
        reader: socket.id,
        command: { id: parsed.id, type: parsed.command.type, data: command.data, actor: { participant } },
      })
    })
  }
}
