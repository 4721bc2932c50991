/** What a meter shows as empty and as full. dB below full scale */
const QUIETEST = -60
const LOUDEST = -5

/** From samples in [-1, 1] to how far a meter is filled, 0 to 1, in steps that sound even. */
export function loudness(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  const decibels = 10 * Math.log10(sum / Math.max(1, samples.length) || Number.MIN_VALUE)
  return Math.min(1, Math.max(0, (decibels - QUIETEST) / (LOUDEST - QUIETEST)))
}

/** What the level means in words; `peak` is the loudest of the last seconds. */
export const judge = (peak: number): 'silent' | 'low' | 'good' | 'loud' =>
  peak < 0.12 ? 'silent' : peak < 0.4 ? 'low' : peak < 0.97 ? 'good' : 'loud'

/** Measures a microphone on this device, some twenty times a second, until stopped. */
export function measure(track: MediaStreamTrack, heard: (level: number) => void): () => void {
  const audio = new AudioContext()
  const analyser = audio.createAnalyser()
  analyser.fftSize = 1024
  audio.createMediaStreamSource(new MediaStream([track])).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    heard(loudness(samples))
  }, 50)
  return () => {
    clearInterval(timer)
    void audio.close()
  }
}
