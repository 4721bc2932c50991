import type { Participant, RemoteTrackPublication, Room, RoomConnectOptions } from 'livekit-client'
import { loadMedia, openRoom } from '../core/outbox.ts'
import { Listener } from './listener.ts'
import type { TrackCount } from './measured.ts'
import { type Outgoing, Sender } from './sender.ts'
import { bestLayer, sourceOf } from './sources.ts'
import type { Source } from './stall.ts'
import { isPicture, type TrackRecord, type Wanted } from './tracks.ts'

type LiveKit = typeof import('livekit-client')

/** A place in a media room, as `POST …/watch`, `…/present` and `…/backstage` give it. */
export interface Seat {
  url: string
  token: string
  identity: string
}

export interface ConnectionEvents {
  /** Tracks came, went, or were muted. */
  changed(): void
  /** Who speaks now, loudest first. */
  speaking(identities: string[]): void
  /** The browser refuses sound until someone taps. */
  soundRefused(isRefused: boolean): void
  /** What goes out from here changed. */
  sentChanged(): void
  /** The media server finds the own line bad, or good again. */
  lineJudged(isBad: boolean): void
}

/** Without a first answer for so long a try has failed. ms */
const CONNECT_WITHIN = 6000
/** The library's own reconnecting is put off for ever: ours opens a new room, in a tenth of its time. ms */
const NEVER = 3_600_000

let count = 0

interface Made {
  lk: LiveKit
  room: Room
  join: (options: RoomConnectOptions) => Promise<void>
  lost: Promise<void>
  lose: () => void
  identity: string
  listener: Listener | null
}

/**
 * One stay in one media room. It never mends itself: `lost` resolves at the first sign of trouble the library gives,
 * and whoever owns it opens another.
 */
export class Connection {
  readonly identity: string
  /** Resolves once, when this connection is no good any more. */
  readonly lost: Promise<void>
  #lk: LiveKit
  #room: Room
  #join: (options: RoomConnectOptions) => Promise<void>
  #lose: () => void
  #id = ++count
  #sender: Sender
  #listener: Listener | null
  /** The media server finds this line bad: what it pauses then, it pauses for us. */
  #isLineBad = false
  #events: ConnectionEvents
  #wanted: Wanted = { identities: new Set(), quality: 'auto' }

  /** Makes a connection that is not yet connected. `listens`: measures how loud everyone is, muted here or not. */
  static async make(seat: Seat, events: ConnectionEvents, listens: boolean): Promise<Connection> {
    let lose = () => {}
    const lost = new Promise<void>((resolve) => {
      lose = resolve
    })
    const lk = await loadMedia()
    const { room, join } = await openRoom(seat, {
      adaptiveStream: true,
      dynacast: true,
      reconnectPolicy: {
        nextRetryDelayInMs: () => {
          lose()
          return NEVER
        },
      },
    })
    const listener = listens ? new Listener() : null
    return new Connection({ lk, room, join, lost, lose, identity: seat.identity, listener }, events)
  }

  private constructor(made: Made, events: ConnectionEvents) {
    this.identity = made.identity
    this.lost = made.lost
    this.#lk = made.lk
    this.#room = made.room
    this.#join = made.join
    this.#lose = made.lose
    this.#listener = made.listener
    this.#sender = new Sender(made.lk, made.room, made.lose)
    this.#events = events
    this.#listen(events)
  }

  async connect(): Promise<void> {
    await this.#join({ maxRetries: 0, websocketTimeout: CONNECT_WITHIN, peerConnectionTimeout: CONNECT_WITHIN })
  }

  /** The line is dead, though the library has not noticed. It may still show its last picture. */
  giveUp(): void {
    this.#lose()
  }

  /** Subscribes to these people and to no one else. */
  want(wanted: Wanted): void {
    this.#wanted = wanted
    // Sound first: on a weak line it is there while the pictures are still on their way.
    const published = this.#published().sort((a, b) => Number(isPicture(a.source)) - Number(isPicture(b.source)))
    for (const { publication, participant } of published) this.#subscribe(publication, participant)
  }

