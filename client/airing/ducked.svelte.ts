import { AnyLevel } from './any-level.ts'
import { atRest, DOWN, type Ducking, gainAt, hear, UP } from './ducking.ts'

/** How often it is looked how loud those at home are. ms */
const LOOK_EVERY = 50

/** The microphone of a presenter in the room, made quieter while the room hears someone from home, so that home hears no echo. */
export class Ducked {
  /** What goes out instead of the microphone; null where that cannot be, and then the microphone itself does. */
  track: MediaStreamTrack | null = $state.raw(null)
  #gain: GainNode | null = null

  /** Takes a microphone, until the answer is called. The track stays the same meanwhile, whoever speaks. */
  take(microphone: MediaStreamTrack): () => void {
    let letGo = () => {}
    const make = () => {
      letGo = this.#make(microphone, () => {
        letGo()
        make()
      })
    }
    make()
    return () => letGo()
  }

  /** `ended`: the browser gave the track up by itself, as Chromium at times does with one that nobody has played for a while. */
  #make(microphone: MediaStreamTrack, ended: () => void): () => void {
    const audio = new AudioContext()
    const gain = new GainNode(audio)
    // One channel, as microphones have: two would be sent as stereo.
    const out = new MediaStreamAudioDestinationNode(audio, { channelCount: 1 })
    audio
      .createMediaStreamSource(new MediaStream([microphone]))
      .connect(gain)
      .connect(out)
    const [track = null] = out.stream.getAudioTracks()
    const look = () => {
      // A browser that stops the graph would send silence.
      this.track = audio.state === 'running' ? track : null
    }
    audio.addEventListener('statechange', look)
    track?.addEventListener('ended', ended)
    look()
    this.#gain = gain
    return () => {
      audio.removeEventListener('statechange', look)
      track?.removeEventListener('ended', ended)
      this.#gain = this.track = null
      track?.stop()
      void audio.close()
    }
  }

  /** Lowers it whenever those at home are loud, until the answer is called. `sounds`: what arrives of them now. */
  listen(sounds: () => readonly MediaStreamTrack[]): () => void {
    if (!this.#gain) return () => undefined
    const level = new AnyLevel(this.#gain.context as AudioContext)
    let ducking: Ducking = atRest
    const timer = setInterval(() => {
      const at = performance.now()
      ducking = hear(ducking, level.of(sounds()), at)
      this.#set(gainAt(ducking, at))
    }, LOOK_EVERY)
    return () => {
      clearInterval(timer)
      level.close()
      this.#set(1)
    }
  }

  #set(to: number): void {
    const node = this.#gain
    node?.gain.setTargetAtTime(to, node.context.currentTime, to < 1 ? DOWN : UP)
  }
}
