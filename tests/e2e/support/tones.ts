import { expect, type Page } from '@playwright/test'

/** The test sender's own tone. Hz */
export const ENCODER_TONE = 880
/** A tone is there above this, and is not below that. dB under full scale, of a spectrum */
const THERE = -55
const GONE = -65

/**
 * From the next page on, this person's microphone is a tone of one frequency (Hz), three times in two seconds. A steady
 * one is noise to the codec, which sends none after a while.
 */
export async function speakAt(page: Page, frequency: number): Promise<void> {
  await page.addInitScript((hz) => {
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await real(constraints)
      const [microphone] = stream.getAudioTracks()
      if (!microphone) return stream
      const audio = new AudioContext()
      const tone = new OscillatorNode(audio, { frequency: hz })
      const out = new MediaStreamAudioDestinationNode(audio, { channelCount: 1 })
      const loudness = new GainNode(audio, { gain: 0.05 })
      const beat = new OscillatorNode(audio, { type: 'square', frequency: 1.5 })
      beat.connect(new GainNode(audio, { gain: 0.05 })).connect(loudness.gain)
      tone.connect(loudness).connect(out)
      tone.start()
      beat.start()
      stream.removeTrack(microphone)
      for (const track of out.stream.getAudioTracks()) stream.addTrack(track)
      return stream
    }
  }, frequency)
}

/** How loud each of these frequencies is in what this page plays, at its loudest within a second and a half. dB */
export const tones = (page: Page, frequencies: readonly number[]): Promise<number[]> =>
  page.evaluate(async (wanted) => {
    const playing = [...document.querySelectorAll('audio')].filter((element) => element.srcObject && !element.muted)
    const audio = new AudioContext()
    const analyser = new AnalyserNode(audio, { fftSize: 8192, smoothingTimeConstant: 0, minDecibels: -140 })
    for (const element of playing) audio.createMediaStreamSource(element.srcObject as MediaStream).connect(analyser)
    const loudest = wanted.map(() => -200)
    const spectrum = new Float32Array(analyser.frequencyBinCount)
    for (const end = performance.now() + 1500; performance.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, 60))
      analyser.getFloatFrequencyData(spectrum)
      for (const [i, hz] of wanted.entries()) {
        const bin = Math.round((hz * analyser.fftSize) / audio.sampleRate)
        loudest[i] = Math.max(loudest[i] ?? -200, ...spectrum.slice(bin - 1, bin + 2))
      }
    }
    await audio.close()
    return loudest
  }, frequencies)

/** Of all these frequencies exactly those `heard` come out of this page. */
export const expectTones = (page: Page, all: readonly number[], heard: readonly number[]): Promise<void> =>
  expect
    .poll(
      async () => {
        const levels = await tones(page, all)
        // In between, a tone is neither there nor gone: nothing equals it.
        return levels.map((level, i) => (level > THERE ? all[i] : level < GONE ? null : level))
      },
      { message: `hears ${heard.join(', ')} Hz and nothing else`, timeout: 30_000 },
    )
    .toEqual(all.map((hz) => (heard.includes(hz) ? hz : null)))
