import { readPref, writePref } from './prefs.ts'

export type Theme = 'auto' | 'light' | 'dark'
const isTheme = (value: string | null): value is Theme => value === 'auto' || value === 'light' || value === 'dark'

const kept = readPref('theme')
const system = matchMedia('(prefers-color-scheme: dark)')
let chosen = $state<Theme>(isTheme(kept) ? kept : 'auto')
let systemIsDark = $state(system.matches)
system.addEventListener('change', (event) => {
  systemIsDark = event.matches
})
apply()

/** Light, dark, or as the device says. */
export const theme = {
  get chosen() {
    return chosen
  },
  get isDark() {
    return chosen === 'auto' ? systemIsDark : chosen === 'dark'
  },
  choose(next: Theme) {
    chosen = next
    writePref('theme', next === 'auto' ? null : next)
    apply()
  },
}

function apply(): void {
  if (chosen === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = chosen
}
