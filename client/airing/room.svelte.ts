import { loadMedia } from '../core/outbox.ts'
import { Connection, type ConnectionEvents, type Seat } from './connection.ts'
import type { TrackCount } from './measured.ts'
import { retryDelay } from './retry.ts'
import type { Outgoing } from './sender.ts'
import { MISSING_AFTER, type Source, StallWatch } from './stall.ts'
import { isPicture, isSameWish, type Quality, type TrackRecord, type Wanted } from './tracks.ts'
import { keep, megabytesPerHour, type UsagePoint } from './usage.ts'

/** `off`: not asked for. `reconnecting`: what is shown may stand still; a new connection is on its way. */
export type RoomStatus = 'off' | 'connecting' | 'on' | 'reconnecting'

/** Asks for a new place in the room; the answer may be why not (a refusal's code). */
export type AskSeat = () => Promise<Seat | { refused: string }>
type Show = (element: HTMLMediaElement) => (() => void) | undefined

/** Samples a second decide how soon a stall is noticed. ms */
const SAMPLE_EVERY = 250
/** A new connection takes over with its first picture, or after this long if nobody sends one. ms */
const TAKE_OVER_WITHIN = 2500
/** A connection that lived this long was a good one: the next try comes at once. ms */
const GOOD_AFTER = 5000
/** A track that no connection brings is not looked for more often than this. ms */
const MISSING_AT_MOST = 60_000

/**
 * The stage's media room as plain reactive facts. It connects, notices that the line died (DESIGN §6), opens another
 * connection beside the old one and lets go of the old one when the new one shows its first picture.
 */
export class StageRoom {
  status: RoomStatus = $state('off')
  /** Tracks of the people wanted. While a connection is replaced, of both: the newest last. */
  tracks: readonly TrackRecord[] = $state.raw([])
  /** Who speaks, loudest first. */
  speaking: readonly string[] = $state.raw([])
  needsTap = $state(false)
  /** Why there is no place in the room at the moment (a refusal's code). */
  refused: string | null = $state(null)
  /** Measured over the last 20 s; null before there is enough to say. */
  megabytesPerHour: number | null = $state(null)
  /** Under which identity this browser publishes, in the connection that counts. */
  identity: string | null = $state(null)
  /** What goes out from here now; not what waits for the right to. */
  sent: ReadonlySet<Source> = $state.raw(new Set())
  /** The media server finds this line bad. */
  isLineBad = $state(false)

  #askSeat: AskSeat
  #listens: boolean
  #current: Connection | null = null
  #next: Connection | null = null
  #turn = 0
  #wanted: Wanted = { identities: new Set(), quality: 'auto' }
  #outgoing = new Map<Source, Outgoing>()
  #usage: UsagePoint[] = []
  #firstPicture: (() => void) | null = null
  #hurry: (() => void) | null = null
  #missingAfter = MISSING_AFTER
  #shows = new Map<string, Show>()
  #counters = new Set<(tracks: readonly TrackCount[], at: number) => void>()

  /** `listens`: how loud everyone is is measured, for whoever counts. */
  constructor(askSeat: AskSeat, { listens = false } = {}) {
    this.#askSeat = askSeat
    this.#listens = listens
    // On its way while the page still finds out who it is. A failure shows where the library is needed, which asks again.
    loadMedia().catch(() => undefined)
  }

  /** Connects, and stays connected until `close()`. */
  open(): void {
    if (this.status !== 'off') return
    this.status = 'connecting'
    void this.#stay(++this.#turn)
  }

  /** Leaves. What was to go out is forgotten. */
  close(): void {
    this.#turn++
    this.#current?.close()
    this.#next?.close()
    this.#current = this.#next = null
    this.#outgoing.clear()
    this.status = 'off'
    this.tracks = this.speaking = []
    this.#usage = []
    this.refused = this.megabytesPerHour = this.identity = null
    this.needsTap = this.isLineBad = false
    this.sent = new Set()
  }

