import type { Attendance } from '#shared/core/people.ts'
import { readPref, writePref } from '../core/prefs.ts'
import { QUALITIES, type Quality } from './tracks.ts'

const isQuality = (text: string | null): text is Quality => QUALITIES.some((quality) => quality === text)

/** The device asks to save data, or its line is a weak one (told by Chromium only): sound then comes first. */
function savesData(): boolean {
  const line =
    'connection' in navigator ? (navigator.connection as { saveData?: boolean; effectiveType?: string }) : null
  return line?.saveData === true || line?.effectiveType === 'slow-2g' || line?.effectiveType === '2g'
}

/** How this device watches: how loud, how much picture, and whether at all. Kept on the device. */
export class Viewing {
  /** 0 to 1 */
  volume: number = $state(Number(readPref('volume') ?? 1))
  isMuted: boolean = $state(false)
  /** Silent because another page of the same person is heard. */
  isHushed: boolean = $state(false)
  quality: Quality = $state('auto')
  /** Sound only, because the device saves data or its line is weak, and nobody chose otherwise. */
  readonly isSaving: boolean
  #attendance: Attendance = $state('home')
  #turnedOn: boolean = $state(false)

  constructor() {
    const kept = readPref('quality')
    this.isSaving = kept === null && savesData()
    this.quality = isQuality(kept) ? kept : this.isSaving ? 'audio' : 'auto'
  }

  /** In the room nothing plays until one turns it on: sound would echo, and the stage is in front of you. */
  get isOn(): boolean {
    return this.#attendance === 'home' || this.#turnedOn
  }
  get isInRoom(): boolean {
    return this.#attendance === 'room'
  }

  sits(attendance: Attendance): void {
    this.#attendance = attendance
  }

  turn(isOn: boolean): void {
    this.#turnedOn = isOn
  }

  choose(quality: Quality): void {
    this.quality = quality
    writePref('quality', quality)
  }

  /** Falls silent for another page of mine, or is heard again. */
  hush(isHushed: boolean): void {
    if (isHushed === this.isHushed) return
    this.isHushed = this.isMuted = isHushed
  }

  setVolume(volume: number): void {
    this.volume = Math.min(1, Math.max(0, Math.round(volume * 20) / 20))
    this.isMuted = this.volume === 0
    this.isHushed &&= this.isMuted
    writePref('volume', String(this.volume))
  }

  toggleSound(): void {
    if (this.volume === 0) this.setVolume(0.5)
    else this.isMuted = !this.isMuted
    this.isHushed = false
  }
}
