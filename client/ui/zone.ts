import { createContext } from 'svelte'
import { viewerZone } from '../core/times.ts'

const [read, provide] = createContext<() => string>()

/** Says in which zone the times below this component are shown: the lobby's switch between here and the event. */
export const provideZone = provide

/** The zone of the nearest component that says one, else the reader's own. */
export function shownZone(): () => string {
  try {
    return read()
  } catch {
    return viewerZone
  }
}
