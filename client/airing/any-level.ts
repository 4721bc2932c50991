/** How loud several sounds are together, while some come and others go. */
export class AnyLevel {
  readonly #audio: AudioContext
  readonly #analyser: AnalyserNode
  readonly #samples: Float32Array<ArrayBuffer>
  readonly #sources = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>()

  constructor(audio: AudioContext) {
    this.#audio = audio
    this.#analyser = new AnalyserNode(audio, { fftSize: 2048 })
    this.#samples = new Float32Array(this.#analyser.fftSize)
  }

  /** The level (RMS) of these in the last twentieth of a second, 0 to 1. */
  of(tracks: readonly MediaStreamTrack[]): number {
    for (const [track, source] of this.#sources)
      if (!tracks.includes(track)) {
        source.disconnect()
        this.#sources.delete(track)
      }
    for (const track of tracks)
      if (!this.#sources.has(track)) {
        const source = this.#audio.createMediaStreamSource(new MediaStream([track]))
        source.connect(this.#analyser)
        this.#sources.set(track, source)
      }
    this.#analyser.getFloatTimeDomainData(this.#samples)
    return Math.hypot(...this.#samples) / Math.sqrt(this.#samples.length)
  }

  close(): void {
    for (const source of this.#sources.values()) source.disconnect()
    this.#sources.clear()
  }
}
