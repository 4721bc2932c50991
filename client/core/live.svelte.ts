import type { Socket } from 'socket.io-client'
import type { capability } from '#shared/access/routes.ts'
import type { Contract } from '#shared/core/contract.ts'
import { newId } from '#shared/core/new-id.ts'
import type { RouteReply, RouteSpec } from '#shared/core/route.ts'
import type {
  Answer,
  ClosingMessage,
  FactsMessage,
  FramesMessage,
  LeftMessage,
  SignalMessage,
  WelcomeMessage,
} from '#shared/core/wire.ts'
import { Commands } from './commands.svelte.ts'
import type { Live, StreamView } from './live.ts'
import { call, type Outcome, openSocket } from './outbox.ts'
import { Replica } from './replica.ts'
import { ServerTime } from './server-time.ts'
import { OpenStream } from './stream-view.svelte.ts'

/** Waits before a new capability is asked for again while the server is away; the last one is kept. ms */
const WAITS = [300, 600, 1200, 2500, 5000]
/** A stream that was taken from us may be given again. ms */
const ASK_AGAIN = 5000
/** A capability is renewed this long before it ends. ms */
const EARLY = 60_000
/** A line that is up answers within this. ms */
const PROBE_WITHIN = 2500

const lines = new Map<string, { line: Line; users: number }>()

/** Asks for a capability: what lets this tab onto the line. */
export type AskCapability = () => Promise<Outcome<RouteReply<typeof capability>>>

/** As whoever this browser is signed in as. */
const byCookie = (event: string): AskCapability => {
  return () => call<typeof capability>('POST /api/events/:event/capability', { params: { event } })
}

/**
 * The live line to an event, shared by everything on this page that asks for it; it ends with its last user. `ask`: how it
 * is let in, if not by this browser's cookie.
 */
export function goLive(event: string, ask: AskCapability = byCookie(event)): Live {
  const shared = lines.get(event) ?? { line: new Line(event, ask), users: 0 }
  lines.set(event, shared)
  shared.users++
  let isOpen = true
  const close = () => {
    if (!isOpen) return
    isOpen = false
    if (--shared.users > 0) return
    lines.delete(event)
    shared.line.end(null)
  }
  return new Proxy(shared.line, {
    get(line, name) {
      if (name === 'close') return close
      const value: unknown = Reflect.get(line, name, line)
      return typeof value === 'function' ? value.bind(line) : value
    },
  })
}

class Line implements Live {
  readonly event: string
  status = $state<Live['status']>('connecting')
  endedBecause = $state<Live['endedBecause']>(null)
  isOutdated = $state(false)
  me = $state.raw<Live['me']>(null)