  want(identities: Iterable<string>, quality: Quality): void {
    const wanted = { identities: new Set(identities), quality }
    if (isSameWish(wanted, this.#wanted)) return
    this.#wanted = wanted
    for (const connection of this.#connections()) connection.want(wanted)
    this.#read()
  }

  /** For Svelte's `{@attach}`: shows or plays the track in the element as long as both are there. */
  show(key: string): Show {
    // The same function for the same track, or a tile would let go of its picture at every change of the list.
    const known = this.#shows.get(key)
    if (known) return known
    const show: Show = (element) => {
      for (const connection of this.#connections()) {
        const stop = connection.attach(key, element)
        if (stop) return stop
      }
    }
    this.#shows.set(key, show)
    return show
  }

  /** An element drew its first frame: if it is the new connection's, the old one may go. */
  drew(key: string): void {
    if (this.#next?.tracks().some((track) => track.key === key)) this.#firstPicture?.()
  }

  /** Tells about four times a second what arrived so far. `at` is a monotonic clock, ms. Returns how to stop. */
  count(counter: (tracks: readonly TrackCount[], at: number) => void): () => void {
    this.#counters.add(counter)
    return () => void this.#counters.delete(counter)
  }

  /** What arrives of these people's microphones, to be measured. */
  soundOf(identities: ReadonlySet<string>): MediaStreamTrack[] {
    return this.#connections().flatMap((connection) => connection.soundOf(identities))
  }

  async startSound(): Promise<void> {
    await Promise.all(this.#connections().map((connection) => connection.startSound()))
    this.needsTap = false
  }

  /** Sends a track from now on, in this connection and every later one, as soon as the media server lets it. */
  async send(source: Source, track: MediaStreamTrack, isMuted: boolean): Promise<void> {
    this.#outgoing.set(source, { track, isMuted })
    await this.#current?.offer(this.#outgoing)
  }

  /** It is to go out from here, be it yet or not. */
  isSending(source: Source): boolean {
    return this.#outgoing.has(source)
  }

  async stopSending(source: Source): Promise<void> {
    if (!this.#outgoing.delete(source)) return
    await Promise.all(this.#connections().map((connection) => connection.offer(this.#outgoing)))
  }

  /** Do not sit out the wait before the next try: something says that it would work now. */
  hurry(): void {
    this.#hurry?.()
  }

  /** The page is looked at again: no wait is sat out, and what the browser stopped meanwhile plays on. */
  comeBack(): void {
    this.hurry()
    for (const connection of this.#connections()) void connection.playOn()
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#hurry = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** Opens one connection after another, each as soon as the one before shows the first sign of trouble. */
  async #stay(turn: number): Promise<void> {
    for (let attempt = 0; turn === this.#turn; attempt++) {
      await this.#pause(retryDelay(attempt, Math.random()))
      const next = turn === this.#turn ? await this.#connect(turn) : null
      if (!next) continue
      const began = performance.now()
      await this.#takeOver(next)
      const stopWatching = this.#watch(next)
      await next.lost
      stopWatching()
      if (turn === this.#turn) this.status = 'reconnecting'
      if (performance.now() - began > GOOD_AFTER) attempt = -1
    }
  }

  async #connect(turn: number): Promise<Connection | null> {
    let next: Connection | null = null
    try {
      const seat = await this.#askSeat()
      if (turn !== this.#turn) return null
      this.refused = 'refused' in seat ? seat.refused : null
      if ('refused' in seat) return null
      next = await this.#make(seat)
      if (turn === this.#turn) {
        this.#next = next
        next.want(this.#wanted)
        await next.connect()
        // Tracks go out again before anything else: viewers wait for them. A line that dies meanwhile never says so.
        const isGood = await Promise.race([next.offer(this.#outgoing).then(() => true), next.lost.then(() => false)])
        if (isGood && turn === this.#turn) return next
      }
    } catch {
      // The media server is away, or forgets us while we come in. Trying again is the whole answer to both.
    }
    next?.close()
    if (this.#next === next) this.#next = null
    return null
  }

  #make(seat: Seat): Promise<Connection> {
    const events: ConnectionEvents = {
      changed: () => this.#read(),
      speaking: (identities) => {
        this.speaking = identities
      },
      soundRefused: (isRefused) => {
        this.needsTap = isRefused
      },
      sentChanged: () => this.#readSent(),
      lineJudged: (isBad) => {
        this.isLineBad = isBad
      },
    }
    return Connection.make(seat, events, this.#listens)
  }

  /** Waits for the new connection's first picture, so that the old one's last picture never turns black before it. */
  async #takeOver(next: Connection): Promise<void> {
    if (this.#current?.tracks().some(({ source, isMuted }) => isPicture(source) && !isMuted)) {
      const drawn = new Promise<void>((resolve) => {
        this.#firstPicture = resolve
      })
      this.#read()
      const stopCounting = this.#countOn(this.#current)
      await Promise.race([drawn, next.lost, pause(TAKE_OVER_WITHIN)])
      stopCounting()
      this.#firstPicture = null
    }
    this.#current?.close()
    if (this.#next !== next) return
    this.#current = next
    this.#next = null
    this.identity = next.identity
    this.#usage = []
    this.status = 'on'
    this.isLineBad = false
    this.#read()
    this.#readSent()
    // What was added or muted while it took over.
    void next.offer(this.#outgoing)
  }

  #watch(connection: Connection): () => void {
    const stall = new StallWatch(this.#missingAfter)
    const timer = setInterval(async () => {
      const tracks = await connection.sample()
      const at = performance.now()
      this.#measure(
        at,
        tracks.reduce((sum, { bytes }) => sum + bytes, 0),
      )
      if (connection !== this.#current) return
      for (const counter of this.#counters) counter(tracks, at)
      const isTabVisible = document.visibilityState === 'visible'
      const missing = connection.missing()
      const found = stall.see({ at, isTabVisible, tracks, missing })
      if (found === 'noTrack') this.#missingAfter = Math.min(this.#missingAfter * 2, MISSING_AT_MOST)
      else if (missing.length === 0) this.#missingAfter = MISSING_AFTER
      if (found) connection.giveUp()
    }, SAMPLE_EVERY)
    return () => clearInterval(timer)
  }

  /**
   * While another connection waits for its first picture, the old one still says what arrives of whom. That there is
   * another shows that the own line is well: if nothing comes of someone, it is theirs that is not.
   */
  #countOn(connection: Connection): () => void {
    const timer = setInterval(async () => {
      const tracks = await connection.sample()
      if (connection !== this.#current || tracks.length === 0) return
      for (const counter of this.#counters) counter(tracks, performance.now())
    }, SAMPLE_EVERY)
    return () => clearInterval(timer)
  }

  #measure(at: number, bytes: number): void {
    if (at - (this.#usage.at(-1)?.at ?? 0) < 1000) return
    this.#usage = keep(this.#usage, { at, bytes })
    this.megabytesPerHour = megabytesPerHour(this.#usage)
  }

  #read(): void {
    this.tracks = this.#connections().flatMap((connection) => connection.tracks())
    const keys = new Set(this.tracks.map(({ key }) => key))
    for (const key of this.#shows.keys()) if (!keys.has(key)) this.#shows.delete(key)
  }

  #readSent(): void {
    this.sent = new Set(this.#current?.sent())
  }

  #connections(): Connection[] {
    return [this.#current, this.#next].filter((connection) => connection !== null)
  }
}

/** The pictures, or the sounds, of one person: during a change of connection two of the same source, the newer last. */
export function tracksOf(tracks: readonly TrackRecord[], identity: string | null, source: Source): TrackRecord[] {
  return tracks.filter((track) => track.identity === identity && track.source === source)
}

/** Everything to be heard. */
export const sounds = (tracks: readonly TrackRecord[]): TrackRecord[] =>
  tracks.filter(({ source, isHere }) => isHere && !isPicture(source))

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
