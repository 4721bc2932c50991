import { setTimeout as wait } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { newId } from '#shared/core/ids.ts'
import type { Answer, ClosingMessage, FramesMessage, LeftMessage, SignalMessage } from '#shared/core/wire.ts'
import { Replica } from '../../client/core/replica.ts'

/** How a line behaves, for tests that make it bad. */
export interface LineOptions {
  /** What arrives of a message: nothing, or it twice. */
  arrives?(message: FramesMessage): readonly FramesMessage[]
  /** Finds the way to another node when its own is gone or sends it away. */
  comesBack?: boolean
  /** How long it waits for what it is told to see, ms. */
  patience?: number
}

interface Options {
  urls: readonly string[]
  node: number
  event: string
  participant: string
  capability: string
  /** A Cookie header. */
  cookie: string
  origin: string
  line?: LineOptions
}

/** Longer than anything a test waits for; a test that hangs fails with what it was waiting for. ms */
const PATIENCE = 8000
/** As the page does: an answer takes no longer, and what was not answered for good is asked again. ms */
const ANSWER = 5000
const AGAIN = 250

/** Someone at a live line: the real socket client with the client's own rule for frames. */
export class Person {
  readonly participant: string
  readonly options: Options
  socket: Socket
  closing: ClosingMessage | null = null
  /** All signals that came, oldest first. */
  readonly heard: SignalMessage[] = []
  readonly #records = new Map<string, Map<string, Map<string, unknown>>>()
  readonly #joined = new Set<string>()
  readonly #refused = new Set<string>()
  /** The node said who we are on this connection: only now anything is sent. */
  #isWelcome = false
  #node: number
  #isClosed = false
  readonly #replica: Replica
  readonly #watchers = new Set<() => void>()

  constructor(options: Options) {
    this.options = options
    this.participant = options.participant
    this.#node = options.node
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
    this.#node = node
    this.#isWelcome = false
    const { comesBack, arrives = (message: FramesMessage) => [message] } = this.options.line ?? {}
    const socket = io(this.options.urls[node]!, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
      auth: { capability: this.options.capability },
    })
    socket.on('frames', (message: FramesMessage) => {
      for (const { frames = [], beat } of arrives(message)) {
        for (const frame of frames) this.#replica.take(frame)
        if (beat) this.#replica.beat(beat.scope, beat.lines)
      }
    })
    socket.on('left', ({ stream, audience }: LeftMessage) => {
      this.#replica.left(stream, audience)
      if (audience === null) this.#refused.add(stream)
    })
    socket.on('signal', (message: SignalMessage) => {
      this.heard.push(message)
      this.#changed()
    })
    socket.on('closing', (message: ClosingMessage) => {
      this.closing = message
      this.#changed()
    })
    socket.on('welcome', () => {
      this.#isWelcome = true
      // Cut meanwhile: the next welcome joins again.
      for (const stream of this.#joined) this.joins(stream).catch(() => this.#changed())
      this.#changed()
    })
    socket.on('disconnect', (reason) => {
      this.#isWelcome = false
      this.#changed()
      if (comesBack && reason === 'io server disconnect') this.#goElsewhere(socket)
    })
    if (comesBack) socket.on('connect_error', () => this.#goElsewhere(socket))
    return socket
  }

  #goElsewhere(from: Socket): void {
    if (this.socket !== from || this.#isClosed) return
    from.disconnect()
    setTimeout(
      () => {
        if (this.socket === from && !this.#isClosed)
          this.socket = this.#dial((this.#node + 1) % this.options.urls.length)
      },
      50 + Math.random() * 150,
    )
  }

  online(): Promise<void> {
    return this.until('to be online', () => this.#isWelcome)
  }

  get isOnline(): boolean {
    return this.#isWelcome
  }
  get node(): number {
    return this.#node
  }

  /** The network drops this line. */
  cut(): void {
    // The library waits 20 s for one that is dropped while it is opened.
    if (this.#isWelcome) this.socket.io.engine.close()
  }

  /** Moves the line to another node, keeping what is held. */
  async moveTo(node: number): Promise<void> {
    this.socket.disconnect()
    this.socket = this.#dial(node)
    await this.online()
  }

  /** Is cut and dials the next node, keeping what is held; what it sends meanwhile waits. */
  hops(): void {
    this.socket.disconnect()
    this.socket = this.#dial((this.#node + 1) % this.options.urls.length)
  }

  async joins(stream: string): Promise<Answer> {
    this.#joined.add(stream)
    const answer = await this.#ask('join', { stream, have: this.#replica.have(stream) })
    if (answer.ok) this.#refused.delete(stream)
    else if (answer.refused === 'core.notFound') {
      // Not ours any more: nothing of it may stay.
      this.#refused.add(stream)
      this.#replica.left(stream, null)
    }
    return answer
  }

  /** Asks again for what it was refused or sent away from. */
  async joinsAgain(): Promise<void> {
    if (this.#isWelcome) await Promise.allSettled([...this.#refused].map((stream) => this.joins(stream)))
  }

  /** Sends a command; `id` to repeat one. */
  async sends(stream: string, type: string, data: unknown, id = newId()): Promise<Answer> {
    const answer = await this.#ask('command', { id, stream, command: { type, data } })
    if (answer.ok && answer.frame) this.#replica.take(answer.frame)
    return answer
  }

  /** Sends a command as the page does: kept and repeated with the same id until it is answered for good. */
  async keeps(stream: string, type: string, data: unknown, id = newId()): Promise<Answer> {
    for (;;) {
      await this.online()
      // Cut, or no answer in time: maybe done.
      const answer = await this.sends(stream, type, data, id).catch(() => null)
      if (answer && (answer.ok || !['core.unavailable', 'core.tooMany'].includes(answer.refused))) return answer
      if (answer) await wait(AGAIN)
    }
  }

  /** Sends anything at all. */
  async raw(kind: string, message: unknown): Promise<Answer> {
    return this.#ask(kind, message)
  }

  #ask(kind: string, message: unknown): Promise<Answer> {
    return this.socket.timeout(ANSWER).emitWithAck(kind, message) as Promise<Answer>
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
        resolve()
      }
      const timer = setTimeout(() => {
        this.#watchers.delete(look)
        reject(
          new Error(
            `Waited in vain ${what} (${this.#isWelcome ? 'online' : 'not online'} at node ${this.#node}); held: ${JSON.stringify(Object.fromEntries([...this.#records.keys()].map((name) => [name, this.holds(name)])))}`,
          ),
        )
      }, this.options.line?.patience ?? PATIENCE)
      this.#watchers.add(look)
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
    this.#isClosed = true
    this.socket.disconnect()
  }

  #changed(): void {
    for (const look of [...this.#watchers]) look()
  }
}