  readonly #time = new ServerTime()
  readonly #streams = new Map<string, { stream: OpenStream; users: number }>()
  readonly #commands = new Commands(
    (message, wait) => this.#ask('command', message, wait),
    () => this.status === 'online',
    (stream) => this.#replica.seen(stream),
  )
  readonly #replica = new Replica(
    (change) => this.#streams.get(change.stream)?.stream.apply(change),
    (stream, have) => void this.#ask('catchUp', { stream, have }).catch(() => this.#noAnswer()),
  )
  #socket: Socket | null = null
  #capability: { token: string; url: string; expiresAt: number } | null = null
  #renewing: Promise<boolean> | null = null
  #isOver = false
  readonly #askCapability: AskCapability

  constructor(event: string, ask: AskCapability) {
    this.event = event
    this.#askCapability = ask
    void this.#connect()
    addEventListener('online', this.#hurry)
    document.addEventListener('visibilitychange', this.#hurry)
    document.addEventListener('resume', this.#hurry)
    addEventListener('pageshow', this.#hurry)
  }

  serverNow(): number {
    return this.#time.now()
  }

  open<C extends Contract>(name: string): StreamView<C> {
    const open = this.#streams.get(name) ?? { stream: new OpenStream(name, this.#port), users: 0 }
    const isNew = !this.#streams.has(name)
    this.#streams.set(name, open)
    open.users++
    if (isNew && this.status === 'online') void this.#join(open.stream)
    return open.stream.view<C>()
  }

  async call<R extends RouteSpec>(route: `${R['method']} ${R['path']}`, input: object = {}) {
    const token = await this.#token()
    if (!token) return { ok: false as const, refused: 'core.unavailable' }
    const send = call as (route: string, sends: object) => Promise<Outcome<RouteReply<R>>>
    return send(route, { ...input, capability: token })
  }

  close(): void {
    this.end(null)
  }

  /** Ends this line: for good with a reason that is shown, or because nobody uses it. */
  end(because: Live['endedBecause']): void {
    this.#isOver = true
    removeEventListener('online', this.#hurry)
    document.removeEventListener('visibilitychange', this.#hurry)
    document.removeEventListener('resume', this.#hurry)
    removeEventListener('pageshow', this.#hurry)
    this.endedBecause = because
    this.status = 'ended'
    this.#commands.giveUp(because === null ? 'core.unavailable' : 'core.signedOut')
    this.#socket?.disconnect()
  }

  readonly #port = {
    me: () => this.me?.participant ?? null,
    send: (stream: string, type: string, data: unknown, id = newId()) => this.#commands.send(id, stream, type, data),
    signal: (stream: string, { type, data }: { type: string; data: unknown }) => {
      // Not while the line is down: the library would keep it, and say it when it is no longer true.
      if (this.#socket?.connected) this.#socket.emit('signal', { stream, type, data })
    },
    pending: (stream: string) => this.#commands.of(stream),
    close: (name: string) => {
      const open = this.#streams.get(name)
      if (!open || --open.users > 0) return
      this.#streams.delete(name)
      this.#replica.forget(name)
      if (this.status === 'online') void this.#ask('leave', { stream: name }).catch(() => this.#noAnswer())
    },
  }

  /** Woken, back in front, or a network again: do not sit out the wait. */
  readonly #hurry = (): void => {
    if (document.visibilityState !== 'visible' || this.#isOver) return
    if (this.#socket?.disconnected) this.#socket.connect()
    else void this.#probe()
  }

  /** A line that died while the page was frozen says nothing of it: it is asked, and opened anew if it does not answer. */
  async #probe(): Promise<void> {
    const [socket, stream] = [this.#socket, this.#streams.keys().next().value]
    const have = stream === undefined ? [] : this.#replica.have(stream)
    if (!socket?.connected || stream === undefined || have.length === 0) return
    try {
      await this.#ask('catchUp', { stream, have }, PROBE_WITHIN)
    } catch {
      if (socket === this.#socket && socket.connected && !this.#isOver) socket.disconnect().connect()
    }
  }

  async #connect(): Promise<void> {
    if (!(await this.#renew()) || this.#isOver || !this.#capability) return
    const socket = await openSocket(this.#capability.url, (give) => give({ capability: this.#capability?.token }), {
      reconnectionDelay: 250,
      reconnectionDelayMax: 3000,
      randomizationFactor: 0.5,
    })
    if (this.#isOver) return void socket.disconnect()
    this.#socket = socket
    socket.on('welcome', (message: WelcomeMessage) => this.#welcome(message))
    socket.on('facts', ({ version }: FactsMessage) => {
      if (this.me) this.me = { ...this.me, facts: version }
    })
    socket.on('frames', (message: FramesMessage) => this.#frames(message))
    socket.on('signal', (message: SignalMessage) => this.#streams.get(message.stream)?.stream.heard(message))
    socket.on('left', (message: LeftMessage) => this.#left(message))
    socket.on('closing', (message: ClosingMessage) => this.#closing(message))
    socket.on('disconnect', (reason) => {
      this.#commands.keep()
      if (this.#isOver) return
      this.status = 'reconnecting'
      // The library takes a cut by the server for final; here only `closing` without a time is.
      if (reason === 'io server disconnect')
        setTimeout(() => this.#isOver || socket.connect(), 200 + Math.random() * 800)
    })
    socket.on('connect_error', (error) => {
      if (this.status === 'online') this.status = 'reconnecting'
      if (error.message === 'core.signedOut') void this.#renew().then((isNew) => isNew && socket.connect())
      // A refusal of our own ends the library's retries, a lost network does not.
      else if (!socket.active && !this.#isOver) setTimeout(() => socket.connect(), 1000)
    })
  }

  #welcome({ at, participant, protocol, facts }: WelcomeMessage): void {
    this.#time.restart()
    this.#time.note(at)
    this.me = { participant, facts }
    this.isOutdated = protocol !== __PROTOCOL__
    this.status = 'online'
    for (const { stream } of this.#streams.values()) void this.#join(stream)
    this.#commands.repeat()
  }

  #frames({ at, frames = [], beat }: FramesMessage): void {
    this.#time.note(at)
    for (const frame of frames) if (this.#streams.has(frame.stream)) this.#replica.take(frame)
    for (const { stream } of frames) this.#commands.seen(stream, this.#replica.seen(stream))
    if (!beat) return
    const lines = beat.lines.filter(([stream]) => this.#streams.has(stream))
    this.#replica.beat(beat.scope, lines)
    if (beat.scope === 'shared') for (const [stream] of lines) this.#commands.seen(stream, Number.POSITIVE_INFINITY)
  }

  #left({ stream, audience }: LeftMessage): void {
    this.#replica.left(stream, audience)
    const open = this.#streams.get(stream)
    if (audience === null && open) {
      open.stream.isRefused = true
      setTimeout(() => this.#streams.get(stream) === open && void this.#join(open.stream), ASK_AGAIN)
    }
  }

  #closing({ reason, retryAfter }: ClosingMessage): void {
    if (retryAfter === null) this.end(reason === 'removed' || reason === 'deleted' ? reason : 'signedOut')
    else if (reason === 'expired') this.#capability = null
  }

  async #join(stream: OpenStream): Promise<void> {
    try {
      const answer = await this.#ask('join', { stream: stream.name, have: this.#replica.have(stream.name) })
      stream.isRefused = !answer.ok && answer.refused === 'core.notFound'
      // Not ours any more: nothing of it may stay on the screen.
      if (stream.isRefused) this.#replica.left(stream.name, null)
      if (!answer.ok && this.status === 'online' && this.#streams.get(stream.name)?.stream === stream)
        setTimeout(() => void this.#join(stream), ASK_AGAIN)
    } catch {
      // Cut meanwhile: the next welcome joins again.
      this.#noAnswer()
    }
  }

  async #ask(kind: string, message: unknown, wait = 5000): Promise<Answer> {
    const socket = this.#socket
    if (!socket?.connected) throw new Error('offline')
    const answer = (await socket.timeout(wait).emitWithAck(kind, message)) as Answer
    if (answer.ok && answer.frame) this.#replica.take(answer.frame)
    return answer
  }

  /** Nothing came back in time. A line that is still up heals by its beat; one that is down starts over when it is back. */
  #noAnswer(): void {
    if (this.#socket?.disconnected && this.status === 'online') this.status = 'reconnecting'
  }

  async #token(): Promise<string | null> {
    const isFresh = this.#capability && this.#capability.expiresAt - this.serverNow() > EARLY
    if (!isFresh) await this.#renew()
    return this.#capability?.token ?? null
  }

  /** Gets a capability, waiting while the server is away. False when this browser is not let in any more. */
  #renew(): Promise<boolean> {
    // Whoever asks meanwhile waits for the same one: a line that was refused must connect when it is there.
    this.#renewing ??= this.#fetchCapability().finally(() => {
      this.#renewing = null
    })
    return this.#renewing
  }

  async #fetchCapability(): Promise<boolean> {
    for (let tries = 0; !this.#isOver; tries++) {
      const got = await this.#askCapability()
      if (got.ok) {
        this.#capability = got.value
        this.me ??= { participant: got.value.participant, facts: null }
        return true
      }
      if (!['core.unavailable', 'core.tooMany', 'core.bug'].includes(got.refused)) {
        this.end('signedOut')
        return false
      }
      await new Promise((resolve) => setTimeout(resolve, WAITS[Math.min(tries, WAITS.length - 1)]))
    }
    return false
  }
}
