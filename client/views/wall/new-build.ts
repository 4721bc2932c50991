import { readPref, writePref } from '../../core/prefs.ts'

/** A page that is still old after a reload (a proxy's copy) waits this long before the next. ms */
const AGAIN = 5 * 60_000
/** Walls of one house do not all come at once. ms */
const SPREAD = 3000

/** The server speaks a newer protocol: nobody stands at a wall to be asked, so it loads the new page itself. Returns how to stop. */
export function loadNewBuild(): () => void {
  const last = Number(readPref('wall.reloaded') ?? 0)
  const wait = Math.max(0, last + AGAIN - Date.now()) + Math.random() * SPREAD
  const timer = setTimeout(() => {
    writePref('wall.reloaded', String(Date.now()))
    location.reload()
  }, wait)
  return () => clearTimeout(timer)
}
