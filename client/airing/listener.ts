/** Longer than the time between two looks, so that nothing falls between them: two thirds of a second. Samples */
const WINDOW = 32_768
/** What is looked at less often than this is counted as if it were this often. s */
const LONGEST_LOOK = 1

interface Ear {
  analyser: AnalyserNode
  source: MediaStreamAudioSourceNode
  energy: number
  at: number
}

/**
 * Measures sounds that arrive as they were sent. What the browser itself counts of a sound (`totalAudioEnergy`) is how
 * loud it is played here: of one that is muted on this page it counts silence.
 */
export class Listener {
  #audio = new AudioContext()
  #samples = new Float32Array(WINDOW)
  #ears = new Map<MediaStreamTrack, Ear>()

  /** What was heard of it so far, level² × seconds; null while this browser lets no page listen, before the first click. */
  energyOf(track: MediaStreamTrack): number | null {
    if (this.#audio.state !== 'running') {
      if (navigator.userActivation?.hasBeenActive) void this.#audio.resume()
      return null
    }
    const ear = this.#ears.get(track) ?? this.#listenTo(track)
    const now = this.#audio.currentTime
    ear.analyser.getFloatTimeDomainData(this.#samples)
    ear.energy += meanSquare(this.#samples) * Math.min(LONGEST_LOOK, now - ear.at)
    ear.at = now
    return ear.energy
  }

  /** Listens to these and to no others any more. */
  keep(tracks: ReadonlySet<MediaStreamTrack>): void {
    for (const [track, { source }] of this.#ears) {
      if (tracks.has(track)) continue
      source.disconnect()
      this.#ears.delete(track)
    }
  }

  close(): void {
    this.#ears.clear()
    void this.#audio.close()
  }

  #listenTo(track: MediaStreamTrack): Ear {
    const analyser = this.#audio.createAnalyser()
    analyser.fftSize = WINDOW
    const source = this.#audio.createMediaStreamSource(new MediaStream([track]))
    source.connect(analyser)
    const ear = { analyser, source, energy: 0, at: this.#audio.currentTime }
    this.#ears.set(track, ear)
    return ear
  }
}

function meanSquare(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return sum / samples.length
}
