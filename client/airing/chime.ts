/** Three notes, to hear whether the speaker works. Resolves when they have ended. `speaker`: a device's id, or as the system says. */
export async function playChime(speaker: string | null): Promise<void> {
  const audio = new AudioContext()
  // Not every browser lets a page choose; it then plays where all else plays.
  if (speaker && 'setSinkId' in audio) await (audio.setSinkId as (id: string) => Promise<void>)(speaker)
  const notes = [523.25, 659.25, 783.99]
  for (const [i, pitch] of notes.entries()) {
    const note = audio.createOscillator()
    const gain = audio.createGain()
    const from = audio.currentTime + i * 0.22
    note.frequency.value = pitch
    gain.gain.setValueAtTime(0, from)
    gain.gain.linearRampToValueAtTime(0.25, from + 0.02)
    gain.gain.exponentialRampToValueAtTime(0.001, from + 0.45)
    note.connect(gain).connect(audio.destination)
    note.start(from)
    note.stop(from + 0.5)
  }
  await new Promise((resolve) => setTimeout(resolve, 1100))
  await audio.close()
}
