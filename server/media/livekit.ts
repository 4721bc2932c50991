import { AccessToken, RoomServiceClient, TrackSource, TrackType, WebhookReceiver } from 'livekit-server-sdk'
import { isLoopback } from '../reach.ts'
import { type Media, MediaAway, type MediaGrant, type MediaParticipant } from './port.ts'
import type { MediaSource } from './source.ts'
import { askWhip } from './whip.ts'

const TIMEOUT_S = 5
/** A token that never leaves us is used at once. s */
const WHIP_TOKEN_S = 60
const SOURCES: Partial<Record<TrackSource, MediaParticipant['tracks'][number]['source']>> = {
  [TrackSource.CAMERA]: 'camera',
  [TrackSource.MICROPHONE]: 'microphone',
  [TrackSource.SCREEN_SHARE]: 'screen',
  [TrackSource.SCREEN_SHARE_AUDIO]: 'screenAudio',
}
const PICTURES = [TrackSource.CAMERA, TrackSource.SCREEN_SHARE]
type Server = NonNullable<ReturnType<MediaSource['current']>['server']>
type ListedParticipant = Awaited<ReturnType<RoomServiceClient['listParticipants']>>[number]

/** LiveKit behind the port. Where it is, and whether it is there at all, the source says at every call. */
export function createLiveKit(source: MediaSource): Media {
  const server = (): Server => {
    const { server } = source.current()
    if (!server) throw new MediaAway('The media server is not there yet.')
    return server
  }
  const ask = async <T>(work: (rooms: RoomServiceClient) => Promise<T>): Promise<T> => {
    const { url, apiKey, apiSecret } = server()
    try {
      return await work(
        new RoomServiceClient(url.replace(/^ws/, 'http'), apiKey, apiSecret, {
          requestTimeout: TIMEOUT_S,
          failover: false,
        }),
      )
    } catch (error) {
      throw new MediaAway(inPlainWords(error), { cause: error })
    }
  }
  const token = async (room: string, identity: string, grant: MediaGrant, ttl: number): Promise<string> => {
    const { apiKey, apiSecret } = server()
    const made = new AccessToken(apiKey, apiSecret, { identity, ttl })
    made.addGrant({ room, roomJoin: true, ...permission(grant) })
    return made.toJwt()
  }
  /** Someone who has just left cannot be told or removed any more, and need not be. */
  const askAbout = (work: (rooms: RoomServiceClient) => Promise<unknown>): Promise<void> =>
    ask((rooms) => work(rooms).then(() => undefined, ignoreMissing))

  return {
    state() {
      const { step, at } = source.current()
      return { step, at }
    },
    token,
    list: (room) => ask(async (rooms) => (await rooms.listParticipants(room)).map(participant)),
    allow: (room, identity, grant) =>
      askAbout((rooms) => rooms.updateParticipant(room, identity, { permission: permission(grant) })),
    async hush(room, identity, isHushed) {
      const there = (await ask((rooms) => rooms.listParticipants(room))).map(participant)
      const tracks = there.find((one) => one.identity === identity)?.tracks ?? []
      const change = tracks.filter(({ kind, muted }) => kind === 'audio' && muted !== isHushed)
      const done = change.map(({ sid }) =>
        ask((rooms) => rooms.mutePublishedTrack(room, identity, sid, isHushed).then(() => true, whetherRefused)),
      )
      return (await Promise.all(done)).every(Boolean)
    },
    remove: (room, identity) => askAbout((rooms) => rooms.removeParticipant(room, identity)),
    close: (room) => askAbout((rooms) => rooms.deleteRoom(room)),
    async hook(body, authorization) {
      const { server } = source.current()
      if (!server || !authorization) return null
      try {
        const { room, event } = await new WebhookReceiver(server.apiKey, server.apiSecret).receive(body, authorization)
        return { room: room?.name ?? null, event }
      } catch {
        // Whatever does not verify was not said by the media server.
        return null
      }
    },
    async whip(room, identity, grant, request) {
      const ours = await token(room, identity, grant, WHIP_TOKEN_S)
      return askWhip(server().url.replace(/^ws/, 'http'), ours, request)
    },
    url(origin) {
      const { url, publicUrl } = server()
      if (publicUrl) return publicUrl.replace(/^http/, 'ws')
      return asReachedFrom(origin, url.replace(/^http/, 'ws'))
    },
  }
}

/** All that may be granted is said, always: what is left out would be allowed. */
const permission = ({ canPublish, canSubscribe, canPublishData, hidden, silenced }: MediaGrant) => ({
  canPublish,
  canSubscribe,
  canPublishData,
  hidden,
  canUpdateMetadata: false,
  // An empty list means all of them.
  canPublishSources: silenced ? PICTURES : [],
})

const participant = ({
  identity,
  sid,
  joinedAt,
  joinedAtMs,
  permission,
  tracks,
}: ListedParticipant): MediaParticipant => ({
  identity,
  sid,
  joinedAt: Number(joinedAtMs || joinedAt * 1000n),
  canPublish: permission?.canPublish ?? false,
  canSubscribe: permission?.canSubscribe ?? false,
  canPublishData: permission?.canPublishData ?? false,
  hidden: permission?.hidden ?? false,
  silenced: (permission?.canPublishSources.length ?? 0) > 0,
  tracks: tracks.map((track) => ({
    sid: track.sid,
    kind: track.type === TrackType.AUDIO ? 'audio' : 'video',
    source: SOURCES[track.source] ?? 'unknown',
    muted: track.muted,
  })),
})

/** A media server beside us is reached by the name the page itself was reached by, on its own port. */
function asReachedFrom(origin: string, url: string): string {
  const there = new URL(url)
  const page = new URL(origin)
  const isNear = isLoopback(there.hostname) && !isLoopback(page.hostname.replace(/^\[|\]$/g, ''))
  return isNear ? `${there.protocol}//${page.hostname}:${there.port}` : url
}

const statusOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined

/** Without `room.enable_remote_unmute` (412) nobody can be heard again from outside; who has just left need not be. */
function whetherRefused(error: unknown): boolean {
  if (statusOf(error) === 412) return false
  ignoreMissing(error)
  return true
}

function ignoreMissing(error: unknown): void {
  if (statusOf(error) !== 404) throw error
}

function inPlainWords(error: unknown): string {
  const status = statusOf(error)
  if (status === 401 || status === 403) return 'The media server does not accept our key.'
  if (status !== undefined) return `The media server answered with status ${status}.`
  if (error instanceof Error && error.name === 'TimeoutError')
    return `The media server did not answer in ${TIMEOUT_S} s.`
  return 'The media server cannot be reached.'
}
