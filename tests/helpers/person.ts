import { io, type Socket } from 'socket.io-client'
import { newId } from '#shared/core/ids.ts'
import type { Answer, ClosingMessage, FramesMessage, LeftMessage } from '#shared/core/wire.ts'
import { Replica } from '../../client/core/replica.ts'

interface Options {
  urls: readonly string[]
  node: number
  event: string
  participant: string
  capability: string
  /** A Cookie header. */
  cookie: string
  origin: string
}

/** Longer than anything a test waits for; a test that hangs fails with what it was waiting for. ms */
const PATIENCE = 8000

/** Someone at a live line: the real socket client with the client's own rule for frames. */
export class Person {
  readonly participant: string
  readonly options: Options
  socket: Socket
  closing: ClosingMessage | null = null
  readonly #records = new Map<string, Map<string, Map<string, unknown>>>()
  readonly #joined = new Set<string>()
  readonly #replica: Replica
  readonly #watchers = new Set<() => void>()

  constructor(options: Options) {
    this.options = options
    this.participant = options.participant
    this.#replica = new Replica(
      ({ stream, audience, put, drop, reset }) => {
        const audiences = this.#records.get(stream) ?? new Map<string, Map<string, unknown>>()
        this.#records.set(stream, audiences)
        const records = reset ? new Map<string, unknown>() : (audiences.get(audience) ?? new Map<string, unknown>())
        audiences.set(audience, records)
        for (const [key, record] of Object.entries(put)) records.set(key, record)
        for (const key of drop) records.delete(key)
        this.#changed()
      },
      (stream, have) => void this.socket.emit('catchUp', { stream, have }),
    )
    this.socket = this.#dial(options.node)
  }

  #dial(node: number): Socket {
    const socket = io(this.options.urls[node]!, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
      auth: { capability: this.options.capability },
    })
    socket.on('frames', ({ frames = [], beat }: FramesMessage) => {
      for (const frame of frames) this.#replica.take(frame)
      if (beat) this.#replica.beat(beat.scope, beat.lines)
    })
    socket.on('left', ({ stream, audience }: LeftMessage) => this.#replica.left(stream, audience))
    socket.on('closing', (message: ClosingMessage) => {
      this.closing = message
      this.#changed()
    })
    socket.on('welcome', () => {
      for (const stream of this.#joined) socket.emit('join', { stream, have: this.#replica.have(stream) })
      this.#changed()
    })
    socket.on('disconnect', () => this.#changed())
    return socket
  }

  online(): Promise<void> {
    return this.until('to be online', () => this.socket.connected)
  }

  /** Moves the line to another node, keeping what is held. */
  async moveTo(node: number): Promise<void> {
    this.socket.disconnect()
    this.socket = this.#dial(node)
    await this.online()
  }

  async joins(stream: string): Promise<Answer> {
    this.#joined.add(stream)
    return this.#ask('join', { stream, have: this.#replica.have(stream) })
  }

  /** Sends a command; `id` to repeat one. */
  async sends(stream: string, type: string, data: unknown, id = newId()): Promise<Answer> {
    const answer = await this.#ask('command', { id, stream, command: { type, data } })
    if (answer.ok && answer.frame) this.#replica.take(answer.frame)
    return answer
  }

  /** Sends anything at all. */
  async raw(kind: string, message: unknown): Promise<Answer> {
    return this.#ask(kind, message)
  }

  #ask(kind: string, message: unknown): Promise<Answer> {
    return this.socket.timeout(PATIENCE).emitWithAck(kind, message) as Promise<Answer>
  }

  /** A record as this person holds it, of whatever audience. */
  record<R = unknown>(stream: string, key: string): R | undefined {
    for (const records of this.#records.get(stream)?.values() ?? []) if (records.has(key)) return records.get(key) as R
    return undefined
  }

  /** Everything held of a stream: audience → key → record. */
  holds(stream: string): Record<string, Record<string, unknown>> {
    return Object.fromEntries(
      [...(this.#records.get(stream) ?? [])]
        .filter(([, records]) => records.size > 0)
        .map(([audience, records]) => [audience, Object.fromEntries(records)]),
    )
  }

  /** Resolves when the record is as wanted; fails with what was seen instead. */
  async sees<R = Record<string, unknown>>(
    stream: string,
    key: string,
    test: (record: R | undefined) => boolean,
  ): Promise<R> {
    await this.until(`to see ${key} of ${stream}`, () => test(this.record<R>(stream, key)))
    return this.record<R>(stream, key) as R
  }

  /** Resolves when `test` holds, looked at whenever anything arrives. */
  until(what: string, test: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!test()) return
        clearTimeout(timer)
        this.#watchers.delete(look)
        this.socket.off('connect', look)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#watchers.delete(look)
        reject(
          new Error(
            `Waited in vain ${what}; held: ${JSON.stringify(Object.fromEntries([...this.#records.keys()].map((name) => [name, this.holds(name)])))}`,
          ),
        )
      }, PATIENCE)
      this.#watchers.add(look)
      this.socket.on('connect', look)
      look()
    })
  }

  /** Calls a REST path with this person's cookie (or capability) and the page's origin. */
  async calls(
    method: string,
    path: string,
    body?: unknown,
    auth: 'cookie' | 'capability' = 'cookie',
  ): Promise<{ status: number; body: unknown }> {
    const headers: Record<string, string> = { origin: this.options.origin }
    if (auth === 'cookie') headers.cookie = this.options.cookie
    else headers.authorization = `Capability ${this.options.capability}`
    if (body !== undefined) headers['content-type'] = 'application/json'
    const response = await fetch(this.options.urls[this.options.node] + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }

  close(): void {
    this.socket.disconnect()
  }

  #changed(): void {
    for (const look of [...this.#watchers]) look()
  }
}
