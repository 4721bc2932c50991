import type { Attendance } from '#shared/core/people.ts'

/** A line as it stands: null words were scrubbed. */
export interface Line {
  id: string
  seq: number
  participant: string
  name: string | null
  side: Attendance
  text: string | null
  at: number
  replyTo: string | null
  question: { state: 'moving' | 'asked' | 'refused'; refused: string | null } | null
  hidden: { name: string | null; at: number } | null
  isTakenBack: boolean
}

export interface State {
  isOn: boolean
  slow: number
  flood: { seconds: number; until: number } | null
  notice: { text: string | null; at: number } | null
  /** How many lines were said: the `seq` of the last. */
  count: number
  /** The newest `WINDOW`, the last one last. */
  lines: Line[]
  /** When the last lines of all were said: as many as a flood has. */
  recent: number[]
  /** What each said within the last minute before their last line, and that one. */
  authors: Record<string, { at: number; words: string | null }[]>
  /** When each last did something with lines beside saying them, as often as one may at once. */
  acts: Record<string, number[]>
  /** Who was removed from the event: nobody is shown their lines. */
  removed: string[]
}

export const initial = (): State => ({
  isOn: false,
  slow: 0,
  flood: null,
  notice: null,
  count: 0,
  lines: [],
  recent: [],
  authors: {},
  acts: {},
  removed: [],
})
