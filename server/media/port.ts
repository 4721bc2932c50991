import type { WhipAnswer, WhipRequest } from './whip.ts'

/** What a participant of a media room may do. All are always set. */
export interface MediaGrant {
  canPublish: boolean
  canSubscribe: boolean
  canPublishData: boolean
  hidden: boolean
  /** Publishes pictures only: may not be heard. */
  silenced: boolean
}
/** A participant as the media server lists it. `sid` changes with every connection. */
export interface MediaParticipant extends MediaGrant {
  identity: string
  sid: string
  joinedAt: number
  tracks: readonly {
    sid: string
    kind: 'audio' | 'video'
    source: 'camera' | 'microphone' | 'screen' | 'screenAudio' | 'unknown'
    muted: boolean
  }[]
}
export type MediaStep = 'looking' | 'fetching' | 'building' | 'starting' | 'ready' | 'lost' | 'failed'

/** The media server behind a port: real (LiveKit) and fake pass one suite, `tests/ports/media.ts`. */
export interface Media {
  /** Is it there, and if not, how far is it (`at`: ms UTC when this step began)? */
  state(): { step: MediaStep; at: number }
  /** A token for one join of one room, good for `ttl` seconds. */
  token(room: string, identity: string, grant: MediaGrant, ttl: number): Promise<string>
  /** Who is in a room; an unknown room is empty. */
  list(room: string): Promise<MediaParticipant[]>
  /** Changes what someone may do; revoking `canPublish` takes their tracks off. Nothing if they are not there. */
  allow(room: string, identity: string, grant: MediaGrant): Promise<void>
  /**
   * Mutes all sound of someone who only sends, or lets it be heard again; false when this media server does not let
   * anyone be heard again from outside. Nothing if they are not there.
   */
  hush(room: string, identity: string, isHushed: boolean): Promise<boolean>
  /** Removes someone; nothing if they are not there. Their token still opens the door: the gate is ours. */
  remove(room: string, identity: string): Promise<void>
  /** Closes a room and removes everyone in it. */
  close(room: string): Promise<void>
  /** Verifies a webhook on its raw body and says which room it is about; null for a forged one. */
  hook(body: string, authorization: string | undefined): Promise<{ room: string | null; event: string } | null>
  /** Takes one step of a WHIP session of `identity`; the same identity takes over. The answer is the media server's. */
  whip(room: string, identity: string, grant: MediaGrant, request: WhipRequest): Promise<WhipAnswer>
  /** The address browsers use, given the origin their page came from. */
  url(origin: string): string
}

/** The media server cannot be reached, or did not do as asked; `message` says so in plain words, without secrets. */
export class MediaAway extends Error {
  override name = 'MediaAway'
}
