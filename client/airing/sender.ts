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

/** What goes out by one connection: what is offered, as far as the media server lets it. */
export class Sender {
  #lk: LiveKit
  #room: Room
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
    this.#last = this.#last.then(() => this.#send())
    return this.#last
  }

  /** What goes out now. */
  sent(): Source[] {
    return SOURCES.filter((source) => this.#own(source)?.track)
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
    if (before && before.mediaStreamTrack !== wanted?.track) await localParticipant.unpublishTrack(before, false)
    if (!wanted || !this.#may(source)) return
    if (!this.#own(source)) await localParticipant.publishTrack(wanted.track, publishOptions(this.#lk, source))
    const publication = this.#own(source)
    if (publication && publication.isMuted !== wanted.isMuted)
      await (wanted.isMuted ? publication.mute() : publication.unmute())
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
