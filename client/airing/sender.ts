import type { Room } from 'livekit-client'
import { publishOptions, SOURCES, sourceName } from './sources.ts'
import type { Source } from './stall.ts'

type LiveKit = typeof import('livekit-client')

/** What is to go out from a source, and whether muted. */
export interface Outgoing {
  track: MediaStreamTrack
  isMuted: boolean
}

/** The media server's word for "you may not publish this". */
const FORBIDDEN = 403

/**
 * What goes out by one connection: what is offered, as far as the media server lets it. The library gets a copy of each
 * track and may end it, as it does 15 s after a connection died under a track that was to go out; the device's own track
 * goes on, by the next connection or in the other room.
 */
export class Sender {
  #lk: LiveKit
  #room: Room
  #copies = new Map<Source, { of: MediaStreamTrack; copy: MediaStreamTrack }>()
  #isClosed = false
  /** The line does not take what is offered: another one is needed. */
  #failed: () => void
  #offered: ReadonlyMap<Source, Outgoing> = new Map()
  #last: Promise<void> = Promise.resolve()

  constructor(lk: LiveKit, room: Room, failed: () => void) {
    this.#lk = lk
    this.#room = room
    this.#failed = failed
    // Brought on or taken off, silenced or not any more: what waits to go out may go now.
    room.on(lk.RoomEvent.ParticipantPermissionsChanged, (_, participant) => {
      if (participant.isLocal) void this.offer(this.#offered)
    })
  }

  /** Sends this and nothing else, each track as soon as it may. Call again when the map changed. */
  offer(offered: ReadonlyMap<Source, Outgoing>): Promise<void> {
    this.#offered = offered
    // A camera that was switched off is off at once, whatever the line does.
    for (const [source, { of }] of this.#copies) if (offered.get(source)?.track !== of) this.#endCopy(source)
    this.#last = this.#last.then(() => this.#send())
    return this.#last
  }

  /** What goes out now. */
  sent(): Source[] {
    return SOURCES.filter((source) => this.#own(source)?.track)
  }

  /** Nothing goes out from here any more. */
  close(): void {
    this.#isClosed = true
    for (const source of this.#copies.keys()) this.#endCopy(source)
  }

  async #send(): Promise<void> {
    try {
      for (const source of SOURCES) await this.#sendOne(source, this.#offered.get(source))
    } catch (error) {
      // Taken off in the same moment: the next permission asks again.
      if (!(error instanceof this.#lk.PublishTrackError) || error.status !== FORBIDDEN) this.#failed()
    }
  }

  async #sendOne(source: Source, wanted: Outgoing | undefined): Promise<void> {
    const { localParticipant } = this.#room
    const before = this.#own(source)?.track
    const isOut = wanted !== undefined && this.#copies.get(source)?.of === wanted.track
    if (before && !isOut) await localParticipant.unpublishTrack(before)
    if (!wanted || this.#isClosed || !this.#may(source)) return
    if (!this.#own(source))
      await localParticipant.publishTrack(this.#copy(source, wanted.track), publishOptions(this.#lk, source))
    const publication = this.#own(source)
    if (publication && publication.isMuted !== wanted.isMuted)
      await (wanted.isMuted ? publication.mute() : publication.unmute())
  }

  /** A new copy each time it goes out: what was done to an earlier one is over with it. */
  #copy(source: Source, track: MediaStreamTrack): MediaStreamTrack {
    this.#endCopy(source)
    const copy = track.clone()
    this.#copies.set(source, { of: track, copy })
    return copy
  }

  #endCopy(source: Source): void {
    this.#copies.get(source)?.copy.stop()
    this.#copies.delete(source)
  }

  #may(source: Source): boolean {
    const { canPublish = false, canPublishSources = [] } = this.#room.localParticipant.permissions ?? {}
    if (!canPublish || canPublishSources.length === 0) return canPublish
    return canPublishSources.includes(this.#lk.Track.sourceToProto(sourceName(this.#lk, source)))
  }

  #own(source: Source) {
    return this.#room.localParticipant.getTrackPublication(sourceName(this.#lk, source))
  }
}
