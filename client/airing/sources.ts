import type { TrackPublishOptions } from 'livekit-client'
import type { Source } from './stall.ts'
import type { Quality } from './tracks.ts'

type LiveKit = typeof import('livekit-client')

/** In the order they go out: what viewers wait for first comes first. */
export const SOURCES: readonly Source[] = ['microphone', 'camera', 'screen', 'screenAudio']

/** The media library's name of a source. */
export function sourceName(lk: LiveKit, source: Source) {
  const { Source: names } = lk.Track
  return {
    camera: names.Camera,
    microphone: names.Microphone,
    screen: names.ScreenShare,
    screenAudio: names.ScreenShareAudio,
  }[source]
}

/** Our name of a source; null for one we do not show. */
export function sourceOf(lk: LiveKit, name: string): Source | null {
  const { Source: names } = lk.Track
  if (name === names.Camera) return 'camera'
  if (name === names.Microphone) return 'microphone'
  if (name === names.ScreenShare) return 'screen'
  return name === names.ScreenShareAudio ? 'screenAudio' : null
}

/** The best layer of a camera that is asked for; below that the size on the screen and the line decide. */
export function bestLayer(lk: LiveKit, quality: Quality) {
  const { VideoQuality } = lk
  return quality === 'low' ? VideoQuality.LOW : quality === 'medium' ? VideoQuality.MEDIUM : VideoQuality.HIGH
}

/** H.264 where the browser has it, since clips and slow lines take it by copy; who cannot read it is sent VP8. */
export function publishOptions(lk: LiveKit, source: Source): TrackPublishOptions {
  const hasH264 = RTCRtpSender.getCapabilities?.('video')?.codecs.some(({ mimeType }) => mimeType === 'video/H264')
  return {
    source: sourceName(lk, source),
    videoCodec: hasH264 ? 'h264' : 'vp8',
    backupCodec: hasH264 ? { codec: 'vp8' } : false,
    simulcast: source === 'camera',
    // A talk has pauses: what is not said costs nobody anything.
    dtx: source === 'microphone',
  }
}
