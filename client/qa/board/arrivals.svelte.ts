import { readPref, writePref } from '../../core/prefs.ts'
import { Calm } from './calm.ts'

/** Tells of new questions by a sound, where it is switched on, and by a word for readers of the screen; rarely. */
export class Arrivals {
  isLoud = $state(readPref('board.sound') === 'yes')
  /** How many wait to be looked at, as it was told last; 0 before. */
  told = $state(0)
  #calm: Calm | null = null

  setLoud(isLoud: boolean): void {
    this.isLoud = isLoud
    writePref('board.sound', isLoud ? 'yes' : null)
    // The press is what lets a browser play; and one hears what was switched on.
    if (isLoud) void softly()
  }

  /** Call in an effect, once they are known, with how many wait to be looked at. */
  follow(count: number): (() => void) | undefined {
    this.#calm ??= new Calm(count, performance.now())
    const calm = this.#calm
    const due = calm.due(count, performance.now())
    if (due === null) return
    const timer = setTimeout(() => {
      calm.told(count, performance.now())
      this.told = count
      if (this.isLoud) void softly()
    }, due)
    return () => clearTimeout(timer)
  }
}

/** Two low notes, quiet enough for a room that listens to someone else. */
async function softly(): Promise<void> {
  const audio = new AudioContext()
  for (const [i, pitch] of [392, 523.25].entries()) {
    const note = audio.createOscillator()
    const gain = audio.createGain()
    const from = audio.currentTime + i * 0.12
    note.frequency.value = pitch
    gain.gain.setValueAtTime(0, from)
    gain.gain.linearRampToValueAtTime(0.08, from + 0.02)
    gain.gain.exponentialRampToValueAtTime(0.001, from + 0.35)
    note.connect(gain).connect(audio.destination)
    note.start(from)
    note.stop(from + 0.4)
  }
  await new Promise((resolve) => setTimeout(resolve, 800))
  await audio.close()
}
