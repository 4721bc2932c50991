import { readPref, writePref } from '../../core/prefs.ts'
import { playNotes } from '../../ui/notes.ts'
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
const softly = (): Promise<void> => playNotes({ pitches: [392, 523.25], apart: 0.12, rings: 0.35, level: 0.08 })
