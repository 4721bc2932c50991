import { type Component, createContext } from 'svelte'
import type { MenuItem } from './menu.ts'

/** Someone whose name is shown, and what of theirs is shown with it, by its place in the log. */
export interface Named {
  /** Null for what is nobody, as the room's camera. */
  participant: string | null
  name: string
  thing?: { stream: string; key: string }
  /** Puts someone without a name out of sight, as this page can. */
  hide?: { label: string; run: () => void }
  /** What else can be done about what is shown, in the same menu, which then has this name. `isStop`: as in a menu. */
  acts?: { items: readonly MenuItem[]; label: string; isStop: boolean }
}

const [readBeside, provideBeside] = createContext<Component<Named>>()
const [readStream, provideStream] = createContext<string>()

/** What stands beside every name below this component: said once by whoever composes the page. */
export const provideBesideName = provideBeside
/** The stream that the records shown below this component are of. */
export const provideShownStream = provideStream

const orNull = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch {
    // Nobody said it: a window of its own, or a page without an event.
    return null
  }
}
export const besideName = (): Component<Named> | null => orNull(readBeside)
export const shownStream = (): string | null => orNull(readStream)
