/** What a meter shows as empty and as full. dB below full scale */
const QUIETEST = -60
const LOUDEST = -5

/**
 * Below this a microphone gives nothing: it is broken, or muted at its own switch. Someone who only listens in a quiet
 * room, whose browser takes the noise away, is above it. dB below full scale
 */
export const NOTHING = -80

/** How loud samples in [-1, 1] are, in dB below full scale. */
export function decibelsOf(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return 10 * Math.log10(sum / Math.max(1, samples.length) || Number.MIN_VALUE)
}

/** How far a meter is filled, 0 to 1, in steps that sound even. */
export const loudness = (decibels: number): number =>
  Math.min(1, Math.max(0, (decibels - QUIETEST) / (LOUDEST - QUIETEST)))

/** What the level means in words; `peak` is the loudest of the last seconds. */
export const judge = (peak: number): 'silent' | 'low' | 'good' | 'loud' =>
  peak < 0.12 ? 'silent' : peak < 0.4 ? 'low' : peak < 0.97 ? 'good' : 'loud'

/**
 * Measures a microphone on this device, some twenty times a second, until stopped: dB below full scale, or null while the
 * browser measures nothing, as before the first click in a page, or while a call has the microphone of a phone.
 */
export function measure(track: MediaStreamTrack, heard: (decibels: number | null) => void): () => void {
  const audio = new AudioContext()
  const analyser = audio.createAnalyser()
  analyser.fftSize = 1024
  audio.createMediaStreamSource(new MediaStream([track])).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let refusals = 0
  const timer = setInterval(() => {
    if (audio.state !== 'running') {
      // Refused until someone clicks: once a second, for the next try may be after that.
      if (refusals++ % 20 === 0) audio.resume().catch(() => undefined)
      return heard(null)
    }
    analyser.getFloatTimeDomainData(samples)
    heard(decibelsOf(samples))
  }, 50)
  return () => {
    clearInterval(timer)
    void audio.close()
  }
}