  tracks(): TrackRecord[] {
    return this.#published()
      .filter(({ publication, participant }) => this.#wants(publication, participant))
      .map(({ publication, participant, source }) => ({
        key: `${this.#id}/${publication.trackSid}`,
        identity: participant.identity,
        source,
        isMuted: publication.isMuted,
        isHere: publication.isSubscribed,
      }))
  }

  /** Shows or plays a track in an element; returns how to stop. Null: it is not of this connection, or not here yet. */
  attach(key: string, element: HTMLMediaElement): (() => void) | null {
    const track = this.#published().find(({ publication }) => `${this.#id}/${publication.trackSid}` === key)
      ?.publication.track
    if (!track) return null
    const { muted } = element
    track.attach(element)
    keepMuted([element], [muted])
    return () => void track.detach(element)
  }

  /** What the browser stopped while the page was away plays on; if it wants a tap for that, the page says so. */
  async playOn(): Promise<void> {
    const elements = this.#published().flatMap(({ publication }) => publication.track?.attachedElements ?? [])
    for (const element of elements.filter(({ paused }) => paused)) {
      try {
        await element.play()
      } catch (error) {
        // Refused without a tap; all else (the element went meanwhile) is no trouble of the viewer's.
        if (error instanceof DOMException && error.name === 'NotAllowedError') this.#events.soundRefused(true)
      }
    }
  }

  /** Counts every subscribed track, for `StallWatch`, the figure in MB an hour, and whoever looks after the people. */
  async sample(): Promise<TrackCount[]> {
    const subscribed = this.#published().filter(({ publication }) => publication.isSubscribed)
    const samples = await Promise.all(
      subscribed.map(async ({ publication, participant, source }) => {
        const stats = await publication.track?.getRTCStatsReport()
        const inbound = stats && [...stats.values()].find((entry) => entry.type === 'inbound-rtp')
        if (!inbound) return null
        const sound = isPicture(source) ? undefined : publication.track?.mediaStreamTrack
        const isPaused = publication.track?.streamState === this.#lk.Track.StreamState.Paused
        const isOff = publication.isMuted || !publication.isEnabled
        return {
          id: publication.trackSid,
          source,
          isQuiet: isOff || isPaused,
          isOff: isOff || (isPaused && this.#isLineBad),
          bytes: Number(inbound.bytesReceived ?? 0),
          frames: isPicture(source) ? Number(inbound.framesDecoded ?? 0) : null,
          identity: participant.identity,
          energy: (sound && this.#listener?.energyOf(sound)) ?? null,
          played: Number(inbound.totalSamplesDuration ?? 0),
          height: Number(inbound.frameHeight ?? 0),
          perSecond: Number(inbound.framesPerSecond ?? 0),
          packets: Number(inbound.packetsReceived ?? 0),
          lost: Number(inbound.packetsLost ?? 0),
        }
      }),
    )
    this.#listener?.keep(new Set(subscribed.flatMap(({ publication }) => publication.track?.mediaStreamTrack ?? [])))
    return samples.filter((sample) => sample !== null)
  }

  /** Tracks that were asked for, go out unmuted, and are not here. */
  missing(): string[] {
    return this.#published()
      .filter(({ publication, participant }) => this.#wants(publication, participant) && !publication.isMuted)
      .filter(({ publication }) => !publication.isSubscribed)
      .map(({ publication }) => publication.trackSid)
  }

  /** What arrives of these people's microphones, to be measured. */
  soundOf(identities: ReadonlySet<string>): MediaStreamTrack[] {
    return this.#published()
      .filter(({ participant, source }) => source === 'microphone' && identities.has(participant.identity))
      .flatMap(({ publication }) => publication.track?.mediaStreamTrack ?? [])
  }

  /** Call from a click: browsers start sound only then. */
  startSound(): Promise<void> {
    const elements = this.#published().flatMap(({ publication }) => publication.track?.attachedElements ?? [])
    const muted = elements.map((element) => element.muted)
    const started = this.#room.startAudio()
    keepMuted(elements, muted)
    return started
  }

  /** Sends this and nothing else, each track as soon as it may. Call again when the map changed. */
  offer(outgoing: ReadonlyMap<Source, Outgoing>): Promise<void> {
    return this.#sender.offer(outgoing)
  }

  /** What goes out by this connection. */
  sent(): Source[] {
    return this.#sender.sent()
  }

  close(): void {
    this.#room.removeAllListeners()
    this.#listener?.close()
    this.#listener = null
    this.#lose()
    this.#sender.close()
    void this.#room.disconnect()
  }

  #listen(events: ConnectionEvents): void {
    const { RoomEvent, ConnectionQuality: Quality } = this.#lk
    const look = (publication: RemoteTrackPublication, participant: Participant) => {
      this.#subscribe(publication, participant)
      events.changed()
    }
    this.#room
      // Whoever was here before us is not announced: asked for as soon as known, while the line itself is still made.
      .on(RoomEvent.SignalConnected, () => this.want(this.#wanted))
      .on(RoomEvent.TrackPublished, look)
      .on(RoomEvent.ParticipantConnected, (participant) => {
        for (const publication of participant.trackPublications.values()) look(publication, participant)
      })
      .on(RoomEvent.TrackUnpublished, events.changed)
      .on(RoomEvent.TrackSubscribed, events.changed)
      .on(RoomEvent.TrackUnsubscribed, events.changed)
      .on(RoomEvent.TrackMuted, events.changed)
      .on(RoomEvent.TrackUnmuted, events.changed)
      .on(RoomEvent.ParticipantDisconnected, events.changed)
      .on(RoomEvent.ActiveSpeakersChanged, (speakers) => events.speaking(speakers.map(({ identity }) => identity)))
      .on(RoomEvent.LocalTrackPublished, events.sentChanged)
      .on(RoomEvent.LocalTrackUnpublished, events.sentChanged)
      .on(RoomEvent.ConnectionQualityChanged, (quality, participant) => {
        if (!participant.isLocal) return
        this.#isLineBad = quality === Quality.Poor || quality === Quality.Lost
        events.lineJudged(this.#isLineBad)
      })
      .on(RoomEvent.AudioPlaybackStatusChanged, () => events.soundRefused(!this.#room.canPlaybackAudio))
      .on(RoomEvent.Disconnected, () => this.#lose())
  }

  #published() {
    return [...this.#room.remoteParticipants.values()].flatMap((participant) =>
      [...participant.trackPublications.values()].flatMap((publication) => {
        const source = sourceOf(this.#lk, publication.source)
        return source ? [{ publication, participant, source }] : []
      }),
    )
  }

  #wants(publication: RemoteTrackPublication, participant: Participant): boolean {
    const source = sourceOf(this.#lk, publication.source)
    if (!source || !this.#wanted.identities.has(participant.identity)) return false
    return this.#wanted.quality !== 'audio' || !isPicture(source)
  }

  #subscribe(publication: RemoteTrackPublication, participant: Participant): void {
    const isWanted = this.#wants(publication, participant)
    if (isWanted ? !publication.isSubscribed : publication.isDesired) publication.setSubscribed(isWanted)
    if (isWanted && sourceOf(this.#lk, publication.source) === 'camera')
      publication.setVideoQuality(bestLayer(this.#lk, this.#wanted.quality))
  }
}

/**
 * The library unmutes whatever it plays. What is heard is the page's to say: it would be loud where nobody asked for it,
 * and a browser that lets no sound begin without a click would not play it at all, so that it could not be measured either.
 */
function keepMuted(elements: readonly HTMLMediaElement[], muted: readonly boolean[]): void {
  for (const [i, element] of elements.entries()) {
    if (!muted[i] || element.muted) continue
    element.muted = true
    // A silent one is let play; where even that is refused nothing is measured, which is known.
    element.play().catch(() => undefined)
  }
}
