import { playNotes } from '../ui/notes.ts'

/** Three notes, to hear whether the speaker works. Resolves when they have ended. `speaker`: a device's id, or as the system says. */
export const playChime = (speaker: string | null): Promise<void> =>
  playNotes({ pitches: [523.25, 659.25, 783.99], apart: 0.22, rings: 0.45, level: 0.25, speaker })
