/** Choices kept on this device only. A browser that forbids storage forgets them at the end of the visit. */
const forgotten = new Map<string, string>()

/** A kept choice, or null. */
export function readPref(name: string): string | null {
  try {
    return localStorage.getItem(`foyer.${name}`)
  } catch {
    return forgotten.get(name) ?? null
  }
}

/** Keeps a choice; null forgets it. */
export function writePref(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`foyer.${name}`)
    else localStorage.setItem(`foyer.${name}`, value)
  } catch {
    if (value === null) forgotten.delete(name)
    else forgotten.set(name, value)
  }
}
