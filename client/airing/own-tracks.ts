import type { Outgoing } from './sender.ts'
import type { Source } from './stall.ts'

interface Own {
  camera: MediaStreamTrack | null
  microphone: MediaStreamTrack | null
  wantsMicrophone: boolean
  /** It was switched on before: it stays there, muted, so that speaking again is quick. */
  isMicrophoneOut: boolean
  isSilenced: boolean
  screen: MediaStream | null
}

/** What leaves this device. A microphone that was never switched on never does. */
export function ownTracks(own: Own): ReadonlyMap<Source, Outgoing> {
  const { camera, microphone, wantsMicrophone } = own
  const [picture] = own.screen?.getVideoTracks() ?? []
  const [sound] = own.screen?.getAudioTracks() ?? []
  const tracks = new Map<Source, Outgoing>()
  if (microphone && !own.isSilenced && (wantsMicrophone || own.isMicrophoneOut))
    tracks.set('microphone', { track: microphone, isMuted: !wantsMicrophone })
  if (camera) tracks.set('camera', { track: camera, isMuted: false })
  if (picture) tracks.set('screen', { track: picture, isMuted: false })
  if (sound) tracks.set('screenAudio', { track: sound, isMuted: false })
  return tracks
}
