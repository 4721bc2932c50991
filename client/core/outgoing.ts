/** A command whose outcome is not on this page yet. */
export interface Outgoing {
  id: string
  stream: string
  type: string
  data: unknown
  /** The line was cut: it is kept and goes out again. */
  isKept: boolean
  /** Done at this version of its stream; what others see of it has not come here yet. */
  doneAt: number | null
}
type List = readonly Outgoing[]

/** Done: it stays until its stream has come this far here, so that what was shown ahead of it does not flicker back. */
export const done = (list: List, id: string, version: number, seen: number): List =>
  version <= seen ? without(list, id) : list.map((one) => (one.id === id ? { ...one, doneAt: version } : one))

export const without = (list: List, id: string): List => list.filter((one) => one.id !== id)

/** The stream has come this far here. A beat says `Infinity`: whatever was to be seen has been sent before it. */
export const seen = (list: List, stream: string, version: number): List =>
  list.some((one) => isSeen(one, stream, version)) ? list.filter((one) => !isSeen(one, stream, version)) : list

/** The line was cut: nothing is on its way, and what was done comes with the next snapshot. */
export const cut = (list: List): List =>
  list.filter(({ doneAt }) => doneAt === null).map((one) => ({ ...one, isKept: true }))

const isSeen = ({ stream, doneAt }: Outgoing, name: string, version: number): boolean =>
  stream === name && doneAt !== null && doneAt <= version
