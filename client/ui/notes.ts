interface Played {
  /** Hz, one after another. */
  pitches: readonly number[]
  /** From one to the next, and how long each rings. s */
  apart: number
  rings: number
  /** How loud the loudest moment is, 0 to 1. */
  level: number
  /** A device's id, or as the system says. */
  speaker?: string | null
}

/** Plays a few notes that the page makes itself. Resolves when they have ended; rejects where the browser plays nothing. */
export async function playNotes({ pitches, apart, rings, level, speaker = null }: Played): Promise<void> {
  const audio = new AudioContext()
  // Not every browser lets a page choose; it then plays where all else plays.
  if (speaker && 'setSinkId' in audio) await (audio.setSinkId as (id: string) => Promise<void>)(speaker)
  for (const [i, pitch] of pitches.entries()) {
    const note = audio.createOscillator()
    const gain = audio.createGain()
    const from = audio.currentTime + i * apart
    note.frequency.value = pitch
    gain.gain.setValueAtTime(0, from)
    gain.gain.linearRampToValueAtTime(level, from + 0.02)
    gain.gain.exponentialRampToValueAtTime(0.001, from + rings)
    note.connect(gain).connect(audio.destination)
    note.start(from)
    note.stop(from + rings + 0.05)
  }
  await new Promise((resolve) => setTimeout(resolve, (apart * pitches.length + rings) * 1000))
  await audio.close()
}
